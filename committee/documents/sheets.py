"""What is signed by hand: the sign-in sheet and the roll of attendance fees (C-19)."""

from django.utils.translation import gettext as _

from committee.compliance.records import roster_on
from committee.documents.parts import attendance_of, in_chinese, name_of, when
from committee.models import How, Meeting, Membership, Seat
from core.printing import Document, Facts, Grid, Heading


@in_chinese
def sign_in_sheet(meeting: Meeting) -> Document:
    """簽到單: everybody in office that day, and room for those who sit in."""
    roster = roster_on(meeting.committee.agency_id, meeting.held_on, meeting.committee)
    rows = [
        (str(place), str(one.get_seat_display()), one.who.name, _where(roster, one), "")
        for place, one in enumerate(roster.members, start=1)
    ]
    header = (_("序號"), _("身分別"), _("姓名"), _("服務單位及職稱"), _("簽名"))
    widths = (8, 16, 16, 32, 28)
    observers = [(str(place), _("列席"), line, "", "") for place, line in enumerate(_lines(meeting), start=1)]
    title = _("%(name)s簽到單") % {"name": name_of(meeting)}
    facts = Facts(((_("時間"), when(meeting)), (_("地點"), meeting.place)))
    blocks = [facts, Grid(header, tuple(rows), widths), Heading(1, _("列席"))]
    return Document(title, blocks=(*blocks, Grid(header, tuple(observers), widths)), header=title)


def _lines(meeting: Meeting) -> list[str]:
    """Known observers, and a few empty lines."""
    return [*meeting.observers.splitlines(), "", "", "", ""]


def _where(roster, member: Membership) -> str:
    return f"{roster.home(member)} {roster.title(member)}".strip()


@in_chinese
def fee_roll(meeting: Meeting) -> Document:
    """出席費印領清冊 of the external members who came themselves; account and signature are written by hand."""
    fee = meeting.committee.fee
    roster = roster_on(meeting.committee.agency_id, meeting.held_on, meeting.committee)
    came = [
        one.membership
        for one in attendance_of(meeting)
        if one.membership.seat == Seat.EXTERNAL and one.how in (How.PRESENT, How.ONLINE)
    ]
    rows = [
        (str(place), one.who.name, _where(roster, one), f"{fee:,}" if fee else "", "", "")
        for place, one in enumerate(came, start=1)
    ]
    rows.append(("", _("合計"), "", f"{fee * len(came):,}" if fee else "", "", ""))
    header = (_("序號"), _("姓名"), _("服務單位及職稱"), _("出席費"), _("匯款帳號"), _("簽章"))
    title = _("%(name)s出席費印領清冊") % {"name": name_of(meeting)}
    facts = Facts(((_("時間"), when(meeting)), (_("地點"), meeting.place), (_("單位"), _("新臺幣元"))))
    return Document(title, blocks=(facts, Grid(header, tuple(rows), (8, 14, 28, 14, 20, 16))), header=title)
