"""The hours that people have of sessions (伍二(一), D-14).

An hour counts on the day its session ended: a course over New Year belongs to the new year.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Attachment, Person
from organization.models.versioned import Versioned
from training.models.session import Session


class State(models.TextChoices):
    PENDING = "PENDING", _("待核")
    VERIFIED = "VERIFIED", _("已核")
    RETURNED = "RETURNED", _("退回")
    WITHDRAWN = "WITHDRAWN", _("撤回")


FIRST_OF_OTHERS = 1 << 96
"""Tokens below it were given by imports: the batch's number and the row's. Others are drawn by lot."""


class HoursQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=State.WITHDRAWN)

    def held(self, first, last):
        return self.filter(held_on__gte=first, held_on__lte=last)

    def attended(self):
        """Of who came to a session: verified, or waiting to be. Every page counts participants by these."""
        return self.filter(state__in=(State.VERIFIED, State.PENDING))

    def counted(self, first, last):
        """What the year counts or may still count: verified or waiting, of a course that qualifies."""
        return self.held(first, last).attended().filter(session__course__qualifies=True)

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
    def batch_number(self) -> int | None:
        """The import that it came with, whose number is the first half of its token."""
        number = self.token.int >> 64
        return number if number < FIRST_OF_OTHERS >> 64 else None

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    def may_become(self, state: State) -> bool:
        return state in self.ALLOWED[State(self.state)]
