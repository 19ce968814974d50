"""The letter that tells a unit why its case was returned: only to those who answer for it (G-10, G-11)."""

import datetime
import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from impact_assessment.models import Review
from notices.models import Letter
from organization.heads import heads_of
from organization.models import Person, Role

NAMESPACE = uuid.UUID("5b1f6f1e-4f0c-4c5a-9d7e-3a5f6f2b7c10")


def letters(review: Review, day: datetime.date) -> list[Letter]:
    """One to each head of the case's unit on ``day``; where there is none, one that waits for an address."""
    people = heads_of([review.case.unit_id], day)[review.case.unit_id]
    with override("zh-hant"):
        return [_letter(review, one) for one in people or [None]]


def _letter(review: Review, person: Person | None) -> Letter:
    case = review.case
    page = reverse("assessment:case", args=[case.pk])
    context = {"case": case, "review": review, "address": settings.SITE_URL.rstrip("/") + page}
    context["step"] = next(one for one in case.steps.all() if one.number == review.to_step)
    return Letter(
        agency=case.agency,
        office=Role.REVIEWER,
        to_name=str(person or case.unit),
        to_email=person.email if person else "",
        subject=(_("性別影響評估退回：%(title)s") % {"title": case.title})[:200],
        body=render_to_string("impact_assessment/mail/returned.txt", context),
        about=case.title,
        about_url=page,
        token=uuid.uuid5(NAMESPACE, f"{review.pk}/{person.pk if person else 0}"),
    )
