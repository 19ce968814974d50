"""Who still has to do what by when, for the board (伍二)."""

from collections import defaultdict

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from training.compliance.demands import ASKS
from training.compliance.findings import address_of
from training.compliance.owed import owed
from training.compliance.people import PersonYear, Year, hours, people


def duties(scope: Scope) -> tuple[Duty, ...]:
    """How many people are short, by unit and rule, until the year's last day; and what the office still owes."""
    year = people(scope)
    if year.chosen is None:
        return ()
    short = [one for rule, ask in _rules(year) for one in _of_rule(scope, year, rule, ask)]
    return (*short, *owed(scope, year.book))


def _rules(year: Year):
    return [(rule, ask) for ask in ASKS if (rule := ask.rule(year.book))]


def _of_rule(scope: Scope, year: Year, rule, ask) -> list[Duty]:
    short = defaultdict(list)
    for one in year.people:
        if one.is_asked(ask.kinds) and not one.meets(ask):
            short[(one.unit_id, one.unit)].append(one)
    return [
        Duty(
            rule=rule.code,
            who=Sentence("%(unit)s", {"unit": unit}),
            what=_what(there, ask.advanced),
            until=None if scope.closed else scope.last,
            url=address_of(scope, rule=rule.code, list="missing", unit=unit_id),
        )
        for (unit_id, unit), there in short.items()
    ]


def _what(there: list[PersonYear], advanced: bool) -> Sentence:
    """One person by what is short, several by their number."""
    if len(there) == 1:
        one = there[0]
        minutes = one.short_advanced if advanced else one.short
        message = _n("%(name)s 尚缺進階 %(hours)s 小時") if advanced else _n("%(name)s 尚缺 %(hours)s 小時")
        return Sentence(message, {"name": one.name, "hours": hours(minutes)})
    message = _n("%(count)s 人尚缺進階時數") if advanced else _n("%(count)s 人尚缺時數")
    return Sentence(message, {"count": len(there)})
