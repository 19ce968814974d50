"""Minutes: drafted, circulated, confirmed; what is confirmed is frozen, and changed by an erratum only (C-13)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.meeting import Meeting
from organization.models.versioned import Versioned


class MinutesState(models.TextChoices):
    DRAFT = "DRAFT", _("草稿")
    CIRCULATED = "CIRCULATED", _("已傳閱")
    CONFIRMED = "CONFIRMED", _("已確認")


class Minutes(Versioned):
    """The minutes of one meeting; their text is the meeting's own records and these words around them."""

    ALLOWED = {
        MinutesState.DRAFT: {MinutesState.CIRCULATED, MinutesState.CONFIRMED},
        MinutesState.CIRCULATED: {MinutesState.DRAFT, MinutesState.CONFIRMED},
        MinutesState.CONFIRMED: set(),
    }
    TONES = {MinutesState.DRAFT: "quiet", MinutesState.CIRCULATED: "due", MinutesState.CONFIRMED: "ok"}

    meeting = models.OneToOneField(
        Meeting, verbose_name=_("會議"), on_delete=models.PROTECT, related_name="minutes"
    )
    state = models.CharField(
        _("狀態"), max_length=12, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    opening_words = models.TextField(_("主席致詞"), blank=True)
    closing_words = models.TextField(_("其他紀錄"), blank=True)
    circulated_on = models.DateField(_("傳閱日"), null=True, blank=True)
    confirmed_on = models.DateField(_("確認日"), null=True, blank=True)

    class Meta:
        verbose_name = _("會議紀錄")
        verbose_name_plural = _("會議紀錄")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="confirmed_minutes_say_when",
                condition=Q(state="CONFIRMED", confirmed_on__isnull=False)
                | (~Q(state="CONFIRMED") & Q(confirmed_on__isnull=True)),
                violation_error_message=_("已確認的會議紀錄須有確認日，其他狀態不得有。"),
            )
        ]

    def __str__(self) -> str:
        return str(_("%(meeting)s紀錄")) % {"meeting": self.meeting}

    @property
    def tone(self) -> str:
        return self.TONES[self.state]


class MinutesEdition(models.Model):
    """What was confirmed (0), or corrected by an erratum (1, 2 …). The database refuses to change a row."""

    minutes = models.ForeignKey(
        Minutes, verbose_name=_("會議紀錄"), on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("勘誤次別"))
    made_on = models.DateField(_("日期"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("承辦"), null=True, on_delete=models.PROTECT
    )
    reason = models.CharField(_("勘誤事由"), max_length=200, blank=True)
    document = models.JSONField(_("全文"))
    open_document = models.JSONField(_("不含不公開議案之全文"))
    sha256 = models.CharField(_("資料指紋"), max_length=64)

    class Meta:
        verbose_name = _("會議紀錄定本")
        verbose_name_plural = _("會議紀錄定本")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="edition_number_once",
                violation_error_message=_("已有同次別的勘誤。"),
            ),
            models.CheckConstraint(
                name="erratum_says_why",
                condition=Q(number=0) | ~Q(reason=""),
                violation_error_message=_("勘誤須說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} {self.number}"
