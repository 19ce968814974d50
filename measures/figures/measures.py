"""T11 具體措施 in three tables that fit a page, tied by their numbers: when and who, what, and what proves it."""

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import name
from committee.figures.cells import column, word
from core.contract import Sentence, Table
from measures.compliance.facts import Facts
from measures.items import item_number
from measures.known import Entry
from measures.models import Evidence, Funding, Measure
from measures.standing import evidence_of_year

CLAUSE = "陸二"
NUMBER, TITLE = column("number", _n("序號"), "int"), column("title", _n("措施名稱"))
TOGETHER = _n("%(lead)s（與%(joint)s共同辦理）")
PROOF = _n("%(caption)s（%(day)s）")
PERIOD, PARTICIPANTS = _n("辦理期間"), _n("參與人數")


def held_table(known: Facts) -> Table:
    """Days held, or planned while they were not; whom nobody has counted are not zero."""
    return Table(
        key="measures-held",
        title=Sentence(_n("具體措施辦理情形")),
        columns=(
            NUMBER,
            column("item", _n("類別及項目"), "label"),
            TITLE,
            column("unit", _n("主辦組室")),
            column("first", _n("起"), "date", PERIOD),
            column("last", _n("迄"), "date", PERIOD),
            column("male", _n("男"), "int", PARTICIPANTS),
            column("female", _n("女"), "int", PARTICIPANTS),
            column("others", _n("其他／未填"), "int", PARTICIPANTS),
            column("total", _n("計"), "int", PARTICIPANTS),
            column("stage", _n("狀態"), "label"),
        ),
        rows=tuple(_held(known, *one) for one in enumerate(known.mine, start=1)),
        clause=CLAUSE,
        note=Sentence(_n("尚未辦理者列預定期間。")),
    )


def _held(known: Facts, number: int, one: Entry) -> tuple:
    measure, rule = one.measure, known.book.get(one.measure.item)
    return (
        number,
        item_number(rule) if rule else None,
        measure.title,
        units_of(measure),
        measure.held_on or measure.planned_on,
        measure.ended_on if measure.held_on else measure.planned_end_on,
        measure.male,
        measure.female,
        others_of(measure),
        measure.participants,
        word(one.standing.stage),
    )


def units_of(measure: Measure) -> str | Sentence:
    joint = [one.name for one in measure.joint_units]
    return Sentence(TOGETHER, {"lead": measure.unit.name, "joint": joint}) if joint else measure.unit.name


def others_of(measure: Measure) -> int | None:
    """其他 and 未填 together; None where neither was counted."""
    counted = [one for one in (measure.other, measure.unstated) if one is not None]
    return sum(counted) if counted else None


def word_table(known: Facts) -> Table:
    """What was done, and what it has to do with equality."""
    return Table(
        key="measures-content",
        title=Sentence(_n("具體措施內容")),
        columns=(
            NUMBER,
            TITLE,
            column("content", _n("辦理內容")),
            column("relation", _n("與性別平等之關聯")),
            column("target", _n("對象")),
            column("partners", _n("協辦或合作對象")),
        ),
        rows=tuple(_words(number, one.measure) for number, one in enumerate(known.mine, start=1)),
        clause=CLAUSE,
    )


def _words(number: int, measure: Measure) -> tuple:
    texts = (measure.content, measure.relation, measure.target_group, measure.partners)
    return (number, measure.title, *(one or None for one in texts))


def proof_table(known: Facts) -> Table:
    """What it aimed at and came to, what proves it, which meeting was told."""
    return Table(
        key="measures-proofs",
        title=Sentence(_n("具體措施績效、佐證及提報")),
        columns=(
            NUMBER,
            TITLE,
            column("funding", _n("經費來源"), "label"),
            column("goal", _n("績效指標與目標值")),
            column("achieved", _n("達成情形")),
            column("proofs", _n("佐證")),
            column("meeting", _n("提報會議")),
            column("follow_up", _n("後續精進")),
        ),
        rows=tuple(_proofs(known, *one) for one in enumerate(known.mine, start=1)),
        clause=CLAUSE,
        note=Sentence(_n("佐證以其所示之日期為準，僅列本年度者。")),
    )


def _proofs(known: Facts, number: int, one: Entry) -> tuple:
    measure = one.measure
    shown = [_proof(each) for each in evidence_of_year(measure, known.scope.day)]
    return (
        number,
        measure.title,
        word(Funding(measure.budget_note)),
        measure.goal or None,
        measure.achieved or None,
        Sentence("%(proofs)s", {"proofs": shown}) if shown else None,
        name(measure.reported_in.meeting) if is_reported(known, measure) else None,
        measure.follow_up or None,
    )


def _proof(one: Evidence) -> Sentence:
    return Sentence(PROOF, {"caption": one.caption, "day": one.dated_on})


def is_reported(known: Facts, measure: Measure) -> bool:
    """In a valid meeting that had been held by the last day of which anything is known."""
    until = max(known.scope.as_of, known.scope.day)
    return measure.is_reported and measure.reported_in.meeting.held_on <= until
