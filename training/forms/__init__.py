"""The forms of the training chapter."""

from training.forms.courses import CourseForm, SessionForm
from training.forms.evaluation import AnalysisForm, AnswerForm, Questions, StartForm
from training.forms.hours import LEAST, MOST, STEP, HoursForm, OwnCourseForm, ReturnForm
from training.forms.imports import UploadForm
from training.forms.sessions import AttendanceForm, AttendanceRow, ShareForm, SubmissionForm, WhyForm

__all__ = [
    "LEAST",
    "MOST",
    "STEP",
    "AnalysisForm",
    "AnswerForm",
    "AttendanceForm",
    "AttendanceRow",
    "CourseForm",
    "HoursForm",
    "OwnCourseForm",
    "Questions",
    "ReturnForm",
    "SessionForm",
    "ShareForm",
    "StartForm",
    "SubmissionForm",
    "UploadForm",
    "WhyForm",
]
