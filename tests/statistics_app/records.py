"""What a named case tells of an agency's statistics, put into the tables; each line is read by its look."""

import datetime

from committee.models import AgendaItem, Committee, Outcome, Resolution, Section
from organization.models import Unit
from plan.models import Rule
from publishing.models import Kind, Publication
from statistics_app.models import (
    Adoption,
    Analysis,
    Frequency,
    Indicator,
    IndicatorReview,
    Recommendation,
    ReviewLine,
    Sending,
    Way,
    YearlyForm,
)
from tests import factories as make
from tests.factories import day

FREQUENCIES = {str(label): value for value, label in Frequency.choices}
WAYS = {str(label): value for value, label in Way.choices}
ADOPTIONS = {str(label): value for value, label in Adoption.choices}
STATES = {"填報": "OPEN", "待核定": "SUBMITTED", "核定": "APPROVED"}


def unit_of(agency, name: str) -> Unit:
    return agency.units.filter(name=name).first() or make.make_unit(agency, name)


def begin(agency, text: str) -> Indicator:
    """``甲-01 年 甲組 [起] [迄]``: code, frequency, owner, days."""
    code, frequency, owner, *days = text.split()
    since, until = [*days, None, None][:2]
    return make.make_indicator(
        agency,
        unit_of(agency, owner),
        code=code,
        title=f"指標{code}",
        frequency=FREQUENCIES[frequency],
        since=since or make.BEGIN,
        until=day(until) if until else None,
    )


def fill(text: str) -> None:
    """``甲-01 107 核定 108/1/31 12 …``: code, year, state, the day of the approval, cells as typed; ? is 未填."""
    code, year, state, *rest = text.split()
    approved = {"approved_on": day(rest.pop(0))} if state == "核定" else {}
    typed = ["" if one == "?" else one for one in rest]
    indicator = Indicator.objects.get(code=code)
    make.make_table(indicator, int(year) + 1911, typed, STATES[state], **approved)


def review(agency, told: dict) -> None:
    """A review of ``year`` held and concluded on its days, with results for ``lines`` (all where none is said)."""
    held_on = day(told["held"])
    made = IndicatorReview.objects.create(
        agency=agency,
        year=told["year"] + 1911,
        held_on=held_on,
        participants="會計室、各組室",
        concluded_on=day(told["concluded"]) if "concluded" in told else None,
    )
    codes = told.get("lines", list(Indicator.objects.on(held_on).values_list("code", flat=True)))
    for code in codes:
        ReviewLine.objects.create(review=made, indicator=Indicator.objects.get(code=code))


def write(agency, told: dict) -> Analysis:
    """An analysis with all that became of it."""
    done = (
        {"completed_on": told["completed"], "file": make.make_attachment(agency)}
        if "completed" in told
        else {}
    )
    made = make.make_analysis(
        agency,
        *(unit_of(agency, one) for one in told.get("units", "會計室").split()),
        title=told.get("title", "專題"),
        is_comprehensive=told.get("comprehensive", False),
        way=WAYS[told.get("way", "自行撰擬")],
        withdrawn_because=told.get("withdrawn", ""),
        **done,
    )
    for line in told.get("advice", ()):
        advise(made, line)
    for line in told.get("sent", ()):
        unit, sent_on = line.split()
        Sending.objects.create(analysis=made, unit=unit_of(agency, unit), sent_on=day(sent_on))
    if "presented" in told:
        Analysis.objects.filter(pk=made.pk).update(presented_in=present(agency, told["presented"]))
    return made


def advise(analysis: Analysis, text: str) -> None:
    """``採用 107/6/1``, ``研析中``: what became of a recommendation, and when."""
    adoption, *days = text.split()
    said = {"used_in": "服務改版"} if adoption in ("採用", "部分採用") else {}
    said |= {"reason": "經費不足"} if adoption in ("不採用", "部分採用") else {}
    decided = day(days[0]) if days else None
    Recommendation.objects.create(
        analysis=analysis, text="建議", adoption=ADOPTIONS[adoption], decided_on=decided, **said
    )


def present(agency, text: str) -> AgendaItem:
    """``107/6/13 [無效] [談話會] [撤案] [未開]``: the item of a meeting of that day."""
    held_on, *marks = text.split()
    force = Committee.objects.filter(agency=agency).first() or make.make_committee(agency)
    number = force.meetings.count() + 1
    opened = {"state": "HELD", "opened_at": datetime.time(14), "opening": {}}
    state = {"state": "RELEASED"} if "未開" in marks else opened
    informal = {"is_informal": True, "reason": "出席不足"} if "談話會" in marks else {}
    meeting = make.make_meeting(force, held_on, number, **state, **informal)
    withdrawn = {"withdrawn_because": "撤案"} if "撤案" in marks else {}
    item = AgendaItem.objects.create(
        meeting=meeting, section=Section.REPORT, order=1, title="專題報告", **withdrawn
    )
    if "未開" not in marks:
        Resolution.objects.create(item=item, outcome=Outcome.NOTED, is_valid="無效" not in marks, quorum={})
    return item


def send_form(agency, told: dict) -> None:
    """The yearly form of ``year``: due and sent on its days."""
    sent = {}
    if "sent" in told:
        sent = {
            "sent_on": day(told["sent"]),
            "sent_to": "臺北市政府主計處",
            "document_number": "北市資會字第1號",
            "file": make.make_attachment(agency),
        }
    due_on = day(told["due"]) if "due" in told else None
    YearlyForm.objects.create(agency=agency, year=told["year"] + 1911, due_on=due_on, **sent)


def publish(agency, text: str) -> None:
    """``甲-01 107/3/1 [迄]`` or the title of an analysis: shown from that day on, until it was withdrawn."""
    name, since, *ended = text.split()
    analysis = Analysis.objects.filter(title=name).first()
    over = {"state": "WITHDRAWN", "ended_on": day(ended[0]), "reason": "更正"} if ended else {}
    kind, key = (Kind.ANALYSIS, str(analysis.pk)) if analysis else (Kind.STATISTICS, name.lower())
    if name == "計畫":
        kind, key = Kind.PLAN, "plan"
    Publication.objects.create(
        agency=agency,
        kind=kind,
        key=key,
        title=name,
        content={},
        digest="0" * 64,
        published_on=day(since),
        first_published_on=day(since),
        **over,
    )


def decide(text: str) -> None:
    """``D-08 unit``: the owner's decision taken otherwise; without a reading it was never taken."""
    code, *reading = text.split()
    if reading:
        Rule.objects.filter(code=code).update(reading=reading[0])
    else:
        Rule.objects.filter(code=code).delete()


def build(agency, case: dict) -> None:
    """The rows that a case speaks of."""
    unit_of(agency, "會計室")
    Unit.objects.filter(name="會計室").update(functions=["ACCOUNTING"])
    for name in case.get("units", ()):
        unit_of(agency, name)
    for text in case.get("indicators", ()):
        begin(agency, text)
    for text in case.get("tables", ()):
        fill(text)
    for told in case.get("reviews", ()):
        review(agency, told)
    for told in case.get("analyses", ()):
        write(agency, told)
    for told in case.get("forms", ()):
        send_form(agency, told)
    for text in case.get("published", ()):
        publish(agency, text)
    if "decision" in case:
        decide(case["decision"])
