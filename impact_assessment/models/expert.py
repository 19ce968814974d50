"""Experts: why and until when each may take part, whom a case invites, what they say (伍四(三); G-5 – G-8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem, External
from core.dated import Dated, DatedQuerySet, dated_constraint
from impact_assessment.models.case import Case, seen_by
from impact_assessment.models.form import Question
from organization.models import Agency, Attachment, Person
from organization.models.versioned import Versioned


class ExpertQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_because="")

    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class Expert(Versioned):
    """Somebody of the agency's pool; name, sex and field stand with ``external``, whom the committee may know too.

    ``employee`` is set when the person works, or has worked, for the agency; ``is_namesake`` says that an employee
    of the same name is somebody else.
    """

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    external = models.OneToOneField(
        External, verbose_name=_("府外專家學者"), on_delete=models.PROTECT, related_name="expert"
    )
    employee = models.ForeignKey(
        Person, verbose_name=_("現任或曾任本機關人員"), null=True, blank=True, on_delete=models.PROTECT
    )
    is_namesake = models.BooleanField(_("與本機關人員同名，並非同一人"), default=False)
    withdrawn_because = models.CharField(_("停用事由"), max_length=200, blank=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別平等專家學者")
        verbose_name_plural = _("性別平等專家學者")
        ordering = ["external__name", "id"]

    def __str__(self) -> str:
        return self.external.name


class Basis(Dated, Versioned):
    """Why somebody counts as an expert (伍四(三)); ``kind`` is a code of rule GIA-07's ``bases``."""

    expert = models.ForeignKey(
        Expert, verbose_name=_("專家學者"), on_delete=models.PROTECT, related_name="bases"
    )
    kind = models.CharField(_("資格代碼"), max_length=30)
    kind_title = models.CharField(_("資格"), max_length=60)
    detail = models.CharField(_("屆次、編號或機關"), max_length=100, blank=True)
    proof = models.ForeignKey(
        Attachment, verbose_name=_("證明文件"), null=True, blank=True, on_delete=models.PROTECT
    )
    proof_note = models.CharField(_("查證方式"), max_length=200, blank=True)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("專家資格")
        verbose_name_plural = _("專家資格")
        ordering = ["expert", "since", "id"]
        constraints = [
            dated_constraint("expert_basis_until_after_since"),
            models.CheckConstraint(
                name="expert_basis_is_proven",
                condition=Q(proof__isnull=False) | ~Q(proof_note=""),
                violation_error_message=_("請附證明文件，或填查證方式。"),
            ),
        ]

    def __str__(self) -> str:
        return self.kind_title


class EngagementState(models.TextChoices):
    INVITED = "INVITED", _("已邀請")
    ACCEPTED = "ACCEPTED", _("已同意")
    DECLINED = "DECLINED", _("婉拒")
    SUBMITTED = "SUBMITTED", _("已提意見")
    CANCELLED = "CANCELLED", _("已取消")


class EngagementQuerySet(models.QuerySet):
    def open(self):
        """Those who still owe an opinion."""
        return self.filter(state__in=[EngagementState.INVITED, EngagementState.ACCEPTED])

    def visible_to(self, actor):
        return self.filter(seen_by(actor, agency="case__agency_id", unit="case__unit_id"))


class Engagement(Versioned):
    """An expert asked to take part in one round of a case; ``basis`` is what stood for it on the day (plain JSON)."""

    ALLOWED = {
        EngagementState.INVITED: {
            EngagementState.ACCEPTED,
            EngagementState.DECLINED,
            EngagementState.SUBMITTED,
            EngagementState.CANCELLED,
        },
        EngagementState.ACCEPTED: {
            EngagementState.DECLINED,
            EngagementState.SUBMITTED,
            EngagementState.CANCELLED,
        },
        EngagementState.DECLINED: set(),
        EngagementState.SUBMITTED: set(),
        EngagementState.CANCELLED: set(),
    }
    """The expert answers; the unit cancels."""

    case = models.ForeignKey(
        Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="engagements"
    )
    expert = models.ForeignKey(
        Expert, verbose_name=_("專家學者"), on_delete=models.PROTECT, related_name="engagements"
    )
    round = models.PositiveSmallIntegerField(_("輪次"), default=1)
    state = models.CharField(
        _("狀態"), max_length=10, choices=EngagementState.choices, default=EngagementState.INVITED
    )
    invited_on = models.DateField(_("邀請日"))
    due_on = models.DateField(_("請於此日前提供意見"))
    answered_on = models.DateField(_("回復日"), null=True, blank=True)
    submitted_on = models.DateField(_("提出意見日"), null=True, blank=True)
    keeps_secret = models.BooleanField(_("同意保密"), default=False)
    timing = models.TextField(_("參與時機及方式之合宜性"), blank=True)
    reason = models.CharField(_("婉拒或取消事由"), max_length=200, blank=True)
    basis = models.JSONField(_("資格（邀請時）"), default=dict)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("專家邀請")
        verbose_name_plural = _("專家邀請")
        ordering = ["case", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "expert", "round"],
                condition=~Q(state="CANCELLED"),
                name="expert_invited_once_in_a_round",
                violation_error_message=_("這一輪已邀請過這位專家。"),
            ),
            models.CheckConstraint(
                name="submitted_opinion_has_its_day",
                condition=~Q(state="SUBMITTED") | Q(submitted_on__isnull=False, keeps_secret=True),
                violation_error_message=_("提出意見須有日期，並同意保密。"),
            ),
            models.CheckConstraint(
                name="cancelled_engagement_says_why",
                condition=~Q(state="CANCELLED") | ~Q(reason=""),
                violation_error_message=_("取消邀請須說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.expert)


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(seen_by(actor, agency="case__agency_id", unit="case__unit_id"))


class Opinion(Versioned):
    """One opinion: of an expert, or of the task force from its minutes. ``question`` is the part that it speaks to."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="opinions")
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("專家邀請"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opinions",
    )
    item = models.ForeignKey(
        AgendaItem,
        verbose_name=_("小組議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessment_opinions",
    )
    question = models.ForeignKey(
        Question, verbose_name=_("意見項目"), null=True, blank=True, on_delete=models.PROTECT
    )
    round = models.PositiveSmallIntegerField(_("輪次"), default=1)
    text = models.TextField(_("意見"))
    is_withdrawn = models.BooleanField(_("撤下"), default=False)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("程序參與意見")
        verbose_name_plural = _("程序參與意見")
        ordering = ["case", "round", "engagement", "question__order", "id"]
        constraints = [
            models.CheckConstraint(
                name="opinion_is_an_experts_or_the_task_forces",
                condition=Q(engagement__isnull=False, item__isnull=True)
                | Q(engagement__isnull=True, item__isnull=False),
                violation_error_message=_("意見須出自一位專家或一件小組議案。"),
            ),
            models.UniqueConstraint(
                fields=["engagement", "question"],
                condition=Q(is_withdrawn=False),
                name="one_opinion_for_each_part",
                violation_error_message=_("這一項已有意見。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Adoption(models.TextChoices):
    """參採 (domain 5.4)."""

    ADOPTED = "ADOPTED", _("參採")
    PARTLY = "PARTLY", _("部分參採")
    NOT_ADOPTED = "NOT_ADOPTED", _("未參採")


class Reply(Versioned):
    """What the unit makes of an opinion: where the draft changed, or why not (伍四(四))."""

    opinion = models.OneToOneField(
        Opinion, verbose_name=_("意見"), on_delete=models.PROTECT, related_name="reply"
    )
    adoption = models.CharField(_("參採情形"), max_length=12, choices=Adoption.choices)
    where_changed = models.CharField(_("修正處（章節或頁碼）"), max_length=200, blank=True)
    reason = models.TextField(_("未參採或部分參採之理由、替代規劃"), blank=True)
    replied_on = models.DateField(_("回復日"))

    class Meta:
        verbose_name = _("意見回復")
        verbose_name_plural = _("意見回復")
        ordering = ["opinion"]
        constraints = [
            models.CheckConstraint(
                name="adopted_opinion_says_where",
                condition=~Q(adoption__in=["ADOPTED", "PARTLY"]) | ~Q(where_changed=""),
                violation_error_message=_("參採或部分參採者須填修正處。"),
            ),
            models.CheckConstraint(
                name="refused_opinion_says_why",
                condition=~Q(adoption__in=["NOT_ADOPTED", "PARTLY"]) | ~Q(reason=""),
                violation_error_message=_("未參採或部分參採者須填理由。"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_adoption_display()
