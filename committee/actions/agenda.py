"""The agenda filled, added to, its papers, and what the meeting decides (伍一(二), (三); C-9 – C-11, C-14, C-15)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.amendments import apply
from committee.actions.keeping import snapshot
from committee.actions.members import refuse
from committee.actions.minutes import confirm
from committee.compliance.records import sitting_of
from committee.models import (
    AgendaItem,
    FollowUp,
    Meeting,
    Minutes,
    MinutesState,
    Paper,
    Resolution,
    Section,
    State,
)
from organization import history
from organization.models import Attachment, Role, Unit


@dataclass(frozen=True)
class Words:
    """What an item says."""

    title: str
    section: str = Section.REPORT
    explanation: str = ""
    proposal: str = ""
    tasks: tuple[str, ...] = ()
    is_restricted: bool = False


@dataclass(frozen=True)
class Decision:
    """What was decided. ``votes`` are for, against, abstained; None means 無異議."""

    outcome: str
    text: str = ""
    votes: tuple[int, int, int] | None = None
    decided_at: datetime.time | None = None


@dataclass(frozen=True)
class Order:
    """A follow-up that a resolution gives a unit (列管); without a day it is due at the next meeting."""

    unit: Unit
    what: str
    due_on: datetime.date | None = None


def put_on_agenda(
    meeting: Meeting,
    *,
    title: str,
    by,
    url: str = "",
    unit: Unit | None = None,
    section: str = Section.REPORT,
    tasks: tuple[str, ...] = (),
) -> AgendaItem:
    """How another chapter brings something before the task force; it keeps the item as a foreign key."""
    return add_item(meeting, Words(title, section, tasks=tasks), by=by, unit=unit, url=url)


@transaction.atomic
def add_item(
    meeting: Meeting,
    words: Words,
    *,
    by,
    unit: Unit | None = None,
    url: str = "",
    token: uuid.UUID | None = None,
) -> AgendaItem:
    """A report or discussion item before the meeting, or a motion in it; the same token gives the first."""
    meeting = Meeting.objects.select_for_update().select_related("committee").get(pk=meeting.pk)
    if token and (known := AgendaItem.objects.filter(token=token, meeting=meeting).first()):
        return known
    if words.section == Section.EXTEMPORE:
        refuse(permissions.why_not_move(by, meeting))
    elif words.section in (Section.REPORT, Section.DISCUSSION):
        refuse(permissions.why_not_put(by, meeting, unit))
    else:
        raise ValidationError(_("確認案與列管案由系統自動排入。"))
    item = AgendaItem(meeting=meeting, unit=unit, url=url, token=token, order=_last(meeting) + 1)
    _say(item, words)
    return history.save(item, by=by, verb=_n("提案"), role=Role.SECRETARIAT)


def _say(item: AgendaItem, words: Words) -> None:
    item.title, item.section = words.title, words.section
    item.explanation, item.proposal = words.explanation, words.proposal
    item.tasks, item.is_restricted = list(words.tasks), words.is_restricted


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(most=Max("order"))["most"] or 0


def fill_agenda(meeting: Meeting, *, by) -> None:
    """Put the unconfirmed minutes and the open follow-ups on it; what is there already stays."""
    last = _last(meeting)
    there = set(meeting.items.values_list("confirms_id", "follow_up_id"))
    earlier = Minutes.objects.filter(
        meeting__committee=meeting.committee, meeting__state=State.HELD, meeting__is_informal=False
    ).exclude(state=MinutesState.CONFIRMED)
    if meeting.held_on:
        earlier = earlier.filter(meeting__held_on__lt=meeting.held_on)
    for minutes in earlier.exclude(meeting=meeting).select_related("meeting").order_by("meeting__held_on"):
        if (minutes.id, None) not in there:
            last += 1
            title = _("確認%(meeting)s紀錄") % {"meeting": str(minutes.meeting).replace(" ", "")}
            _fill(meeting, last, by, title=title, section=Section.CONFIRM, confirms=minutes)
    open_ones = FollowUp.objects.open().filter(resolution__item__meeting__committee=meeting.committee)
    if meeting.held_on:
        open_ones = open_ones.filter(resolution__item__meeting__held_on__lt=meeting.held_on)
    for follow_up in open_ones.select_related("resolution__item", "unit"):
        if (None, follow_up.id) not in there:
            last += 1
            values = {"title": follow_up.what, "section": Section.FOLLOW_UP, "follow_up": follow_up}
            values["is_restricted"] = follow_up.resolution.item.is_restricted
            _fill(meeting, last, by, unit=follow_up.unit, **values)


def _fill(meeting: Meeting, order: int, by, **values) -> None:
    item = AgendaItem(meeting=meeting, order=order, **values)
    history.save(item, by=by, verb=_n("自動排入"), role=Role.SECRETARIAT)


@transaction.atomic
def edit_item(item: AgendaItem, words: Words, *, by, unit: Unit | None) -> AgendaItem:
    """Other words; what the agenda filled in itself keeps its section."""
    refuse(permissions.why_not_edit_item(by, item))
    if item.section in (Section.CONFIRM, Section.FOLLOW_UP) and words.section != item.section:
        raise ValidationError(_("確認案與列管案不能改為其他類別。"))
    _say(item, words)
    item.unit = unit
    return history.save(item, by=by, verb=_n("更正"), role=Role.SECRETARIAT)


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by) -> AgendaItem:
    """Change places with its neighbour in the same section."""
    refuse(permissions.why_not_edit_item(by, item))
    rows = list(
        AgendaItem.objects.select_for_update()
        .standing()
        .filter(meeting=item.meeting, section=item.section)
        .order_by("order", "id")
    )
    place = next(index for index, row in enumerate(rows) if row.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return item
    first, second = rows[place], rows[other]
    first.order, second.order = second.order, first.order
    history.save(second, by=by, verb=_n("調整順序"), role=Role.SECRETARIAT)
    return history.save(first, by=by, verb=_n("調整順序"), role=Role.SECRETARIAT)


@transaction.atomic
def withdraw_item(item: AgendaItem, *, by, reason: str) -> AgendaItem:
    """Take it off the agenda; it stays on record with the reason."""
    refuse(permissions.why_not_withdraw_item(by, item))
    if not reason.strip():
        raise ValidationError(_("撤案須說明事由。"))
    item.withdrawn_because = reason
    for amendment in item.amendments.all():
        amendment.item = None
        history.save(amendment, by=by, verb=_n("自議程撤下"), role=Role.SECRETARIAT, reason=reason)
    return history.save(item, by=by, verb=_n("撤案"), role=Role.SECRETARIAT, reason=reason)


@transaction.atomic
def add_paper(item: AgendaItem, file: Attachment, *, title: str, by) -> Paper:
    """A file to the item, once; after the invitations went out it is a supplement and says so."""
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    unit = item.unit if item.unit_id in by.managed_units else None
    refuse(permissions.why_not_put(by, item.meeting, unit))
    title = title or file.original_name
    same = item.papers.filter(file__sha256=file.sha256, title=title, is_withdrawn=False)
    if known := same.first():
        return known
    paper = Paper(
        item=item,
        file=file,
        title=title,
        added_on=by.day,
        is_supplement=item.meeting.state == State.RELEASED,
    )
    return history.save(paper, by=by, verb=_n("加入會議資料"), role=Role.SECRETARIAT)


@transaction.atomic
def take_away(paper: Paper, *, by) -> Paper:
    """Take a paper out of the pack; the file stays on record."""
    refuse(permissions.why_not_change_meeting(by, paper.item.meeting))
    paper.is_withdrawn = True
    return history.save(paper, by=by, verb=_n("撤下"), role=Role.SECRETARIAT)


@transaction.atomic
def decide(
    item: AgendaItem,
    decision: Decision,
    *,
    by,
    orders: tuple[Order, ...] = (),
    discussion: str | None = None,
    reason: str = "",
) -> Resolution:
    """Record what became of the item, with the presence of that moment. What passes takes effect at once.

    A resolution that stands is corrected with a ``reason``; the same one sent again changes nothing.
    """
    locked = Meeting.objects.select_for_update(of=["self"])  # a chair may be missing
    meeting = locked.select_related("committee", "chair").get(pk=item.meeting_id)
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=item.pk)
    sitting = sitting_of(meeting)
    moment = decision.decided_at or meeting.opened_at
    quorum = sitting.at(moment) if sitting else None
    refuse(permissions.why_not_decide(by, item, decision.outcome, quorum))
    refuse(permissions.why_not_so(item.meeting, decision, quorum))
    resolution = getattr(item, "resolution", None) or Resolution(item=item)
    was_passing = resolution.pk is not None and resolution.is_passing
    resolution.outcome, resolution.text = decision.outcome, decision.text
    resolution.is_unanimous = decision.votes is None
    votes = decision.votes or (None, None, None)
    resolution.votes_for, resolution.votes_against, resolution.votes_abstained = votes
    resolution.decided_at = decision.decided_at
    resolution.is_valid = bool(quorum and quorum.is_valid)
    resolution.quorum = snapshot(sitting, moment, quorum)
    _keep(resolution, reason, by)
    if discussion is not None and item.discussion != discussion:
        item.discussion = discussion
        history.save(item, by=by, verb=_n("撰寫"), role=Role.SECRETARIAT)
    if orders and not resolution.is_valid:
        raise ValidationError({"what": _("無效會議不得新增列管事項。")})
    for order in orders:
        _order(resolution, order, by)
    if resolution.is_passing and not was_passing:
        _take_effect(item, by)
    return resolution


def _keep(resolution: Resolution, reason: str, by) -> None:
    """A new resolution, or the correction of one, which says why."""
    verb = _n("決議")
    if resolution.pk:
        before = Resolution.objects.get(pk=resolution.pk)
        said = ("outcome", "text", "votes_for", "votes_against", "votes_abstained", "decided_at")
        if all(getattr(before, name) == getattr(resolution, name) for name in said):
            return
        verb = _n("更正決議")
        if not reason.strip():
            raise ValidationError({"reason": _("更正決議須說明事由。")})
    history.save(resolution, by=by, verb=verb, role=Role.SECRETARIAT, reason=reason)


def _order(resolution: Resolution, order: Order, by) -> None:
    if order.unit.agency_id != resolution.item.meeting.committee.agency_id:
        raise ValidationError(_("查無此組室或無權使用。"))
    if order.due_on and order.due_on < resolution.item.meeting.held_on:
        raise ValidationError({"due_on": _("辦理期限不得早於會議日。")})
    same = resolution.follow_ups.filter(unit=order.unit, what=order.what)
    if not same.exists():
        row = FollowUp(resolution=resolution, unit=order.unit, what=order.what, due_on=order.due_on)
        history.save(row, by=by, verb=_n("列管"), role=Role.SECRETARIAT)


def _take_effect(item: AgendaItem, by) -> None:
    """What passing brings about: the last minutes stand, the plan is amended. Nothing else is ever set."""
    if item.confirms_id:
        confirm(item.confirms, item.meeting, by=by)
    for amendment in item.amendments.filter(applied_on=None, state="PROPOSED").select_related("clause__plan"):
        apply(amendment, item.meeting, by=by)
