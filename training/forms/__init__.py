"""The forms of the training chapter."""

from training.forms.courses import CourseForm, SessionForm
from training.forms.hours import LEAST, MOST, STEP, HoursForm, OwnCourseForm, ReturnForm
from training.forms.imports import UploadForm
from training.forms.sessions import AttendanceForm, AttendanceRow, ShareForm, SubmissionForm, WhyForm

__all__ = [
    "LEAST",
    "MOST",
    "STEP",
    "AttendanceForm",
    "AttendanceRow",
    "CourseForm",
    "HoursForm",
    "OwnCourseForm",
    "ReturnForm",
    "SessionForm",
    "ShareForm",
    "SubmissionForm",
    "UploadForm",
    "WhyForm",
]
