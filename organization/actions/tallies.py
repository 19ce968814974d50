"""Counting tries (RQ-A3, A4, G10). The window begins with the first try; what is long over is swept away."""

import datetime

from django.db.models import F

from organization.models import Tally

SWEPT_AFTER = datetime.timedelta(days=1)


def count(key: str, seconds: int, now: datetime.datetime) -> int:
    """One more try under ``key``; how many there were within the window."""
    fresh = Tally.objects.filter(key=key, began_at__gt=now - datetime.timedelta(seconds=seconds))
    if not fresh.update(count=F("count") + 1):
        Tally.objects.filter(began_at__lt=now - SWEPT_AFTER).delete()
        Tally.objects.update_or_create(key=key, defaults={"began_at": now, "count": 1})
        return 1
    return fresh.values_list("count", flat=True).first() or 1


def reached(key: str, limit: tuple[int, int], now: datetime.datetime) -> bool:
    """Were there already ``limit[0]`` tries within ``limit[1]`` seconds? Counts nothing."""
    tries, seconds = limit
    since = now - datetime.timedelta(seconds=seconds)
    return Tally.objects.filter(key=key, began_at__gt=since, count__gte=tries).exists()
