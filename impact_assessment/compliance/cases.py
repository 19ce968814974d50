"""What was registered and screened, and how far the year's cases have come (伍四; GIA-01 – GIA-06)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from impact_assessment.compliance.facts import Facts, Followed, basis_of
from impact_assessment.eligibility import RULE as EXPERTS
from impact_assessment.standing import ADOPT, FILL, GATHER, PARTICIPATE, REVIEW
from organization.models import Unit
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook
from statistics_app.compliance.indicators import few

CASES = "impact_assessment.Case"

REGISTERED = _n(
    "%(need)s 個組室均已登錄案件或聲明本年度無應辦案件："
    "應辦 %(needed)s 案，免辦 %(exempt)s 案，聲明無應辦案件 %(nil)s 個組室。"
)
UNREGISTERED = _n("%(need)s 個組室中 %(have)s 個已登錄並判定案件，或聲明本年度無應辦案件。")
UNSCREENED = _n("待判定：%(names)s。")
OF_A_UNIT = _n("%(unit)s %(n)s 案")
SILENT = _n("尚未登錄案件或聲明：%(names)s。")
ALL_NIL = _n("本年度無應辦案件，%(need)s 個組室均已聲明。")
OF_UNIT = _n("本組室登錄 %(all)s 案，應辦 %(needed)s 案，免辦 %(exempt)s 案。")
UNIT_NIL = Sentence(_n("本組室已聲明本年度無應辦案件。"))
UNIT_SILENT = Sentence(_n("本組室尚未登錄案件，也未聲明本年度無應辦案件。"))

NONE = Sentence(_n("本年度尚無應辦理性別影響評估的案件。"))
NO_BASES = Sentence(_n("這一天沒有專家資格的現行規定，無從確認程序參與。"))

SAID = {
    GATHER: (
        _n("%(need)s 案均已蒐集性別統計並諮詢專家學者。"),
        _n("%(need)s 案中 %(have)s 案已蒐集性別統計並諮詢專家學者；尚未完成：%(names)s。"),
    ),
    FILL: (
        _n("%(need)s 案均已填寫性別影響評估表。"),
        _n("%(need)s 案中 %(have)s 案已填寫性別影響評估表；尚未完成：%(names)s。"),
    ),
    PARTICIPATE: (
        _n("%(need)s 案均已完成程序參與：專家書面意見 %(experts)s 份，專案小組審議 %(items)s 案。"),
        _n(
            "%(need)s 案中 %(have)s 案已完成程序參與"
            "（專家書面意見 %(experts)s 份，專案小組審議 %(items)s 案）；尚未完成：%(names)s。"
        ),
    ),
    ADOPT: (
        _n("%(need)s 案均已參採意見並修正草案或計畫及評估表。"),
        _n("%(need)s 案中 %(have)s 案已參採意見並修正草案或計畫及評估表；尚未完成：%(names)s。"),
    ),
    REVIEW: (
        _n("%(need)s 案均經主責單位審核並列入管制。"),
        _n("%(need)s 案中 %(have)s 案經主責單位審核並列入管制；尚未完成：%(names)s。"),
    ),
}
"""What is said where all cases have done the step, and where some have not."""


def page(scope: Scope, name: str = "cases") -> str:
    """The chapter's page of the year: its cases, or ``nil`` with what each unit has or states."""
    return reverse(f"assessment:{name}", kwargs={"year": scope.year})


def named(known: Facts, rows: Iterable[Followed]) -> Sentence:
    """The cases by title to their own unit; to everybody else how many each unit has, for a draft is its unit's."""
    if known.scope.unit_id:
        return few(dict.fromkeys(one.case.title for one in rows))
    count = Counter(one.case.unit.name for one in {one.case.id: one for one in rows}.values())
    return few(Sentence(OF_A_UNIT, {"unit": unit, "n": n}) for unit, n in count.items())


def case_findings(known: Facts, book: RuleBook) -> list[Finding]:
    found = [_registered(known, book["GIA-01"])] if "GIA-01" in book else []
    return found + [_step(known, book[code], book) for code in SAID if code in book]


def is_settled(known: Facts, unit: Unit) -> bool:
    """Everything that the unit registered is screened, or it stated that there was nothing."""
    theirs = known.of(unit)
    return all(one.is_needed is not None for one in theirs) if theirs else unit.id in known.nil


def silent(known: Facts) -> list[Unit]:
    """Units that have neither registered a case nor stated that there is none."""
    return [one for one in known.units if not known.of(one) and one.id not in known.nil]


def _registered(known: Facts, rule: Rule) -> Finding:
    """GIA-01, unit by unit: all its cases are screened (one not needed has its reason), or it states a nil return."""
    settled = [one for one in known.units if is_settled(known, one)]
    have, need = len(settled), len(known.units)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=known.scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=_of_unit(known) if known.scope.unit_id else _of_units(known, have, need),
        counted=Evidence("organization.Unit", tuple(one.id for one in settled), page(known.scope, "nil")),
        asked=Evidence("organization.Unit", tuple(one.id for one in known.units), page(known.scope, "nil")),
        unit_id=known.scope.unit_id,
    )


def _counts(known: Facts) -> dict:
    exempt = sum(one.is_needed is False for one in known.cases)
    return {"all": len(known.cases), "needed": len(known.needed), "exempt": exempt}


def _of_unit(known: Facts) -> Sentence:
    if not known.cases:
        return UNIT_SILENT if silent(known) else UNIT_NIL
    return _joined(Sentence(OF_UNIT, _counts(known)), _unscreened(known))


def _of_units(known: Facts, have: int, need: int) -> Sentence:
    values = {"have": have, "need": need}
    if have < need:
        names = few(one.name for one in silent(known))
        said = [Sentence(SILENT, {"names": names})] if silent(known) else []
        return _joined(Sentence(UNREGISTERED, values), [*_unscreened(known), *said])
    if not known.cases:
        return Sentence(ALL_NIL, values)
    nil = [one for one in known.units if not known.of(one)]
    return Sentence(REGISTERED, values | _counts(known) | {"nil": len(nil)})


def _unscreened(known: Facts) -> list[Sentence]:
    waiting = known.unscreened
    return [Sentence(UNSCREENED, {"names": named(known, waiting)})] if waiting else []


def _joined(said: Sentence, more: list[Sentence]) -> Sentence:
    """One sentence after the other."""
    for one in more:
        said = Sentence("%(said)s%(rest)s", {"said": said, "rest": one})
    return said


def _step(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """GIA-02 – GIA-06: each of the year's needed cases has done the step."""
    if rule.code == PARTICIPATE and EXPERTS not in book:
        return Finding(
            rule.code, rule.clause, Verdict.UNDETERMINED, None, None, NO_BASES, unit_id=known.scope.unit_id
        )
    done = [one for one in known.needed if is_done(one, rule, book)]
    found = of_cases(known, rule, done, known.needed, SAID[rule.code], NONE)
    if rule.code != PARTICIPATE or not known.needed:
        return found
    heard = {
        "experts": sum(len(eligible(one, book)) for one in known.needed),
        "items": sum(one.heard_on is not None for one in known.needed),
    }
    return replace(found, sentence=Sentence(found.sentence.message, found.sentence.values | heard))


def of_cases(
    known: Facts,
    rule: Rule,
    done: list[Followed],
    asked: list[Followed],
    messages: tuple[str, str],
    none: Sentence,
    *,
    closed: bool | None = None,
) -> Finding:
    """So many of the cases asked; with ``closed`` what went wrong can't be made up for while the year lasts either."""
    have, need = len(done), len(asked)
    is_over = known.scope.closed if closed is None else closed
    verdict = judge(have, need, closed=is_over, force=rule.force)
    if need == 0 and not known.scope.closed:
        verdict = Verdict.PENDING
    names = named(known, [one for one in asked if one not in done]) if have < need else "–"
    said = Sentence(messages[have < need], {"have": have, "need": need, "names": names})
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=verdict,
        have=have,
        need=need,
        sentence=said if need else none,
        counted=_evidence(known.scope, done),
        asked=_evidence(known.scope, asked),
        unit_id=known.scope.unit_id,
    )


def _evidence(scope: Scope, rows: list[Followed]) -> Evidence:
    return Evidence(CASES, tuple(one.case.id for one in rows), page(scope))


def is_done(one: Followed, rule: Rule, book: RuleBook) -> bool:
    """The step was done, and there is as much behind it as the plan asks for."""
    enough: Callable = ENOUGH.get(rule.code, lambda *_all: True)
    return rule.code in one.done and enough(one, rule, book)


def eligible(one: Followed, book: RuleBook) -> list:
    """The opinions of the round that counts that were given by an expert of 伍四(三)."""
    return [each for each in one.written if basis_of(each, book)]


def _is_gathered(one: Followed, rule: Rule, book: RuleBook) -> bool:
    return len(one.statistics) >= rule.number("statistics") and len(one.consultations) >= rule.number(
        "consultations"
    )


def _is_heard(one: Followed, rule: Rule, book: RuleBook) -> bool:
    """By so many experts, or by the task force."""
    items = int(one.heard_on is not None)
    return len(eligible(one, book)) >= rule.number("experts") or items >= rule.number("items")


def _is_answered(one: Followed, rule: Rule, book: RuleBook) -> bool:
    return all(one.reply(opinion) for opinion in one.opinions)


def _is_approved(one: Followed, rule: Rule, book: RuleBook) -> bool:
    return one.approval is not None


ENOUGH = {GATHER: _is_gathered, PARTICIPATE: _is_heard, ADOPT: _is_answered, REVIEW: _is_approved}
