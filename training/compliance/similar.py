"""TR-17 (避免重複參訓雷同課程): what somebody has had already that a session would repeat (T-8).

The same course again in one year is refused; the same in another year of the plan, or a title much like it from
the same organiser, is a warning. How like (percent), and which kinds of meetings may come again, the rule says.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from core.text import compare_key
from plan.rules import in_force
from training.compliance.demands import RULES
from training.compliance.progression import plan_began
from training.models import Course, Enrolment, Hours, Place, Session, State


@lru_cache(maxsize=4096)
def pairs_of(title: str) -> frozenset:
    """The title's neighbouring characters, without blanks and signs: 性別統計 → 性別, 別統, 統計."""
    letters = [one for one in compare_key(title) if unicodedata.category(one)[0] in "LN"]
    return frozenset(first + second for first, second in pairwise(letters)) or frozenset(letters)


def overlap(one: str, other: str) -> int:
    """How much of two titles is the same, in percent of both together (Dice)."""
    first, second = pairs_of(one), pairs_of(other)
    return 200 * len(first & second) // ((len(first) + len(second)) or 1)


def is_same(one: Course, other: Course) -> bool:
    return one.id == other.id or (bool(one.code) and one.code == other.code)


def is_like(one: Course, other: Course, percent: int) -> bool:
    return one.organiser == other.organiser and overlap(one.title, other.title) >= percent


@dataclass(frozen=True)
class Repeat:
    """What has been had already; ``is_refused`` leaves no way round."""

    sentence: Sentence
    is_refused: bool


_SAME = _n("同一年已參加過同一課程「%(title)s」（%(day)s），不得重複參訓。")
_AGAIN = _n("計畫期間內已參加過同一課程「%(title)s」（%(day)s）。")
_LIKE = _n("已參加過同一辦理單位的雷同課程「%(title)s」（%(day)s），課程名稱相似度 %(percent)s%%。")


def repeats(session: Session, person_ids: Iterable[int]) -> dict[int, Repeat]:
    """By person, the weightiest of what the session would repeat: four queries for any number of people."""
    agency_id = session.course.agency_id
    rule = in_force(agency_id, session.ended_on, RULES).get("TR-17")
    if rule is None or session.mode in rule.number("again_modes"):
        return {}
    begun = plan_began(agency_id, session.ended_on) or session.ended_on.replace(month=1, day=1)
    found: dict[int, Repeat] = {}
    for person_id, other in _had(session, list(person_ids), begun):
        said = _said(session, other, rule.number("similar"))
        if said and (person_id not in found or said.is_refused):
            found[person_id] = said
    return found


def _said(session: Session, other: Session, percent: int) -> Repeat | None:
    values = {"title": other.course.title, "day": other.ended_on}
    if is_same(session.course, other.course):
        this_year = session.ended_on.year == other.ended_on.year
        return Repeat(Sentence(_SAME if this_year else _AGAIN, values), this_year)
    if is_like(session.course, other.course, percent):
        values["percent"] = overlap(session.course.title, other.course.title)
        return Repeat(Sentence(_LIKE, values), False)
    return None


def _had(session: Session, person_ids: list[int], begun) -> list[tuple[int, Session]]:
    """(person, session) of what people have had in the plan's period or are enrolled for."""
    taken = Hours.objects.filter(
        person_id__in=person_ids, state__in=(State.VERIFIED, State.PENDING), held_on__gte=begun
    ).select_related("session__course")
    booked = Enrolment.objects.filter(
        person_id__in=person_ids,
        state__in=(Place.ENROLLED, Place.WAITING, Place.ATTENDED),
        session__ended_on__gte=begun,
    ).select_related("session__course")
    rows = [*taken.exclude(session=session), *booked.exclude(session=session)]
    return [(one.person_id, one.session) for one in rows]
