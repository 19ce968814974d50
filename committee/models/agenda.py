"""The agenda in its official order, what was said of each item and what was decided (伍一(二), (三))."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from committee.models.meeting import Meeting, State
from organization.models import Attachment, Role, Unit
from organization.models.versioned import Versioned


class Section(models.TextChoices):
    """The order of an official agenda; ``OF_KIND`` says what each is under 伍一(三): 報告, 討論 or 臨時動議."""

    CONFIRM = "CONFIRM", _("確認上次會議紀錄")
    FOLLOW_UP = "FOLLOW_UP", _("列管事項")
    REPORT = "REPORT", _("報告案")
    DISCUSSION = "DISCUSSION", _("討論案")
    EXTEMPORE = "EXTEMPORE", _("臨時動議")


OF_KIND = {
    Section.CONFIRM: "REPORT",
    Section.FOLLOW_UP: "REPORT",
    Section.REPORT: "REPORT",
    Section.DISCUSSION: "DISCUSSION",
    Section.EXTEMPORE: "EXTEMPORE",
}
ORDER = {section: place for place, section in enumerate(Section)}


class AgendaItemQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_because="")

    def open_to(self, actor):
        """Restricted items are for those who see the meeting's inner papers (C-17)."""
        offices = [one.agency_id for one in actor.held if one.role in (Role.SECRETARIAT, Role.OVERSIGHT)]
        seen = Q(is_restricted=False) | Q(meeting__committee__agency_id__in=offices)
        if actor.person:
            seen |= Q(meeting__invitations__membership__person=actor.person)
        return self.filter(seen).distinct()

    def visible_to(self, actor):
        return self.filter(meeting__in=Meeting.objects.visible_to(actor)).open_to(actor)


class AgendaItem(Versioned):
    """One item. ``tasks`` are the codes of the tasks it serves (TK-…); ``url`` leads to what it is about."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("會議"), on_delete=models.PROTECT, related_name="items"
    )
    section = models.CharField(_("類別"), max_length=12, choices=Section.choices)
    order = models.PositiveSmallIntegerField(_("順序"), default=1)
    title = models.CharField(_("案由"), max_length=200)
    explanation = models.TextField(_("說明"), blank=True)
    proposal = models.TextField(_("擬辦"), blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("提案單位"), null=True, blank=True, on_delete=models.PROTECT
    )
    tasks = models.JSONField(_("任務"), default=list, blank=True)
    url = models.CharField(_("相關紀錄"), max_length=200, blank=True)
    is_restricted = models.BooleanField(_("不公開"), default=False)
    withdrawn_because = models.CharField(_("撤案事由"), max_length=200, blank=True)
    confirms = models.ForeignKey(
        "committee.Minutes",
        verbose_name=_("確認的會議紀錄"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    follow_up = models.ForeignKey(
        "committee.FollowUp",
        verbose_name=_("列管事項"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items",
    )
    discussion = models.TextField(_("討論摘要"), blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("議案")
        verbose_name_plural = _("議案")
        ordering = ["meeting", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="item_confirms_minutes_in_its_section",
                condition=Q(section="CONFIRM", confirms__isnull=False)
                | (~Q(section="CONFIRM") & Q(confirms__isnull=True)),
                violation_error_message=_("確認案須指明所確認的會議紀錄。"),
            ),
            models.CheckConstraint(
                name="item_follows_up_in_its_section",
                condition=Q(section="FOLLOW_UP", follow_up__isnull=False)
                | (~Q(section="FOLLOW_UP") & Q(follow_up__isnull=True)),
                violation_error_message=_("列管案須指明所列管的事項。"),
            ),
            models.UniqueConstraint(
                fields=["meeting", "follow_up"],
                name="follow_up_once_on_an_agenda",
                violation_error_message=_("這件列管事項已在議程中。"),
            ),
            models.UniqueConstraint(
                fields=["meeting", "confirms"],
                name="minutes_confirmed_once_on_an_agenda",
                violation_error_message=_("這份會議紀錄的確認案已在議程中。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_passed(self) -> bool:
        """Passed, which only a valid meeting's resolution makes it (C-14)."""
        resolution = getattr(self, "resolution", None)
        return resolution is not None and resolution.is_passing


class Paper(Versioned):
    """A file that belongs to an item; one added after the invitations went out says so (C-16)."""

    item = models.ForeignKey(
        AgendaItem, verbose_name=_("議案"), on_delete=models.PROTECT, related_name="papers"
    )
    file = models.ForeignKey(Attachment, verbose_name=_("附件"), on_delete=models.PROTECT)
    title = models.CharField(_("標題"), max_length=200)
    added_on = models.DateField(_("加入日"))
    is_supplement = models.BooleanField(_("補充資料"), default=False)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("會議資料")
        verbose_name_plural = _("會議資料")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    PASSED = "PASSED", _("通過")
    PASSED_AS_AMENDED = "PASSED_AS_AMENDED", _("修正後通過")
    NOTED = "NOTED", _("洽悉")
    DEFERRED = "DEFERRED", _("保留")
    REJECTED = "REJECTED", _("不通過")
    CLOSED = "CLOSED", _("解除列管")
    CONTINUED = "CONTINUED", _("繼續列管")


PASSING = (Outcome.PASSED, Outcome.PASSED_AS_AMENDED, Outcome.CLOSED)
"""What only a valid meeting may decide."""


class Resolution(Versioned):
    """What the meeting decided on one item. ``quorum`` keeps the presence of that moment with its inputs."""

    item = models.OneToOneField(
        AgendaItem, verbose_name=_("議案"), on_delete=models.PROTECT, related_name="resolution"
    )
    outcome = models.CharField(_("結果"), max_length=20, choices=Outcome.choices)
    text = models.TextField(_("決議內容"), blank=True)
    is_unanimous = models.BooleanField(_("無異議"), default=True)
    votes_for = models.PositiveSmallIntegerField(_("同意"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("不同意"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("棄權"), null=True, blank=True)
    decided_at = models.TimeField(_("決議時間"), null=True, blank=True)
    is_valid = models.BooleanField(_("出席人數足夠"), editable=False)
    quorum = models.JSONField(_("決議時出席情形"), editable=False)

    class Meta:
        verbose_name = _("決議")
        verbose_name_plural = _("決議")
        ordering = ["item__meeting", "item__order", "id"]
        constraints = [
            models.CheckConstraint(
                name="only_a_valid_meeting_passes",
                condition=~Q(outcome__in=["PASSED", "PASSED_AS_AMENDED", "CLOSED"]) | Q(is_valid=True),
                violation_error_message=_("無效會議不得通過議案或解除列管（伍一(三)）。"),
            ),
            models.CheckConstraint(
                name="votes_or_no_objection",
                condition=Q(
                    is_unanimous=True,
                    votes_for__isnull=True,
                    votes_against__isnull=True,
                    votes_abstained__isnull=True,
                )
                | Q(
                    is_unanimous=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstained__isnull=False,
                ),
                violation_error_message=_("請填同意、不同意與棄權票數，或選「無異議」。"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def is_passing(self) -> bool:
        return self.outcome in PASSING and self.is_valid


class FollowUpQuerySet(models.QuerySet):
    def closed(self, day=None):
        return self.filter(self._closing(day))

    def open(self, day=None):
        """Not yet released by a resolution; as of ``day`` where it is given."""
        rows = self.filter(~self._closing(day))
        return rows.filter(resolution__item__meeting__held_on__lte=day) if day else rows

    @staticmethod
    def _closing(day=None):
        items = AgendaItem.objects.filter(
            follow_up=OuterRef("pk"),
            resolution__outcome=Outcome.CLOSED,
            resolution__is_valid=True,
            meeting__state=State.HELD,
        )
        return Exists(items.filter(meeting__held_on__lte=day) if day else items)

    def visible_to(self, actor):
        """The agency's; what came of a restricted item only its unit and those who see the item."""
        seen = AgendaItem.objects.visible_to(actor).values("id")
        return self.filter(Q(unit_id__in=actor.managed_units) | Q(resolution__item__in=seen))


class FollowUp(Versioned):
    """列管: who has to do what after a resolution. It ends only by another resolution (解除列管)."""

    resolution = models.ForeignKey(
        Resolution, verbose_name=_("決議"), on_delete=models.PROTECT, related_name="follow_ups"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("主辦單位"), on_delete=models.PROTECT, related_name="follow_ups"
    )
    what = models.CharField(_("辦理事項"), max_length=200)
    due_on = models.DateField(_("辦理期限"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("列管事項")
        verbose_name_plural = _("列管事項")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class Progress(Versioned):
    """One line on how far a follow-up has come."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("列管事項"), on_delete=models.PROTECT, related_name="progress"
    )
    on = models.DateField(_("日期"))
    text = models.TextField(_("辦理情形"))
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("辦理情形")
        verbose_name_plural = _("辦理情形")
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.text
