"""Addresses of the committee chapter (伍一, 玖, 陸二(六))."""

from django.urls import path

from committee.views import amendments, follow_ups, invited, meetings, members, others

app_name = "committee"

urlpatterns = [
    path("committee/", members.roster, name="roster"),
    path("committee/<roc:year>/meetings/", meetings.listed, name="meetings"),
    path("committee/meetings/<int:pk>/", meetings.detail, name="meeting-detail"),
    path("committee/<roc:year>/follow-ups/", follow_ups.listed, name="follow-ups"),
    path("committee/amendments/", amendments.listed, name="amendments"),
    path("committee/<roc:year>/others/", others.register, name="others"),
    path("invited/<str:token>/", invited.page, name="invited"),
]
