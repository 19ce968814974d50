"""What is taught (伍二(二), (三)1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Agency
from organization.models.versioned import Versioned


class Level(models.TextChoices):
    BASIC = "BASIC", _("基礎")
    ADVANCED = "ADVANCED", _("進階")


class Organiser(models.TextChoices):
    """Who held the course (伍二(三)1)."""

    SELF = "SELF", _("本機關自辦")
    DCSD = "DCSD", _("公訓處")
    OTHER = "OTHER", _("其他機關（構）")


class Mode(models.TextChoices):
    """How it was held; the plan names lectures, workshops, forums, seminars and group discussions (伍二(二))."""

    LECTURE = "LECTURE", _("講師授課")
    WORKSHOP = "WORKSHOP", _("工作坊")
    FORUM = "FORUM", _("座談")
    SEMINAR = "SEMINAR", _("研討")
    GROUP_DISCUSSION = "GROUP_DISCUSSION", _("案例分組討論")
    LIAISON_MEETING = "LIAISON_MEETING", _("聯繫會報")
    TALK = "TALK", _("專題講演")
    DIGITAL = "DIGITAL", _("數位學習")


class CourseQuerySet(models.QuerySet):
    def catalogue(self):
        return self.filter(in_catalogue=True)

    def visible_to(self, actor):
        """The catalogue is open to the whole agency; a course of somebody's own follows the hours."""
        everything = self.model.objects.all()
        path = "sessions__hours__person"
        own = actor.within(everything, person=path, agency=f"{path}__agency_id").values("id")
        return self.filter(Q(in_catalogue=True, agency_id__in=actor.agency_ids) | Q(id__in=own))


class Course(Versioned):
    """What was taught. Outside the catalogue it was logged by somebody who took it elsewhere."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="courses"
    )
    code = models.CharField(_("課程代碼"), max_length=40, blank=True)
    title = models.CharField(_("課程名稱"), max_length=200)
    level = models.CharField(_("類別"), max_length=10, choices=Level.choices, default=Level.BASIC)
    is_cedaw = models.BooleanField(_("CEDAW 課程"), default=False)
    topics = models.CharField(_("主題"), max_length=200, blank=True)
    organiser = models.CharField(_("辦理單位"), max_length=10, choices=Organiser.choices, blank=True)
    in_catalogue = models.BooleanField(_("列入課程清單"), default=True)
    qualifies = models.BooleanField(_("採計為性別主流化訓練"), default=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("課程")
        verbose_name_plural = _("課程")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"],
                condition=~Q(code=""),
                name="course_code_once_per_agency",
                violation_error_message=_("此課程代碼已有人使用。"),
            )
        ]

    def __str__(self) -> str:
        return self.title
