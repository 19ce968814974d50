"""Each person's year judged: standing, roles, hours needed and had (domain 1.5; D-05 … D-15)."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_noop as _n

from core.contract import Scope, Sentence
from organization.models import PostKind
from plan import rules
from training.compliance.demands import RULES, Ask, Choices, Demands, choices, demands
from training.compliance.facts import Facts, Total, facts
from training.compliance.population import HeldRole, Standing, roles, standing


@dataclass(frozen=True)
class RoleYear:
    """A role that counts: what it asks, and the minutes that may serve it."""

    kind: PostKind
    source: Sentence
    need: int | None
    have: int
    need_advanced: int
    advanced: int

    def meets(self, ask: Ask) -> bool:
        if ask.advanced:
            return self.advanced >= self.need_advanced
        return self.need is not None and self.have >= self.need


@dataclass(frozen=True)
class PersonYear:
    """One person of the year. ``need`` is None while no rule or decision says how much."""

    person_id: int
    name: str
    staff_number: str
    sex: str
    unit_id: int
    unit: str
    standing: Standing
    served: int
    why: Sentence
    roles: tuple[RoleYear, ...]
    need: int | None
    need_advanced: int
    have: int
    pending: int
    advanced: int
    advanced_to_be: int
    """The advanced minutes once all that waits is verified."""
    cedaw: int
    lecture: int
    digital: int
    dcsd: int
    sentences: tuple[Sentence, ...]

    @property
    def asked(self) -> bool:
        return self.standing.asked

    @property
    def short(self) -> int:
        return max(0, (self.need or 0) - self.have)

    @property
    def short_advanced(self) -> int:
        return max(0, self.need_advanced - self.advanced)

    @property
    def complete(self) -> bool:
        return self.need is not None and not self.short and not self.short_advanced

    @property
    def kinds(self) -> set[PostKind]:
        return {role.kind for role in self.roles}

    def does(self, kind: PostKind) -> bool:
        """Whether everything that this one role asks is there, the advanced part too."""
        return all(
            role.need is not None and role.have >= role.need and role.advanced >= role.need_advanced
            for role in self.roles
            if role.kind == kind
        )

    def is_asked(self, kinds) -> bool:
        return self.asked and not self.kinds.isdisjoint(kinds)

    def meets(self, ask: Ask) -> bool:
        """Whether every role that the duty speaks to has what it asks."""
        return all(role.meets(ask) for role in self.roles if role.kind in ask.kinds)


@dataclass(frozen=True)
class Year:
    """The people of a year, with the rule book and decisions they were judged by."""

    scope: Scope
    book: rules.RuleBook
    chosen: Choices | None
    facts: tuple[Facts, ...]
    people: tuple[PersonYear, ...]
    otherwise: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def alike(self) -> list[tuple[Facts, int]]:
        """One of those whose posts, leaves and hours are the same, and how many they are."""
        same = defaultdict(list)
        for one in self.facts:
            same[one.posts, one.leaves, one.totals].append(one)
        return [(some[0], len(some)) for some in same.values()]

    def under(self, chosen: Choices) -> list[tuple[PersonYear, int]]:
        """The people had the owner decided otherwise: those alike are judged once and come with their number."""
        if chosen not in self.otherwise:
            asked = demands(self.book)
            self.otherwise[chosen] = [
                (person_year(self.scope, one, asked, chosen), times) for one, times in self.alike
            ]
        return self.otherwise[chosen]


def people(scope: Scope, person_id: int | None = None) -> Year:
    """Everybody of the year, or one person: four queries."""
    book = rules.in_force(scope.agency_id, scope.rule_day, RULES)
    chosen = choices(book)
    found = facts(scope, person_id)
    asked = demands(book)
    judged = tuple(person_year(scope, one, asked, chosen or NOTHING_DECIDED) for one in found)
    return Year(scope, book, chosen, tuple(found), judged)


NOTHING_DECIDED = Choices(day_minutes=0, min_days=0, months=None)
"""Counts everybody in service and every hour; what is short of a need is then left unsaid."""


def person_year(scope: Scope, one: Facts, asked: Demands, chosen: Choices) -> PersonYear:
    """One person's facts, judged under these demands and decisions."""
    where, served, why = standing(scope, one.posts, one.leaves, chosen.min_days)
    held = roles(scope, one.posts, asked.senior_ranks, chosen.months)
    counted = [total for total in one.totals if _counts(total, chosen)]
    done = [total for total in counted if total.verified]
    have, advanced = _sum(done), _advanced(done, chosen)
    filled = _roles(held, asked, chosen, have, advanced)
    needs = [role.need for role in filled]
    combine = max if chosen.each_role_on_its_own else sum
    return PersonYear(
        person_id=one.person_id,
        name=one.name,
        staff_number=one.staff_number,
        sex=one.sex,
        unit_id=one.unit_id,
        unit=one.unit,
        standing=where,
        served=served,
        why=why,
        roles=filled,
        need=combine(needs) if needs and None not in needs else None,
        need_advanced=max((role.need_advanced for role in filled), default=0),
        have=have,
        pending=_sum(total for total in counted if not total.verified),
        advanced=advanced,
        advanced_to_be=_advanced(counted, chosen),
        cedaw=_sum(total for total in done if total.cedaw),
        lecture=_sum(total for total in done if total.lecture),
        digital=_sum(total for total in one.totals if total.verified and total.digital),
        dcsd=_sum(total for total in done if total.dcsd),
        sentences=_sentences(held, filled, chosen),
    )


def _counts(total: Total, chosen: Choices) -> bool:
    if total.digital and not chosen.counts_digital:
        return False
    return chosen.counts_elsewhere or not total.elsewhere


def _sum(totals) -> int:
    return sum(total.minutes for total in totals)


def _advanced(done, chosen: Choices) -> int:
    """Advanced minutes: all together, or the longest single course where only that counts (D-05)."""
    advanced = [total for total in done if total.advanced]
    if chosen.in_one_course:
        return max((total.longest for total in advanced), default=0)
    return _sum(advanced)


def _roles(held, asked: Demands, chosen: Choices, have: int, advanced: int) -> tuple[RoleYear, ...]:
    """The roles that count, strictest first. Each has all hours, or what stricter ones left over (D-13)."""
    filled, left = [], have
    counting = [role for role in held if role.counts]
    for role in sorted(counting, key=lambda one: -(asked.minutes.get(one.kind) or 0)):
        need = asked.minutes.get(role.kind)
        days = asked.advanced_days.get(role.kind, 0)
        filled.append(RoleYear(role.kind, role.source, need, left, days * chosen.day_minutes, advanced))
        if not chosen.each_role_on_its_own:
            left = max(0, left - (need or 0))
    return tuple(filled)


def _sentences(held: tuple[HeldRole, ...], filled: tuple[RoleYear, ...], chosen) -> tuple[Sentence, ...]:
    """Each role with its dates, and which of several is decisive."""
    said = [
        Sentence(_n("%(role)s：%(source)s"), {"role": _role(role.kind), "source": role.source})
        for role in held
    ]
    if len(filled) > 1 and filled[0].need:
        message = _TOGETHER if chosen.each_role_on_its_own else _EACH
        values = {"roles": [_role(role.kind) for role in filled]}
        values |= {"strictest": _role(filled[0].kind), "hours": hours(filled[0].need)}
        said.append(Sentence(message, values))
    return tuple(said)


_TOGETHER = _n("兼具%(roles)s身分，以較嚴之%(strictest)s %(hours)s 小時為準，同一時數可同時採計（D-13）")
_EACH = _n("兼具%(roles)s身分，各身分之時數分別計算，不重複採計（D-13）")

_ROLES = {
    PostKind.GENERAL: _n("一般公務人員"),
    PostKind.SUPERVISOR: _n("主管人員"),
    PostKind.FOCAL_POINT: _n("性別議題聯絡人"),
    PostKind.GENDER_STAFF: _n("辦理性別平等業務相關人員"),
}


def _role(kind: PostKind) -> Sentence:
    return Sentence(_ROLES[PostKind(kind)])


def hours(minutes: int) -> str:
    """Minutes as a plain number of hours for a sentence: 90 is 1.5, 120 is 2."""
    return f"{minutes / 60:.10g}" if minutes % 6 == 0 else f"{minutes / 60:.2f}"
