"""T9 案件清單: every registered case and how far it has come; the gender goals that are followed (伍四)."""

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column
from core.contract import Sentence, Table
from impact_assessment.compliance.facts import Facts, Followed
from impact_assessment.models import Goal
from impact_assessment.standing import STAGES, Stage
from plan.rules import RuleBook

CLAUSE, CONTROL = "伍四", "伍四(五)"
UNNAMED = Sentence(_n("（判定後列名）"))
FOLLOWED = Sentence(_n("追蹤中"))


def case_table(known: Facts, book: RuleBook) -> Table:
    """All of them, also those that need no assessment: why."""
    steps = book.number("GIA-08", "steps") or []
    return Table(
        key="assessment-cases",
        title=Sentence(_n("性別影響評估案件清單")),
        columns=(
            column("number", _n("序號"), "int"),
            column("title", _n("案名")),
            column("kind", _n("類型")),
            column("unit", _n("主辦組室")),
            column("stands", _n("辦理情形")),
            column("statistics", _n("性別統計運用")),
            column("reviewer", _n("審核單位")),
            column("approved", _n("審核日期"), "date"),
        ),
        rows=tuple(_row(known, number, one, steps) for number, one in enumerate(known.cases, start=1)),
        clause=CLAUSE,
    )


def _row(known: Facts, number: int, one: Followed, steps: list[str]) -> tuple:
    """What is still its unit's own idea is not called by name in the agency's report."""
    case, approval = one.case, one.approval
    is_own = known.scope.unit_id is not None or one.is_needed is not None
    return (
        number,
        case.title if is_own else UNNAMED,
        case.kind_title,
        case.unit.name,
        stands(one, steps),
        "、".join(each.title for each in one.statistics) or None,
        approval.unit.name if approval and approval.unit else None,
        approval.decided_on if approval else None,
    )


def stands(one: Followed, steps: list[str]) -> Sentence:
    """The step it is at, or that all are done, or why there is none."""
    if one.is_needed is None:
        return Sentence(STAGES[Stage.SCREENING][0])
    if not one.is_needed:
        return Sentence(_n("免辦：%(because)s"), {"because": one.case.not_needed_because})
    rule = one.next(steps)
    if rule is None:
        return Sentence(STAGES[Stage.CONTROLLED][0])
    clauses = {step.rule: step.clause for step in one.case.now}
    values = {"number": steps.index(rule) + 1, "clause": clauses.get(rule, "")}
    return Sentence(_n("步驟 %(number)s %(clause)s"), values)


def goal_table(known: Facts) -> Table:
    """The goals of the year's approved cases (管制)."""
    rows = [
        (one, goal)
        for one in known.needed
        if one.approval
        for goal in one.case.goals.all()
        if not goal.is_withdrawn
    ]
    return Table(
        key="assessment-goals",
        title=Sentence(_n("性別目標及追蹤情形")),
        columns=(
            column("title", _n("案名")),
            column("goal", _n("性別目標")),
            column("target", _n("績效指標及目標值")),
            column("due", _n("預定達成日"), "date"),
            column("followed", _n("追蹤")),
        ),
        rows=tuple(
            (one.case.title, goal.text, goal.target or None, goal.due_on, _followed(one, goal))
            for one, goal in rows
        ),
        clause=CONTROL,
    )


def _followed(one: Followed, goal: Goal) -> Sentence:
    if goal.closed_on is None or goal.closed_on > one.until:
        return FOLLOWED
    return Sentence(_n("%(day)s結案：%(result)s"), {"day": goal.closed_on, "result": goal.result})
