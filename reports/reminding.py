"""What each unit is told that it still owes: a text to copy, and the letter that waits in the outbox (D-3, N-2)."""

import datetime
import uuid
from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.contract import Scope
from core.roc import to_roc_year
from notices.models import Letter
from organization.heads import heads_of
from organization.models import Agency, Role, Unit, UnitFunction
from reports.forecast import Owing

TOKENS = uuid.UUID("6f1c6f0e-6a3c-5c0f-9a55-3b8f6f3f7d10")
"""What the tokens of these letters are made from: the same unit, year and day give the same letter."""


def message(owing: Owing, scope: Scope, page: str = "") -> str:
    """The text for one unit, in the plan's own language."""
    context = {
        "unit": owing.who,
        "day": scope.as_of,
        "year": scope.year,
        "duties": owing.duties,
        "address": settings.SITE_URL.rstrip("/") + (page or _page(scope)),
    }
    with override("zh-hant"):
        return render_to_string("reports/mail/owing.txt", context).strip()


def letters(rows: tuple[Owing, ...], scope: Scope, agency: Agency) -> list[Letter]:
    """One letter to each unit that owes something and was not written to these last days; the office knows itself."""
    units = {one.name: one for one in Unit.objects.filter(agency=agency).on(scope.day)}
    owed = [(units[name], one) for one in rows if (name := str(one.who)) in units]
    theirs = [(unit, one) for unit, one in owed if UnitFunction.PLANNING not in unit.functions]
    lately = _lately(scope, [unit for unit, _one in theirs])
    heads = heads_of([unit.id for unit, _one in theirs], scope.as_of)
    with override("zh-hant"):
        return [
            _letter(one, unit, next(iter(heads[unit.id]), None), scope, agency)
            for unit, one in theirs
            if unit.id not in lately
        ]


def _lately(scope: Scope, units: list[Unit]) -> set[int]:
    """Units that were written to within the rest: told by the tokens of those days."""
    tokens = defaultdict(set)
    for unit in units:
        for ago in range(settings.REMINDERS_REST_DAYS):
            tokens[_token(unit, scope, scope.as_of - datetime.timedelta(days=ago))].add(unit.id)
    there = Letter.objects.filter(token__in=list(tokens)).values_list("token", flat=True)
    return {unit for token in there for unit in tokens[token]}


def _token(unit: Unit, scope: Scope, day: datetime.date) -> uuid.UUID:
    return uuid.uuid5(TOKENS, f"{unit.pk} {scope.year} {day}")


def _page(scope: Scope, unit: Unit | None = None) -> str:
    page = reverse("reports:forecast", kwargs={"year": scope.year})
    return f"{page}?unit={unit.pk}" if unit else page


def _letter(owing: Owing, unit: Unit, head, scope: Scope, agency: Agency) -> Letter:
    return Letter(
        agency=agency,
        office=Role.SECRETARIAT,
        to_name=str(head or unit),
        to_email=head.email if head else "",
        subject=_("%(year)s 年性別主流化實施計畫：貴組室尚待辦理事項") % {"year": to_roc_year(scope.year)},
        body=message(owing, scope, _page(scope, unit)),
        about=_("年底預測"),
        about_url=_page(scope),
        token=_token(unit, scope, scope.as_of),
    )
