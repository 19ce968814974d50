"""Every way in which courses, sessions and hours change (伍二; T-1, T-5), one module each."""

from training.actions.courses import create_course, create_session
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

__all__ = [
    "Outcome",
    "OwnCourse",
    "correct",
    "create_course",
    "create_session",
    "log_hours",
    "log_own_course",
    "send_back",
    "verify",
    "withdraw",
]
