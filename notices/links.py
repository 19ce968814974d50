"""Personal links: made, looked up and answered without an account (RQ-B10; H047).

Only the SHA-256 of the 32 random bytes is stored; whoever reads the database can open nothing with it.
"""

import datetime
import hashlib
import secrets
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from notices.models import PersonalLink

BYTES = 32


def fresh() -> str:
    """The secret part of a new link."""
    return secrets.token_urlsafe(BYTES)


def digest(raw: str) -> str:
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


def find(raw: str, purpose: str, day: datetime.date) -> PersonalLink | None:
    """The link that ``raw`` opens on ``day`` for ``purpose``, or None: unknown, of another purpose, or dead."""
    link = _known(raw, purpose)
    return link if link and link.is_alive(day) else None


def find_dead(raw: str, purpose: str, day: datetime.date) -> PersonalLink | None:
    """The link that ``raw`` opened once, so that its page can say whom to ask."""
    link = _known(raw, purpose)
    return link if link and not link.is_alive(day) else None


def _known(raw: str, purpose: str) -> PersonalLink | None:
    """Looked up by digest: how long it takes says nothing of a link that nearly fits."""
    return PersonalLink.objects.select_related("agency").filter(digest=digest(raw), purpose=purpose).first()


def address(raw: str, view: str) -> str:
    """The link as it stands in the letter."""
    return urljoin(settings.SITE_URL, reverse(view, args=[raw]))


def guarded(response: HttpResponse) -> HttpResponse:
    """A page behind a personal link: kept by no cache, found by no search engine, told to no other site."""
    response["Referrer-Policy"] = "same-origin"  # with no-referrer a browser sends Origin: null
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
