"""What an item and a meeting of the demonstration are told with, and how an item comes on an agenda (伍一(三))."""

from dataclasses import dataclass, field

from committee import actions
from committee.actions import Words
from committee.models import AgendaItem, Meeting, Section
from organization.actor import Actor
from organization.models import Unit


@dataclass(frozen=True)
class Motion:
    """An item, what was said of it and what became of it. ``orders`` are (unit, what, 民國 day or nothing)."""

    title: str
    unit: str
    tasks: tuple[str, ...]
    outcome: str = ""
    text: str = ""
    section: str = Section.REPORT
    explanation: str = ""
    proposal: str = ""
    discussion: str = ""
    votes: tuple[int, int, int] | None = None
    orders: tuple[tuple[str, str, str], ...] = ()
    is_restricted: bool = False


@dataclass(frozen=True)
class Held:
    """A meeting: when it was announced and held, who did not come in person, and what it dealt with.

    ``away`` is a How by name, or (deputy's name, deputy's post). ``continued`` are follow-ups not yet released.
    """

    announced: str
    on: str
    motions: tuple[Motion, ...]
    away: dict = field(default_factory=dict)
    chair: str = "沈維安"
    words: str = ""
    observers: str = ""
    continued: tuple[str, ...] = ()
    informal: str = ""


def put(meeting: Meeting, motion: Motion, by: Actor) -> AgendaItem:
    """On the agenda, or raised in the meeting itself."""
    words = Words(
        motion.title,
        motion.section,
        motion.explanation,
        motion.proposal,
        motion.tasks,
        is_restricted=motion.is_restricted,
    )
    return actions.add_item(meeting, words, by=by, unit=unit_of(motion.unit, by))


def unit_of(name: str, by: Actor) -> Unit:
    """The unit of that name on the actor's day."""
    return Unit.objects.on(by.day).get(agency=by.agency, name=name)
