"""What the personnel office still has to do for TR-15 and TR-16, and by when: two queries."""

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from training.models import Mode, Organiser, Recipient, Session, Submission

OFFICE = Sentence(_n("人事室"))
LETTERS = {
    Recipient.DCSD: _n("尚未函報公訓處彙整訓練課程辦理情形"),
    Recipient.PERSONNEL_DEPARTMENT: _n("尚未函報人事處督導參訓情形"),
}


def owed(scope: Scope, book) -> list[Duty]:
    """The year's letters that have not gone out, and coming sessions whose seats are not shared yet."""
    found = _letters(scope) if "TR-15" in book else []
    return found + (_sessions(scope) if "TR-16" in book else [])


def _letters(scope: Scope) -> list[Duty]:
    sent = set(
        Submission.objects.filter(agency_id=scope.agency_id, year=scope.year).values_list(
            "recipient", flat=True
        )
    )
    url = reverse("training:submissions", kwargs={"year": scope.year})
    until = None if scope.closed else scope.last
    return [
        Duty("TR-15", OFFICE, Sentence(message), until, url)
        for recipient, message in LETTERS.items()
        if recipient not in sent
    ]


def _sessions(scope: Scope) -> list[Duty]:
    """Only before the day: what was held without shares can't be made up for."""
    coming = (
        Session.objects.live()
        .coming(scope.day)
        .filter(course__agency_id=scope.agency_id, ended_on__lte=scope.last)
        .filter(Q(course__organiser=Organiser.SELF) | Q(seats__isnull=False))
        .exclude(mode=Mode.DIGITAL)
        .annotate(allotted=Coalesce(Sum("allotments__seats"), 0))
        .order_by("held_on", "id")
        .values_list("id", "course__title", "held_on", "seats", "allotted")
    )
    what = _n("「%(title)s」（%(day)s）尚未分配組室名額")
    return [
        Duty(
            rule="TR-16",
            who=OFFICE,
            what=Sentence(what, {"title": title, "day": held_on}),
            until=held_on,
            url=reverse("training:session-detail", args=[pk]),
        )
        for pk, title, held_on, seats, allotted in coming
        if seats != allotted
    ]
