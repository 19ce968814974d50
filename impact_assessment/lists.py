"""T9 in full for an office program: one line for each opinion, with who gave it (domain 2.1)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.spreadsheets import Sheet
from impact_assessment.compliance.facts import Followed
from impact_assessment.figures.participation import heard
from impact_assessment.figures.register import stands
from plan.rules import RuleBook


def register(rows: Iterable[Followed], book: RuleBook) -> Sheet:
    """The year's cases as they stand; a case that nobody was heard on has one line."""
    headers = (
        _("序號"),
        _("案名"),
        _("類型"),
        _("主辦組室"),
        _("辦理情形"),
        _("性別統計運用"),
        _("程序參與方式"),
        _("程序參與者"),
        _("參與日期"),
        _("主要意見"),
        _("參採情形"),
        _("修正處"),
        _("理由"),
        _("審核單位"),
        _("審核日期"),
        _("性別目標"),
        _("追蹤"),
    )
    lines = [line for number, one in enumerate(rows, start=1) for line in _lines(number, one, book)]
    return Sheet(_("性別影響評估案件清單"), headers, lines)


def _lines(number: int, one: Followed, book: RuleBook) -> list[tuple]:
    case, approval = one.case, one.approval
    goals = [each for each in case.goals.all() if not each.is_withdrawn]
    head = (
        number,
        case.title,
        case.kind_title,
        case.unit.name,
        str(stands(one, book.number("GIA-08", "steps") or [])),
        "\n".join(each.title for each in one.statistics),
    )
    tail = (
        approval.unit.name if approval and approval.unit else "",
        approval.decided_on if approval else None,
        "\n".join(each.text for each in goals),
        "\n".join(each.result or "–" for each in goals),
    )
    return [(*head, *_said(one, line), *tail) for line in heard(one, book) or [None]]


def _said(one: Followed, line: tuple | None) -> tuple:
    """Who was heard with the name, what was said, what became of it."""
    if line is None:
        return "", "", None, "", "", "", ""
    way, who, day, opinion, engagement = line
    name = f"{engagement.expert}（{who}）" if engagement else str(who)
    reply = one.reply(opinion) if opinion else None
    return (
        str(way),
        name,
        day,
        opinion.text if opinion else "",
        reply.get_adoption_display() if reply else "",
        reply.where_changed if reply else "",
        reply.reason if reply else "",
    )
