"""The letter that tells a unit why its text was returned, laid in the secretariat's outbox (R-2, N-1)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.roc import to_roc_year
from notices.models import Letter
from organization.heads import heads_of
from organization.models import Person, Role
from reports.models import ChapterText


def returned(text: ChapterText, *, by) -> list[Letter]:
    """To whoever submitted it; where that is not known, to the unit's heads, or one that waits for an address."""
    sender = getattr(text.submitted_by, "person", None)
    people = [sender] if sender else heads_of([text.unit_id], by.day)[text.unit_id]
    with override("zh-hant"):
        return [_letter(text, one) for one in people or [None]]


def _letter(text: ChapterText, person: Person | None) -> Letter:
    page = reverse("reports:text", args=[text.year, text.section, text.unit_id])
    values = {"year": to_roc_year(text.year), "section": text.section}
    subject = _("%(year)s 年成果報告文字退回：%(section)s") % values
    context = values | {"text": text, "address": settings.SITE_URL.rstrip("/") + page}
    return Letter(
        agency=text.agency,
        office=Role.SECRETARIAT,
        to_name=str(person or text.unit),
        to_email=person.email if person else "",
        subject=subject[:200],
        body=render_to_string("reports/mail/returned.txt", context),
        about=subject[:200],
        about_url=page,
    )
