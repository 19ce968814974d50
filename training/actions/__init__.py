"""Every way in which courses, sessions and hours change (伍二; T-1, T-5), one module each."""

from training.actions.attendance import Came, record_attendance
from training.actions.courses import create_course, create_session
from training.actions.enrolments import cancel, enrol, promote
from training.actions.evaluation import (
    analyse,
    answer,
    change_evaluation,
    fresh_codes,
    hand_out,
    keep_form,
    open_evaluation,
)
from training.actions.hours import (
    Outcome,
    OwnCourse,
    correct,
    log_hours,
    log_own_course,
    send_back,
    verify,
    withdraw,
)
from training.actions.reminders import remind
from training.actions.sessions import allot, call_off, change_session
from training.actions.submissions import record_submission

__all__ = [
    "Came",
    "Outcome",
    "OwnCourse",
    "allot",
    "analyse",
    "answer",
    "call_off",
    "cancel",
    "change_evaluation",
    "change_session",
    "correct",
    "create_course",
    "create_session",
    "enrol",
    "fresh_codes",
    "hand_out",
    "keep_form",
    "log_hours",
    "log_own_course",
    "open_evaluation",
    "promote",
    "record_attendance",
    "record_submission",
    "remind",
    "send_back",
    "verify",
    "withdraw",
]
