"""What day it is. Only views, admin and commands ask; every figure takes its day as an argument."""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """The agency's day: the demonstration's fixed day where one is set, else the calendar's."""
    return settings.DEMO_DAY or timezone.localdate()
