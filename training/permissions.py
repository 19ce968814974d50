"""Who may do what with hours, courses and places in them: each function gives the sentence that refuses, or None."""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.roc import format_day
from organization.models import Post, Role
from training.models import Hours, Place, SessionState, State


def why_not_log(actor, person, session, minutes, *, earned_at=""):
    """Why ``minutes`` of ``session`` can't be logged for ``person``, or None."""
    if person is None:
        return _("您的帳號沒有對應的人員資料，請洽人事室。")
    if session.course.agency_id != person.agency_id:
        return _("查無此場次或無權使用。")
    if session.is_cancelled:
        return _("場次已取消。")
    return (
        _why_not_for(actor, person)
        or why_not_minutes(session, minutes)
        or _why_not_that_day(actor, person, session.ended_on, earned_at)
        or _why_not_again(person, session)
    )


def why_not_log_own(actor, person, title, held_on, *, earned_at=""):
    """Why a course outside the catalogue, which has no session yet, can't be logged, or None."""
    if person is None:
        return _("您的帳號沒有對應的人員資料，請洽人事室。")
    return (
        _why_not_for(actor, person)
        or _why_not_that_day(actor, person, held_on, earned_at)
        or _why_not_twice(person, title, held_on)
    )


def _why_not_for(actor, person):
    if actor.person_id != person.id and not is_personnel(actor, person.agency_id):
        return _("只能登錄自己的時數。")
    return None


def why_not_minutes(session, minutes):
    """Why that many minutes can't be had of ``session``, or None."""
    return why_not_more(session.minutes, minutes)


def why_not_more(most, minutes):
    """Why ``minutes`` can't be had of a session of ``most``, or None; forms and files ask the same."""
    if minutes > most:
        return _("時數不得超過全程 %(hours)s 小時。") % {"hours": f"{most / 60:g}"}
    return None


def why_not_held(day, held_on):
    """Why, on ``day``, a course that ended on ``held_on`` gives no hours yet, or None."""
    if held_on > day:
        return _("課程於 %(day)s 結束，尚未舉行，不能登錄。") % {"day": format_day(held_on)}
    return None


def not_in_service(held_on):
    """The sentence for a day on which the person did not work here (D-14)."""
    return _("%(day)s 不在本機關任職期間。若為原服務機關的時數，請填寫原服務機關。") % {
        "day": format_day(held_on)
    }


def _why_not_that_day(actor, person, held_on, earned_at):
    """Not before it was held; and on a day when the person worked here, or says where else (D-14)."""
    if reason := why_not_held(actor.day, held_on):
        return reason
    if not earned_at and not Post.objects.employed().on(held_on).filter(person=person).exists():
        return not_in_service(held_on)
    return None


def _why_not_again(person, session):
    if Hours.objects.live().filter(person=person, session=session).exists():
        return _("這個場次的時數已登錄過。")
    return None


def _why_not_twice(person, title, held_on, but=None):
    same = Hours.objects.live().filter(
        Q(session__course__title__iexact=title), person=person, held_on=held_on
    )
    if same.exclude(id=but).exists():
        return _("%(day)s 的「%(title)s」已登錄過。") % {"day": format_day(held_on), "title": title}
    return None


def why_not_verify(actor, record):
    """Why this person may not verify these hours, or None."""
    return _why_not_decide(actor, record) or _why_not_become(record, State.VERIFIED)


def why_not_adjust(actor, record, session, minutes):
    """Why the grid of attendance can't set these hours to ``minutes``, or None. One's own may only wait."""
    if reason := why_not_minutes(session, minutes):
        return reason
    if record.state == State.VERIFIED:
        return None if record.minutes == minutes else _why_not_decide(actor, record)
    if record.state == State.PENDING and record.person_id == actor.person_id:
        return None
    return why_not_verify(actor, record)


def why_not_send_back(actor, record, reason):
    """Why these hours can't be sent back, or None. Verified hours may be, when an error is found later."""
    return (
        _why_not_decide(actor, record)
        or _why_not_become(record, State.RETURNED)
        or (None if reason else _("退回須說明事由。"))
    )


def _why_not_decide(actor, record):
    return why_not_decide_for(actor, record.person_id, record.person.agency_id)


def why_not_decide_for(actor, person_id, agency_id):
    """Why this person's hours are not the actor's to verify, or None; forms and files ask the same."""
    if not is_personnel(actor, agency_id):
        return _("時數由人事室核定。")
    if person_id == actor.person_id:
        return _("不能核定自己的時數。")
    return None


def why_not_withdraw(actor, record, reason=None):
    """Why these hours can't be withdrawn, or None. What is verified only the personnel office withdraws."""
    mine = record.person_id == actor.person_id
    if not mine and not is_personnel(actor, record.person.agency_id):
        return _("只能撤回自己的時數。")
    if record.state == State.VERIFIED and (mine or not is_personnel(actor, record.person.agency_id)):
        return _("已核的時數請洽人事室撤回。")
    return _why_not_become(record, State.WITHDRAWN) or (_("撤回須說明事由。") if reason == "" else None)


def why_not_correct(actor, record):
    """Why this returned record can't be corrected and sent again, or None."""
    if record.person_id != actor.person_id:
        return _("只能補正自己的時數。")
    return _why_not_become(record, State.PENDING)


def why_not_correct_as(actor, record, title, held_on, earned_at):
    """Why a course of one's own can't be corrected to this title and day, or None."""
    return _why_not_that_day(actor, record.person, held_on, earned_at) or _why_not_twice(
        record.person, title, held_on, but=record.id
    )


def _why_not_become(record, state):
    if not record.may_become(state):
        return _("這筆時數為「%(now)s」，不能改為「%(then)s」。") % {
            "now": record.get_state_display(),
            "then": State(state).label,
        }
    return None


def why_not_keep_courses(actor, agency_id):
    """Why the catalogue of courses is not this person's to keep, or None."""
    return None if is_personnel(actor, agency_id) else _("課程清單由人事室維護。")


def why_not_call_off(actor, session, reason=None):
    """Why ``session`` can't be cancelled, or None: not while somebody has hours of it."""
    if reason_not := why_not_keep_courses(actor, session.course.agency_id):
        return reason_not
    if not session.may_become(SessionState.CANCELLED):
        return _("場次已取消。")
    if count := Hours.objects.live().filter(session=session).count():
        return _("已有 %(count)s 人登錄這個場次的時數，須先撤回，才能取消場次。") % {"count": count}
    return _("取消場次須說明事由。") if reason == "" else None


def why_not_change_session(actor, session):
    """Why the facts and seats of ``session`` can't be changed, or None."""
    if session.is_cancelled:
        return _("場次已取消，不能再修改。")
    return why_not_keep_courses(actor, session.course.agency_id)


def why_not_enrol(actor, person, session, home):
    """Why ``person``, whose unit on that day is ``home``, can't be enrolled for ``session``, or None."""
    if person is None:
        return _("您的帳號沒有對應的人員資料，請洽人事室。")
    if session.course.agency_id != person.agency_id or not session.course.in_catalogue:
        return _("查無此場次或無權使用。")
    if session.is_cancelled:
        return _("場次已取消，不能報名。")
    is_office = is_personnel(actor, person.agency_id)
    if actor.person_id != person.id and not is_office:
        return _("只能為自己報名。")
    if actor.day > (session.ended_on if is_office else session.held_on):
        return _("場次已於 %(day)s 舉行，不能再報名。") % {"day": format_day(session.held_on)}
    if home is None:
        return _("%(day)s 不在本機關任職，不能報名。") % {"day": format_day(session.held_on)}
    return None


def why_not_repeat(repeat, reason):
    """Why a course that repeats something can't be taken: the same not at all, a similar one not without a reason."""
    if repeat is None or (reason and not repeat.is_refused):
        return None
    if repeat.is_refused:
        return str(repeat.sentence)
    return _("%(what)s仍要參加者，請說明理由。") % {"what": repeat.sentence}


def why_not_cancel(actor, enrolment, reason=None):
    """Why this enrolment can't be cancelled, or None. After the day the personnel office does it."""
    is_office = is_personnel(actor, enrolment.person.agency_id)
    if enrolment.person_id != actor.person_id and not is_office:
        return _("只能取消自己的報名。")
    if not enrolment.may_become(Place.CANCELLED):
        return _("這筆報名為「%(now)s」，不能取消。") % {"now": enrolment.get_state_display()}
    if not is_office and actor.day > enrolment.session.held_on:
        return _("場次已舉行，請洽人事室。")
    return _("取消須說明事由。") if reason == "" else None


def why_not_promote(actor, enrolment):
    """Why this person can't be moved up from the waiting list by hand, or None."""
    if not is_personnel(actor, enrolment.person.agency_id):
        return _("候補由人事室遞補。")
    return None if enrolment.state == Place.WAITING else _("不在候補名單上。")


def why_not_record(actor, session):
    """Why the attendance of ``session`` can't be recorded, or None."""
    if not is_personnel(actor, session.course.agency_id):
        return _("出席由人事室登錄。")
    if session.is_cancelled:
        return _("場次已取消。")
    if session.ended_on > actor.day:
        return _("場次於 %(day)s 結束，屆時才能登錄出席。") % {"day": format_day(session.ended_on)}
    return None


def why_not_evaluate(actor, session, rule):
    """Why no evaluation of ``session`` can be begun under ``rule`` (TR-12 on its day, or None), or None."""
    if reason := why_not_record(actor, session):
        return reason
    return None if rule else _("場次當日沒有生效中的課後評估規定（TR-12），請先載入計畫。")


def why_not_change_evaluation(actor, before, after):
    """Why an evaluation can't become ``after``, or None: not its words once somebody has answered."""
    if not is_personnel(actor, before.session.course.agency_id):
        return _("課後評估由人事室辦理。")
    if not before.is_asked_here:
        return None
    is_other = (before.method, before.questions) != (after.method, after.questions)
    if is_other and before.codes.filter(is_used=True).exists():
        return _("已有人填答，題目與評估方式不能再改。")
    if before.closes_on < actor.day and (is_other or before.closes_on != after.closes_on):
        return _("填答已截止，不能再改。")
    return None


def why_not_hand_out(actor, evaluation):
    """Why no codes can be printed, or None."""
    if not is_personnel(actor, evaluation.session.course.agency_id):
        return _("課後評估由人事室辦理。")
    return None if evaluation.is_open(actor.day) else _("填答已截止，或不是線上問卷。")


def why_not_remind(actor, agency_id, year):
    """Why nobody of the agency can be reminded of that year, or None. A command may, too."""
    is_machine = actor.account is None and bool(actor.label)
    if not is_machine and not is_personnel(actor, agency_id):
        return _("提醒由人事室寄送。")
    if actor.day.year != year:
        return _("只能提醒當年度的未完成事項。")
    return None


def why_not_certify(actor, person):
    """Why this person's hours of a year can't be printed, or None."""
    if actor.person_id == person.id or is_personnel(actor, person.agency_id):
        return None
    return _("時數證明由本人或人事室列印。")


def is_personnel(actor, agency_id):
    return actor.may(Role.PERSONNEL, agency_id=agency_id)
