"""On paper: the list on which those who come to a session sign (T-6), and what somebody has done in a year (T-15)."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.contract import Scope
from core.printing import Document, Facts, Grid, Para
from core.roc import format_roc, format_short, to_roc_year
from organization.models import Person
from training.compliance import people
from training.compliance.people import PersonYear
from training.compliance.people import hours as in_hours
from training.models import Enrolment, Hours, Place, Session, State

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


def certificate(person: Person, scope: Scope) -> Document:
    """The verified hours of the person's year; what still waits is not on it."""
    with override("zh-hant"):
        records = list(
            Hours.objects.counted(scope.first, scope.day)
            .filter(person=person, state=State.VERIFIED)
            .select_related("session__course")
            .order_by("held_on", "id")
        )
        judged = people(scope, person.id).people
        one = judged[0] if judged else None
        total = sum(record.minutes for record in records)
        head = (_("序號"), _("日期"), _("課程"), _("類別"), _("時數"), _("辦理單位"))
        grid = tuple((str(number), *_record(record)) for number, record in enumerate(records, 1))
        grid += (("", "", _("合計"), "", in_hours(total), ""),)
        return Document(
            title=_("%(year)s 年度性別主流化訓練時數證明（%(name)s）")
            % {"year": to_roc_year(scope.year), "name": person.name},
            header=person.agency.name,
            blocks=(
                Facts(_person_facts(person, one, scope)),
                Grid(head, grid, (8, 17, 36, 10, 10, 19)),
                *_remarks(one, total),
            ),
        )


def _record(record: Hours) -> tuple[str, ...]:
    course = record.session.course
    title = _("%(title)s（CEDAW）") % {"title": course.title} if course.is_cedaw else course.title
    return (
        format_short(record.held_on),
        title,
        course.get_level_display(),
        in_hours(record.minutes),
        record.earned_at or course.get_organiser_display() or "–",
    )


def _person_facts(person: Person, one: PersonYear | None, scope: Scope) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("姓名"), person.name),
        (_("員工編號"), person.staff_number),
        (_("組室"), one.unit if one else "–"),
        (_("應完成"), _("%(hours)s 小時") % {"hours": in_hours(one.need)} if one and one.need else "–"),
        (_("已採計"), _("%(hours)s 小時") % {"hours": in_hours(one.have)} if one else "–"),
    ]
    if one and one.need_advanced:
        done = {"have": in_hours(one.advanced), "need": in_hours(one.need_advanced)}
        facts.append((_("進階"), _("%(have)s 小時（應完成 %(need)s 小時）") % done))
    if one and one.asked and one.need is not None:
        facts.append((_("完成情形"), _("已完成") if one.complete else _("尚未完成")))
    return (*facts, (_("統計至"), format_roc(scope.day)))


def _remarks(one: PersonYear | None, total: int) -> list[Para]:
    """Why the sum of the lines is more than what counts, where a decision leaves some hours out."""
    if one is None or one.have == total:
        return []
    left_out = _("其中 %(hours)s 小時依本機關之決定不採計（D-07、D-14）。")
    return [Para(left_out % {"hours": in_hours(total - one.have)})]
