"""People, and the posts they hold as intervals (伍一(一)3, 伍二). The national id is never kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models.agency import Agency, Unit
from organization.models.versioned import Versioned


class Sex(models.TextChoices):
    """As recorded, never forced into two (D-10)."""

    MALE = "M", _("男")
    FEMALE = "F", _("女")
    OTHER = "X", _("其他")
    UNSTATED = "U", _("未填")


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Oneself; a unit manager those of the unit; whoever reads the whole agency, everybody in it."""
        return actor.within(self, person="id", agency="agency_id")


class Person(Versioned):
    """Somebody who works, or worked, for the agency."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="people"
    )
    staff_number = models.CharField(_("員工編號"), max_length=20)
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性別"), max_length=1, choices=Sex.choices, default=Sex.UNSTATED)
    email = models.EmailField(_("電子郵件"), blank=True)
    account = models.OneToOneField(
        "organization.Account",
        verbose_name=_("帳號"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("人員")
        verbose_name_plural = _("人員")
        ordering = ["staff_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "staff_number"],
                name="staff_number_once_per_agency",
                violation_error_message=_("此員工編號已有人使用。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostKind(models.TextChoices):
    """The audiences of 伍二; the first two are what a person is employed as, the others come on top."""

    GENERAL = "GENERAL", _("一般公務人員")
    SUPERVISOR = "SUPERVISOR", _("主管人員")
    FOCAL_POINT = "FOCAL_POINT", _("性別議題聯絡人")
    GENDER_STAFF = "GENDER_STAFF", _("辦理性別平等業務相關人員")


EMPLOYED_AS = (PostKind.GENERAL, PostKind.SUPERVISOR)


class Rank(models.TextChoices):
    """官等 (domain 5.1); 簡任 and above count as supervisors for training from 107 on (TR-06)."""

    SPECIAL = "SPECIAL", _("特任")
    SENIOR = "SENIOR", _("簡任")
    INTERMEDIATE = "INTERMEDIATE", _("薦任")
    JUNIOR = "JUNIOR", _("委任")
    NONE = "NONE", _("無官等")


class PostQuerySet(DatedQuerySet):
    def employed(self):
        """Posts that mean being in service."""
        return self.filter(kind__in=EMPLOYED_AS)

    def heads(self):
        """Whoever leads a unit, acting heads too (伍一(一)3B)."""
        return self.filter(is_head=True)

    def visible_to(self, actor):
        return actor.within(self, person="person_id", agency="person__agency_id")


class Post(Dated, Versioned):
    """What a person is, in which unit, from when until when."""

    person = models.ForeignKey(Person, verbose_name=_("人員"), on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("身分別"), max_length=20, choices=PostKind.choices)
    title = models.CharField(_("職稱"), max_length=60, blank=True)
    rank = models.CharField(_("官等"), max_length=20, choices=Rank.choices, default=Rank.NONE)
    is_head = models.BooleanField(_("組室主管"), default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("職務")
        verbose_name_plural = _("職務")
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["person", "since", "until"], name="post_by_person_and_day")]
        constraints = [
            dated_constraint("post_until_after_since"),
            models.UniqueConstraint(
                fields=["person", "kind", "since"],
                name="post_once_per_day",
                violation_error_message=_("同日起已有相同身分別的職務。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"


class LeaveReason(models.TextChoices):
    """Why somebody is on leave without pay; only the personnel office sees it (domain 6.8)."""

    PARENTAL = "PARENTAL", _("育嬰")
    CARE = "CARE", _("侍親")
    STUDY = "STUDY", _("進修")
    MILITARY = "MILITARY", _("兵役")
    SECONDMENT = "SECONDMENT", _("借調")
    OTHER = "OTHER", _("其他")


class LeaveQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        """The person and the personnel office, nobody else."""
        return actor.within(self, person="person_id", agency="person__agency_id", only_personnel=True)


class Leave(Dated, Versioned):
    """Leave without pay (留職停薪): the post is kept, the days are not served."""

    person = models.ForeignKey(
        Person, verbose_name=_("人員"), on_delete=models.PROTECT, related_name="leaves"
    )
    reason = models.CharField(_("事由"), max_length=20, choices=LeaveReason.choices)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("留職停薪")
        verbose_name_plural = _("留職停薪")
        ordering = ["since", "id"]
        constraints = [dated_constraint("leave_until_after_since")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_reason_display()}"
