"""A case led from step to step by the real actions, as its people do it."""

import uuid

from django.core.management import call_command

from impact_assessment.actions import cases, opinions, reviews, steps, working
from impact_assessment.models import Case, Engagement, Expert, Opinion, Part
from tests import factories as make
from tests.factories import actor_of, day

DAYS = {"opened": "107/3/1", 1: "107/3/10", 2: "107/3/20", 3: "107/4/20", 4: "107/5/1", 5: "107/5/10"}
"""The day on which each step is done."""


def load_forms(agency) -> None:
    call_command("load_assessment_forms", agency=agency.code, verbosity=0)


def words(unit, kind="MAJOR_POLICY", title="智慧路燈計畫", year=2018, **kw) -> cases.Words:
    return cases.Words(unit=unit, kind=kind, title=title, year=year, **kw)


def opened(cast, on=DAYS["opened"], by=None, **kw) -> Case:
    """A case of 應用服務組."""
    return cases.open_case(cast.agency, words(cast.unit_a, **kw), by=actor_of(by or cast.clerk, on))


def screened(cast, on=DAYS["opened"], **kw) -> Case:
    """One that needs an assessment."""
    case = opened(cast, on, **kw)
    return fresh(cases.screen(case, cases.Screening(True, day(on)), by=actor_of(cast.clerk, on)))


def fresh(case) -> Case:
    return Case.objects.whole().get(pk=case.pk)


def gather(case, cast, on=DAYS[1]) -> Case:
    """A statistic from elsewhere and somebody's advice."""
    by = actor_of(cast.clerk, on)
    working.cite(case, working.Cited(title="使用人口", source="主計處"), by=by)
    working.consult(case, working.Advice(day(on), "應分析夜間使用者。", who="性別諮詢員"), by=by)
    return steps.finish_step(case, 1, on=day(on), by=by)


def fill(case, cast, on=DAYS[2]) -> Case:
    """Every question answered with 是 and a text; the draft attached."""
    by = actor_of(cast.clerk, on)
    said = {
        one.id: working.Said(f"第 {one.number} 項的說明", "YES" if one.kind == "YES_NO" else "")
        for one in case.form.questions.all()
        if one.part == Part.SELF
    }
    working.answer(case, said, by=by)
    draft = make.make_attachment(cast.agency, "計畫書.pdf")
    working.attach_file(case, working.Paper(draft, day(on)), by=by)
    return steps.finish_step(case, 2, on=day(on), by=by)


def heard_by_expert(case, cast, on=DAYS[3], texts=("請補充性別目標。",), name="府外甲") -> Case:
    """An eligible expert has sent opinions."""
    expert = Expert.objects.filter(external__name=name).first() or make_expert(cast.agency, name)
    engagement = Engagement.objects.create(
        case=case,
        expert=expert,
        round=fresh(case).round,
        state="SUBMITTED",
        invited_on=day(on),
        due_on=day(on),
        submitted_on=day(on),
        keeps_secret=True,
        basis={"kind": "NATIONAL_DB", "title": "性別主流化人才資料庫"},
    )
    questions = case.form.questions.filter(part=Part.PARTICIPATION)
    for question, text in zip(questions, texts, strict=False):
        Opinion.objects.create(
            case=case, engagement=engagement, question=question, round=engagement.round, text=text
        )
    number = next(one.number for one in case.now if one.rule == "GIA-04")
    return steps.finish_step(case, number, on=day(on), by=actor_of(cast.clerk, on))


def make_expert(agency, name="府外甲", until=None) -> Expert:
    expert = Expert.objects.create(agency=agency, external=make.make_external(agency, name))
    expert.bases.create(
        kind="NATIONAL_DB",
        kind_title="性別主流化人才資料庫",
        since=make.BEGIN,
        until=until,
        proof_note="網站查詢",
    )
    return expert


def replied(case, cast, on=DAYS[4], adoption="NOT_ADOPTED") -> Case:
    """Each opinion answered; where one is adopted the form changes."""
    by = actor_of(cast.clerk, on)
    where = "" if adoption == "NOT_ADOPTED" else "第 3 頁"
    because = "" if adoption == "ADOPTED" else "經費不足"
    for one in Opinion.objects.filter(case=case, is_withdrawn=False, reply=None):
        opinions.reply(one, opinions.Answered(adoption, day(on), where, because), by=by)
    if where:
        change_answer(case, by, "依意見修正")
    return steps.finish_step(case, 4, on=day(on), by=by)


def change_answer(case, by, text) -> None:
    first = fresh(case).answers.all()[0]
    working.answer(case, {first.question_id: working.Said(text, first.choice, first.version)}, by=by)


def sent(case, cast, on=DAYS[4]):
    """At the reviewer's."""
    return reviews.send(case, on=day(on), by=actor_of(cast.clerk, on))


def ready_for_review(cast, **kw) -> Case:
    """The four steps before the review are done."""
    case = screened(cast, **kw)
    case = fill(gather(case, cast), cast)
    return replied(heard_by_expert(case, cast), cast)


def token() -> uuid.UUID:
    return uuid.uuid4()
