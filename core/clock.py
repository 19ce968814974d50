"""What day it is, and what moment.

Figures take their day as an argument: only views, admin and commands ask for ``today``. ``moment`` is for log
lines and for sessions, never for figures.
"""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """The agency's day: the demonstration's fixed day where one is set, else the calendar's."""
    return settings.DEMO_DAY or timezone.localdate()


def moment() -> datetime.datetime:
    """This very moment, for the log."""
    return timezone.now()
