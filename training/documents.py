"""A session on paper: the list on which those who come sign (T-6)."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.printing import Document, Facts, Grid
from core.roc import format_roc
from training.models import Enrolment, Place, Session

EMPTY_LINES = 5
"""Room for those who come without being enrolled."""


def sign_in_sheet(session: Session) -> Document:
    """Everybody with a seat, by unit; official papers are in the plan's own language."""
    with override("zh-hant"):
        rows = (
            Enrolment.objects.filter(
                session=session, state__in=[Place.ENROLLED, Place.ATTENDED, Place.ABSENT]
            )
            .select_related("person", "unit")
            .order_by("unit__order", "unit_id", "person__staff_number")
        )
        lines = [(one.unit.name, one.person.staff_number, one.person.name) for one in rows]
        lines += [("", "", "")] * EMPTY_LINES
        head = (_("序號"), _("組室"), _("員工編號"), _("姓名"), _("簽到"), _("簽退"))
        grid = tuple((str(number), *line, "", "") for number, line in enumerate(lines, 1))
        return Document(
            title=_("%(course)s簽到表") % {"course": session.course},
            header=session.course.agency.name,
            blocks=(Facts(_facts(session)), Grid(head, grid, (8, 22, 15, 17, 19, 19))),
        )


def _facts(session: Session) -> tuple[tuple[str, str], ...]:
    days = format_roc(session.held_on)
    if session.ended_on != session.held_on:
        days = _("%(first)s至%(last)s") % {"first": days, "last": format_roc(session.ended_on)}
    hours = _("%(hours)s 小時") % {"hours": f"{session.minutes / 60:g}"}
    return (
        (_("日期"), days),
        (_("時數"), hours),
        (_("地點"), session.place or "–"),
        (_("講師"), session.lecturer or "–"),
    )
