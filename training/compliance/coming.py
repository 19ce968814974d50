"""The sessions that one can enrol for, as one person sees them: seats left, and one's own place (伍二(四))."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from organization.models import Person, Post
from training.models import Allotment, Enrolment, Session


@dataclass(frozen=True)
class Coming:
    """A session, how many seats are left for this person (None: no limit), and where the person stands with it."""

    session: Session
    left: int | None
    mine: Enrolment | None


def coming(sessions: Iterable[Session], person: Person | None) -> list[Coming]:
    """Four queries for any number of sessions."""
    sessions = list(sessions)
    posts = list(Post.objects.employed().filter(person=person).order_by("since", "id")) if person else []
    given, allotted = _allotted(sessions)
    seated = Counter(
        Enrolment.objects.filter(session__in=sessions).seated().values_list("session_id", "unit_id")
    )
    mine = {
        one.session_id: one for one in Enrolment.objects.live().filter(session__in=sessions, person=person)
    }
    found = []
    for session in sessions:
        unit_id = next((one.unit_id for one in reversed(posts) if one.holds_on(session.held_on)), None)
        if session.seats is None:
            left = None
        elif session.id in given:
            left = allotted.get((session.id, unit_id), 0) - seated[session.id, unit_id]
        else:
            left = session.seats - sum(n for (pk, _unit), n in seated.items() if pk == session.id)
        found.append(Coming(session, left if left is None else max(0, left), mine.get(session.id)))
    return found


def _allotted(sessions: list[Session]) -> tuple[set[int], dict[tuple[int, int], int]]:
    """The sessions whose seats are allotted, and the seats by session and unit."""
    rows = Allotment.objects.filter(session__in=sessions).values_list("session_id", "unit_id", "seats")
    shares = {(session_id, unit_id): seats for session_id, unit_id, seats in rows}
    return {session_id for session_id, _unit in shares}, shares
