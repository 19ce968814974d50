"""What a named case tells of an agency's impact assessments, put into the tables; each line is read by its look."""

from itertools import count

from impact_assessment.models import (
    Case,
    CaseStatistic,
    Consultation,
    Engagement,
    Expert,
    FormVersion,
    NilReturn,
    Opinion,
    Reply,
    Review,
    Step,
)
from organization.models import Unit
from plan.models import Rule
from plan.rules import in_force
from tests import factories as make
from tests.factories import day
from tests.statistics_app.records import present, unit_of

ADOPTIONS = {
    "參採": {"adoption": "ADOPTED", "where_changed": "第 3 章"},
    "部分參採": {"adoption": "PARTLY", "where_changed": "第 3 章", "reason": "經費不足"},
    "未參採": {"adoption": "NOT_ADOPTED", "reason": "經費不足"},
}
NAMES = (f"專家{number}" for number in count(1))


def number(agency, code: str, name: str, on="107/6/1"):
    return in_force(agency.id, day(on)).number(code, name)


def codes(agency, code: str, name: str) -> dict[str, str]:
    """Code by title of a rule's list."""
    return {one["title"]: one["code"] for one in number(agency, code, name)}


def make_form(agency, **kw) -> FormVersion:
    kinds = list(codes(agency, "GIA-01", "triggers").values())
    said = {"code": "form-1", "title": "性別影響評估表", "kinds": kinds, "since": make.BEGIN} | kw
    return FormVersion.objects.get_or_create(agency=agency, code=said.pop("code"), defaults=said)[0]


def make_expert(agency, text: str, **kw) -> Expert:
    """``臺北市性別人才資料庫 105/1/1 [迄]``: a basis with its days; ``無`` is nobody's basis."""
    title, *days = text.split()
    external = make.make_external(agency, next(NAMES))
    expert = Expert.objects.create(agency=agency, external=external, **kw)
    if title != "無":
        since, until = [*days, None][:2]
        expert.bases.create(
            kind=codes(agency, "GIA-07", "bases")[title],
            kind_title=title,
            since=day(since),
            until=day(until) if until else None,
            proof_note="名冊",
        )
    return expert


def open_case(agency, told: dict) -> Case:
    """A case of ``year`` with its screening: ``107/2/1 應辦`` or ``107/2/1 免辦``, or none yet."""
    kind = told.get("kind", "自治條例修正案")
    opened_on = day(told.get("opened", "107/1/10"))
    said_on, *said = told.get("screened", "107/2/1 應辦").split() or [None]
    screened = {}
    if "應辦" in said:
        screened = {"is_needed": True, "form": make_form(agency)}
    if "免辦" in said:
        screened = {
            "is_needed": False,
            "exemption": "PRICE_ONLY",
            "exemption_title": "修正案僅依物價調整經費",
            "not_needed_because": "僅調整單價",
        }
    return Case.objects.create(
        agency=agency,
        year=told.get("year", 107) + 1911,
        unit=unit_of(agency, told.get("unit", "甲組")),
        kind=codes(agency, "GIA-01", "triggers")[kind],
        kind_title=kind,
        reviewer="LEGAL_FN",
        title=told.get("title", "案甲"),
        opened_on=opened_on,
        withdrawn_because=told.get("withdrawn", ""),
        **(screened | {"screened_on": day(said_on)} if screened else {}),
    )


def lay_steps(case: Case, told: dict) -> None:
    """Steps done on the days of ``steps``; ``returned = "107/5/1 3"`` and ``again`` tell of the next round."""
    rules = number(case.agency, "GIA-08", "steps")
    book = in_force(case.agency_id, day("107/6/1"))
    days = [day(one) for one in told.get("steps", ())]
    returned_on, to_step = told.get("returned", "– 9").split()
    again = [day(one) for one in told.get("again", ())]
    for place, rule in enumerate(rules, start=1):
        done_on = days[place - 1] if place <= len(days) else None
        is_over = place >= int(to_step)
        row = {
            "case": case,
            "number": place,
            "rule": rule,
            "title": f"步驟{place}",
            "clause": book[rule].clause,
        }
        Step.objects.create(**row, done_on=done_on, is_superseded=is_over)
        if is_over:
            later = dict(zip(range(int(to_step), 6), again, strict=False)).get(place)
            Step.objects.create(**row, round=2, done_on=later)
    if "returned" in told:
        reason = {"decision": "RETURNED", "reason": "請補正", "to_step": int(to_step)}
        decide(case, 1, day(returned_on), **reason)
    for place, done_on in told.get("moved", {}).items():
        Step.objects.filter(case=case, number=place, is_superseded=False).update(done_on=day(done_on))


def decide(case: Case, round: int, on, **said) -> Review:
    unit = Unit.objects.filter(agency=case.agency).first()
    return Review.objects.create(case=case, round=round, unit=unit, sent_on=on, decided_on=on, **said)


def hear(case: Case, told: dict, heard_on) -> None:
    """What experts wrote (``107/4/1 臺北市性別人才資料庫 105/1/1``) and where the task force dealt with it."""
    default = () if "presented" in told or heard_on is None else (f"{heard_on} 性別主流化人才資料庫 105/1/1",)
    for line in told.get("experts", default):
        submitted, basis = line.split(maxsplit=1)
        round = 2 if submitted.endswith("*") else 1
        submit(case, make_expert(case.agency, basis), submitted.rstrip("*"), round)
    if "presented" in told:
        case.presented_in = present(case.agency, told["presented"])
        case.save()
    for line in told.get("opinions", ()):
        say(case, line)


def submit(case: Case, expert: Expert, submitted: str, round: int = 1) -> Engagement:
    on = day(submitted)
    return Engagement.objects.create(
        case=case,
        expert=expert,
        round=round,
        state="SUBMITTED",
        invited_on=case.opened_on,
        due_on=on,
        submitted_on=on,
        keeps_secret=True,
    )


def say(case: Case, text: str) -> Opinion:
    """``參採 107/5/1``, ``尚未回復``: an opinion and what the unit made of it."""
    adoption, *days = text.split()
    engagement = case.engagements.last()
    whose = {"engagement": engagement} if engagement else {"item": case.presented_in}
    round = engagement.round if engagement else 1
    opinion = Opinion.objects.create(case=case, round=round, text="宜補充統計", **whose)
    if days:
        Reply.objects.create(opinion=opinion, replied_on=day(days[0]), **ADOPTIONS[adoption])
    return opinion


def gather(case: Case, told: dict, on) -> None:
    for _one in range(told.get("statistics", 1)):
        CaseStatistic.objects.create(case=case, title="使用者統計", source="業務統計", taken_on=on)
    for _one in range(told.get("consultations", 1)):
        Consultation.objects.create(case=case, held_on=on, who="顧問", note="建議")


def register(agency, told: dict) -> Case:
    """A case with all that was done about it."""
    case = open_case(agency, told)
    days = told.get("steps", ())
    if case.is_needed:
        lay_steps(case, told)
        if days:
            gather(case, told, day(days[0]))
        hear(case, told, days[2] if len(days) > 2 else None)
        done = [*days, *told.get("again", ())]
        last = case.steps.filter(number=5, is_superseded=False).first()
        if last and last.done_on and told.get("approved") != "":
            round = 2 if "returned" in told else 1
            decide(case, round, day(told.get("approved", done[-1])), decision="APPROVED")
    return case


def state_nil(agency, text: str) -> None:
    """``甲組 107/12/1 [撤回]``, of the year of the day."""
    unit, stated, *marks = text.split()
    stated_on = day(stated)
    withdrawn = {"withdrawn_because": "另有案件"} if "撤回" in marks else {}
    NilReturn.objects.create(
        unit=unit_of(agency, unit), year=stated_on.year, stated_on=stated_on, **withdrawn
    )


def build(agency, case: dict) -> None:
    """The rows that a case speaks of."""
    for name in case.get("units", ()):
        unit_of(agency, name)
    for told in case.get("cases", ()):
        register(agency, told)
    for text in case.get("nil", ()):
        state_nil(agency, text)
    if "without" in case:
        Rule.objects.filter(code=case["without"]).delete()
