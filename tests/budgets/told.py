"""What a named case tells of an agency's budgets, put into the tables; each line is read by its look."""

from budgets.models import Line, Link, ReturnState, Round, Stage, UnitReturn
from measures.models import Funding, Measure
from tests import factories as make
from tests.factories import day
from tests.measures.records import begin, unit_of
from tests.statistics_app.records import present

FUNDING = {str(label): value for value, label in Funding.choices}
STATES = {"填報": "OPEN", "送出": "SUBMITTED", "退回": "RETURNED", "核定": "APPROVED", "無": "APPROVED"}
CATEGORIES = [{"code": "PLAN", "title": "計畫類"}, {"code": "TOOL", "title": "工具類"}]


def open_round(agency, told: dict) -> Round:
    """A round of ``year`` with its days; ``execution`` is the day it was asked for and its last one."""
    asked, due = [*told.get("execution", "").split(), None, None][:2]
    one = Round.objects.create(
        agency=agency,
        year=told["year"] + 1911,
        preset="central",
        categories=told.get("categories", CATEGORIES),
        opened_on=day(told["opened"]),
        due_on=day(told["due"]),
        execution_opened_on=day(asked) if asked else None,
        execution_due_on=day(due) if due else None,
    )
    if "reviewed" in told:
        Round.objects.filter(pk=one.pk).update(presented_in=present(agency, told["reviewed"]))
    return one


def round_of(agency, year: str) -> Round:
    return Round.objects.get(agency=agency, year=int(year) + 1911)


def hand_in(agency, text: str) -> UnitReturn:
    """``108 甲組 [執行] 送出 107/7/1``: 無 is an approved nil return; 核定 may have a second day, its own."""
    year, unit, *rest = text.split()
    stage = Stage.EXECUTION if rest[0] == "執行" else Stage.COMPILING
    said, *days = [one for one in rest if one != "執行"]
    state = STATES[said]
    return UnitReturn.objects.create(
        round=round_of(agency, year),
        unit=unit_of(agency, unit),
        stage=stage,
        state=state,
        is_nil=said == "無",
        remark="請補說明" if state == ReturnState.RETURNED else "",
        submitted_on=day(days[0]) if days else None,
        approved_on=day(days[-1]) if state == ReturnState.APPROVED else None,
    )


def write(agency, text: str) -> Line:
    """``107 甲組 講座 100 [計60] [執行50] [保留10] [工具類] [撤下]``: amounts in dollars."""
    year, unit, title, amount, *marks = text.split()
    number = {
        key: int(mark.removeprefix(key))
        for mark in marks
        for key in ("計", "執行", "保留")
        if mark.startswith(key)
    }
    counted = number.get("計", int(amount))
    return Line.objects.create(
        round=round_of(agency, year),
        unit=unit_of(agency, unit),
        work_plan="一般行政",
        title=title,
        category="TOOL" if "工具類" in marks else "PLAN",
        amount=int(amount),
        counted=counted,
        share_reason="" if counted == int(amount) else "僅部分與性別有關",
        outturn=number.get("執行"),
        carried_over=number.get("保留"),
        difference_reason="追加" if number.get("執行", 0) > counted else "",
        withdrawn_because="重複" if "撤下" in marks else "",
    )


def fund(agency, text: str) -> Measure:
    """``甲組+乙組 講座 有預算 [對應講座費] [曾對應講座費] [撤下] [106]``: units, title, what pays, lines by title."""
    names, title, funding, *marks = text.split()
    lead, *joint = (unit_of(agency, one) for one in names.split("+"))
    year = next((int(one) for one in marks if one.isdigit()), 107)
    made = make.make_measure(
        lead,
        title,
        year=year + 1911,
        joint=joint,
        budget_note=FUNDING[funding],
        withdrawn_because="取消辦理" if "撤下" in marks else "",
    )
    for mark in marks:
        if "對應" in mark:
            line = Line.objects.get(title=mark.removeprefix("曾").removeprefix("對應"))
            Link.objects.create(line=line, measure=made, is_withdrawn=mark.startswith("曾"))
    return made


def build(agency, case: dict) -> None:
    """The rows that a case speaks of."""
    for text in case.get("units", ()):
        begin(agency, text)
    for told in case.get("rounds", ()):
        open_round(agency, told)
    for text in case.get("returns", ()):
        hand_in(agency, text)
    for text in case.get("lines", ()):
        write(agency, text)
    for text in case.get("measures", ()):
        fund(agency, text)
