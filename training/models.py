"""Courses, their sessions and the hours that people have of them (伍二, D-14).

An hour counts on the day its session ended: a course over New Year belongs to the new year.
"""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organization.models import Agency, Attachment, Person, Sex
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
        own = Hours.objects.visible_to(actor).values("session__course_id")
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


class SessionQuerySet(models.QuerySet):
    def held(self, first, last):
        """Sessions that ended on one of the days first … last."""
        return self.filter(ended_on__gte=first, ended_on__lte=last)

    def catalogue(self):
        return self.filter(course__in_catalogue=True)

    def visible_to(self, actor):
        own = Hours.objects.visible_to(actor).values("session_id")
        return self.filter(
            Q(course__in_catalogue=True, course__agency_id__in=actor.agency_ids) | Q(id__in=own)
        )


class Session(Versioned):
    """One time that a course was held, over one or more days."""

    course = models.ForeignKey(
        Course, verbose_name=_("課程"), on_delete=models.PROTECT, related_name="sessions"
    )
    held_on = models.DateField(_("開課日"))
    ended_on = models.DateField(_("結束日"))
    minutes = models.PositiveIntegerField(_("全程時數（分鐘）"), validators=[MinValueValidator(1)])
    mode = models.CharField(_("辦理方式"), max_length=20, choices=Mode.choices, default=Mode.LECTURE)
    place = models.CharField(_("地點"), max_length=100, blank=True)
    lecturer = models.CharField(_("講師"), max_length=60, blank=True)
    lecturer_sex = models.CharField(_("講師性別"), max_length=1, choices=Sex.choices, blank=True)
    has_case_discussion = models.BooleanField(_("包含與業務相關之實際案例討論"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("場次")
        verbose_name_plural = _("場次")
        ordering = ["-ended_on", "-id"]
        indexes = [models.Index(fields=["ended_on", "course"], name="session_by_day")]
        constraints = [
            models.CheckConstraint(
                name="session_has_minutes",
                condition=Q(minutes__gt=0),
                violation_error_message=_("時數須大於 0。"),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ended_on__gte=F("held_on")),
                violation_error_message=_("結束日不得早於開課日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.course.title


class State(models.TextChoices):
    PENDING = "PENDING", _("待核")
    VERIFIED = "VERIFIED", _("已核")
    RETURNED = "RETURNED", _("退回")
    WITHDRAWN = "WITHDRAWN", _("撤回")


class HoursQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=State.WITHDRAWN)

    def held(self, first, last):
        return self.filter(held_on__gte=first, held_on__lte=last)

    def counted(self, first, last):
        """What the year counts or may still count: verified or waiting, of a course that qualifies."""
        states = (State.VERIFIED, State.PENDING)
        return self.held(first, last).filter(state__in=states, session__course__qualifies=True)

    def visible_to(self, actor):
        return actor.within(self, person="person_id", agency="person__agency_id")


class Hours(Versioned):
    """One person's hours of one session, and whether the personnel office has verified them."""

    ALLOWED = {
        State.PENDING: {State.VERIFIED, State.RETURNED, State.WITHDRAWN},
        State.RETURNED: {State.PENDING, State.WITHDRAWN},
        State.VERIFIED: {State.RETURNED, State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
    """Pending waits for the personnel office, returned for the person; verified counts; withdrawn is the end."""

    TONES = {
        State.PENDING: "due",
        State.VERIFIED: "ok",
        State.RETURNED: "fail",
        State.WITHDRAWN: "quiet",
    }

    person = models.ForeignKey(Person, verbose_name=_("人員"), on_delete=models.PROTECT, related_name="hours")
    session = models.ForeignKey(
        Session, verbose_name=_("場次"), on_delete=models.PROTECT, related_name="hours"
    )
    held_on = models.DateField(_("採計日"))
    minutes = models.PositiveIntegerField(_("時數（分鐘）"))
    state = models.CharField(_("狀態"), max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    earned_at = models.CharField(_("原服務機關"), max_length=100, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("核定者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="verified_hours",
    )
    verified_at = models.DateTimeField(_("核定時間"), null=True, blank=True)
    proof = models.ForeignKey(
        Attachment, verbose_name=_("證明文件"), null=True, blank=True, on_delete=models.PROTECT
    )
    note = models.CharField(_("備註"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("訓練時數")
        verbose_name_plural = _("訓練時數")
        ordering = ["-held_on", "-id"]
        indexes = [
            models.Index(fields=["person", "held_on", "state", "minutes", "session"], name="hours_of_a_year")
        ]
        constraints = [
            models.CheckConstraint(
                name="hours_are_positive",
                condition=Q(minutes__gt=0),
                violation_error_message=_("時數須大於 0。"),
            ),
            models.CheckConstraint(
                name="hours_sent_back_say_why",
                condition=~Q(state__in=["RETURNED", "WITHDRAWN"]) | ~Q(reason=""),
                violation_error_message=_("退回或撤回須說明事由。"),
            ),
            models.CheckConstraint(
                name="hours_verified_by_somebody",
                condition=Q(state="VERIFIED", verified_by__isnull=False, verified_at__isnull=False)
                | (~Q(state="VERIFIED") & Q(verified_by__isnull=True, verified_at__isnull=True)),
                violation_error_message=_("已核的時數須有核定者與核定時間，其他狀態不得有。"),
            ),
            models.UniqueConstraint(
                fields=["person", "session"],
                condition=~Q(state="WITHDRAWN"),
                name="hours_once_per_session",
                violation_error_message=_("這個場次的時數已登錄過。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.session}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    def may_become(self, state: State) -> bool:
        return state in self.ALLOWED[State(self.state)]
