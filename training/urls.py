"""Addresses of the training chapter."""

from django.urls import path

from training.views import courses, hours, people

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
    path("hours/decide/", hours.decide, name="hours-decide"),
    path("hours/<int:pk>/", hours.detail, name="hours-detail"),
    path("hours/<int:pk>/proof/", hours.proof, name="hours-proof"),
    path("hours/<int:pk>/withdraw/", hours.withdraw, name="hours-withdraw"),
    path("hours/<int:pk>/again/", hours.again, name="hours-again"),
]
