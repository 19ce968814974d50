"""Whom to send to a session: who needs hours, in which roles, and what would only be repeated (伍二(四); T-8)."""

import datetime
from dataclasses import dataclass

from core.contract import Scope
from organization.models import PostKind
from training.compliance.people import PersonYear, people
from training.compliance.seats import homes
from training.compliance.similar import Repeat, repeats
from training.models import Enrolment, Session


@dataclass(frozen=True)
class Candidate:
    """A person of the year beside the session: enrolled already, or what it would repeat."""

    year: PersonYear
    place: Enrolment | None = None
    repeat: Repeat | None = None

    @property
    def roles(self) -> list[str]:
        """The roles that count for the year, the strictest first."""
        return [PostKind(role.kind).label for role in self.year.roles]

    @property
    def may_be_ticked(self) -> bool:
        return self.place is None and not (self.repeat and self.repeat.is_refused)


def in_service(session: Session, day: datetime.date, unit_id: int | None) -> list[PersonYear]:
    """Everybody in service on the session's day, by unit, those shortest of hours first."""
    agency_id = session.course.agency_id
    home = homes(agency_id, session.held_on)
    year = people(Scope(agency_id, session.ended_on.year, day))
    there = [one for one in year.people if one.person_id in home]
    if unit_id:
        there = [one for one in there if home[one.person_id] == unit_id]
    order = {one.unit_id: number for number, one in enumerate(year.people)}
    return sorted(there, key=lambda one: (order[one.unit_id], -(one.short + one.short_advanced)))


def candidates(session: Session, shown: list[PersonYear]) -> list[Candidate]:
    """The people of one page, with what stands in their way."""
    ids = [one.person_id for one in shown]
    places = {
        one.person_id: one
        for one in Enrolment.objects.live().filter(session=session, person_id__in=ids).order_by("id")
    }
    again = repeats(session, ids)
    return [Candidate(one, places.get(one.person_id), again.get(one.person_id)) for one in shown]
