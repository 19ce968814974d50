"""Letters of an office and the personal links in them (features N-1; RQ-B10, H12).

A letter waits until a person of its office sends it; what becomes of it stands in its row.
"""

import datetime
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from core.text import clean_line, clean_text
from organization.models import Agency, Role, Unit
from organization.models.versioned import Versioned

PLACE = _n("{連結}")
"""Where the personal link goes in the text of a letter."""

LONGEST_SENDING = datetime.timedelta(minutes=10)
"""No mail server is waited for so long: a letter still going out by then was left by a process that died."""


class State(models.TextChoices):
    WAITING = "WAITING", _("待寄")
    SENDING = "SENDING", _("寄送中")
    SENT = "SENT", _("已寄出")
    FAILED = "FAILED", _("未寄出")
    DISCARDED = "DISCARDED", _("已捨棄")


class Method(models.TextChoices):
    """What a calendar is to do with the entry (RFC 5546)."""

    REQUEST = "REQUEST", _("邀請或變更")
    CANCEL = "CANCEL", _("取消")


class Failure(models.TextChoices):
    """Why a letter did not go out; after ``BROKEN`` nobody knows whether it did."""

    AWAY = "AWAY", _("連不上郵件伺服器，信沒有寄出。")
    LOGIN = "LOGIN", _("郵件伺服器不接受本系統的帳號，信沒有寄出。請洽系統管理者。")
    ADDRESS = "ADDRESS", _("郵件伺服器不收這個收件地址，信沒有寄出。")
    REFUSED = "REFUSED", _("郵件伺服器拒收這封信，信沒有寄出。")
    BROKEN = "BROKEN", _("寄送時連線中斷，不確定是否寄出。")


class LetterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The letters of the offices that the actor holds, each in its own agency, and those of the actor's units."""
        mine = Q(unit_id__in=sorted(actor.units))
        for one in actor.held:
            mine |= Q(office=one.role, agency_id=one.agency_id, unit=None)
        return self.filter(mine)


class Letter(Versioned):
    """One letter to one person, as it will go out. Nothing but ``actions.send`` sends it."""

    ALLOWED = {
        State.WAITING: {State.SENDING, State.DISCARDED},
        State.SENDING: {State.SENT, State.FAILED, State.WAITING},
        State.FAILED: {State.SENDING, State.DISCARDED},
        State.DISCARDED: {State.WAITING},
        State.SENT: set(),
    }
    """All wait for the letter's office; one left in ``SENDING`` is put back by a person only."""

    TONES = {
        State.WAITING: "due",
        State.SENDING: "info",
        State.SENT: "ok",
        State.FAILED: "fail",
        State.DISCARDED: "quiet",
    }

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="letters"
    )
    office = models.CharField(_("寄件窗口"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("寄件組室"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_name = models.CharField(_("收件人"), max_length=100)
    to_email = models.EmailField(_("電子郵件"), blank=True)
    subject = models.CharField(_("主旨"), max_length=200)
    body = models.TextField(_("內文"))
    calendar = models.TextField(_("行事曆"), blank=True)
    method = models.CharField(_("行事曆用途"), max_length=10, choices=Method.choices, blank=True)
    link_view = models.CharField(_("連結頁面"), max_length=100, blank=True)
    link_purpose = models.CharField(_("連結用途"), max_length=40, blank=True)
    link_object_id = models.BigIntegerField(_("連結對象"), null=True, blank=True)
    link_until = models.DateField(_("連結失效日"), null=True, blank=True)
    about = models.CharField(_("關於"), max_length=200, blank=True)
    about_url = models.CharField(_("關於的頁面"), max_length=200, blank=True)
    state = models.CharField(_("狀態"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    failure = models.CharField(_("未寄出的原因"), max_length=10, choices=Failure.choices, blank=True)
    claimed_at = models.DateTimeField(_("開始寄送時間"), null=True, blank=True)
    sent_at = models.DateTimeField(_("寄出時間"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("寄件人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sent_letters",
    )
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("信件")
        verbose_name_plural = _("信件")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "office", "state"], name="letters_of_an_office")]
        constraints = [
            models.CheckConstraint(
                name="letter_of_a_unit_names_it",
                condition=Q(office="UNIT_MANAGER", unit__isnull=False)
                | (~Q(office="UNIT_MANAGER") & Q(unit__isnull=True)),
                violation_error_message=_("組室的信件須指明組室，其他窗口的不得指明。"),
            ),
            models.CheckConstraint(
                name="letter_sent_says_when",
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at=None)),
                violation_error_message=_("已寄出的信件須有寄出時間，其他狀態不得有。"),
            ),
            models.CheckConstraint(
                name="letter_sending_says_since_when",
                condition=Q(state="SENDING", claimed_at__isnull=False)
                | (~Q(state="SENDING") & Q(claimed_at=None)),
                violation_error_message=_("寄送中的信件須有開始寄送時間，其他狀態不得有。"),
            ),
            models.CheckConstraint(
                name="letter_failed_says_why",
                condition=(Q(state="FAILED") & ~Q(failure="")) | (~Q(state="FAILED") & Q(failure="")),
                violation_error_message=_("未寄出的信件須有原因，其他狀態不得有。"),
            ),
            models.CheckConstraint(
                name="letter_discarded_says_why",
                condition=~Q(state="DISCARDED") | ~Q(reason=""),
                violation_error_message=_("捨棄信件須說明事由。"),
            ),
            models.CheckConstraint(
                name="letter_calendar_with_method",
                condition=Q(calendar="", method="") | (~Q(calendar="") & ~Q(method="")),
                violation_error_message=_("行事曆須註明用途。"),
            ),
            models.CheckConstraint(
                name="letter_link_is_whole",
                condition=Q(link_view="", link_purpose="", link_object_id=None, link_until=None)
                | (
                    ~Q(link_view="")
                    & ~Q(link_purpose="")
                    & Q(link_object_id__isnull=False, link_until__isnull=False)
                ),
                violation_error_message=_("個人連結須有頁面、用途、對象與失效日。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_name} {self.subject}"

    def clean(self):
        """One clean line in each header (RQ-C9), and the link's place just where there is a link."""
        self.to_name = clean_line(self.to_name)
        self.subject = clean_line(self.subject).replace("=?", "=？")  # would be read as an encoded word
        self.body = clean_text(self.body)
        if self.link_view and PLACE not in self.body:
            raise ValidationError(
                {"body": _("內文須保留 %(place)s，收件人才有個人連結。") % {"place": PLACE}}
            )
        if not self.link_view and PLACE in self.body:
            raise ValidationError({"body": _("這封信沒有個人連結，請刪去 %(place)s。") % {"place": PLACE}})

    def may_become(self, state: State) -> bool:
        return state in self.ALLOWED[State(self.state)]

    def is_interrupted(self, moment: datetime.datetime) -> bool:
        """Left behind by a process that was killed between claiming and sending."""
        return self.state == State.SENDING and self.claimed_at + LONGEST_SENDING < moment

    def said(self, moment: datetime.datetime) -> str:
        """What stands behind the state, in words."""
        if self.is_interrupted(moment):
            return str(_("寄送中斷，不確定是否寄出"))
        if self.state == State.DISCARDED:
            return self.reason
        if not self.to_email and self.state in (State.WAITING, State.FAILED):
            return str(_("沒有電子郵件地址"))
        return self.get_failure_display()

    @property
    def tone(self) -> str:
        return self.TONES[self.state]


class PersonalLink(models.Model):
    """A door without an account: one purpose, one object, until a day. The link itself is nowhere stored."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(_("用途"), max_length=40)
    object_id = models.BigIntegerField(_("對象"))
    view = models.CharField(_("頁面"), max_length=100)
    digest = models.CharField(_("摘要"), max_length=64, unique=True, editable=False)
    until = models.DateField(_("失效日"))
    revoked_at = models.DateTimeField(_("撤銷時間"), null=True, blank=True)

    class Meta:
        verbose_name = _("個人連結")
        verbose_name_plural = _("個人連結")
        ordering = ["-id"]
        indexes = [models.Index(fields=["purpose", "object_id"], name="links_of_an_object")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_id}"

    def is_alive(self, day: datetime.date) -> bool:
        """``until`` is the first day on which it is dead."""
        return self.revoked_at is None and day < self.until


class RunQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(agency_id__in=[one.agency_id for one in actor.held])


class Run(models.Model):
    """A command that looked after the letters of an agency, even when there were none (N-3)."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="runs")
    command = models.CharField(_("指令"), max_length=40)
    ran_at = models.DateTimeField(_("執行時間"))
    written = models.PositiveIntegerField(_("擬信"), default=0)
    sent = models.PositiveIntegerField(_("寄出"), default=0)
    failed = models.PositiveIntegerField(_("未寄出"), default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("執行紀錄")
        verbose_name_plural = _("執行紀錄")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-ran_at"], name="runs_of_an_agency")]

    def __str__(self) -> str:
        return f"{self.command} {self.ran_at:%Y-%m-%d %H:%M}"
