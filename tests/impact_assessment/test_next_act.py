"""Each is led to the act that is theirs, and told nothing that isn't so (G-1, G-2, G-10; features 4.1)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from impact_assessment import standing
from impact_assessment.actions import cases, engagements, opinions, reviews, steps, working
from impact_assessment.models import Opinion
from organization.models import Role
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import ways
from tests.impact_assessment.ways import DAYS, fresh


def page(name: str, pk: int) -> str:
    return reverse(f"assessment:{name}", args=[pk])


def text(answer) -> str:
    return answer.content.decode()


def returned(house, adoption="NOT_ADOPTED"):
    """A case whose fourth step begins again."""
    case = ways.screened(house)
    case = ways.fill(ways.gather(case, house), house)
    case = ways.replied(ways.heard_by_expert(case, house), house, adoption=adoption)
    by = actor_of(house.reviewer, DAYS[5])
    reviews.return_to(ways.sent(case, house), 4, on=day(DAYS[5]), reason="請訂目標值", by=by)
    return fresh(case)


def again_sent(case, house):
    """The fourth step done once more, and the case at the reviewer's."""
    steps.finish_step(case, 4, on=day("107/5/20"), by=actor_of(house.clerk, "107/5/20"))
    ways.sent(fresh(case), house, on="107/5/20")


def test_the_answers_to_opinions_come_first_and_then_the_amendment(house, as_):
    case = ways.heard_by_expert(ways.fill(ways.gather(ways.screened(house), house), house), house)
    client = as_(house.clerk)
    assert client.get(page("case", case.pk)).context["first"] == ("回復意見", page("opinions", case.pk))
    by = actor_of(house.clerk, DAYS[4])
    opinions.reply(Opinion.objects.get(), opinions.Answered("ADOPTED", day(DAYS[4]), "第 3 頁"), by=by)
    assert client.get(page("case", case.pk)).context["first"] == ("修正評估表", page("answers", case.pk))


def test_the_reviewer_of_a_second_round_is_told_that_nothing_was_amended(house, as_):
    case = returned(house)
    again_sent(case, house)
    shown = text(as_(house.reviewer).get(page("review", case.pk)))
    assert "前次退回後，評估表及草案都沒有修正。" in shown


def test_the_reviewer_of_a_second_round_sees_what_was_amended_since_the_first(house, as_):
    case = returned(house, adoption="ADOPTED")
    ways.change_answer(case, actor_of(house.clerk, "107/5/20"), "目標值五成")
    again_sent(fresh(case), house)
    answer = as_(house.reviewer).get(page("review", case.pk))
    [since], [whole] = answer.context["since"]["changed"], answer.context["changed"]
    assert "".join(one.text for one in since.before).endswith("依意見修正")
    assert "".join(one.text for one in since.after).endswith("目標值五成")
    assert "依意見修正" not in "".join(one.text for one in whole.before)
    assert "都沒有修正" not in text(answer)


def test_another_draft_counts_as_amended(house, as_):
    case = returned(house)
    draft = make.make_attachment(house.agency, "計畫書修正.pdf")
    by = actor_of(house.clerk, "107/5/20")
    working.attach_file(case, working.Paper(draft, day("107/5/20")), by=by)
    again_sent(fresh(case), house)
    shown = text(as_(house.reviewer).get(page("review", case.pk)))
    assert "已附上修正後的草案或計畫書。" in shown and "都沒有修正" not in shown


def test_the_first_round_speaks_of_no_earlier_one(house, as_):
    case = ways.ready_for_review(house)
    ways.sent(case, house)
    answer = as_(house.reviewer).get(page("review", case.pk))
    assert answer.context["since"] is None and "前次退回後" not in text(answer)


def test_giving_up_a_case_with_an_open_invitation_says_what_to_do_first(house, as_):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    case.engagements.create(
        expert=ways.make_expert(house.agency), invited_on=day(DAYS[2]), due_on=day(DAYS[3])
    )
    answer = as_(house.clerk).post(page("case-withdraw", case.pk), {"reason": "停辦"}, follow=True)
    assert answer.status_code == 200 and "請先取消邀請" in text(answer)
    assert fresh(case).withdrawn_because == ""


def test_a_case_given_up_owes_nothing(house, as_):
    case = ways.gather(ways.screened(house), house)
    cases.withdraw_case(case, by=actor_of(house.clerk), reason="停辦")
    assert [one.since for one in standing.steps(fresh(case))] == [None] * 5
    assert "task-now" not in text(as_(house.clerk).get(page("case", case.pk)))


def test_a_case_given_up_at_the_reviewers_is_not_decided_any_more(house, as_):
    case = ways.ready_for_review(house)
    review = ways.sent(case, house)
    cases.withdraw_case(fresh(case), by=actor_of(house.clerk), reason="停辦")
    by = actor_of(house.reviewer)
    for act in (
        lambda: reviews.approve(review, on=by.day, by=by),
        lambda: reviews.return_to(review, 4, on=by.day, reason="請修正", by=by),
    ):
        with pytest.raises(PermissionDenied, match="本案已撤案"):
            act()
    assert as_(house.reviewer).get(page("case", case.pk)).context["first"] is None
    assert fresh(case).current.number == 5 and fresh(case).round == 1


@pytest.mark.parametrize("who", ["reviewer", "secretary", "neighbour"])
def test_the_second_of_two_clicks_is_nobody_elses(house, who):
    """What changes nothing any more isn't said to be done by those who may not do it."""
    done, given_up = ways.gather(ways.screened(house), house), ways.opened(house, title="停辦案")
    cases.withdraw_case(given_up, by=actor_of(house.clerk), reason="停辦")
    asked = ways.fill(ways.gather(ways.screened(house, title="另一案"), house), house)
    engagement = asked.engagements.create(
        expert=ways.make_expert(house.agency),
        state="CANCELLED",
        reason="停辦",
        invited_on=day(DAYS[2]),
        due_on=day(DAYS[3]),
    )
    by = actor_of(getattr(house, who))
    sent = ways.ready_for_review(house, title="待審案")
    ways.sent(sent, house)
    for act in (
        lambda: reviews.send(sent, on=day(DAYS[4]), by=by),
        lambda: steps.finish_step(done, 1, on=day(DAYS[1]), by=by),
        lambda: cases.withdraw_case(given_up, by=by, reason="停辦"),
        lambda: engagements.call_off(engagement, by=by, reason="停辦"),
    ):
        with pytest.raises(PermissionDenied, match="由應用服務組辦理"):
            act()


def test_the_unit_may_click_twice(house):
    case, by = ways.gather(ways.screened(house), house), actor_of(house.clerk)
    assert steps.finish_step(case, 1, on=day(DAYS[1]), by=by).steps.filter(done_on=None).count() == 4
    for _again in range(2):
        assert cases.withdraw_case(case, by=by, reason="停辦").withdrawn_because == "停辦"


def test_the_earlier_case_is_named_to_those_who_see_it(house, as_):
    earlier = ways.screened(house, title="第一期")
    words = ways.words(house.unit_b, title="第二期")
    case = cases.open_case(house.agency, words, by=actor_of(house.secretary), source=earlier)
    assert "第一期" in text(as_(house.secretary).get(page("case", case.pk)))
    shown = text(as_(house.neighbour).get(page("case", case.pk)))
    assert "第一期" not in shown and "其他組室的案件" in shown


def test_a_namesake_whom_nobody_checked_is_not_said_to_be_a_stranger(house, as_):
    expert, client = ways.make_expert(house.agency, house.clerk.name), as_(house.reviewer)
    address = page("expert-detail", expert.pk)
    assert "與本機關現職人員同名，尚未核對是否為同一人" in text(client.get(address))
    expert.is_namesake = True
    expert.save()
    assert "與本機關人員同名，並非同一人" in text(client.get(address))
    other = ways.make_expert(house.agency, "府外丁")
    assert "未登錄為本機關現任或曾任人員" in text(client.get(page("expert-detail", other.pk)))


def test_where_no_rule_asks_for_assessments_nobody_is_asked_for_one(house, as_):
    above = make.make_agency(code="equality", name="性別平等辦公室")
    unit = make.make_unit(above, "性平組")
    overseer = make.make_person(above, unit, "性平員")
    make.make_account(overseer, Role.OVERSIGHT)
    shown = text(as_(overseer).get("/assessments/107/"))
    assert "沒有應辦性別影響評估的現行規定" in shown
    assert "請聲明無應辦案件" not in shown and "登錄案件" not in shown


def test_a_reviewer_begins_with_the_cases_that_wait(house, as_):
    assert as_(house.reviewer).get("/")["Location"] == "/assessments/107/"
