"""What the public may read of the task force: members by consent, and confirmed minutes (伍一; W-1, W-4)."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_noop as _n

from committee.compliance.records import Sitting, roster_on, sittings
from committee.compliance.rules import RULES
from committee.documents.public import minutes_passages
from committee.figures.cells import UNNAMED, name_of, word
from committee.figures.members import balance_table, member_table
from committee.models import CAME, How, Meeting, Membership, MinutesState, Seat
from core.contract import Sentence
from core.roc import to_roc_year
from plan.rules import in_force
from publishing.models import Kind
from publishing.pieces import Content, Piece

CONSENT = Sentence(_n("未同意公開者不列姓名及服務單位。"))
WITHOUT = Sentence(_n("公開版不含討論摘要、不公開之議案，及未同意公開者與工作人員之姓名。"))
UNCONFIRMED = Sentence(_n("會議紀錄尚未經會議確認。"))


def pieces(agency, day: datetime.date) -> list[Piece]:
    """The list of members, and one piece for each meeting held."""
    said, silent = _names(agency.id)
    found = [*_members(agency, day), *_minutes(agency, day)]
    return [replace(one, said=said, silent=silent) for one in found]


def _members(agency, day: datetime.date) -> Iterable[Piece]:
    """The day of the list is that of its publication, so that an unchanged list stays the same."""
    roster = roster_on(agency.id, day)
    if roster.committee is None:
        return
    book = in_force(agency.id, day, RULES)
    content = Content(
        tables=(replace(member_table(roster), note=CONSENT), balance_table(roster, book)),
    )
    title = Sentence(_n("%(committee)s委員名單"), {"committee": roster.committee.name})
    refusal = "" if roster.members else Sentence(_n("專案小組還沒有委員。"))
    yield Piece(Kind.MEMBERS, "members", str(title), content, refusal=refusal)


def _minutes(agency, day: datetime.date) -> Iterable[Piece]:
    """Newest first; minutes not yet confirmed are only named."""
    meetings = list(
        Meeting.objects.gender()
        .held()
        .filter(committee__agency=agency, held_on__lte=day)
        .select_related("committee", "chair__person", "chair__external", "minutes")
        .prefetch_related(
            "attendances__membership__person",
            "attendances__membership__external",
            "minutes__editions",
            "items__unit",
            "items__resolution__follow_ups__unit",
            "items__follow_up__resolution__item",
            "items__amendments",
        )
    )
    if not meetings:
        return
    for sitting in sittings(meetings):
        meeting = sitting.meeting
        values = {"year": to_roc_year(meeting.year), "number": meeting.number, "body": meeting.committee.name}
        minutes = getattr(meeting, "minutes", None)
        confirmed = minutes is not None and minutes.state == MinutesState.CONFIRMED
        yield Piece(
            kind=Kind.MINUTES,
            key=f"{values['year']}-{meeting.number}",
            title=str(Sentence(_n("%(body)s %(year)s 年第 %(number)s 次會議紀錄"), values)),
            content=_content(sitting) if confirmed else Content(),
            order=(-meeting.held_on.toordinal(),),
            refusal="" if confirmed else UNCONFIRMED,
        )


def _names(agency_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """Members of every term who said yes, and those who said no at any time."""
    members = Membership.objects.filter(committee__agency_id=agency_id).select_related("person", "external")
    said = frozenset(one.who.name for one in members if one.is_public)
    silent = frozenset(one.who.name for one in members if not one.is_public)
    return said - silent, silent


def _content(sitting: Sitting) -> Content:
    return Content(
        summary=WITHOUT,
        facts=tuple(_facts(sitting)),
        passages=tuple(minutes_passages(sitting.meeting)),
    )


def _facts(sitting: Sitting) -> Iterable[tuple]:
    """Who came is named by consent and counted in any case; who stayed away is only counted."""
    meeting = sitting.meeting
    yield Sentence(_n("日期")), Sentence("%(day)s", {"day": meeting.held_on})
    yield Sentence(_n("地點")), meeting.place
    if meeting.chair:
        values = {"name": name_of(meeting.chair), "seat": word(Seat(meeting.chair.seat))}
        yield Sentence(_n("主席")), Sentence(_n("%(name)s（%(seat)s）"), values)
    lines = list(meeting.attendances.all())
    came = [one for one in lines if one.how in CAME]
    values = {"came": len(came), "all": len(lines)}
    yield Sentence(_n("出席人數")), Sentence(_n("委員 %(all)s 人，出席 %(came)s 人"), values)
    if named := [one for one in came if one.membership.is_public]:
        yield Sentence(_n("出席委員")), Sentence("%(names)s", {"names": _said(came, named)})
    if meeting.is_informal:
        yield Sentence(_n("備註")), Sentence(_n("出席未達規定，改列談話會。"))
    elif not sitting.is_valid and sitting.ask:
        yield Sentence(_n("備註")), Sentence(_n("出席未達規定，不是有效會議。"))
    yield Sentence(_n("確認日")), Sentence("%(day)s", {"day": meeting.minutes.confirmed_on})
    for edition in meeting.minutes.editions.all():
        if edition.number:
            values = {"day": edition.made_on, "reason": edition.reason}
            yield Sentence(_n("勘誤")), Sentence(_n("%(day)s：%(reason)s"), values)


def _said(came: list, named: list) -> list:
    """In the order of the list of members; a deputy, who is staff, isn't named."""
    seats = [value for value, _label in Seat.choices]
    named.sort(key=lambda one: (seats.index(one.membership.seat), one.membership.since, one.membership_id))
    said = [
        Sentence(_n("%(name)s（由人代理）"), {"name": one.membership.who.name})
        if one.how == How.DEPUTY
        else one.membership.who.name
        for one in named
    ]
    return said if len(named) == len(came) else [*said, UNNAMED]
