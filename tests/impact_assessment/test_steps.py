"""One step after the other: by action, by forged act, by the database itself (GIA-08; G-1, G-9)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from impact_assessment import standing
from impact_assessment.actions import cases, opinions, reviews, steps, working
from impact_assessment.models import Edition, Opinion, Step
from notices.models import Letter
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import ways
from tests.impact_assessment.ways import DAYS, fresh


def refusals(excinfo) -> list[str]:
    return excinfo.value.messages


def test_the_steps_are_those_of_the_rule_with_the_words_of_the_plan(house):
    case = ways.screened(house)
    assert [(one.number, one.rule, one.clause) for one in case.now] == [
        (1, "GIA-02", "伍四(一)"),
        (2, "GIA-03", "伍四(二)"),
        (3, "GIA-04", "伍四(三)"),
        (4, "GIA-05", "伍四(四)"),
        (5, "GIA-06", "伍四(五)"),
    ]
    assert case.now[0].title == "蒐集相關性別統計、諮詢性別平等專家學者"
    assert case.form.code == "policy-105"


def test_a_case_goes_its_way_from_screening_to_control(house):
    case = ways.ready_for_review(house)
    review = ways.sent(case, house)
    assert review.unit == house.planning
    assert standing.stage(fresh(case)) == standing.Stage.IN_REVIEW
    reviews.approve(review, on=day(DAYS[5]), remark="通過", by=actor_of(house.reviewer, DAYS[5]))
    case = fresh(case)
    assert standing.stage(case) == standing.Stage.CONTROLLED
    assert [one.done_on for one in case.now] == [day(DAYS[number]) for number in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_no_step_is_skipped_by_an_act(house, number):
    case = ways.screened(house)
    with pytest.raises(PermissionDenied, match="須先完成步驟1"):
        steps.finish_step(case, number, on=day(DAYS[1]), by=actor_of(house.clerk, DAYS[1]))


def test_no_step_is_skipped_in_the_database(house):
    case = ways.screened(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(case=case, number=2).update(done_on=day(DAYS[2]))


def test_a_step_is_finished_only_when_nothing_is_missing_and_all_of_it_is_said(house):
    case = ways.screened(house)
    with pytest.raises(ValidationError) as said:
        steps.finish_step(case, 1, on=day(DAYS[1]), by=actor_of(house.clerk, DAYS[1]))
    assert refusals(said) == ["尚未引用性別統計。", "尚未登錄專家諮詢。"]


@pytest.mark.parametrize(
    ("on", "said"),
    [("107/3/9", "完成日不得早於107 年 3 月 10 日（諮詢日）。"), ("107/3/11", "完成日不得晚於今天。")],
)
def test_a_step_has_no_day_before_what_it_rests_on_and_none_to_come(house, on, said):
    case, by = ways.screened(house), actor_of(house.clerk, DAYS[1])
    working.cite(case, working.Cited(title="使用人口", source="主計處"), by=by)
    working.consult(case, working.Advice(day(DAYS[1]), "意見", who="諮詢員"), by=by)
    with pytest.raises(ValidationError) as refused:
        steps.finish_step(case, 1, on=day(on), by=by)
    assert refused.value.message_dict == {"done_on": [said]}
    assert steps.finish_step(case, 1, on=day(DAYS[1]), by=by).current.number == 2


def test_finishing_twice_changes_nothing(house):
    case = ways.gather(ways.screened(house), house)
    again = steps.finish_step(case, 1, on=day(DAYS[1]), by=actor_of(house.clerk, DAYS[1]))
    assert [one.done_on for one in again.now] == [day(DAYS[1]), None, None, None, None]


def test_the_form_is_kept_as_it_stood_after_filling_and_after_adopting(house):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    case = ways.replied(ways.heard_by_expert(case, house), house, adoption="ADOPTED")
    first, second = case.editions.all()
    assert (first.rule, second.rule) == ("GIA-03", "GIA-05")
    assert first.content["answers"][0]["text"] == "第 3 項的說明"
    assert second.content["answers"][0]["text"] == "依意見修正"
    assert first.draft.original_name == "計畫書.pdf"
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=first.pk).update(round=9)


def test_no_opinion_stays_open(house):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    case = ways.heard_by_expert(case, house, texts=("一", "二"))
    by = actor_of(house.clerk, DAYS[4])
    first = Opinion.objects.first()
    opinions.reply(first, opinions.Answered("NOT_ADOPTED", day(DAYS[4]), reason="經費不足"), by=by)
    with pytest.raises(ValidationError) as said:
        steps.finish_step(case, 4, on=day(DAYS[4]), by=by)
    assert refusals(said) == ["1 項意見尚未回復參採情形。"]


def test_what_is_adopted_must_have_changed_something(house):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    case = ways.heard_by_expert(case, house)
    by = actor_of(house.clerk, DAYS[4])
    opinions.reply(Opinion.objects.get(), opinions.Answered("ADOPTED", day(DAYS[4]), "第 3 頁"), by=by)
    with pytest.raises(ValidationError, match="評估表及草案都還沒有修正"):
        steps.finish_step(case, 4, on=day(DAYS[4]), by=by)
    ways.change_answer(case, by, "修正")
    assert steps.finish_step(case, 4, on=day(DAYS[4]), by=by).current.number == 5


@pytest.mark.parametrize(
    ("answered", "wrong"),
    [
        (opinions.Answered("ADOPTED", day(DAYS[4])), {"where_changed"}),
        (opinions.Answered("PARTLY", day(DAYS[4])), {"where_changed", "reason"}),
        (opinions.Answered("NOT_ADOPTED", day(DAYS[4])), {"reason"}),
        (opinions.Answered("NOT_ADOPTED", day("107/4/19"), reason="x"), {"replied_on"}),
        (opinions.Answered("NOT_ADOPTED", day("107/5/2"), reason="x"), {"replied_on"}),
    ],
)
def test_an_answer_says_where_and_why_and_when(house, answered, wrong):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    ways.heard_by_expert(case, house)
    with pytest.raises(ValidationError) as said:
        opinions.reply(Opinion.objects.get(), answered, by=actor_of(house.clerk, DAYS[4]))
    assert set(said.value.message_dict) == wrong


def test_a_return_begins_a_new_round_and_tells_the_unit_why(house):
    case = ways.ready_for_review(house)
    review = ways.sent(case, house)
    by = actor_of(house.reviewer, DAYS[5])
    reviews.return_to(review, 4, on=day(DAYS[5]), reason="目標值未填", by=by)
    case = fresh(case)
    assert [(one.number, one.round, one.done_on) for one in case.now] == [
        (1, 1, day(DAYS[1])),
        (2, 1, day(DAYS[2])),
        (3, 1, day(DAYS[3])),
        (4, 2, None),
        (5, 2, None),
    ]
    assert standing.missing(case, case.current) == ()
    letter = Letter.objects.get()
    assert (letter.office, letter.to_name) == ("REVIEWER", "林主任")
    assert "目標值未填" in letter.body and f"/assessments/cases/{case.pk}/" in letter.body


def test_a_returned_case_is_reviewed_again_in_its_new_round(house):
    case = ways.ready_for_review(house)
    reviews.return_to(
        ways.sent(case, house), 4, on=day(DAYS[5]), reason="補正", by=actor_of(house.reviewer, DAYS[5])
    )
    steps.finish_step(case, 4, on=day(DAYS[5]), by=actor_of(house.clerk, DAYS[5]))
    again = ways.sent(case, house, "107/5/11")
    assert again.round == 2
    reviews.approve(again, on=day("107/5/12"), by=actor_of(house.reviewer, "107/5/12"))
    assert [one.round for one in fresh(case).now] == [1, 1, 1, 2, 2]


def test_a_return_to_the_participation_needs_it_anew(house):
    case = ways.ready_for_review(house)
    reviews.return_to(
        ways.sent(case, house), 3, on=day(DAYS[5]), reason="再徵詢", by=actor_of(house.reviewer, DAYS[5])
    )
    case = fresh(case)
    assert standing.opinions(case) == [] and len(case.opinions.all()) == 1
    with pytest.raises(ValidationError, match="尚無符合資格專家的書面意見"):
        steps.finish_step(case, 3, on=day(DAYS[5]), by=actor_of(house.clerk, DAYS[5]))
    assert ways.heard_by_expert(case, house, DAYS[5], name="府外乙").current.number == 4


@pytest.mark.parametrize("to_step", [0, 1, 5, 6])
def test_a_reviewer_returns_to_a_step_between_the_first_and_the_review(house, to_step):
    review = ways.sent(ways.ready_for_review(house), house)
    with pytest.raises(ValidationError) as said:
        reviews.return_to(review, to_step, on=day(DAYS[5]), reason="x", by=actor_of(house.reviewer, DAYS[5]))
    assert "to_step" in said.value.message_dict


def test_a_return_without_a_reason_is_refused(house):
    review = ways.sent(ways.ready_for_review(house), house)
    with pytest.raises(ValidationError, match="退回須說明理由"):
        reviews.return_to(review, 4, on=day(DAYS[5]), reason=" ", by=actor_of(house.reviewer, DAYS[5]))


def test_the_unit_takes_a_case_back_by_itself(house):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    by = actor_of(house.clerk, DAYS[3])
    with pytest.raises(PermissionDenied, match="只能退回已完成的步驟"):
        steps.go_back(case, 3, reason="x", by=by)
    with pytest.raises(ValidationError, match="退回重辦須說明理由"):
        steps.go_back(case, 2, reason="", by=by)
    case = steps.go_back(case, 2, reason="補填", by=by)
    assert [(one.number, one.round) for one in case.now] == [(1, 1), (2, 2), (3, 2), (4, 2), (5, 2)]
    assert case.current.number == 2


def test_a_case_at_the_reviewers_or_with_an_open_invitation_is_not_taken_back(house):
    case = ways.ready_for_review(house)
    ways.sent(case, house)
    by = actor_of(house.clerk, DAYS[5])
    with pytest.raises(PermissionDenied, match="由審核者退回"):
        steps.go_back(case, 4, reason="x", by=by)
    other = ways.fill(ways.gather(ways.screened(house, title="另一案"), house), house)
    expert = ways.make_expert(house.agency, "府外丙")
    other.engagements.create(expert=expert, invited_on=day(DAYS[2]), due_on=day(DAYS[3]))
    with pytest.raises(PermissionDenied, match="請先取消邀請"):
        steps.go_back(other, 2, reason="x", by=by)
    with pytest.raises(ValidationError, match="請先取消邀請"):
        cases.withdraw_case(other, reason="x", by=by)


def test_nobody_reviews_what_they_have_sent(house):
    make.make_account(house.clerk, "REVIEWER", username="both")
    case = ways.ready_for_review(house)
    review = ways.sent(case, house)
    with pytest.raises(PermissionDenied, match="送審人不得審核"):
        reviews.approve(review, on=day(DAYS[5]), by=actor_of(house.clerk, DAYS[5]))


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "neighbour"])
def test_nobody_but_a_reviewer_decides(house, who):
    review = ways.sent(ways.ready_for_review(house), house)
    with pytest.raises(PermissionDenied, match="本案由研考審核"):
        reviews.approve(review, on=day(DAYS[5]), by=actor_of(getattr(house, who), DAYS[5]))


def test_sending_or_deciding_twice_does_it_once(house):
    case = ways.ready_for_review(house)
    first, second = ways.sent(case, house), ways.sent(case, house)
    assert first == second
    by = actor_of(house.reviewer, DAYS[5])
    reviews.approve(first, on=day(DAYS[5]), by=by)
    with pytest.raises(PermissionDenied, match="本案不在審核中"):
        reviews.return_to(second, 4, on=day(DAYS[5]), reason="x", by=by)


def test_due_days_follow_each_other(house):
    case, by = ways.screened(house), actor_of(house.clerk, DAYS[1])
    steps.set_due(case, {1: day("107/4/1"), 5: day("107/6/1")}, by=by)
    assert [one.due_on for one in fresh(case).now] == [day("107/4/1"), None, None, None, day("107/6/1")]
    with pytest.raises(ValidationError) as said:
        steps.set_due(case, {3: day("107/3/1")}, by=by)
    assert "due_3" in said.value.message_dict
