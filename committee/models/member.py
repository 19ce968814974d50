"""Who sits on a committee, from when until when, and what was filed about the list (伍一(一))."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from committee.models.body import Committee
from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models import Agency, Attachment, Person, Sex
from organization.models.versioned import Versioned


class ExternalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class External(Versioned):
    """Somebody from outside the city government; how to reach them is for the secretariat alone."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性別"), max_length=1, choices=Sex.choices, default=Sex.UNSTATED)
    affiliation = models.CharField(_("服務單位"), max_length=100, blank=True)
    title = models.CharField(_("職稱"), max_length=60, blank=True)
    background = models.CharField(_("專長背景"), max_length=200, blank=True)
    email = models.EmailField(_("電子郵件"), blank=True)

    objects = ExternalQuerySet.as_manager()

    class Meta:
        verbose_name = _("府外專家學者")
        verbose_name_plural = _("府外專家學者")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CouncilTerm(Dated):
    """A term on the city's women's rights council or its successor (伍一(一)3A: 現任或曾任)."""

    external = models.ForeignKey(
        External, verbose_name=_("府外專家學者"), on_delete=models.PROTECT, related_name="council_terms"
    )
    council = models.CharField(_("委員會"), max_length=60)
    session = models.CharField(_("屆次"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("女權會任期")
        verbose_name_plural = _("女權會任期")
        ordering = ["since", "id"]
        constraints = [dated_constraint("council_term_until_after_since")]

    def __str__(self) -> str:
        return f"{self.council}{self.session}"


class Seat(models.TextChoices):
    """As what somebody sits; the last three belong to other committees than the task force."""

    CONVENER = "CONVENER", _("召集人")
    VICE_CONVENER = "VICE_CONVENER", _("副召集人")
    EXTERNAL = "EXTERNAL", _("府外委員")
    INTERNAL = "INTERNAL", _("局內委員")
    EX_OFFICIO = "EX_OFFICIO", _("當然委員")
    DESIGNATED = "DESIGNATED", _("指定委員")
    ELECTED = "ELECTED", _("票選委員")


class Leaving(models.TextChoices):
    """Why a term ended."""

    TERM = "TERM", _("任期屆滿")
    POST = "POST", _("職務異動")
    RESIGNED = "RESIGNED", _("請辭")
    DISMISSED = "DISMISSED", _("解聘")
    OTHER = "OTHER", _("其他")


class MembershipQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        return self.filter(committee__agency_id__in=actor.agency_ids)


class Membership(Dated, Versioned):
    """One term of one member: an employee, or somebody from outside."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("委員會"), on_delete=models.PROTECT, related_name="members"
    )
    seat = models.CharField(_("身分別"), max_length=20, choices=Seat.choices)
    person = models.ForeignKey(
        Person,
        verbose_name=_("人員"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    external = models.ForeignKey(
        External,
        verbose_name=_("府外專家學者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    title = models.CharField(_("職稱"), max_length=60, blank=True)
    is_ex_officio = models.BooleanField(_("隨職進退"), default=False)
    letter = models.CharField(_("聘（派）函文號"), max_length=60, blank=True)
    left_because = models.CharField(_("離任原因"), max_length=10, choices=Leaving.choices, blank=True)
    is_public = models.BooleanField(_("同意公開姓名"), default=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("委員任期")
        verbose_name_plural = _("委員任期")
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["committee", "since", "until"], name="member_by_committee_and_day")]
        constraints = [
            dated_constraint("membership_until_after_since"),
            models.CheckConstraint(
                name="member_is_one_person",
                condition=Q(person__isnull=False, external__isnull=True)
                | Q(person__isnull=True, external__isnull=False),
                violation_error_message=_("委員須為本機關人員或府外專家學者其中之一。"),
            ),
            models.CheckConstraint(
                name="external_seat_is_for_externals",
                condition=Q(seat="EXTERNAL", external__isnull=False)
                | (~Q(seat="EXTERNAL") & Q(person__isnull=False)),
                violation_error_message=_("府外委員須為府外專家學者，其他委員須為本機關人員。"),
            ),
            models.CheckConstraint(
                name="ended_term_says_why",
                condition=Q(until__isnull=True) | ~Q(left_because=""),
                violation_error_message=_("任期有迄日者須填離任原因。"),
            ),
            models.UniqueConstraint(
                fields=["committee", "person", "since"],
                name="person_appointed_once_a_day",
                violation_error_message=_("這位人員同日起已是委員。"),
            ),
            models.UniqueConstraint(
                fields=["committee", "external", "since"],
                name="external_appointed_once_a_day",
                violation_error_message=_("這位專家學者同日起已是委員。"),
            ),
        ]

    def __str__(self) -> str:
        return self.who.name

    @property
    def who(self) -> Person | External:
        return self.external or self.person

    @property
    def sex(self) -> str:
        return self.who.sex

    @property
    def affiliation(self) -> str:
        return self.external.affiliation if self.external else ""

    @property
    def email(self) -> str:
        return self.who.email

    @property
    def post_title(self) -> str:
        """The title as it is printed."""
        return self.title or (self.external.title if self.external else "")


class Cause(models.TextChoices):
    """Why the list can't fulfil one third; only ex-officio posts excuse it (伍一(一)3之2)."""

    SPECIFIC_POST = _n("特定職務"), _("特定職務人員擔任委員")
    OTHER = _n("其他"), _("其他")


class Filing(Versioned):
    """A list of members sent to the city's gender equality office for the file (備查), before it took effect."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("委員會"), on_delete=models.PROTECT, related_name="filings"
    )
    filed_on = models.DateField(_("函送日期"))
    recipient = models.CharField(_("受文機關"), max_length=60)
    number = models.CharField(_("文號"), max_length=60)
    cause = models.CharField(_("事由"), max_length=10, choices=Cause.choices)
    roster = models.JSONField(_("所送名單"), default=list)
    file = models.ForeignKey(
        Attachment, verbose_name=_("函文"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = _("委員名單備查")
        verbose_name_plural = _("委員名單備查")
        ordering = ["filed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"],
                name="filing_number_once",
                violation_error_message=_("這個文號已登錄過。"),
            )
        ]

    def __str__(self) -> str:
        return self.number
