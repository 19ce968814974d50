"""Addresses of the training chapter."""

from django.urls import path

from training.views import (
    attendance,
    courses,
    enrolments,
    hours,
    imports,
    people,
    sessions,
    submissions,
)

app_name = "training"

urlpatterns = [
    path("<roc:year>/my/", hours.my, name="my"),
    path("<roc:year>/my/own-course/", hours.own_course, name="own-course"),
    path("<roc:year>/people/", people.people_list, name="people"),
    path("<roc:year>/people/export.<str:kind>", people.export, name="people-export"),
    path("<roc:year>/verify/", hours.verify_list, name="hours-verify"),
    path("<roc:year>/hours/export.<str:kind>", hours.export, name="hours-export"),
    path("<roc:year>/courses/", courses.course_list, name="courses"),
    path("<roc:year>/courses/new/", courses.course_create, name="course-create"),
    path("<roc:year>/sessions/new/", courses.session_create, name="session-create"),
    path("<roc:year>/sessions/export.<str:kind>", courses.export, name="sessions-export"),
    path("<roc:year>/coming/", enrolments.coming_list, name="coming"),
    path("<roc:year>/submissions/", submissions.submission_list, name="submissions"),
    path("submissions/<int:pk>/file/", submissions.letter, name="submission-file"),
    path("sessions/<int:pk>/", sessions.detail, name="session-detail"),
    path("sessions/<int:pk>/change/", sessions.update, name="session-update"),
    path("sessions/<int:pk>/seats/", sessions.allot, name="session-allot"),
    path("sessions/<int:pk>/sign-in.pdf", sessions.sheet, {"kind": "pdf"}, name="session-sheet-pdf"),
    path("sessions/<int:pk>/sign-in.odt", sessions.sheet, {"kind": "odt"}, name="session-sheet-odt"),
    path("sessions/<int:pk>/export.<str:kind>", sessions.export, name="session-export"),
    path("sessions/<int:pk>/enrol/", enrolments.enrol_me, name="session-enrol"),
    path("sessions/<int:pk>/choose/", enrolments.choose, name="session-choose"),
    path("sessions/<int:pk>/places/", enrolments.decide, name="session-places"),
    path("sessions/<int:pk>/attendance/", attendance.grid, name="session-attendance"),
    path("hours/decide/", hours.decide, name="hours-decide"),
    path("hours/<int:pk>/", hours.detail, name="hours-detail"),
    path("hours/<int:pk>/proof/", hours.proof, name="hours-proof"),
    path("hours/<int:pk>/withdraw/", hours.withdraw, name="hours-withdraw"),
    path("hours/<int:pk>/again/", hours.again, name="hours-again"),
    path("imports/", imports.batch_list, name="imports"),
    path("imports/template.<str:kind>", imports.blank, name="import-template"),
    path("imports/current.<str:kind>", imports.current, name="import-current"),
    path("imports/<int:pk>/", imports.batch_detail, name="import"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="import-confirm"),
    path("imports/<int:pk>/drop/", imports.drop, name="import-drop"),
    path("imports/<int:pk>/undo/", imports.undo, name="import-undo"),
    path("imports/<int:pk>/file/", imports.original, name="import-file"),
    path("imports/<int:pk>/faults/", imports.faulty_file, name="import-faults"),
]
