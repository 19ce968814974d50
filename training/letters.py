"""Letters of the personnel office: what somebody has still to do, and that a session is off (N-2, T-10, T-5)."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.contract import Scope
from core.roc import format_roc, to_roc_year
from notices.models import Letter
from organization.models import Agency, Person, Role
from training.compliance.unfinished import Unfinished, unfinished
from training.models import Reminder, Session


@dataclass(frozen=True)
class Digest:
    """A letter that is not yet anywhere, to whom it goes and what it says in it."""

    person: Person
    about: Unfinished
    letter: Letter


@dataclass(frozen=True)
class Batch:
    """The letters that would be written, how many were reminded too lately or only wait, and heads not told."""

    digests: tuple[Digest, ...]
    rested: int
    verifying: int
    headless: tuple[str, ...]


def digests(scope: Scope) -> Batch:
    """A letter to everybody who has something to do and was not written to these last days."""
    found = unfinished(scope)
    lately = set(_lately(scope))
    due = [one for one in found.people if one.person_id not in lately]
    people = Person.objects.in_bulk([one.person_id for one in due])
    agency = Agency.objects.get(pk=scope.agency_id)
    with override("zh-hant"):
        made = tuple(
            Digest(person, one, _letter(scope, agency, person, one))
            for one in due
            for person in [people[one.person_id]]
        )
    return Batch(made, len(found.people) - len(due), found.verifying, found.headless)


def _lately(scope: Scope):
    """Whom any run has written to within the rest; letters that were discarded count as well."""
    rest = datetime.timedelta(days=settings.REMINDERS_REST_DAYS)
    return (
        Reminder.objects.of(scope.agency_id)
        .filter(written_on__gt=scope.day - rest)
        .values_list("person_id", flat=True)
    )


def _letter(scope: Scope, agency: Agency, person: Person, about: Unfinished) -> Letter:
    page = reverse("training:my", kwargs={"year": scope.year})
    context = {
        "name": person.name,
        "year": scope.year,
        "sentences": about.sentences,
        "address": settings.SITE_URL.rstrip("/") + page,
        "agency": agency,
    }
    return Letter(
        agency=agency,
        office=Role.PERSONNEL,
        to_name=person.name,
        to_email=person.email,
        subject=subject(scope.year),
        body=render_to_string("training/mail/digest.txt", context).strip(),
        about=_("完訓情形"),
        about_url=reverse("training:people", kwargs={"year": scope.year}),
    )


def subject(year: int) -> str:
    """The subject of all digests of a year."""
    with override("zh-hant"):
        return _("%(year)s 年性別主流化訓練：您的未完成事項") % {"year": to_roc_year(year)}


def called_off(session: Session, person: Person) -> Letter:
    """To somebody who had a place in a session that won't be held."""
    agency = session.course.agency
    page = reverse("training:session-detail", args=[session.pk])
    values = {"course": session.course.title, "day": format_roc(session.held_on)}
    context = values | {"name": person.name, "reason": session.reason, "agency": agency}
    context["address"] = settings.SITE_URL.rstrip("/") + page
    with override("zh-hant"):
        return Letter(
            agency=agency,
            office=Role.PERSONNEL,
            to_name=person.name,
            to_email=person.email,
            subject=_("取消場次：%(course)s（%(day)s）") % values,
            body=render_to_string("training/mail/called_off.txt", context).strip(),
            about=_("場次"),
            about_url=page,
        )
