"""The approved lines of the year's budget one by one: what was compiled, what for, what was spent (T10; domain 2.6)."""

from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import Facts
from budgets.figures.sums import TOTAL, Spent, spent
from budgets.models import Line
from committee.figures.cells import column
from core.contract import Sentence, Table
from core.roc import to_roc_year

CLAUSE = "伍五"
DOLLARS = Sentence(_n("金額單位：新臺幣元。僅列會計室已核定之項目，對應數項措施者仍只列一次。"))


def title(known: Facts, message: str) -> Sentence:
    return Sentence(message, {"year": to_roc_year(known.scope.year)})


def compiled_table(known: Facts, lines: list[Line]) -> Table:
    """性別預算編列情形: whose each is, and what of it is counted."""
    total = sum((spent(known, one) for one in lines), Spent())
    return Table(
        key="budget-lines",
        title=title(known, _n("%(year)s 年度性別預算編列情形")),
        columns=(
            column("title", _n("項目名稱")),
            column("category", _n("類別")),
            column("unit", _n("主辦組室"), "label"),
            column("amount", _n("預算數"), "int"),
            column("counted", _n("性別預算數"), "int"),
            column("share", _n("占比"), "percent"),
        ),
        rows=tuple(_compiled(known, one) for one in lines),
        foot=((TOTAL, None, "", total.amount, total.counted, (total.counted, total.amount)),),
        clause=CLAUSE,
        note=DOLLARS,
    )


def _compiled(known: Facts, one: Line) -> tuple:
    category = known.current.titles.get(one.category, one.category)
    return one.title, category, one.unit.name, one.amount, one.counted, (one.counted, one.amount)


def purpose_table(known: Facts, lines: list[Line]) -> Table:
    """Where each stands in the budget, what it is for, and why only a part is counted."""
    return Table(
        key="budget-purposes",
        title=title(known, _n("%(year)s 年度性別預算項目說明")),
        columns=(
            column("title", _n("項目名稱")),
            column("account", _n("工作計畫")),
            column("description", _n("內容說明")),
            column("goal", _n("對應性別平等目標")),
            column("target", _n("績效指標及目標值")),
            column("reason", _n("部分計入之理由")),
        ),
        rows=tuple(_purpose(one) for one in lines),
        clause=CLAUSE,
    )


def _purpose(one: Line) -> tuple:
    account = "／".join(part for part in (one.work_plan, one.branch_plan, one.usage) if part)
    texts = (account, one.description, one.goal, one.target, one.share_reason)
    return one.title, *(text or None for text in texts)


def execution_table(known: Facts, lines: list[Line]) -> Table:
    """性別預算執行情形: what was spent of each, and what came of it."""
    every = [spent(known, one) for one in lines]
    total = sum(every, Spent())
    return Table(
        key="budget-execution",
        title=title(known, _n("%(year)s 年度性別預算執行情形")),
        columns=(
            column("title", _n("項目名稱")),
            column("counted", _n("性別預算數"), "int"),
            column("outturn", _n("執行數"), "int"),
            column("rate", _n("執行率"), "percent"),
            column("carried", _n("保留數"), "int"),
            column("achievement", _n("性別目標達成情形")),
            column("reason", _n("差異原因")),
        ),
        rows=tuple(map(_executed, lines, every)) if total.told else (),
        foot=((TOTAL, total.counted, total.outturn, total.rate, total.carried_over, None, None),),
        clause=CLAUSE,
        note=_waiting(total),
    )


def _executed(one: Line, sums: Spent) -> tuple:
    texts = (one.achievement or None, one.difference_reason or None)
    return one.title, sums.counted, sums.outturn, sums.rate, sums.carried_over, *texts


def _waiting(total: Spent) -> Sentence:
    if total.told == total.lines:
        return DOLLARS
    rest = {"count": total.lines - total.told}
    return Sentence(_n("金額單位：新臺幣元。尚有 %(count)s 項的執行情形未核定，合計不列執行率。"), rest)
