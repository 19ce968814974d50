"""Courses, their sessions and the hours that people have of them (伍二)."""

from training.models.course import Course, Level, Mode, Organiser
from training.models.hours import Hours, State
from training.models.session import Session

__all__ = ["Course", "Hours", "Level", "Mode", "Organiser", "Session", "State"]
