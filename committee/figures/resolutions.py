"""T3 決議追蹤（列管）表, the year's resolutions, and which meeting took up which task (伍一(二), (三))."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import name
from committee.compliance.records import Sitting
from committee.compliance.tasks import taken_up
from committee.figures.cells import MEETINGS, TASKS, column, open_text, word
from committee.models import ORDER, AgendaItem, FollowUp, Outcome, Resolution, Section
from core.contract import Column, Scope, Sentence, Table
from plan.models import Rule
from plan.rules import RuleBook

TASK = "TK-"


def coverage_table(held: list[Sitting], book: RuleBook) -> Table:
    """年度任務涵蓋表: how many items of each valid meeting serve each task. One query."""
    valid = [one.meeting for one in held if one.is_valid and not one.meeting.is_informal]
    done = taken_up(held)
    return Table(
        key="committee-tasks",
        title=Sentence(_n("年度任務涵蓋表")),
        columns=(
            column("clause", _n("條款"), "label"),
            column("task", _n("任務")),
            *(Column(f"meeting_{one.id}", name(one), "int") for one in valid),
            column("all", _n("計"), "int"),
        ),
        rows=tuple(
            _covered(rule, done[code], valid) for code, rule in sorted(book.items()) if code.startswith(TASK)
        )
        if held
        else (),
        clause=TASKS,
        note=Sentence(_n("僅計有效會議中的議案；一案兼辦數項任務者，各列均計。")),
    )


def _covered(rule: Rule, items: list[AgendaItem], valid: list) -> tuple:
    count = Counter(one.meeting_id for one in items)
    return (rule.clause, rule.text, *(count[one.id] for one in valid), len(items))


def resolved(held: list[Sitting]) -> list[Resolution]:
    """What the meetings decided, in their order."""
    rows = (
        Resolution.objects.filter(
            item__meeting__in=[one.meeting.id for one in held], item__withdrawn_because=""
        )
        .select_related("item__meeting", "item__unit")
        .prefetch_related("follow_ups")
        .order_by("id")
    )
    return sorted(rows, key=lambda one: (one.item.meeting.held_on, ORDER[one.item.section], one.item.order))


def resolution_table(scope: Scope, held: list[Sitting]) -> Table:
    """What each meeting decided, and whether somebody still has to do something about it. Three queries."""
    rows = resolved(held)
    closed_on = _closed_on(scope)
    return Table(
        key="committee-resolutions",
        title=Sentence(_n("決議一覽")),
        columns=(
            column("meeting", _n("會議次別")),
            column("section", _n("類別"), "label"),
            column("item", _n("案由")),
            column("unit", _n("提案單位")),
            column("outcome", _n("結果"), "label"),
            column("text", _n("決議內容")),
            column("open", _n("尚列管"), "int"),
            column("closed", _n("已解除列管"), "int"),
        ),
        rows=tuple(_decided(one, closed_on) for one in rows),
        clause=MEETINGS,
    )


def _decided(one: Resolution, closed_on: dict) -> tuple:
    item = one.item
    done = sum(follow_up.id in closed_on for follow_up in one.follow_ups.all())
    return (
        name(item.meeting),
        word(Section(item.section)),
        open_text(item, item.title),
        item.unit.name if item.unit else None,
        word(Outcome(one.outcome)),
        open_text(item, one.text),
        len(one.follow_ups.all()) - done,
        done,
    )


def followed(scope: Scope) -> list[tuple[FollowUp, bool]]:
    """What was open on some day of the year, with whether it is closed by now. Three queries."""
    rows = (
        FollowUp.objects.filter(
            resolution__item__meeting__committee__agency_id=scope.agency_id,
            resolution__item__meeting__committee__kind="GENDER",
            resolution__item__meeting__held_on__lte=min(scope.day, scope.as_of),
        )
        .select_related("resolution__item__meeting", "unit")
        .prefetch_related("progress")
        .order_by("resolution__item__meeting__held_on", "id")
    )
    closed_on = _closed_on(scope)
    return [
        (one, one.id in closed_on)
        for one in rows
        if (one.id not in closed_on or closed_on[one.id] >= scope.first)
        and scope.unit_id in (None, one.unit_id)
    ]


def follow_up_table(scope: Scope) -> Table:
    """T3: what was open on some day of the year, with the last word on it. Three queries."""
    return Table(
        key="committee-follow-ups",
        title=Sentence(_n("決議追蹤（列管）表")),
        columns=(
            column("number", _n("序號"), "int"),
            column("meeting", _n("會議次別")),
            column("item", _n("案由")),
            column("outcome", _n("決議"), "label"),
            column("unit", _n("主辦單位")),
            column("what", _n("辦理事項")),
            column("progress", _n("辦理情形")),
            column("due", _n("辦理期限"), "date"),
            column("state", _n("列管情形"), "label"),
        ),
        rows=tuple(_followed(scope, number, *one) for number, one in enumerate(followed(scope), start=1)),
        clause=MEETINGS,
    )


def _closed_on(scope: Scope) -> dict:
    """The day on which each follow-up was released, up to the scope's day."""
    rows = AgendaItem.objects.filter(
        follow_up__isnull=False,
        resolution__outcome=Outcome.CLOSED,
        resolution__is_valid=True,
        meeting__state="HELD",
        meeting__held_on__lte=scope.day,
        meeting__committee__agency_id=scope.agency_id,
    )
    days = defaultdict(list)
    for follow_up_id, held_on in rows.values_list("follow_up_id", "meeting__held_on"):
        days[follow_up_id].append(held_on)
    return {one: min(held) for one, held in days.items()}


def _followed(scope: Scope, number: int, one: FollowUp, is_closed: bool) -> tuple:
    item = one.resolution.item
    said = [line.text for line in one.progress.all() if line.on <= scope.day]
    return (
        number,
        name(item.meeting),
        open_text(item, item.title),
        word(Outcome(one.resolution.outcome)),
        one.unit.name,
        open_text(item, one.what),
        open_text(item, said[-1] if said else ""),
        one.due_on,
        word(Outcome.CLOSED if is_closed else Outcome.CONTINUED),
    )
