"""May this expert take part in this case on this day? If not, why, before anybody is written to (G-5, G-7).

Bases are what the pool keeps, and what the committee's own records say: a seat from outside on a task force, a term
on the city's council (GIA-07).
"""

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Kind, Seat
from core.roc import format_day
from core.text import compare_key
from impact_assessment.models import Case, Engagement, EngagementState, Expert
from organization.models import EMPLOYED_AS, Post
from plan.rules import RuleBook

SEPARATORS = re.compile(r"[,;/\n\u3001\uff0c\uff1b\uff0f]")
RULE, LOAD = "GIA-07", "D-19"
OPEN = (EngagementState.INVITED, EngagementState.ACCEPTED)
"""States in which an opinion is still owed."""
TASK_FORCE, COUNCIL = "TASK_FORCE_EXTERNAL", "CITY_COUNCIL"
"""The bases that the committee's records prove by themselves."""


@dataclass(frozen=True)
class Span:
    """A basis and the days on which it holds; ``until`` is the first on which it doesn't."""

    kind: str
    title: str
    since: datetime.date
    until: datetime.date | None
    detail: str = ""

    def holds_on(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def last(self) -> datetime.date | None:
        """The last day on which it holds, as people say it."""
        return self.until - datetime.timedelta(days=1) if self.until else None


def known(agency_id: int):
    """The agency's experts with all that their bases are read from, in a constant number of queries."""
    return (
        Expert.objects.filter(agency_id=agency_id)
        .select_related("agency", "external", "employee")
        .prefetch_related(
            "bases",
            "employee__posts",
            "external__memberships__committee__agency",
            "external__council_terms",
            "engagements__case",
        )
    )


def pool(agency_id: int):
    """Those who are still asked."""
    return known(agency_id).standing()


def spans(expert: Expert, book: RuleBook) -> list[Span]:
    """Every basis that rule GIA-07 accepts, the latest last."""
    titles = titles_of(book)
    found = [
        Span(one.kind, titles[one.kind], one.since, one.until, one.detail)
        for one in expert.bases.all()
        if one.kind in titles and not one.is_withdrawn
    ]
    if TASK_FORCE in titles:
        found += [
            Span(TASK_FORCE, titles[TASK_FORCE], one.since, one.until, str(one.committee.agency))
            for one in expert.external.memberships.all()
            if one.seat == Seat.EXTERNAL and one.committee.kind == Kind.GENDER
        ]
    if COUNCIL in titles:
        found += [
            Span(COUNCIL, titles[COUNCIL], one.since, one.until, str(one))
            for one in expert.external.council_terms.all()
        ]
    return sorted(found, key=lambda one: (one.until or datetime.date.max, one.since))


def titles_of(book: RuleBook) -> dict[str, str]:
    """Code → name of each basis that the rule in force accepts; nothing without a rule."""
    return {one["code"]: one["title"] for one in book.number(RULE, "bases") or ()}


def basis_on(expert: Expert, day: datetime.date, book: RuleBook) -> Span | None:
    """What makes this person an expert on ``day``: the one that lasts longest."""
    holding = [one for one in spans(expert, book) if one.holds_on(day)]
    return holding[-1] if holding else None


def why_not_eligible(expert: Expert, day: datetime.date, book: RuleBook) -> str | None:
    """Why this person is no expert of 伍四(三) on ``day``, or None."""
    if RULE not in book:
        return _("這一天沒有專家資格的現行規定，無從確認資格。")
    if expert.withdrawn_because:
        return _("%(name)s已自專家名單停用。") % {"name": expert}
    if basis_on(expert, day, book):
        return None
    known = spans(expert, book)
    over = [one for one in known if one.until and one.until <= day]
    if over:
        last = over[-1]
        values = {"name": expert, "basis": last.title, "day": format_day(last.last)}
        return _("%(name)s的資格「%(basis)s」至%(day)s止，已失效，不得參與（伍四(三)）。") % values
    if known:
        values = {"name": expert, "basis": known[0].title, "day": format_day(known[0].since)}
        return _("%(name)s的資格「%(basis)s」自%(day)s起才有效。") % values
    return _("%(name)s沒有伍四(三)所列的任何一種資格。") % {"name": expert}


def staff_names(experts: Iterable[Expert], day: datetime.date) -> set[str]:
    """Which of the experts' names somebody in the agency's service has on ``day``: one query for all of them."""
    experts = list(experts)
    posts = Post.objects.employed().on(day).filter(person__agency__in={one.agency_id for one in experts})
    names = {one.external.name for one in experts}
    return set(posts.filter(person__name__in=names).values_list("person__name", flat=True))


def why_not_free(expert: Expert, case: Case, day: datetime.date, staff: Collection[str]) -> str | None:
    """Whose side the person is on: the agency's staff, the case's unit, its author or its contractor."""
    name, affiliation = expert.external.name, expert.external.affiliation
    if expert.employee_id and (conflict := _of_employee(expert, case, day)):
        return conflict
    if mentions(case.authors, name):
        return _("%(name)s是本案的撰擬人，應予迴避。") % {"name": expert}
    if mentions(case.contractor, name) or any(same_body(one, affiliation) for one in parts(case.contractor)):
        return _("%(name)s屬本案受託單位「%(contractor)s」，應予迴避。") % {
            "name": expert,
            "contractor": case.contractor,
        }
    if any(same_body(one, affiliation) for one in (case.agency.name, case.agency.short_name)):
        return _("%(name)s的服務單位是本機關，不是民間專家學者。") % {"name": expert}
    if not expert.employee_id and not expert.is_namesake and name in staff:
        return _("%(name)s與本機關現職人員同名；請先於專家名單確認是否為同一人。") % {"name": expert}
    return None


def _of_employee(expert: Expert, case: Case, day: datetime.date) -> str | None:
    posts = [one for one in expert.employee.posts.all() if one.kind in EMPLOYED_AS]
    if any(one.holds_on(day) for one in posts):
        return _("%(name)s是本機關現職人員，不是民間專家學者。") % {"name": expert}
    if any(one.unit_id == case.unit_id for one in posts):
        return _("%(name)s曾任職於本案主辦組室，應予迴避。") % {"name": expert}
    return None


def parts(text: str) -> set[str]:
    """The names in a line, separated as people separate them."""
    return {one.strip() for one in SEPARATORS.split(text) if one.strip()}


SHORT_NAME = 2
"""So few signs may stand by chance within another name; a longer name is looked for anywhere."""


def mentions(text: str, name: str) -> bool:
    """Does a line of names name this person?"""
    wanted = compare_key(name)
    among = {compare_key(word) for part in parts(text) for word in (part, *part.split())}
    return wanted in among or (len(wanted) > SHORT_NAME and wanted in compare_key(text))


def same_body(body: str, affiliation: str) -> bool:
    """Is the affiliation the body itself, or a part of it?"""
    whole, theirs = (compare_key(one).replace(" ", "") for one in (body, affiliation))
    return bool(whole) and theirs.startswith(whole)


def why_not_more(expert: Expert, engagements: Iterable[Engagement], book: RuleBook) -> str | None:
    """Why this person has enough to do, or None: as many open cases at once as decision D-19 allows."""
    most = book.number(LOAD, "cases")
    have = len(open_ones(engagements))
    if most is None or have < most:
        return None
    values = {"name": expert, "have": have, "most": most}
    return _("%(name)s尚有 %(have)s 案未提意見，已達 %(most)s 案的上限。") % values


def open_ones(engagements: Iterable[Engagement]) -> list[Engagement]:
    """Those in which an opinion is still owed."""
    return [one for one in engagements if one.state in OPEN and not one.case.withdrawn_because]


def why_not_take_part(
    expert: Expert, case: Case, day: datetime.date, book: RuleBook, staff: Collection[str]
) -> str | None:
    """Why an opinion of this person would not count on ``day``, or None."""
    return why_not_eligible(expert, day, book) or why_not_free(expert, case, day, staff)


def why_not_invite(
    expert: Expert, case: Case, day: datetime.date, book: RuleBook, staff: Collection[str]
) -> str | None:
    """The first reason that speaks against inviting this person to this case, or None. ``expert`` from ``known``."""
    if refusal := why_not_take_part(expert, case, day, book, staff):
        return refusal
    theirs = list(expert.engagements.all())
    if any(one.case_id == case.id and one.round == case.round and one.state != "CANCELLED" for one in theirs):
        return _("這一輪已邀請過%(name)s。") % {"name": expert}
    return why_not_more(expert, theirs, book)
