"""The rules of 伍二 answered for an agency or a unit: how many were asked, how many have done it, who they are."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Reading, Scope, Sentence, Verdict
from plan.judging import choice, judge
from training.compliance.assigning import assigning_findings
from training.compliance.courses import course_findings
from training.compliance.demands import ASKS, DECISIONS, Ask
from training.compliance.people import PersonYear, Year, people


def findings(scope: Scope) -> tuple[Finding, ...]:
    """Twelve queries at most, whatever the number of people and courses."""
    year = people(scope)
    found = [_of_ask(ask, year) for ask in ASKS]
    if cedaw := _cedaw(year):
        found.append(cedaw)
    found += course_findings(scope, year.book)
    found += assigning_findings(scope, year.book)
    return tuple(found)


def _of_ask(ask: Ask, year: Year) -> Finding:
    """One audience's duty: 17 of 19 have what it asks."""
    rule = ask.rule(year.book)
    if rule is None:
        return Finding(ask.codes[-1], "", Verdict.UNDETERMINED, None, None, NO_RULE)
    if year.chosen is None:
        return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, NO_DECISION)
    asked, done = _lists(ask, year.people)
    closed = year.scope.closed
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(done), len(asked), closed=closed, force=rule.force),
        have=len(done),
        need=len(asked),
        sentence=_sentence(len(done), len(asked)),
        counted=_evidence(year.scope, rule.code, "counted", done),
        asked=_evidence(year.scope, rule.code, "asked", asked),
        unit_id=year.scope.unit_id,
        readings=_readings(ask, rule, year, len(done), len(asked)),
        until=year.scope.last,
    )


NO_RULE = Sentence(_n("無適用規定：這一年沒有生效中的訓練時數規定。"))
NO_DECISION = Sentence(
    _n("條文有兩種讀法而尚未決定採用何者（D-05、D-06、D-07、D-13、D-14、D-15），無從判定。")
)


def _lists(ask: Ask, people: list[PersonYear] | tuple[PersonYear, ...]) -> tuple[list, list]:
    asked = [one for one in people if one.is_asked(ask.kinds)]
    return asked, [one for one in asked if one.meets(ask)]


def _sentence(have: int, need: int) -> Sentence:
    values = {"have": have, "need": need, "short": need - have}
    if need == 0:
        return Sentence(_n("本年度沒有應訓人員。"), values)
    if have == need:
        return Sentence(_n("應訓 %(need)s 人，均已完成。"), values)
    return Sentence(_n("應訓 %(need)s 人，已完成 %(have)s 人，尚缺 %(short)s 人。"), values)


def _evidence(scope: Scope, code: str, which: str, people: list[PersonYear]) -> Evidence:
    ids = tuple(one.person_id for one in people)
    return Evidence("organization.Person", ids, address_of(scope, rule=code, list=which))


def address_of(scope: Scope, **query) -> str:
    """The page that lists the people of a number, as of the same day and for the same unit."""
    query |= {"unit": scope.unit_id} if scope.unit_id and "unit" not in query else {}
    query |= {} if scope.closed else {"as_of": scope.day.isoformat()}
    return f"{reverse('training:people', kwargs={'year': scope.year})}?{urlencode(query)}"


def _readings(ask: Ask, rule, year: Year, have: int, need: int) -> tuple[Reading, ...]:
    """What the other choices of each decision would give, where it differs."""
    found = []
    for code in DECISIONS:
        decision = year.book[code]
        if rule.code not in decision.rules:
            continue
        for other in decision.alternatives:
            chosen = year.chosen.other(code, other["reading"], other.get("numbers", {}))
            done, asked = _numbers(ask, year.under(chosen))
            if (done, asked) != (have, need):
                verdict = judge(done, asked, closed=year.scope.closed, force=rule.force)
                found.append(Reading(code, choice(other), verdict, done, asked))
    return tuple(found)


def _numbers(ask: Ask, people: list[tuple[PersonYear, int]]) -> tuple[int, int]:
    """How many have done it, and how many are asked; of each person there are ``times``."""
    asked = [(one, times) for one, times in people if one.is_asked(ask.kinds)]
    return sum(times for one, times in asked if one.meets(ask)), sum(times for _one, times in asked)


def _cedaw(year: Year) -> Finding | None:
    """TR-09: everybody asked should have some of the hours on CEDAW (以CEDAW為原則)."""
    rule = year.book.get("TR-09")
    if rule is None or year.chosen is None:
        return None
    asked = [one for one in year.people if one.asked and one.have]
    done = [one for one in asked if one.cedaw]
    digital_only = sum(1 for one in asked if one.have == one.digital)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(done), len(asked), closed=year.scope.closed, force=rule.force),
        have=len(done),
        need=len(asked),
        sentence=Sentence(
            _n("已有核定時數的 %(need)s 人中，%(have)s 人修過 CEDAW 課程；全為數位學習者 %(digital)s 人。"),
            {"have": len(done), "need": len(asked), "digital": digital_only},
        ),
        counted=_evidence(year.scope, rule.code, "counted", done),
        asked=_evidence(year.scope, rule.code, "asked", asked),
        unit_id=year.scope.unit_id,
    )


def lists_of(code: str, year: Year) -> tuple[list[PersonYear], list[PersonYear]]:
    """(asked, done) behind a finding's two numbers: the very lists that were counted."""
    for ask in ASKS:
        if code in ask.codes:
            return _lists(ask, year.people)
    asked = [one for one in year.people if one.asked and (code != "TR-09" or one.have)]
    return asked, [one for one in asked if (one.cedaw if code == "TR-09" else one.complete)]
