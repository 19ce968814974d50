"""What the papers of a meeting have in common: its name and time, its members' lines, its items in order."""

from collections.abc import Iterable
from functools import wraps

from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.models import ORDER, AgendaItem, Attendance, Meeting, Seat
from core.numerals import chapter_numeral, numeral
from core.printing import Grid, Heading, Para
from core.roc import format_roc


def in_chinese(make):
    """What ``make`` says is in the plan's language."""

    @wraps(make)
    def made(*args, **kwargs):
        with override("zh-hant"):
            return make(*args, **kwargs)

    return made


def agenda_of(meeting: Meeting, *, with_restricted: bool = True) -> list[AgendaItem]:
    """The standing items in the official order: four queries."""
    rows = (
        meeting.items.standing()
        .select_related("meeting", "unit", "resolution", "confirms__meeting", "follow_up__unit")
        .prefetch_related(
            "papers__file", "amendments__clause", "follow_up__progress", "resolution__follow_ups__unit"
        )
    )
    items = sorted(rows, key=lambda one: (ORDER[one.section], one.order, one.id))
    for one in items:
        one.is_hidden = one.is_restricted and not with_restricted
    return items


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """In the order of the list of members."""
    rows = meeting.attendances.select_related("membership__person", "membership__external")
    place = {value: index for index, (value, _label) in enumerate(Seat.choices)}
    return sorted(rows, key=lambda one: (place[one.membership.seat], one.membership.since, one.membership_id))


def name_of(meeting: Meeting) -> str:
    return f"{meeting.committee.agency.name}{meeting.committee.name}{meeting}".replace(" ", "")


def numbered(blocks: list) -> Iterable:
    """壹、貳、參 before each first heading."""
    number = 0
    for one in blocks:
        if isinstance(one, Heading) and one.level == 1:
            number += 1
            yield Heading(
                1, _("%(number)s、%(title)s") % {"number": chapter_numeral(number), "title": one.text}
            )
        else:
            yield one


def numbered_title(place: int, title: str) -> str:
    return _("%(number)s、%(title)s") % {"number": numeral(place), "title": title}


def when(meeting: Meeting) -> str:
    begun = meeting.opened_at or meeting.starts
    day = format_roc(meeting.held_on).replace(" ", "")
    return f"{day} {begun:%H:%M}" if begun else day


def progress_of(item: AgendaItem) -> list[str]:
    """What had been reported of the follow-up by the day of the meeting."""
    day = item.meeting.held_on
    lines = [one for one in item.follow_up.progress.all() if day is None or one.on <= day]
    return [f"{format_roc(one.on).replace(' ', '')}　{one.text}" for one in lines]


def title_of(item: AgendaItem) -> str:
    """A restricted item keeps its number in the list, but not its name."""
    return _("（不公開）") if item.is_hidden else item.title


def words_of(item: AgendaItem) -> Iterable:
    for lead, text in (
        (_("說明："), item.explanation),
        (_("擬辦："), item.proposal),
    ):
        if text:
            yield Para(text, bold_lead=lead)
    if rows := [(one.new_text, one.old_text, one.reason) for one in item.amendments.all()]:
        yield Grid((_("修正條文"), _("現行條文"), _("說明")), tuple(rows), (38, 38, 24))
    if item.discussion:
        yield Para(item.discussion, bold_lead=_("討論："))
