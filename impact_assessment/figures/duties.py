"""What would comply, by whom and until when: the unit's next step of each case, or the reviewer's (伍四)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from core.roc import to_roc_year
from impact_assessment.compliance.cases import page, silent
from impact_assessment.compliance.facts import Facts, Followed, facts
from impact_assessment.compliance.rules import RULES
from impact_assessment.eligibility import OPEN
from impact_assessment.models import Goal
from impact_assessment.standing import ADOPT, FILL, GATHER, PARTICIPATE, REVIEW, engagements, pending_review
from organization.models import Unit
from plan.rules import RuleBook, in_force

REGISTER = _n("登錄 %(year)s 年應辦性別影響評估案件，或聲明本年度無應辦案件")
SCREEN = _n("判定「%(title)s」是否應辦性別影響評估")
EXPECT = _n("請受邀專家就「%(title)s」提供意見（尚待 %(count)s 位）")
ANSWER = _n("回復「%(title)s」%(count)s 項意見之參採情形")
DECIDE = _n("審核「%(title)s」之性別影響評估")
TRACK = _n("填報「%(title)s」性別目標達成情形：%(goal)s")
GO_ON = _n("辦理「%(title)s」性別影響評估的下一步驟")
STEPS = {
    GATHER: _n("為「%(title)s」引用性別統計並諮詢專家學者"),
    FILL: _n("填寫「%(title)s」之性別影響評估表"),
    PARTICIPATE: _n("將「%(title)s」送請專家學者或專案小組程序參與"),
    ADOPT: _n("修正「%(title)s」之草案或計畫及評估表"),
    REVIEW: _n("將「%(title)s」送主責單位審核"),
}


@dataclass(frozen=True)
class Asked:
    """Who is asked as of when."""

    known: Facts
    book: RuleBook

    @property
    def scope(self) -> Scope:
        return self.known.scope

    @property
    def until(self) -> datetime.date | None:
        """What is still owed of a year that is over has no day until which it might wait."""
        return None if self.scope.closed else self.scope.last

    def of(self, code: str, unit: Unit, what: Sentence, url: str, until=None) -> Iterator[Duty]:
        """Nothing that a rule doesn't ask for."""
        if code in self.book:
            yield Duty(code, Sentence("%(unit)s", {"unit": unit.name}), what, until or self.until, url)


def duties(scope: Scope) -> tuple[Duty, ...]:
    """A constant number of queries. A unit is asked for its own cases."""
    known = facts(scope)
    if known is None:
        return ()
    asked = Asked(known, in_force(scope.agency_id, scope.rule_day, RULES))
    return tuple(one for ask in (_register, _screen, _go_on, _track) for one in ask(asked))


def _register(asked: Asked) -> Iterator[Duty]:
    what = Sentence(REGISTER, {"year": to_roc_year(asked.scope.year)})
    for unit in silent(asked.known):
        yield from asked.of("GIA-01", unit, what, page(asked.scope, "nil"))


def _case_page(one: Followed) -> str:
    return reverse("assessment:case", kwargs={"pk": one.case.id})


def _screen(asked: Asked) -> Iterator[Duty]:
    for one in asked.known.unscreened:
        what = Sentence(SCREEN, {"title": one.case.title})
        yield from asked.of("GIA-01", one.case.unit, what, _case_page(one))


def _go_on(asked: Asked) -> Iterator[Duty]:
    """The first step of each case that isn't done."""
    for one in asked.known.needed:
        rule = one.next(asked.book.number("GIA-08", "steps") or [])
        if rule is None:
            continue
        unit, what, until = _next(one, rule)
        yield from asked.of(rule, unit, what, _case_page(one), until)


def _next(one: Followed, rule: str) -> tuple[Unit, Sentence, datetime.date | None]:
    """(who, what, the day that was set for it)."""
    case, title = one.case, {"title": one.case.title}
    due = next((step.due_on for step in case.now if step.rule == rule), None)
    if rule == PARTICIPATE and (waiting := [each for each in engagements(case) if each.state in OPEN]):
        until = due or max(each.due_on for each in waiting)
        return case.unit, Sentence(EXPECT, title | {"count": len(waiting)}), until
    if rule == ADOPT and (open_ := [each for each in one.opinions if one.reply(each) is None]):
        return case.unit, Sentence(ANSWER, title | {"count": len(open_)}), due
    if rule == REVIEW and (review := pending_review(case)):
        return review.unit or case.unit, Sentence(DECIDE, title), due
    return case.unit, Sentence(STEPS.get(rule, GO_ON), title), due


def _track(asked: Asked) -> Iterator[Duty]:
    """Goals of approved cases whose day lies in the year, whatever year the case is of (管制)."""
    scope = asked.scope
    rows = Goal.objects.filter(
        case__agency_id=scope.agency_id, case__withdrawn_because="", due_on__range=(scope.first, scope.last)
    ).filter(is_withdrawn=False, closed_on=None, case__reviews__decision="APPROVED")
    for goal in rows.select_related("case__unit"):
        case = goal.case
        if scope.unit_id in (None, asked.known.heirs[case.unit_id]):
            what = Sentence(TRACK, {"title": case.title, "goal": goal.text})
            url = reverse("assessment:case", kwargs={"pk": case.id})
            yield from asked.of("GIA-06", case.unit, what, url, goal.due_on)
