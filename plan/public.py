"""What the public may read of the plan: its text in force, who passed it when, and what was amended (壹 – 玖; W-1)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext_noop as _n

from core.contract import Column, Sentence, Table
from plan.models import Act, Adoption, Clause, Plan
from publishing.models import Kind
from publishing.pieces import Content, Passage, Piece

RUNS_ON = ("：", ":")
DAY = datetime.timedelta(days=1)


def pieces(agency, day: datetime.date) -> list[Piece]:
    """One for each plan that has begun, the newest first: three queries."""
    plans = list(Plan.objects.filter(agency=agency, since__lte=day))
    clauses, adoptions = defaultdict(list), defaultdict(list)
    for clause in Clause.objects.filter(plan__in=plans, since__lte=day).order_by("order", "since"):
        clauses[clause.plan_id].append(clause)
    for adoption in Adoption.objects.filter(plan__in=plans, adopted_on__lte=day):
        adoptions[adoption.plan_id].append(adoption)
    return [_piece(one, clauses[one.id], adoptions[one.id], day) for one in plans]


def _piece(plan: Plan, clauses: list[Clause], adoptions: list[Adoption], day: datetime.date) -> Piece:
    last = min(day, plan.until - DAY) if plan.until else day
    passages = tuple(_passage(one) for one in clauses if one.holds_on(last))
    tables = (_adopted(adoptions), *_amended(clauses))
    return Piece(
        kind=Kind.PLAN,
        key=plan.code,
        title=plan.title,
        content=Content(facts=tuple(_facts(plan, adoptions)), passages=passages, tables=tables),
        order=(-plan.since.toordinal(),),
        refusal="" if passages else Sentence(_n("計畫還沒有條文。")),
    )


def _facts(plan: Plan, adoptions: list[Adoption]) -> Iterable[tuple]:
    if plan.until:
        values = {"first": plan.since, "last": plan.until - DAY}
        yield Sentence(_n("計畫期程")), Sentence(_n("%(first)s至 %(last)s"), values)
    if plan.parent_title:
        yield Sentence(_n("總計畫")), plan.parent_title
    if adoptions:
        yield Sentence(_n("最近通過或修改")), adoptions[-1].text


def _passage(clause: Clause) -> Passage:
    """A heading that ends in a colon runs on into the text; any other stands on a line of its own."""
    lines = [line for line in clause.text.split("\n") if line]
    if clause.level > 1 and clause.heading.endswith(RUNS_ON):
        lines = [clause.heading + (lines[0] if lines else ""), *lines[1:]]
        return Passage(clause.level, clause.number, lines=tuple(lines))
    return Passage(clause.level, clause.number, clause.heading.rstrip("".join(RUNS_ON)), tuple(lines))


def _adopted(adoptions: Iterable[Adoption]) -> Table:
    return Table(
        key="plan-adoptions",
        title=Sentence(_n("計畫之通過及修改")),
        columns=(
            Column("day", Sentence(_n("日期")), "date"),
            Column("body", Sentence(_n("會議名稱"))),
            Column("meeting", Sentence(_n("次別")), "label"),
            Column("act", Sentence(_n("結果")), "label"),
        ),
        rows=tuple((one.adopted_on, one.body, one.meeting, ACTS[one.act]) for one in adoptions),
    )


ACTS = {Act.PASSED: Sentence(_n("通過")), Act.AMENDED: Sentence(_n("修改"))}


def _amended(clauses: Iterable[Clause]) -> Iterable[Table]:
    """What a clause said before and since, where one was amended while the plan held."""
    by_label = defaultdict(list)
    for one in clauses:
        by_label[one.label].append(one)
    pairs = [pair for versions in by_label.values() for pair in pairwise(versions)]
    if not pairs:
        return
    pairs.sort(key=lambda pair: pair[1].since)
    yield Table(
        key="plan-amendments",
        title=Sentence(_n("條文修正對照")),
        columns=(
            Column("since", Sentence(_n("生效日")), "date"),
            Column("label", Sentence(_n("條款")), "label"),
            Column("new", Sentence(_n("修正條文"))),
            Column("old", Sentence(_n("原條文"))),
        ),
        rows=tuple((new.since, new.label, _words(new), _words(old)) for old, new in pairs),
    )


def _words(clause: Clause) -> str:
    return clause.heading + clause.text
