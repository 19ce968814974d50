"""Who is to come to a session, and how its seats are shared among the units (伍二(四); T-8, T-14)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Person, Unit
from organization.models.versioned import Versioned
from training.models.session import Session


class Place(models.TextChoices):
    """Where somebody stands with a session."""

    ENROLLED = "ENROLLED", _("已報名")
    WAITING = "WAITING", _("候補")
    ATTENDED = "ATTENDED", _("出席")
    ABSENT = "ABSENT", _("未出席")
    CANCELLED = "CANCELLED", _("已取消")


class EnrolmentQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=Place.CANCELLED)

    def seated(self):
        """Those who take up a seat, whether they came or not."""
        return self.filter(state__in=[Place.ENROLLED, Place.ATTENDED, Place.ABSENT])

    def visible_to(self, actor):
        return actor.within(self, person="person_id", agency="person__agency_id")


class Enrolment(Versioned):
    """One person's place in one session, on the seats of the unit of that day."""

    ALLOWED = {
        Place.WAITING: {Place.ENROLLED, Place.ATTENDED, Place.CANCELLED},
        Place.ENROLLED: {Place.ATTENDED, Place.ABSENT, Place.CANCELLED},
        Place.ATTENDED: {Place.ABSENT},
        Place.ABSENT: {Place.ATTENDED},
        Place.CANCELLED: set(),
    }
    """Everybody begins in the line, and moves up at once where there is a seat. Attended and absent may be put right
    in the grid; who has cancelled enrols anew, at the end of the line."""

    TONES = {
        Place.ENROLLED: "info",
        Place.WAITING: "due",
        Place.ATTENDED: "ok",
        Place.ABSENT: "fail",
        Place.CANCELLED: "quiet",
    }

    person = models.ForeignKey(
        Person, verbose_name=_("人員"), on_delete=models.PROTECT, related_name="enrolments"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("場次"), on_delete=models.PROTECT, related_name="enrolments"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("狀態"), max_length=10, choices=Place.choices, default=Place.WAITING)
    reason = models.CharField(_("取消事由"), max_length=200, blank=True)
    similar = models.CharField(_("雷同課程"), max_length=300, blank=True)
    similar_reason = models.CharField(_("仍派訓之理由"), max_length=200, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("報名")
        verbose_name_plural = _("報名")
        ordering = ["id"]
        indexes = [models.Index(fields=["session", "state"], name="enrolment_by_session")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session"],
                condition=~Q(state="CANCELLED"),
                name="enrolment_once_per_session",
                violation_error_message=_("這個場次已報名過。"),
            ),
            models.CheckConstraint(
                name="enrolment_cancelled_says_why",
                condition=~Q(state="CANCELLED") | ~Q(reason=""),
                violation_error_message=_("取消須說明事由。"),
            ),
            models.CheckConstraint(
                name="enrolment_similar_says_why",
                condition=Q(similar="") | ~Q(similar_reason=""),
                violation_error_message=_("參加雷同課程須說明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.session}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    def may_become(self, state: Place) -> bool:
        return state in self.ALLOWED[Place(self.state)]


class Allotment(Versioned):
    """How many seats of a session the office has given to a unit; what is only suggested is not stored."""

    session = models.ForeignKey(
        Session, verbose_name=_("場次"), on_delete=models.PROTECT, related_name="allotments"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField(_("名額"), validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("名額分配")
        verbose_name_plural = _("名額分配")
        ordering = ["unit__order", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"],
                name="allotment_once_per_unit",
                violation_error_message=_("這個組室已分配名額。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.seats}"
