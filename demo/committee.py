"""The demonstration's task force at work, each act on its day: members, meetings, resolutions, amendments (伍一, 玖).

Everything goes through the committee's own actions as the secretariat, so that quorum, minutes, letters and
history are real.
"""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import itemgetter

from committee import actions
from committee.actions import Came, Decision, Order, Plan
from committee.models import (
    CAME,
    AgendaItem,
    Amendment,
    Committee,
    FollowUp,
    How,
    Kind,
    Meeting,
    Membership,
    Minutes,
    Outcome,
    Section,
    State,
)
from core.roc import parse_roc
from demo.meetings import FIRST_106, HELD, PROGRESS
from demo.members import FOUNDED, Event, member_on, terms
from demo.motions import Held, Motion, put, unit_of
from demo.next_meeting import coming
from notices.actions import discard
from notices.models import Letter
from organization.actor import Actor, actor_for
from organization.models import Account, Agency, Person
from plan.models import Clause

ARRIVED, TWO = datetime.time(13, 50), datetime.time(14)
ENDED, FOUR = datetime.time(15, 50), datetime.time(16)
ROOM = "第一會議室"


def convene(agency: Agency, people: dict[str, Person]) -> None:
    """The task force from its founding to the demonstration day."""
    secretary = Account.objects.get(username="secretariat")
    force = Committee(
        agency=agency,
        kind=Kind.GENDER,
        name="性別平等專案小組",
        legal_basis="臺北市政府資訊局推動性別主流化實施計畫伍一",
        seats=20,
        fee=2500,
        since=parse_roc(FOUNDED),
    )
    actions.found(force, by=actor_for(secretary, force.since))
    events = [*terms(force, people), *_amendment(agency), *_meetings(force), *_progress(), *coming(force)]
    for day, act in sorted(events, key=itemgetter(0)):
        act(actor_for(secretary, day))


def _meetings(force: Committee) -> Iterator[Event]:
    for one in HELD:
        yield parse_roc(one.announced), partial(announce, force, one)
        yield parse_roc(one.on), partial(hold, force, one)
    yield parse_roc("106/7/5"), partial(_correct, force)
    yield parse_roc("107/6/20"), partial(_circulate, force)


def announce(force: Committee, held: Held, by: Actor) -> None:
    """Planned, its items put on the agenda, and the invitations laid in the outbox."""
    day = parse_roc(held.on)
    meeting = actions.plan_meeting(force, Plan(day.year, day, TWO, FOUR, ROOM), by=by)
    for motion in held.motions:
        if motion.section != Section.EXTEMPORE:
            put(meeting, motion, by)
    if held is FIRST_106:
        actions.present(Amendment.objects.get(item=None, unit__agency=by.agency), meeting, by=by)
    actions.release(meeting, by=by)


def hold(force: Committee, held: Held, by: Actor) -> None:
    """Who came, the opening, every item decided, the minutes written; the letters of it are past."""
    meeting = Meeting.objects.get(committee=force, held_on=by.day, state=State.RELEASED)
    rows = [_came(one, held.away.get(one.who.name, How.PRESENT)) for one in _members(force, by)]
    actions.record_attendance(meeting, rows, by=by, observers=held.observers)
    actions.open_meeting(meeting, at=TWO, chair=member_on(force, held.chair, by.day), by=by)
    for motion in held.motions:
        if motion.section == Section.EXTEMPORE:
            put(meeting, motion, by)
    motions = {one.title: one for one in held.motions}
    for item in meeting.items.standing():
        _decide(item, held, motions.get(item.title), by)
    if held.informal:
        actions.make_informal(Meeting.objects.get(pk=meeting.pk), by=by, reason=held.informal)
    _write(meeting, held, by)
    _clear_outbox(by)


def _members(force: Committee, by: Actor) -> list[Membership]:
    return list(Membership.objects.filter(committee=force).on(by.day).select_related("person", "external"))


def _came(member: Membership, how) -> Came:
    if isinstance(how, tuple):
        return Came(member.id, How.DEPUTY, *how)
    arrived = ARRIVED if how in CAME else None
    return Came(member.id, how, arrived=arrived)


def _decide(item: AgendaItem, held: Held, motion: Motion | None, by: Actor) -> None:
    if motion is None:
        actions.decide(item, Decision(_outcome(item, held)), by=by)
        return
    orders = tuple(
        Order(unit_of(unit, by), what, parse_roc(due) if due else None) for unit, what, due in motion.orders
    )
    decision = Decision(motion.outcome, motion.text, motion.votes)
    actions.decide(item, decision, by=by, orders=orders, discussion=motion.discussion)


def _outcome(item: AgendaItem, held: Held) -> str:
    """What the agenda filled in itself: confirmed and released, unless the story says otherwise."""
    if item.follow_up_id:
        return Outcome.CONTINUED if item.title in held.continued else Outcome.CLOSED
    return Outcome.DEFERRED if held.informal else Outcome.PASSED


def _write(meeting: Meeting, held: Held, by: Actor) -> None:
    minutes = Minutes.objects.get(meeting=meeting)
    there = actions.text_of(minutes)
    text = replace(there, opening_words=held.words, recorder=by.name, adjourned_at=ENDED)
    actions.write_minutes(minutes, text, by=by, seen=actions.fingerprint(there))


def _clear_outbox(by: Actor) -> None:
    """What the story mailed in its own time must not be mailed today."""
    waiting = Letter.objects.filter(agency=by.agency, state="WAITING")
    discard(list(waiting), by=by, reason="示範資料：會議已召開，信件不再寄出。")


def _correct(force: Committee, by: Actor) -> None:
    """The one erratum: a deputy's post in the minutes that were confirmed in June."""
    minutes = Minutes.objects.get(meeting__committee=force, meeting__held_on=parse_roc(FIRST_106.on))
    there = actions.text_of(minutes)
    text = replace(there, closing_words="簡惠如組長之代理人紀安庭，職稱為科員。")
    actions.correct(minutes, text, by=by, seen=actions.fingerprint(there), reason="補正代理出席人員之職稱")


def _circulate(force: Committee, by: Actor) -> None:
    last = Minutes.objects.filter(meeting__committee=force).latest("meeting__held_on")
    actions.circulate(last, by=by)
    _clear_outbox(by)


def _progress() -> Iterator[Event]:
    for day, what, text in PROGRESS:
        yield parse_roc(day), partial(_report, what, text)


def _report(what: str, text: str, by: Actor) -> None:
    follow_up = FollowUp.objects.get(what=what, unit__agency=by.agency)
    actions.report_progress(follow_up, on=by.day, text=text, by=by)


def _amendment(agency: Agency) -> Iterator[Event]:
    """The amendment that the first meeting of 106 passes: words only, so that no other chapter's rules change."""
    yield parse_roc("106/2/3"), partial(_propose, agency)


def _propose(agency: Agency, by: Actor) -> None:
    clause = Clause.objects.of(agency.id).on(by.day).get(label="伍三(一)4")
    amendment = Amendment(
        unit=unit_of("應用服務組", by),
        clause=clause,
        new_text=f"{clause.text.removesuffix('。')}，並以開放格式提供資料。",
        reason="配合本府開放資料政策，性別統計資料應可供民眾下載加值運用。",
    )
    actions.propose(amendment, by=by)
