"""Courses, their sessions, who is to come, and the hours that people have of them (伍二)."""

from training.models.course import Course, Level, Mode, Organiser
from training.models.enrolment import Allotment, Enrolment, Place
from training.models.hours import Hours, State
from training.models.session import Session
from training.models.staging import StagedHours, StagedSession
from training.models.submission import Recipient, Submission

__all__ = [
    "Allotment",
    "Course",
    "Enrolment",
    "Hours",
    "Level",
    "Mode",
    "Organiser",
    "Place",
    "Recipient",
    "Session",
    "StagedHours",
    "StagedSession",
    "State",
    "Submission",
]
