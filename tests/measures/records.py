"""What a named case tells of an agency's measures, put into the tables; each line is read by its look."""

from measures.models import Evidence, Measure
from organization.models import Unit
from plan.models import Rule
from tests import factories as make
from tests.committee.test_cases import other_body

BY_SEX = {"male": 12, "female": 15}


def unit_of(agency, name: str) -> Unit:
    return agency.units.filter(name=name).first() or make.make_unit(agency, name)


def begin(agency, text: str) -> Unit:
    """``甲組 [起] [迄] [→新組]``: a unit, the days between which it exists, and which one it has become."""
    name, *rest = text.split()
    heir = next((one.removeprefix("→") for one in rest if one.startswith("→")), None)
    since, until = [*(one for one in rest if "/" in one), None, None][:2]
    return make.make_unit(
        agency,
        name,
        since=since or make.BEGIN,
        until=until,
        successor=unit_of(agency, heir) if heir else None,
    )


def hold(agency, text: str) -> Measure:
    """``甲組+乙組 A1 107/5/1 [107/5/2] [標記…]``: units, item, first and last day.

    It has evidence of its last day, numbers by sex and its content, but for what a mark says: 預定 (not held), 無人數,
    無內容, 無佐證, 佐證107/5/3 (of another day), 撤證 (withdrawn), 文宣 or 文宣網址 (the publicity itself), 撤下.
    """
    names, item, *rest = text.split()
    days = [one for one in rest if one[0].isdigit()]
    marks = [one for one in rest if not one[0].isdigit()]
    lead, *joint = (unit_of(agency, one) for one in names.split("+"))
    first, last = ("planned_on", "planned_end_on") if "預定" in marks else ("held_on", "ended_on")
    measure = make.make_measure(
        lead,
        f"{item}措施{Measure.objects.count() + 1}",
        f"MS-{item}",
        joint=joint,
        content="" if "無內容" in marks else "說明性別平等與本業務的關係。",
        withdrawn_because="取消辦理" if "撤下" in marks else "",
        **{first: days[0], last: days[-1]},
        **({} if {"無人數", "預定"} & set(marks) else BY_SEX),
    )
    if "無佐證" not in marks:
        prove(measure, days[-1], marks)
    return measure


def prove(measure: Measure, last: str, marks: list[str]) -> Evidence:
    """The one piece of evidence that the marks speak of."""
    dated_on = next((one.removeprefix("佐證") for one in marks if one.startswith("佐證")), last)
    kind = "PUBLICITY" if {"文宣", "文宣網址"} & set(marks) else "PHOTO"
    withdrawn = "拍攝對象不同意" if "撤證" in marks else ""
    proof = make.make_evidence(measure, dated_on, kind, alt_text="活動照片", withdrawn_because=withdrawn)
    if "文宣網址" in marks:
        Evidence.objects.filter(pk=proof.pk).update(file=None, url="https://doit.example/leaflet")
    return proof


def seat(agency, text: str) -> None:
    """``任務編組委員會 府層級 男6 女3``: another committee on the register."""
    kind, level, *members = text.split()
    members = [f"{one.rstrip('0123456789')} {one.lstrip('男女其他未填')}" for one in members]
    other_body(agency, {"kind": kind, "level": level, "name": f"{level}{kind}", "members": members})


def decide(text: str) -> None:
    """``D-09 agency``: the owner's decision taken otherwise; without a reading it was never taken."""
    code, *reading = text.split()
    if reading:
        Rule.objects.filter(code=code).update(reading=reading[0])
    else:
        Rule.objects.filter(code=code).delete()


def build(agency, case: dict) -> None:
    """The rows that a case speaks of."""
    for text in case.get("units", ()):
        begin(agency, text)
    for text in case.get("measures", ()):
        hold(agency, text)
    for text in case.get("bodies", ()):
        seat(agency, text)
    if "decision" in case:
        decide(case["decision"])
