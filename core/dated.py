"""Dated rows: every membership, post, unit, role and rule is an interval [since, until).

``until`` is the first day on which the row no longer holds; empty means that no end is known.
"""

import datetime
from calendar import monthrange

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    """Rows by the days they hold."""

    def on(self, day: datetime.date):
        """Rows that hold on ``day``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def during(self, year: int, until: datetime.date | None = None):
        """Rows that hold on at least one day of ``year`` (CE), begun by ``until`` where it is given."""
        last = min(until or datetime.date.max, datetime.date(year, 12, 31))
        first = datetime.date(year, 1, 1)
        return self.filter(Q(until__isnull=True) | Q(until__gt=first), since__lte=last)


class Dated(models.Model):
    """A row that holds from ``since`` up to, but not on, ``until``."""

    since = models.DateField(_("起日"))
    until = models.DateField(_("迄日（不含當日）"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def dated_constraint(name: str) -> models.CheckConstraint:
    """``since < until`` as a constraint of the database; ``name`` must be unique in it."""
    return models.CheckConstraint(
        name=name,
        condition=Q(until__isnull=True) | Q(until__gt=F("since")),
        violation_error_message=_("迄日須在起日之後。"),
    )


def days_in(
    since: datetime.date, until: datetime.date | None, first: datetime.date, last: datetime.date
) -> int:
    """Number of days that [since, until) shares with the closed span first … last."""
    end = last + datetime.timedelta(days=1)
    return max(0, (min(until or end, end) - max(since, first)).days)


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months ago, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
