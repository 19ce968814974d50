"""Courses, their sessions, who is to come, and the hours that people have of them (伍二)."""

from training.models.course import Course, Level, Mode, Organiser
from training.models.enrolment import Allotment, Enrolment, Place
from training.models.evaluation import (
    Evaluation,
    EvaluationAnswer,
    EvaluationCode,
    EvaluationForm,
    Method,
    QuestionKind,
)
from training.models.hours import Hours, State
from training.models.reminder import Reminder
from training.models.session import Session, SessionState
from training.models.staging import StagedHours, StagedSession
from training.models.submission import Recipient, Submission

__all__ = [
    "Allotment",
    "Course",
    "Enrolment",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationCode",
    "EvaluationForm",
    "Hours",
    "Level",
    "Method",
    "Mode",
    "Organiser",
    "Place",
    "QuestionKind",
    "Recipient",
    "Reminder",
    "Session",
    "SessionState",
    "StagedHours",
    "StagedSession",
    "State",
    "Submission",
]
