"""A meeting on paper (C-12, C-16, C-19; domain 2.2): minutes, agenda, sign-in sheet, fee roll, in blocks.

Official papers are in the plan's own language, whatever the reader's.
"""

import datetime
from collections.abc import Iterable
from functools import wraps

from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.compliance.records import roster_on
from committee.models import (
    ORDER,
    AgendaItem,
    Attendance,
    How,
    Meeting,
    Membership,
    Minutes,
    Outcome,
    Seat,
    Section,
)
from core.numerals import chapter_numeral, numeral
from core.printing import Document, Facts, Grid, Heading, Para
from core.printing.kept import stored
from core.roc import format_roc

__all__ = [
    "agenda_document",
    "agenda_of",
    "attendance_of",
    "fee_roll",
    "minutes_document",
    "sign_in_sheet",
    "stored",
]


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
        .select_related("unit", "resolution", "confirms__meeting", "follow_up__unit")
        .prefetch_related(
            "papers__file", "amendments__clause", "follow_up__progress", "resolution__follow_ups__unit"
        )
    )
    rows = rows if with_restricted else rows.filter(is_restricted=False)
    return sorted(rows, key=lambda one: (ORDER[one.section], one.order, one.id))


@in_chinese
def minutes_document(
    minutes: Minutes,
    *,
    number: int = 0,
    reason: str = "",
    day: datetime.date | None = None,
    with_restricted: bool = True,
) -> Document:
    """The minutes in the official form; an erratum says so at its head."""
    meeting = Meeting.objects.select_related("committee__agency", "chair__person", "chair__external").get(
        pk=minutes.meeting_id
    )
    name = _name(meeting)
    blocks = []
    if number:
        values = {"number": number, "day": format_roc(day), "reason": reason}
        blocks.append(Para(_("勘誤（第 %(number)s 次，%(day)s）：%(reason)s") % values))
    blocks.append(Facts(tuple(_facts(meeting))))
    if minutes.opening_words:
        blocks += [Heading(1, _("主席致詞")), Para(minutes.opening_words)]
    blocks += _of_items(agenda_of(meeting, with_restricted=with_restricted))
    if minutes.closing_words:
        blocks += [Heading(1, _("其他紀錄")), Para(minutes.closing_words)]
    if meeting.adjourned_at:
        blocks.append(Para(f"{meeting.adjourned_at:%H:%M}", bold_lead=_("散會：")))
    title = _("%(name)s紀錄") % {"name": name}
    return Document(title, blocks=tuple(_numbered(blocks)), header=title)


def _name(meeting: Meeting) -> str:
    return f"{meeting.committee.agency.name}{meeting.committee.name}{meeting}".replace(" ", "")


def _numbered(blocks: list) -> Iterable:
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


def _numbered_title(place: int, title: str) -> str:
    return _("%(number)s、%(title)s") % {"number": numeral(place), "title": title}


def _facts(meeting: Meeting) -> Iterable[tuple[str, str]]:
    yield _("時間"), _when(meeting)
    yield _("地點"), meeting.place
    if meeting.chair:
        yield _("主席"), f"{meeting.chair.who.name}（{meeting.chair.get_seat_display()}）"
    lines = attendance_of(meeting)
    yield _("出席者"), _names(lines, How.PRESENT, How.ONLINE, How.DEPUTY)
    if meeting.observers:
        yield _("列席者"), _("、").join(meeting.observers.splitlines())
    for how, label in ((How.EXCUSED, _("請假")), (How.ABSENT, _("缺席"))):
        if names := _names(lines, how):
            yield label, names
    yield _("紀錄"), meeting.recorder


def _when(meeting: Meeting) -> str:
    begun = meeting.opened_at or meeting.starts
    day = format_roc(meeting.held_on).replace(" ", "")
    return f"{day} {begun:%H:%M}" if begun else day


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """In the order of the list of members."""
    rows = meeting.attendances.select_related("membership__person", "membership__external")
    place = {value: index for index, (value, _label) in enumerate(Seat.choices)}
    return sorted(rows, key=lambda one: (place[one.membership.seat], one.membership.since, one.membership_id))


def _names(lines: list[Attendance], *hows: str) -> str:
    return _("、").join(_said(one) for one in lines if one.how in hows)


def _said(one: Attendance) -> str:
    """A deputy stands in brackets behind the member, who is counted once (domain 1.4)."""
    name = one.membership.who.name
    if one.how == How.DEPUTY:
        return _("%(name)s（%(post)s%(deputy)s代）") % {
            "name": name,
            "post": one.deputy_post,
            "deputy": one.deputy_name,
        }
    return _("%(name)s（視訊）") % {"name": name} if one.how == How.ONLINE else name


def _of_items(items: list[AgendaItem]) -> Iterable:
    """報告事項 (the last minutes, what is followed up, the reports), 討論事項, 臨時動議."""
    by_section = {section: [one for one in items if one.section == section] for section in Section}
    reports = [
        *by_section[Section.CONFIRM],
        *by_section[Section.REPORT],
    ]
    if reports or by_section[Section.FOLLOW_UP]:
        yield Heading(1, _("報告事項"))
        place = 0
        for item in by_section[Section.CONFIRM]:
            place += 1
            yield from _report(place, item)
        if by_section[Section.FOLLOW_UP]:
            place += 1
            yield Heading(2, _numbered_title(place, _("列管事項辦理情形")))
            yield _follow_ups(by_section[Section.FOLLOW_UP])
        for item in by_section[Section.REPORT]:
            place += 1
            yield from _report(place, item)
    for section, title in ((Section.DISCUSSION, _("討論事項")), (Section.EXTEMPORE, _("臨時動議"))):
        if by_section[section]:
            yield Heading(1, title)
        for place, item in enumerate(by_section[section], start=1):
            yield from _case(place, item)


def _report(place: int, item: AgendaItem) -> Iterable:
    yield Heading(2, _numbered_title(place, item.title))
    yield from _words(item)
    yield from _decided(item, _("決定："))


def _case(place: int, item: AgendaItem) -> Iterable:
    yield Heading(2, _("第%(number)s案：%(title)s") % {"number": numeral(place), "title": item.title})
    if item.unit:
        yield Para(item.unit.name, bold_lead=_("提案單位："))
    yield from _words(item)
    yield from _decided(item, _("決議："))


def _words(item: AgendaItem) -> Iterable:
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


def _decided(item: AgendaItem, lead: str) -> Iterable:
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return
    said = [_outcome(resolution)]
    if resolution.text:
        said.append(resolution.text)
    for order in resolution.follow_ups.all():
        due = format_roc(order.due_on).replace(" ", "") if order.due_on else _("下次會議")
        values = {"unit": order.unit.name, "what": order.what, "due": due}
        said.append(_("列管：%(what)s（%(unit)s，%(due)s前）") % values)
    yield Para("\n".join(said), bold_lead=lead)


def _outcome(resolution) -> str:
    said = str(Outcome(resolution.outcome).label)
    if not resolution.is_unanimous:
        values = {
            "said": said,
            "yes": resolution.votes_for,
            "no": resolution.votes_against,
            "abstained": resolution.votes_abstained,
        }
        return _("%(said)s（同意 %(yes)s、不同意 %(no)s、棄權 %(abstained)s）。") % values
    if resolution.is_passing:
        return _("無異議%(said)s。") % {"said": said}
    return f"{said}。"


def _follow_ups(items: list[AgendaItem]) -> Grid:
    rows = []
    for place, item in enumerate(items, start=1):
        order, resolution = item.follow_up, getattr(item, "resolution", None)
        lines = [f"{format_roc(one.on).replace(' ', '')}　{one.text}" for one in order.progress.all()]
        decided = _outcome(resolution).rstrip("。") if resolution else ""
        rows.append((str(place), order.what, order.unit.name, "\n".join(lines) or "–", decided))
    header = (_("序號"), _("列管事項"), _("主辦單位"), _("辦理情形"), _("決定"))
    return Grid(header, tuple(rows), (8, 28, 16, 32, 16))


@in_chinese
def agenda_document(meeting: Meeting, *, with_restricted: bool = True) -> Document:
    """The agenda as it goes to the members, with the papers of each item."""
    blocks = [Facts(((_("時間"), _when(meeting)), (_("地點"), meeting.place)))]
    everything = agenda_of(meeting, with_restricted=with_restricted)
    for section in Section:
        items = [one for one in everything if one.section == section]
        if not items:
            continue
        blocks.append(Heading(1, str(section.label)))
        for place, item in enumerate(items, start=1):
            blocks.append(Heading(2, _numbered_title(place, item.title)))
            if item.unit:
                blocks.append(Para(item.unit.name, bold_lead=_("提案單位：")))
            if item.follow_up_id:
                lines = [f"{format_roc(one.on)}　{one.text}" for one in item.follow_up.progress.all()]
                blocks.append(Para("\n".join(lines) or _("尚未填報。"), bold_lead=_("辦理情形：")))
            blocks += [
                one for one in _words(item) if not (isinstance(one, Para) and one.bold_lead == _("討論："))
            ]
            blocks += _papers(item)
    title = _("%(name)s議程") % {"name": _name(meeting)}
    return Document(title, blocks=tuple(_numbered(blocks)), header=title)


def _papers(item: AgendaItem) -> list:
    papers = [one for one in item.papers.all() if not one.is_withdrawn]
    if not papers:
        return []
    lines = [
        _("%(title)s（%(day)s 補充）") % {"title": one.title, "day": format_roc(one.added_on)}
        if one.is_supplement
        else one.title
        for one in papers
    ]
    return [Para("\n".join(lines), bold_lead=_("附件："))]


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
    title = _("%(name)s簽到單") % {"name": _name(meeting)}
    facts = Facts(((_("時間"), _when(meeting)), (_("地點"), meeting.place)))
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
    title = _("%(name)s出席費印領清冊") % {"name": _name(meeting)}
    facts = Facts(((_("時間"), _when(meeting)), (_("地點"), meeting.place), (_("單位"), _("新臺幣元"))))
    return Document(title, blocks=(facts, Grid(header, tuple(rows), (8, 14, 28, 14, 20, 16))), header=title)
