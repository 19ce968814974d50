"""T2 會議一覽, and each member's attendance within the term (伍一(三); C-1: nobody is absent before the term)."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_noop as _n

from committee.compliance.records import Sitting
from committee.figures.cells import MEETINGS, column, name_of, word
from committee.models import CAME, AgendaItem, How, Membership, Seat, Section
from core.contract import Sentence, Table

CAME_AS = _n("出席人數")
ITEMS = _n("議案數")


def meeting_table(held: list[Sitting]) -> Table:
    """Every meeting held, the invalid ones too."""
    items = _items(held)
    return Table(
        key="committee-meetings",
        title=Sentence(_n("會議一覽")),
        columns=(
            column("name", _n("次別")),
            column("day", _n("日期"), "date"),
            column("place", _n("地點")),
            column("chair", _n("主席")),
            column("members", _n("委員總數"), "int"),
            column("present", _n("親自"), "int", CAME_AS),
            column("deputies", _n("代理"), "int", CAME_AS),
            column("online", _n("視訊"), "int", CAME_AS),
            column("rate", _n("出席率"), "percent"),
            column("external", _n("府外委員出席"), "int"),
            column("valid", _n("是否有效")),
            column("reports", _n("報告案"), "int", ITEMS),
            column("discussions", _n("討論案"), "int", ITEMS),
        ),
        rows=tuple(_row(one, items[one.meeting.id]) for one in held),
        clause=MEETINGS,
        note=Sentence(_n("出席率及府外委員出席人數以宣布開會時計入出席者為準；討論案含臨時動議。")),
    )


def _items(held: list[Sitting]) -> dict[int, Counter]:
    """How many items of each section, by meeting: one query."""
    rows = AgendaItem.objects.standing().filter(meeting__in=[one.meeting.id for one in held])
    count = defaultdict(Counter)
    for meeting_id, section in rows.values_list("meeting_id", "section"):
        count[meeting_id][section] += 1
    return count


def _row(one: Sitting, items: Counter) -> tuple:
    ways = Counter(line.how for line in one.lines)
    quorum = one.quorum
    return (
        Sentence(_n("第 %(number)s 次"), {"number": one.meeting.number}),
        one.meeting.held_on,
        one.meeting.place,
        name_of(one.meeting.chair),
        len(one.lines),
        ways[How.PRESENT],
        ways[How.DEPUTY],
        ways[How.ONLINE],
        (quorum.present, quorum.members) if quorum else None,
        quorum.external if quorum else None,
        _validity(one),
        items[Section.REPORT],
        items[Section.DISCUSSION] + items[Section.EXTEMPORE],
    )


def _validity(one: Sitting) -> Sentence:
    if one.meeting.is_informal:
        return Sentence(_n("談話會"))
    if one.quorum is None:
        return Sentence(_n("待確認"))
    return Sentence(_n("有效")) if one.is_valid else Sentence(_n("無效"))


def attendance_table(held: list[Sitting]) -> Table:
    """One row for each person, whose terms of the year are taken together; only meetings held in office count."""
    ways = [column(way.lower(), word(way).message, "int") for way in How]
    return Table(
        key="committee-attendance",
        title=Sentence(_n("委員出席情形")),
        columns=(
            column("name", _n("姓名"), "label"),
            column("seat", _n("身分別"), "label"),
            column("asked", _n("應出席"), "int"),
            *ways,
            column("rate", _n("本人出席"), "ratio"),
        ),
        rows=tuple(_attended(*one) for one in _by_member(held)),
        clause=MEETINGS,
        note=Sentence(_n("應出席僅計任期內召開的會議，含無效會議及談話會；未登錄出席情形者列為缺席。")),
    )


def _by_member(held: list[Sitting]) -> list[tuple[Membership, list[str]]]:
    """Each person's last term of the year and how they took part, in the order of an official list: one query."""
    took = defaultdict(list)
    for one in held:
        for line in one.lines:
            took[line.membership_id].append(line.how or How.ABSENT)
    terms = Membership.objects.filter(id__in=took).select_related("person", "external")
    people = defaultdict(list)
    for term in terms.order_by("since", "id"):
        people[term.person_id, term.external_id].append(term)
    rows = [(own[-1], [how for term in own for how in took[term.id]]) for own in people.values()]
    return sorted(rows, key=lambda row: (list(Seat).index(row[0].seat), row[0].since, row[0].id))


def _attended(member: Membership, took: list[str]) -> tuple:
    ways = Counter(took)
    themselves = sum(ways[way] for way in CAME if way != How.DEPUTY)
    return (
        name_of(member),
        word(Seat(member.seat)),
        len(took),
        *(ways[way] for way in How),
        (themselves, len(took)),
    )
