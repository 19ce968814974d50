"""The official list of the task force's members (委員名單) and that of another committee, line by line."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.compliance.records import Roster
from committee.models import Membership
from core.roc import format_short
from core.spreadsheets import Sheet


@dataclass(frozen=True)
class Line:
    """One member as the list prints it; ``remarks`` is the last column."""

    number: int
    member: Membership
    home: str
    title: str
    councils: str
    remarks: str

    @property
    def last(self) -> datetime.date | None:
        return last_day(self.member)


def last_day(row) -> datetime.date | None:
    """The last day of an interval, as people say it."""
    return row.until - datetime.timedelta(days=1) if row.until else None


def lines(roster: Roster) -> list[Line]:
    """The members in the order of an official list."""
    return [
        Line(
            number,
            one,
            roster.home(one),
            roster.title(one),
            _councils(one),
            _remarks(one, roster.is_liaison(one)),
        )
        for number, one in enumerate(roster.members, 1)
    ]


def _councils(member: Membership) -> str:
    """現任 or 曾任 with the days of each term on the council."""
    terms = member.external.council_terms.all() if member.external else ()
    return _("；").join(
        f"{one.council}{one.session}（{format_short(one.since)}–{_end(last_day(one))}）" for one in terms
    )


def _end(day: datetime.date | None) -> str:
    return format_short(day) if day else ""


def _remarks(member: Membership, is_liaison: bool) -> str:
    said = [
        _("隨職進退") if member.is_ex_officio else "",
        _("性別議題聯絡人") if is_liaison else "",
        member.letter,
    ]
    return _("、").join(one for one in said if one)


def sheet(roster: Roster, *, with_email: bool) -> Sheet:
    """The same list for an office program; how to reach the members only ``with_email``."""
    headers = [
        _("序號"),
        _("身分別"),
        _("姓名"),
        _("性別"),
        _("服務單位"),
        _("職稱"),
        _("女權會任期"),
        _("聘期起日"),
        _("聘期迄日"),
        _("備註"),
    ]
    rows = [
        [
            one.number,
            one.member.get_seat_display(),
            one.member.who.name,
            one.member.who.get_sex_display(),
            one.home,
            one.title,
            one.councils,
            one.member.since,
            one.last,
            one.remarks,
            *([one.member.email] if with_email else []),
        ]
        for one in lines(roster)
    ]
    return Sheet(_("委員名單"), headers + ([_("電子郵件")] if with_email else []), rows)
