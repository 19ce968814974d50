"""T1 委員名單: who sits on the task force, and how many of each sex (伍一(一))."""

import datetime

from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import share_of
from committee.compliance.records import Roster
from committee.compliance.thirds import heads
from committee.figures.cells import COMPOSITION, UNNAMED, column, name_of, word
from committee.models import Leaving, Membership, Seat
from core.contract import Sentence, Table
from plan.rules import RuleBook

LIAISON = Sentence(_n("性別議題聯絡人"))


def member_table(roster: Roster) -> Table:
    """A published list carries name and affiliation; sexes are only counted, in the table beside it."""
    return Table(
        key="committee-members",
        title=Sentence(_n("委員名單")),
        columns=(
            column("number", _n("序號"), "int"),
            column("seat", _n("身分別"), "label"),
            column("name", _n("姓名"), "label"),
            column("home", _n("服務單位及職稱")),
            column("councils", _n("現任或曾任女權會委員（屆次）")),
            column("since", _n("聘期起"), "date"),
            column("last", _n("聘期迄"), "date"),
            column("remark", _n("備註")),
        ),
        rows=tuple(_row(roster, number, one) for number, one in enumerate(roster.members, start=1)),
        clause=COMPOSITION,
        note=Sentence(_n("%(day)s 之名單；未同意公開者不列姓名及服務單位。"), {"day": roster.day}),
    )


def _row(roster: Roster, number: int, member: Membership) -> tuple:
    """The end of a term is known beforehand; that somebody will leave before it is not."""
    home = f"{roster.home(member)}{roster.title(member)}" or None
    return (
        number,
        word(Seat(member.seat)),
        name_of(member),
        home if member.is_public else UNNAMED,
        _councils(member, roster.day) if member.is_public else None,
        member.since,
        member.until - datetime.timedelta(days=1) if member.left_because == Leaving.TERM else None,
        LIAISON if roster.is_liaison(member) else None,
    )


def _councils(member: Membership, day: datetime.date) -> str | None:
    terms = member.external.council_terms.all() if member.external else ()
    return "、".join(str(one) for one in terms if one.since <= day) or None


def balance_table(roster: Roster, book: RuleBook) -> Table:
    """The list's totals: all members, those from outside, those of the agency, the liaisons."""
    groups = (
        (_n("全體委員"), [one.sex for one in roster.members], "TF-10"),
        (_n("府外委員"), [one.sex for one in roster.of_seat(Seat.EXTERNAL)], ""),
        (_n("局內委員"), [one.sex for one in roster.members if one.seat != Seat.EXTERNAL], ""),
        (_n("性別議題聯絡人"), [one.person.sex for one in roster.liaisons], "TF-09"),
    )
    return Table(
        key="committee-balance",
        title=Sentence(_n("委員及聯絡人性別統計")),
        columns=(
            column("group", _n("對象")),
            column("men", _n("男"), "int"),
            column("women", _n("女"), "int"),
            column("others", _n("其他／未填"), "int"),
            column("all", _n("計"), "int"),
            column("share", _n("較少性別比率"), "percent"),
            column("least", _n("至少"), "int"),
            column("verdict", _n("三分之一"), "label"),
        ),
        rows=tuple(_counted(book, *one) for one in groups) if roster.members else (),
        clause=COMPOSITION,
    )


def _counted(book: RuleBook, name: str, sexes: list[str], code: str) -> tuple:
    count = heads(sexes)
    rule = book.get(code)
    share = share_of(rule, book.reading("D-10")) if rule else None
    total = share.total(count) if share else count.total
    return (
        Sentence(name),
        count.men,
        count.women,
        count.others,
        count.total,
        (count.minority, total),
        share.least(total) if share else None,
        word(share.judge(count)) if share else None,
    )
