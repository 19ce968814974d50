"""Minutes in the official form (C-12; domain 2.2)."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from committee.compliance.records import sitting_of
from committee.documents.parts import (
    agenda_of,
    attendance_of,
    in_chinese,
    name_of,
    numbered,
    numbered_title,
    progress_of,
    title_of,
    when,
    words_of,
)
from committee.models import AgendaItem, Attendance, How, Meeting, Minutes, Outcome, Section
from core.numerals import numeral
from core.printing import Document, Facts, Grid, Heading, Para
from core.roc import format_roc


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
    name = name_of(meeting)
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
    return Document(title, blocks=tuple(numbered(blocks)), header=title)


def _facts(meeting: Meeting) -> Iterable[tuple[str, str]]:
    yield _("時間"), when(meeting)
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
    sitting = sitting_of(meeting)
    if meeting.is_informal:
        yield _("備註"), _("出席未達規定，改列談話會。")
    elif sitting and not sitting.is_valid:
        yield _("備註"), _("出席未達規定，不是有效會議。")


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
            yield Heading(2, numbered_title(place, _("列管事項辦理情形")))
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
    yield Heading(2, numbered_title(place, title_of(item)))
    if item.is_hidden:
        return
    yield from words_of(item)
    yield from _decided(item, _("決定："))


def _case(place: int, item: AgendaItem) -> Iterable:
    yield Heading(2, _("第%(number)s案：%(title)s") % {"number": numeral(place), "title": title_of(item)})
    if item.is_hidden:
        return
    if item.unit:
        yield Para(item.unit.name, bold_lead=_("提案單位："))
    yield from words_of(item)
    yield from _decided(item, _("決議："))


def _decided(item: AgendaItem, lead: str) -> Iterable:
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return
    said = [outcome_of(resolution)]
    if resolution.text:
        said.append(resolution.text)
    for order in resolution.follow_ups.all():
        due = format_roc(order.due_on).replace(" ", "") if order.due_on else _("下次會議")
        values = {"unit": order.unit.name, "what": order.what, "due": due}
        said.append(_("列管：%(what)s（%(unit)s，%(due)s前）") % values)
    yield Para("\n".join(said), bold_lead=lead)


def outcome_of(resolution) -> str:
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
        if item.is_hidden:
            rows.append((str(place), title_of(item), "", "", ""))
            continue
        order, resolution = item.follow_up, getattr(item, "resolution", None)
        lines = progress_of(item)
        decided = outcome_of(resolution).rstrip("。") if resolution else ""
        rows.append((str(place), order.what, order.unit.name, "\n".join(lines) or "–", decided))
    header = (_("序號"), _("列管事項"), _("主辦單位"), _("辦理情形"), _("決定"))
    return Grid(header, tuple(rows), (8, 28, 16, 32, 16))
