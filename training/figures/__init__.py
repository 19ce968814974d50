"""The training tables of the report (domain 2.1, T4 – T6), and who still has to do what by when."""

from core.contract import Scope, Table
from training.compliance.people import people
from training.evaluated import evaluation_table
from training.figures import courses, staff
from training.figures.duties import duties

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """People by audience, unit and sex; courses, lecturers and evaluation; what is unfinished and why."""
    year = people(scope)
    if year.chosen is None or not year.people:
        return ()
    asked = [one for one in year.people if one.asked]
    held = courses.held(year)
    return (
        staff.by_audience(asked),
        staff.audience_hours(asked),
        staff.by_unit(asked),
        staff.by_sex(asked),
        courses.course_list(held),
        courses.contents(held),
        courses.kinds(held),
        courses.lecturers(held),
        courses.cedaw(held, asked),
        evaluation_table(scope),
        staff.unfinished(year),
    )
