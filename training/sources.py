"""The records behind the training tables of the report: whose year was judged, and what was held (T4 – T6)."""

from core.contract import Evidence, Scope
from training.compliance.people import people
from training.figures.courses import held

PEOPLE = ("audience", "audience-hours", "unit", "sex")
SESSIONS = ("courses", "contents", "kinds", "lecturers", "cedaw", "evaluation")


def sources(scope: Scope) -> dict[str, Evidence]:
    """By table: the people who were asked, or the sessions that were held."""
    year = people(scope)
    asked = Evidence("organization.Person", tuple(one.person_id for one in year.people if one.asked))
    sessions = Evidence("training.Session", tuple(one.id for one in held(year)))
    everybody = Evidence("organization.Person", tuple(one.person_id for one in year.people))
    return {
        **{f"training-{one}": asked for one in PEOPLE},
        **{f"training-{one}": sessions for one in SESSIONS},
        "training-unfinished": everybody,
    }
