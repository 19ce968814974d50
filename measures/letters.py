"""Letters of the secretariat to the heads of units whose measures a round still waits for (M-5, N-1)."""

import datetime
import uuid
from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.roc import to_roc_year
from measures.models import Measure, UpdateRound
from measures.progress import asked
from notices.models import Letter
from organization.heads import heads_of
from organization.models import Role, Unit

SPACE = uuid.UUID("5f5f1b46-6f0e-4a5e-9a68-0e6b8d1f5f10")
"""Round, head and day make a letter's token: of one day's letters there is one."""


def reminders(update_round: UpdateRound, day: datetime.date) -> tuple[list[Letter], list[Unit]]:
    """A letter to each head, with what the unit has still to tell; and the units that have no head to write to."""
    waiting = defaultdict(list)
    for one in asked(update_round):
        if one.update is None:
            waiting[one.measure.unit].append(one.measure)
    heads = heads_of([one.id for one in waiting], day)
    with override("zh-hant"):
        letters = [
            _letter(update_round, person, measures, day)
            for unit, measures in waiting.items()
            for person in heads[unit.id]
        ]
    return letters, [unit for unit in waiting if not heads[unit.id]]


def _letter(update_round: UpdateRound, person, measures: list[Measure], day: datetime.date) -> Letter:
    agency, page = update_round.agency, reverse("measures:round", args=[update_round.year])
    context = {"name": person.name, "round": update_round, "measures": measures, "agency": agency}
    context["address"] = settings.SITE_URL.rstrip("/") + page
    return Letter(
        agency=agency,
        office=Role.SECRETARIAT,
        to_name=person.name,
        to_email=person.email,
        subject=_("請填報 %(year)s 年具體措施辦理情形") % {"year": to_roc_year(update_round.year)},
        body=render_to_string("measures/mail/reminder.txt", context).strip(),
        about=_("期中填報"),
        about_url=page,
        token=uuid.uuid5(SPACE, f"{update_round.pk}/{measures[0].unit_id}/{person.pk}/{day}"),
    )
