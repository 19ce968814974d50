"""The task force's tasks (TK-01 – TK-08): which of them its valid meetings of the year took up."""

from collections import defaultdict

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import year_page
from committee.compliance.records import Sitting
from committee.models import AgendaItem
from core.contract import Evidence, Finding, Scope, Sentence
from plan.judging import judge
from plan.rules import RuleBook
from plan.unjudged import unjudged

COUNTED = ("TK-01", "TK-02", "TK-03", "TK-04", "TK-06", "TK-07")
"""Tasks that the year must have taken up so many times."""

OF_OTHERS = ("TK-05", "TK-08")
"""Tasks that speak of every case or work of other chapters, which are not all on record yet."""

NOT_ON_RECORD = Sentence(_n("其他章節的案件與成果尚未全部建檔，無從逐案核對是否經小組審查或討論。"))


def task_findings(scope: Scope, book: RuleBook, held: list[Sitting]) -> list[Finding]:
    """One query."""
    done = taken_up(held)
    found = [_counted(scope, book[code], done[code]) for code in COUNTED if code in book]
    return [*found, *unjudged(scope, OF_OTHERS, NOT_ON_RECORD, book)]


def taken_up(held: list[Sitting]) -> dict[str, list[AgendaItem]]:
    """Items of valid meetings by the code of the task they serve."""
    meetings = [one.meeting.id for one in held if one.is_valid and not one.meeting.is_informal]
    by_task = defaultdict(list)
    for item in AgendaItem.objects.standing().filter(meeting__in=meetings):
        for code in item.tasks:
            by_task[code].append(item)
    return by_task


def _counted(scope: Scope, rule, items: list[AgendaItem]) -> Finding:
    have, need = len(items), rule.number("items")
    message = _n("有效會議中有 %(have)s 案。") if have else _n("本年度的有效會議尚未處理這項任務。")
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=Sentence(message, {"have": have}),
        counted=Evidence("committee.AgendaItem", tuple(one.id for one in items), year_page(scope)),
    )
