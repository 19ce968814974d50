"""Addresses of the committee chapter (伍一, 玖, 陸二(六))."""

from django.urls import path

from committee.views import (
    agenda,
    amendments,
    attendance,
    follow_ups,
    invited,
    meetings,
    members,
    minutes,
    others,
    papers,
)

app_name = "committee"

urlpatterns = [
    path("committee/", members.roster, name="roster"),
    path("committee/<roc:year>/meetings/", meetings.listed, name="meetings"),
    path("committee/meetings/<int:pk>/", meetings.detail, name="meeting-detail"),
    path("committee/meetings/<int:pk>/change/", meetings.change, name="meeting-update"),
    path("committee/meetings/<int:pk>/release/", meetings.release, name="meeting-release"),
    path("committee/meetings/<int:pk>/cancel/", meetings.cancel, name="meeting-cancel"),
    path("committee/meetings/<int:pk>/poll/", meetings.poll, name="meeting-poll"),
    path("committee/meetings/<int:pk>/poll/<int:slot>/", meetings.choose, name="meeting-choose"),
    path("committee/meetings/<int:pk>/remind/", meetings.remind, name="meeting-remind"),
    path("committee/meetings/<int:pk>/reply/", meetings.reply, name="meeting-reply"),
    path("committee/meetings/<int:pk>/attendance/", attendance.grid, name="attendance"),
    path("committee/meetings/<int:pk>/attendance/quorum/", attendance.quorum, name="attendance-quorum"),
    path("committee/meetings/<int:pk>/open/", attendance.opening, name="meeting-open"),
    path("committee/meetings/<int:pk>/informal/", attendance.informal, name="meeting-informal"),
    path("committee/meetings/<int:pk>/items/new/", agenda.create, name="item-create"),
    path("committee/items/<int:pk>/", agenda.detail, name="item-detail"),
    path("committee/items/<int:pk>/change/", agenda.change, name="item-update"),
    path("committee/items/<int:pk>/move/", agenda.move, name="item-move"),
    path("committee/items/<int:pk>/withdraw/", agenda.withdraw, name="item-withdraw"),
    path("committee/items/<int:pk>/decide/", agenda.decide, name="item-decide"),
    path("committee/items/<int:pk>/papers/", agenda.add_paper, name="paper-create"),
    path("committee/papers/<int:pk>/", agenda.paper, name="paper"),
    path("committee/papers/<int:pk>/withdraw/", agenda.take_away, name="paper-withdraw"),
    path("committee/meetings/<int:pk>/minutes/", minutes.write, name="minutes"),
    path("committee/meetings/<int:pk>/minutes/circulate/", minutes.circulate, name="minutes-circulate"),
    path("committee/meetings/<int:pk>/minutes/erratum/", minutes.erratum, name="minutes-erratum"),
    path("committee/meetings/<int:pk>/minutes.pdf", minutes.printed, {"kind": "pdf"}, name="minutes-pdf"),
    path("committee/meetings/<int:pk>/minutes.odt", minutes.printed, {"kind": "odt"}, name="minutes-odt"),
    path("committee/meetings/<int:pk>/editions/<int:number>.pdf", minutes.edition, name="minutes-edition"),
    path("committee/meetings/<int:pk>/agenda.pdf", papers.agenda, {"kind": "pdf"}, name="agenda-pdf"),
    path("committee/meetings/<int:pk>/agenda.odt", papers.agenda, {"kind": "odt"}, name="agenda-odt"),
    path("committee/meetings/<int:pk>/pack.pdf", papers.pack, name="pack-pdf"),
    path(
        "committee/meetings/<int:pk>/sign-in.pdf",
        papers.sheet,
        {"name": "sign-in", "kind": "pdf"},
        name="sign-in-pdf",
    ),
    path(
        "committee/meetings/<int:pk>/fees.pdf", papers.sheet, {"name": "fees", "kind": "pdf"}, name="fees-pdf"
    ),
    path("committee/<roc:year>/follow-ups/", follow_ups.listed, name="follow-ups"),
    path("committee/amendments/", amendments.listed, name="amendments"),
    path("committee/<roc:year>/others/", others.register, name="others"),
    path("invited/<str:token>/", invited.page, name="invited"),
    path("invited/<str:token>/papers/<int:pk>/", invited.paper, name="invited-paper"),
    path("invited/<str:token>/pack.pdf", invited.pack, name="invited-pack"),
    path("invited/<str:token>/minutes.pdf", invited.minutes, name="invited-minutes"),
]
