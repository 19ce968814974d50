"""What people have still to do themselves for the year, each in a few sentences (N-2; 伍二(二), (三)).

Hours that wait for the personnel office are not the person's to do; a head hears of the unit in one line.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_noop as _n

from core.contract import Scope, Sentence
from organization.models import Role, RoleGrant
from training.compliance.demands import ASKS
from training.compliance.people import PersonYear, Year, hours, people
from training.compliance.population import Standing
from training.models import Hours, State

NAMES_IN_A_LINE = 5
"""So many fit into one line of a phone's letter; the page has them all."""


@dataclass(frozen=True)
class Unfinished:
    """One person and what is open, the most urgent first."""

    person_id: int
    name: str
    unit: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Waiting:
    """Who has something to do, how many only wait for their hours to be verified, and units nobody hears of."""

    people: tuple[Unfinished, ...]
    verifying: int
    headless: tuple[str, ...] = ()
    """Units with somebody unfinished whose head has no account, or not the role."""


def unfinished(scope: Scope) -> Waiting:
    """Everybody with something open: six queries, whatever the number of people."""
    year = people(scope)
    if year.chosen is None:
        return Waiting((), 0)
    behind = [one for one in year.people if one.asked and (one.short or one.short_advanced)]
    theirs = [one for one in behind if not _only_waits(one)]
    said = defaultdict(list)
    for one in theirs:
        said[one.person_id].append(_of_hours(year, one))
    for person_id, count in _returned(year).items():
        said[person_id].append(Sentence(RETURNED, {"count": count}))
    names = {one.person_id: (one.name, one.unit) for one in year.people}
    heads = _heads(scope)
    for head, unit_id, unit in heads:
        if others := [one.name for one in theirs if one.unit_id == unit_id and one.person_id != head.id]:
            said[head.id].append(_of_unit(unit, others))
            names.setdefault(head.id, (head.name, unit))
    found = tuple(Unfinished(one, *names[one], tuple(said[one])) for one in names if one in said)
    heard = {unit_id for _head, unit_id, _unit in heads}
    headless = dict.fromkeys(one.unit for one in theirs if one.unit_id not in heard)
    return Waiting(found, len(behind) - len(theirs), tuple(headless))


RETURNED = _n("退回待補正 %(count)s 筆")


def _only_waits(one: PersonYear) -> bool:
    """Whether all that is short, the advanced part too, is there once the office has verified it."""
    return one.pending >= one.short and one.advanced_to_be >= one.need_advanced


def _of_hours(year: Year, one: PersonYear) -> Sentence:
    """What is short, by when, and the clauses that ask it."""
    rules = [
        rule
        for ask in ASKS
        if (rule := ask.rule(year.book)) and one.is_asked(ask.kinds) and not one.meets(ask)
    ]
    values = {"until": year.scope.last, "clauses": list(dict.fromkeys(rule.clause for rule in rules))}
    if one.short and one.short_advanced:
        message = _n("尚缺 %(short)s 小時、進階 %(advanced)s 小時，%(until)s前完成（%(clauses)s）")
    elif one.short:
        message = _n("尚缺 %(short)s 小時，%(until)s前完成（%(clauses)s）")
    else:
        message = _n("尚缺進階 %(advanced)s 小時，%(until)s前完成（%(clauses)s）")
    return Sentence(message, values | {"short": hours(one.short), "advanced": hours(one.short_advanced)})


def _returned(year: Year) -> dict[int, int]:
    """Hours sent back that wait for the person, of those who still serve."""
    scope = year.scope
    rows = Hours.objects.held(scope.first, scope.last).filter(
        person__agency_id=scope.agency_id, state=State.RETURNED
    )
    counts = dict(rows.order_by().values_list("person_id").annotate(n=Count("id")))
    here = {one.person_id for one in year.people if one.standing != Standing.LEFT}
    return {person_id: count for person_id, count in counts.items() if person_id in here}


def _heads(scope: Scope):
    """(person, unit's id, its name) of the heads on the day of the scope."""
    grants = RoleGrant.objects.on(scope.day).filter(agency_id=scope.agency_id, role=Role.UNIT_MANAGER)
    if scope.unit_id is not None:
        grants = grants.filter(unit_id=scope.unit_id)
    rows = grants.filter(account__person__isnull=False).select_related("account__person", "unit")
    return [(one.account.person, one.unit_id, one.unit.name) for one in rows.order_by("unit__order", "id")]


def _of_unit(unit: str, names: list[str]) -> Sentence:
    values = {"unit": unit, "names": names[:NAMES_IN_A_LINE], "count": len(names)}
    if len(names) > NAMES_IN_A_LINE:
        return Sentence(_n("%(unit)s尚有 %(count)s 人未完成：%(names)s等"), values)
    return Sentence(_n("%(unit)s尚有 %(count)s 人未完成：%(names)s"), values)
