"""T9 案件清單: every registered case, how far it has come, and the gender goals that are followed (伍四)."""

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column
from core.contract import Sentence, Table
from impact_assessment.compliance.facts import Facts, Followed
from impact_assessment.standing import STAGES, Stage
from plan.rules import RuleBook

CLAUSE = "伍四"


def case_table(known: Facts, book: RuleBook) -> Table:
    """All of them, also those that need no assessment: why."""
    steps = book.number("GIA-08", "steps") or []
    return Table(
        key="assessment-cases",
        title=Sentence(_n("性別影響評估案件清單")),
        columns=(
            column("number", _n("序號"), "label"),
            column("title", _n("案名")),
            column("kind", _n("類型")),
            column("unit", _n("主辦組室")),
            column("stands", _n("辦理情形")),
            column("statistics", _n("性別統計運用")),
            column("reviewer", _n("審核單位")),
            column("approved", _n("審核日期"), "date"),
            column("goals", _n("性別目標")),
            column("followed", _n("追蹤")),
        ),
        rows=tuple(_row(number, one, steps) for number, one in enumerate(known.cases, start=1)),
        clause=CLAUSE,
    )


def _row(number: int, one: Followed, steps: list[str]) -> tuple:
    case, approval = one.case, one.approval
    goals = [each for each in case.goals.all() if not each.is_withdrawn]
    return (
        number,
        case.title,
        case.kind_title,
        case.unit.name,
        stands(one, steps),
        "、".join(each.title for each in one.statistics) or None,
        approval.unit.name if approval and approval.unit else None,
        approval.decided_on if approval else None,
        "；".join(each.text for each in goals) or None,
        followed(one, goals),
    )


def stands(one: Followed, steps: list[str]) -> Sentence:
    """The step it is at, or that all are done, or why there is none."""
    case = one.case
    if one.is_needed is None:
        return Sentence(STAGES[Stage.SCREENING][0])
    if not one.is_needed:
        values = {"exemption": case.exemption_title, "because": case.not_needed_because}
        return Sentence(_n("免辦（%(exemption)s）：%(because)s"), values)
    rule = one.next(steps)
    if rule is None:
        return Sentence(STAGES[Stage.CONTROLLED][0])
    titles = {step.rule: step.title for step in case.now}
    return Sentence(
        _n("步驟 %(number)s：%(title)s"), {"number": steps.index(rule) + 1, "title": titles.get(rule, "")}
    )


def followed(one: Followed, goals: list) -> Sentence | None:
    """How many of the goals are closed; before the approval nothing is followed."""
    if not goals or one.approval is None:
        return None
    closed = sum(each.closed_on is not None and each.closed_on <= one.until for each in goals)
    return Sentence(_n("%(all)s 項中 %(closed)s 項結案"), {"all": len(goals), "closed": closed})
