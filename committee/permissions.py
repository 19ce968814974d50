"""Why this actor may not do this with members, meetings, resolutions and minutes: a sentence, or None."""

from django.utils.translation import gettext as _

from committee.models import (
    PASSING,
    Membership,
    MinutesState,
    Outcome,
    Section,
    Stage,
    State,
)
from core.roc import format_day
from organization.models import Role

OUTCOMES = {
    Section.CONFIRM: (Outcome.PASSED, Outcome.PASSED_AS_AMENDED, Outcome.DEFERRED),
    Section.FOLLOW_UP: (Outcome.CLOSED, Outcome.CONTINUED),
    Section.REPORT: (
        Outcome.NOTED,
        Outcome.PASSED,
        Outcome.PASSED_AS_AMENDED,
        Outcome.DEFERRED,
        Outcome.REJECTED,
    ),
    Section.DISCUSSION: (
        Outcome.PASSED,
        Outcome.PASSED_AS_AMENDED,
        Outcome.DEFERRED,
        Outcome.REJECTED,
    ),
    Section.EXTEMPORE: (
        Outcome.PASSED,
        Outcome.PASSED_AS_AMENDED,
        Outcome.NOTED,
        Outcome.DEFERRED,
        Outcome.REJECTED,
    ),
}
"""What can become of an item of each section."""

DECIDING = (*PASSING, Outcome.REJECTED)
"""What takes a valid meeting: an invalid one may only put off, take note, and leave follow-ups as they are."""


def is_secretariat(actor, agency_id: int) -> bool:
    return actor.may(Role.SECRETARIAT, agency_id=agency_id)


def why_not_run(actor, agency_id: int):
    """Why the task force's business is not this person's, or None."""
    return None if is_secretariat(actor, agency_id) else _("專案小組的幕僚作業由綜合企劃組辦理。")


def why_not_keep_bodies(actor, agency_id: int):
    """The register of the other committees is the secretariat's and the personnel office's."""
    if is_secretariat(actor, agency_id) or actor.may(Role.PERSONNEL, agency_id=agency_id):
        return None
    return _("委員會名冊由綜合企劃組與人事室維護。")


def why_not_appoint(actor, membership):
    """Why this term can't begin, or None."""
    committee = membership.committee
    return why_not_keep(actor, committee) or _why_not_outside(membership) or _why_not_twice(membership)


def why_not_keep(actor, committee):
    """Why this committee and its members aren't this person's to keep, or None."""
    if committee.kind == "GENDER":
        return why_not_run(actor, committee.agency_id)
    return why_not_keep_bodies(actor, committee.agency_id)


def _why_not_outside(membership):
    committee, who = membership.committee, membership.who
    if who.agency_id != committee.agency_id:
        return _("查無此人或無權使用。")
    if not committee.holds_on(membership.since):
        return _("%(day)s 這個委員會不存在。") % {"day": format_day(membership.since)}
    return None


def _why_not_twice(membership):
    rows = Membership.objects.filter(
        committee=membership.committee, person=membership.person, external=membership.external
    ).exclude(pk=membership.pk)
    for one in rows:
        begins_before = membership.until is None or one.since < membership.until
        if begins_before and (one.until is None or one.until > membership.since):
            return _("%(name)s自 %(day)s 起已是委員，任期不得重疊。") % {
                "name": one.who.name,
                "day": format_day(one.since),
            }
    return None


def why_not_end(actor, membership, until):
    """Why this term can't end on that day, or None."""
    if reason := why_not_keep(actor, membership.committee):
        return reason
    if until <= membership.since:
        return _("離任日須在起日 %(day)s 之後。") % {"day": format_day(membership.since)}
    return None


def why_not_change_meeting(actor, meeting):
    """Day, place and agenda can be changed until the meeting is held."""
    return why_not_run(actor, meeting.committee.agency_id) or _why_not_to_come(meeting)


def _why_not_to_come(meeting):
    if meeting.state in (State.DRAFT, State.RELEASED):
        return None
    return _("會議%(state)s，不能再變更。") % {"state": meeting.get_state_display()}


def why_not_become(actor, meeting, state: State):
    if reason := why_not_run(actor, meeting.committee.agency_id):
        return reason
    if not meeting.may_become(state):
        return _("會議為「%(now)s」，不能改為「%(then)s」。") % {
            "now": meeting.get_state_display(),
            "then": State(state).label,
        }
    return None


def why_not_release(actor, meeting):
    """Why the invitations can't go out yet, or None."""
    if reason := why_not_become(actor, meeting, State.RELEASED):
        return reason
    if not (meeting.held_on and meeting.starts and meeting.place):
        return _("請先填日期、時間與地點，再發開會通知。")
    return None


def why_not_open(actor, meeting):
    """Why the meeting can't be opened, or None: not before its day."""
    if reason := why_not_become(actor, meeting, State.HELD):
        return reason
    if meeting.held_on > actor.day:
        return _("會議訂於 %(day)s，當日才能宣布開會。") % {"day": format_day(meeting.held_on)}
    return None


def why_not_attend(actor, meeting):
    """Why the attendance can't be recorded or corrected, or None."""
    if reason := why_not_run(actor, meeting.committee.agency_id):
        return reason
    if meeting.state == State.HELD:
        return _why_not_frozen(meeting)
    return None if meeting.state == State.RELEASED else _("先發開會通知，才能登錄出席。")


def _why_not_frozen(meeting):
    minutes = getattr(meeting, "minutes", None)
    if minutes and minutes.state == MinutesState.CONFIRMED:
        return _("會議紀錄已確認，出席與決議不能再更改；文字有誤請以勘誤更正。")
    return None


def why_not_inform(actor, meeting, quorum):
    """Why the meeting can't be kept as an informal talk, or None."""
    if reason := why_not_run(actor, meeting.committee.agency_id):
        return reason
    if meeting.state != State.HELD:
        return _("已召開的會議才能改列談話會。")
    if quorum is None or quorum.is_valid:
        return _("有效會議不能改列談話會。")
    return _("已改列談話會。") if meeting.is_informal else _why_not_frozen(meeting)


def why_not_answer(invitation):
    """Why the invitation can't be answered any more, or None."""
    meeting = invitation.meeting
    if meeting.state in (State.DRAFT, State.RELEASED):
        return None
    return _("會議%(state)s，不能再回復。") % {"state": meeting.get_state_display()}


def why_not_put(actor, meeting, unit):
    """Why this item can't be put on the agenda, or None. A unit's manager may put the unit's own."""
    agency_id = meeting.committee.agency_id
    own = unit is not None and unit.agency_id == agency_id and unit.id in actor.managed_units
    if not own and (reason := why_not_run(actor, agency_id)):
        return reason
    if unit is not None and unit.agency_id != agency_id:
        return _("查無此組室或無權使用。")
    return _why_not_to_come(meeting)


def why_not_move(actor, meeting):
    """An item raised in the meeting itself (臨時動議), or None."""
    if reason := why_not_run(actor, meeting.committee.agency_id):
        return reason
    if meeting.state != State.HELD:
        return _("臨時動議於會議召開後登錄。")
    return _why_not_frozen(meeting)


def why_not_edit_item(actor, item):
    if reason := why_not_run(actor, item.meeting.committee.agency_id):
        return reason
    if item.withdrawn_because:
        return _("這個議案已撤案。")
    return _why_not_frozen(item.meeting)


def why_not_withdraw_item(actor, item):
    """Why the item can't be withdrawn, or None: what was decided stays."""
    if reason := why_not_edit_item(actor, item):
        return reason
    return _("已有決議的議案不能撤案。") if hasattr(item, "resolution") else None


def why_not_decide(actor, item, outcome, quorum):
    """Why this can't be the resolution, or None. An invalid meeting passes nothing (伍一(三))."""
    if reason := why_not_edit_item(actor, item):
        return reason
    if item.meeting.state != State.HELD:
        return _("宣布開會後才能登錄決議。")
    if outcome not in OUTCOMES[item.section]:
        return _("「%(section)s」不能有「%(outcome)s」的決議。") % {
            "section": item.get_section_display(),
            "outcome": Outcome(outcome).label,
        }
    if outcome in DECIDING and (quorum is None or not quorum.is_valid):
        said = quorum.sentence if quorum else _("無適用規定，無從判定會議是否有效。")
        return _("無效會議不得通過議案或解除列管。%(said)s") % {"said": said}
    if outcome in DECIDING and item.meeting.is_informal:
        return _("談話會不得通過議案或解除列管。")
    return _why_not_again(item, outcome)


def why_not_so(meeting, decision, quorum):
    """Why a decision can't have been taken like this, or None: its time and its votes must be possible."""
    at = decision.decided_at
    if at and at < meeting.opened_at:
        return _("決議時間不得早於宣布開會時間 %(at)s。") % {"at": f"{meeting.opened_at:%H:%M}"}
    if at and meeting.adjourned_at and at > meeting.adjourned_at:
        return _("決議時間不得晚於散會時間 %(at)s。") % {"at": f"{meeting.adjourned_at:%H:%M}"}
    if decision.votes is None:
        return None
    yes, no = decision.votes[:2]
    if quorum and sum(decision.votes) > quorum.present:
        return _("票數合計 %(votes)s 票，多於出席 %(present)s 人。") % {
            "votes": sum(decision.votes),
            "present": quorum.present,
        }
    if decision.outcome in PASSING and yes <= no:
        return _("同意 %(yes)s 票未多於不同意 %(no)s 票，不能通過。") % {"yes": yes, "no": no}
    if decision.outcome == Outcome.REJECTED and yes > no:
        return _("同意 %(yes)s 票多於不同意 %(no)s 票，不能為不通過。") % {"yes": yes, "no": no}
    return None


def _why_not_again(item, outcome):
    """What a resolution has already brought about can't be taken back by another word."""
    resolution = getattr(item, "resolution", None)
    if resolution is None or resolution.outcome == outcome:
        return None
    if resolution.is_passing and item.amendments.filter(applied_on__isnull=False).exists():
        return _("計畫已依這項決議修正，不能改變結果；請另提修正案。")
    if resolution.is_passing and item.confirms_id:
        return _("前次會議紀錄已依這項決議確認，不能改變結果。")
    return None


def why_not_report(actor, follow_up):
    """Why this person may not add a line of progress, or None: the owner unit and the secretariat may."""
    agency_id = follow_up.unit.agency_id
    if follow_up.unit_id not in actor.managed_units and not is_secretariat(actor, agency_id):
        return _("辦理情形由主辦單位主管或綜合企劃組填報。")
    if type(follow_up).objects.closed().filter(pk=follow_up.pk).exists():
        return _("這件事項已解除列管。")
    return None


def why_not_edit_minutes(actor, minutes):
    return why_not_run(actor, minutes.meeting.committee.agency_id) or _why_not_frozen(minutes.meeting)


def may_read_minutes(actor, minutes) -> bool:
    """A draft is the secretariat's until it is circulated, or stands on a released agenda to be confirmed."""
    if minutes.state != MinutesState.DRAFT or is_secretariat(actor, minutes.meeting.committee.agency_id):
        return True
    return minutes.confirmations.filter(meeting__state__in=(State.RELEASED, State.HELD)).exists()


def why_not_correct_minutes(actor, minutes, reason):
    """Why an erratum can't be made, or None: only of confirmed minutes, with a reason."""
    if refusal := why_not_run(actor, minutes.meeting.committee.agency_id):
        return refusal
    if minutes.state != MinutesState.CONFIRMED:
        return _("會議紀錄尚未確認，直接修改即可。")
    return None if reason.strip() else _("勘誤須說明事由。")


def why_not_propose(actor, unit):
    """Why this person can't propose an amendment for that unit, or None (玖: 由本局各組室提案)."""
    if unit.id in actor.managed_units or is_secretariat(actor, unit.agency_id):
        return None
    return _("修正案由組室主管或綜合企劃組代為提案。")


def why_not_change_amendment(actor, amendment):
    """Until it stands on an agenda; then only by the secretariat, to the words that the meeting gave it."""
    in_session = amendment.stage == Stage.ON_AGENDA and amendment.item.meeting.state == State.HELD
    if in_session and is_secretariat(actor, amendment.unit.agency_id):
        return None
    return why_not_move_amendment(actor, amendment)


def why_not_move_amendment(actor, amendment):
    """Why it can't be withdrawn or put on an agenda, or None."""
    if reason := why_not_propose(actor, amendment.unit):
        return reason
    if amendment.stage == Stage.PROPOSED:
        return None
    return _("這件修正案目前為「%(said)s」，不能再變更。") % {"said": amendment.said}
