"""Who gave the opinions, and whether one step came after the other (伍四(三), 伍四; GIA-07, GIA-08)."""

import datetime
from collections import Counter
from itertools import pairwise

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Sentence, Verdict
from impact_assessment.compliance.cases import named, of_cases, page
from impact_assessment.compliance.facts import Facts, Followed, basis_of
from impact_assessment.standing import ADOPT, FILL
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook

NOBODY = Sentence(_n("本年度尚無民間專家學者提出的書面意見。"))
ENTITLED = _n("%(need)s 份專家意見均由提出當日具備資格者提出：%(bases)s。")
NOT_ENTITLED = _n("%(need)s 份專家意見中 %(have)s 份由提出當日具備資格者提出；不符資格者見於：%(names)s。")
ONE_FOR_ALL = _n("%(cases)s 案均由同一位專家提供意見，宜增邀其他專家。")

ONE_DAY = datetime.timedelta(days=1)
NOT_BEGUN = Sentence(_n("本年度尚無完成步驟的案件。"))
IN_ORDER = (
    _n("%(need)s 案均依序辦理，審核均在程序參與之後。"),
    _n("%(need)s 案中 %(have)s 案依序辦理；順序不符：%(names)s。"),
)


def order_findings(known: Facts, book: RuleBook) -> list[Finding]:
    asks = {"GIA-07": _experts, "GIA-08": _order}
    return [ask(known, book[code], book) for code, ask in asks.items() if code in book]


def _experts(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """GIA-07: every expert's opinion on the year's cases, in whatever round; one that wasn't entitled stays wrong."""
    rows = [(case, one) for case in known.needed for one in case.submissions]
    bases = {one.id: basis_of(one, book) for _case, one in rows}
    counted = tuple(id_ for id_, basis in bases.items() if basis)
    have, need = len(counted), len(rows)
    verdict = judge(have, need, closed=True, force=rule.force)
    if need == 0 and not known.scope.closed:
        verdict = Verdict.PENDING
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=verdict,
        have=have,
        need=need,
        sentence=_of_experts(known, rows, bases) if rows else NOBODY,
        counted=Evidence("impact_assessment.Engagement", counted, page(known.scope)),
        asked=Evidence("impact_assessment.Engagement", tuple(bases), page(known.scope)),
        unit_id=known.scope.unit_id,
        until=min((one.submitted_on - ONE_DAY for _case, one in rows if not bases[one.id]), default=None),
    )


def _of_experts(known: Facts, rows: list[tuple], bases: dict) -> Sentence:
    """The basis of each, never a name: it is printed in the report."""
    wrong = [case for case, one in rows if not bases[one.id]]
    count = Counter(basis.title for basis in bases.values() if basis)
    titles = [Sentence("%(basis)s %(count)s", {"basis": name, "count": n}) for name, n in count.items()]
    values = {"have": count.total(), "need": len(rows), "names": named(known, wrong), "bases": titles}
    said = Sentence(NOT_ENTITLED if wrong else ENTITLED, values)
    cases = len({case.case.id for case, _one in rows})
    if cases < 2 or len({one.expert_id for _case, one in rows}) > 1:
        return said
    return Sentence("%(said)s%(rest)s", {"said": said, "rest": Sentence(ONE_FOR_ALL, {"cases": cases})})


def _order(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """GIA-08, of the cases that have done a step: a wrong order can only be mended by going back."""
    begun = [one for one in known.needed if one.done]
    orderly = [one for one in begun if is_in_order(one, rule.number("steps"))]
    return of_cases(known, rule, orderly, begun, IN_ORDER, NOT_BEGUN, closed=True)


def is_in_order(one: Followed, rules: list[str]) -> bool:
    """No step left out, none before the one that it follows, nobody asked too early or too late."""
    done = [one.done.get(rule) for rule in rules]
    last = max(place for place, step in enumerate(done) if step)
    days = [step.done_on if step else None for step in done[: last + 1]]
    if None in days or any(earlier > later for earlier, later in pairwise(days)):
        return False
    asked = [each.submitted_on for each in one.written] + ([one.heard_on] if one.heard_on else [])
    first, end = one.done.get(FILL), one.done.get(ADOPT)
    is_late = end is not None and any(day > end.done_on for day in asked)
    is_unheard = one.approval is not None and any(day > one.approval.decided_on for day in asked)
    is_early = first is not None and any(day < first.done_on for day in asked)
    return not (is_early or is_late or is_unheard)
