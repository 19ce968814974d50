"""Turns: a unit writes again when all the others have had theirs (伍三(二)3B; ST-07). It is said, and not judged."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from organization.models import Unit
from statistics_app.compliance.facts import Facts, Paper

AGAIN = _n("%(unit)s再次撰擬，而%(waiting)s尚未輪到。")


@dataclass(frozen=True)
class Again:
    """A unit that wrote before its turn, and those who had none since it wrote last."""

    unit: Unit
    waiting: tuple[Unit, ...]


def again(known: Facts, papers: list[Paper]) -> list[Again]:
    """Units among the writers of ``papers`` that had written before, and not all others from that year on."""
    history = [
        (number, {known.heirs[unit.id] for unit in one.units})
        for number, one in enumerate(known.papers)
        if not one.analysis.is_comprehensive
    ]
    place = {one.analysis.id: number for number, one in enumerate(known.papers)}
    found = {}
    for paper in papers:
        now = place[paper.analysis.id]
        for unit in known.units:
            turns = [number for number, who in history if unit.id in who and number <= now]
            if len(turns) < 2 or turns[-1] != now:
                continue
            before = known.papers[turns[-2]].analysis.completed_on.year
            since = {
                one
                for number, who in history
                if number <= now and known.papers[number].analysis.completed_on.year >= before
                for one in who
            }
            waiting = tuple(one for one in known.units if one.id not in since)
            if waiting:
                found[unit.id] = Again(unit, waiting)
    return list(found.values())


def said_of_turns(found: list[Again]) -> Sentence | None:
    """One sentence after the other."""
    if not found:
        return None
    first, *others = found
    values = {"unit": first.unit.name, "waiting": [unit.name for unit in first.waiting]}
    said = Sentence(AGAIN, values)
    rest = said_of_turns(others)
    return Sentence("%(said)s%(rest)s", {"said": said, "rest": rest}) if rest else said
