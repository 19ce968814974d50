"""One time that a course is held."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organization.models import Sex
from organization.models.versioned import Versioned
from training.models.course import Course, Mode


class SessionState(models.TextChoices):
    PLANNED = "PLANNED", _("照常辦理")
    CANCELLED = "CANCELLED", _("已取消")


class SessionQuerySet(models.QuerySet):
    def live(self):
        """Without those that were called off."""
        return self.exclude(state=SessionState.CANCELLED)

    def held(self, first, last):
        """Sessions that took place and ended on one of the days first … last."""
        return self.live().ending(first, last)

    def ending(self, first, last):
        """The same with those that were called off."""
        return self.filter(ended_on__gte=first, ended_on__lte=last)

    def catalogue(self):
        return self.filter(course__in_catalogue=True)

    def coming(self, day):
        """Sessions that are still to begin on ``day``, or would be had they not been called off."""
        return self.catalogue().filter(held_on__gte=day)

    def visible_to(self, actor):
        everything, path = self.model.objects.all(), "hours__person"
        own = actor.within(everything, person=path, agency=f"{path}__agency_id").values("id")
        return self.filter(
            Q(course__in_catalogue=True, course__agency_id__in=actor.agency_ids) | Q(id__in=own)
        )


class Session(Versioned):
    """One time that a course was held, over one or more days."""

    ALLOWED = {
        SessionState.PLANNED: {SessionState.CANCELLED},
        SessionState.CANCELLED: set(),
    }
    """Who calls a session off by mistake adds it anew: its places are gone already."""

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
    cases = models.CharField(_("討論之案例"), max_length=200, blank=True)
    seats = models.PositiveIntegerField(_("名額"), null=True, blank=True, validators=[MinValueValidator(1)])
    shared_by = models.CharField(_("分配說明"), max_length=200, blank=True)
    state = models.CharField(
        _("狀態"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    reason = models.CharField(_("取消事由"), max_length=200, blank=True)

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
                name="session_has_a_seat_or_no_limit",
                condition=Q(seats__isnull=True) | Q(seats__gt=0),
                violation_error_message=_("名額須大於 0；不限名額者不填。"),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ended_on__gte=F("held_on")),
                violation_error_message=_("結束日不得早於開課日。"),
            ),
            models.CheckConstraint(
                name="session_cancelled_says_why",
                condition=~Q(state="CANCELLED") | ~Q(reason=""),
                violation_error_message=_("取消場次須說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        return self.course.title

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED

    def may_become(self, state: SessionState) -> bool:
        return state in self.ALLOWED[SessionState(self.state)]
