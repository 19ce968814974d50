"""The form filled in, statistics and files, opinions answered, the review, as pages (G-3, G-4, G-8 – G-10, G-16)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from impact_assessment.actions import reviews, unsaved, versions, working
from impact_assessment.editions import unanswered
from impact_assessment.models import Case, CaseFile, FormVersion, Opinion, Question, Review
from statistics_app.models import YearTable
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import ways
from tests.impact_assessment.test_case_pages import page, text
from tests.impact_assessment.ways import DAYS, fresh


@pytest.fixture
def filling(house):
    """A case whose form is to be filled in."""
    return ways.gather(ways.screened(house), house)


@pytest.fixture
def answering(house, filling):
    """A case with two opinions to be answered."""
    return ways.heard_by_expert(ways.fill(filling, house), house, texts=("一", "二"))


def boxes(case, **typed) -> dict:
    """The form as it stands, with ``q_4_1="text"`` typed at question 4-1."""
    given = {one.question_id: one for one in fresh(case).answers.all()}
    sent = {}
    for one in case.form.questions.filter(part="SELF"):
        answer = given.get(one.id)
        sent[f"q{one.id}-text"] = typed.get(
            f"q_{one.number.replace('-', '_')}", answer.text if answer else ""
        )
        sent[f"q{one.id}-version"] = answer.version if answer else ""
        if one.kind == "YES_NO":
            sent[f"q{one.id}-choice"] = answer.choice if answer else ""
    return sent


def said(case, number: str) -> str:
    return next((one.text for one in fresh(case).answers.all() if one.question.number == number), "")


def test_answers_are_saved_before_all_are_there_and_what_lacks_is_said(as_, house, filling):
    client = as_(house.clerk)
    shown = text(client.post(page(filling, "form"), boxes(filling, q_4_1="現況"), follow=True))
    assert "已儲存。尚有必填項目：3、4-2、5、6、7-1、7-2、7-3。" in shown
    assert said(filling, "4-1") == "現況"


def test_a_yes_asks_for_the_evaluation(house, filling):
    by, question = actor_of(house.clerk), filling.form.questions.get(number="7-3")
    working.answer(filling, {question.id: working.Said("有空間", "YES")}, by=by)
    assert {"8-1", "8-2", "8-8", "8-9"} <= set(unanswered(fresh(filling)))


def test_who_saves_second_sees_both_and_nothing_is_half_saved(as_, house, filling):
    client = as_(house.clerk)
    client.post(page(filling, "form"), boxes(filling, q_4_1="最初"))
    old = boxes(filling)
    client.post(page(filling, "form"), boxes(filling, q_4_1="甲寫"))
    mine = {**old}
    first = filling.form.questions.get(number="4-1")
    other = filling.form.questions.get(number="5")
    mine |= {f"q{first.id}-text": "乙寫", f"q{other.id}-text": "乙寫的目標"}
    answer = client.post(page(filling, "form"), mine)
    assert answer.status_code == 409
    assert "甲寫" in text(answer) and "乙寫" in text(answer)
    assert (said(filling, "4-1"), said(filling, "5")) == ("甲寫", "")
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(page(filling, "form"), again).status_code == 302
    assert (said(filling, "4-1"), said(filling, "5")) == ("乙寫", "乙寫的目標")


def test_the_same_words_typed_by_two_are_no_conflict(as_, house, filling):
    client, sent = as_(house.clerk), boxes(filling, q_4_1="同樣")
    assert [client.post(page(filling, "form"), sent).status_code for _again in range(2)] == [302, 302]


def test_text_that_was_not_saved_stands_in_the_form_and_is_gone_once_saved(as_, house, filling):
    by, question = actor_of(house.clerk), filling.form.questions.get(number="4-1")
    unsaved.keep(filling, "form", {f"q{question.id}-text": "打到一半"}, by=by)
    client = as_(house.clerk)
    shown = client.get(page(filling, "form"))
    assert shown.context["form"][f"q{question.id}-text"].value() == "打到一半"
    assert "捨棄暫存的文字" in text(shown)
    client.post(page(filling, "form"), boxes(filling, q_4_1="打到一半"))
    assert unsaved.typed(filling, "form", by=by) is None


def test_the_form_is_only_read_while_others_have_it(as_, house, answering):
    case = ways.fill(ways.gather(ways.screened(house, title="另案"), house), house)
    client = as_(house.clerk)
    shown = text(client.get(page(case, "form")))
    assert "<textarea" not in shown and "第 4-1 項的說明" in shown and "None" not in shown
    assert client.post(page(case, "form"), boxes(case, q_4_1="偷改")).status_code == 403
    assert "<textarea" in text(client.get(page(answering, "form")))
    assert "<textarea" not in text(as_(house.secretary).get(page(answering, "form")))


def test_a_cited_table_stays_as_it_was_when_the_numbers_change(as_, house):
    case, client = ways.screened(house), as_(house.clerk)
    indicator = make.make_indicator(house.agency, house.unit_a, title="夜間使用人次")
    make.make_table(indicator, 2017, [10, 20], "APPROVED")
    open_one = make.make_indicator(house.agency, house.unit_a, code="OPEN")
    make.make_table(open_one, 2017, [1, 2])
    form = client.get(page(case, "statistics", "new")).context["form"]
    assert list(form.fields["indicator"].queryset) == [indicator]
    sent = {"indicator": indicator.pk, "finding": "女性多", "token": str(form.initial["token"])}
    for _again in range(2):
        client.post(page(case, "statistics", "new"), sent)
    row = case.statistics.get()
    YearTable.objects.update(cells={})
    assert row.table["rows"][0][-3:] == ["10", "20", "30"]
    shown = text(client.get(f"/assessments/statistics/{row.pk}/"))
    assert "夜間使用人次" in shown and "30" in shown


def test_a_statistic_from_elsewhere_has_title_and_source(as_, house):
    case = ways.screened(house)
    answer = as_(house.clerk).post(page(case, "statistics", "new"), {"finding": "x"})
    assert answer.context["form"].errors == {"title": ["請填統計名稱。"], "source": ["請填資料來源。"]}


def test_what_a_finished_step_rests_on_is_not_taken_out(as_, house, filling):
    row = filling.statistics.get()
    client = as_(house.clerk)
    answer = client.post(f"/assessments/statistics/{row.pk}/withdraw/", {"reason": "x"})
    assert (answer.status_code, "以此為據" in text(answer)) == (403, True)


def test_a_file_is_given_to_whoever_sees_the_case_and_to_nobody_else(as_, house, filling):
    draft = SimpleUploadedFile("計畫書.pdf", b"%PDF-1.4 plan")
    sent = {"kind": "DRAFT", "dated_on": "107/5/1", "file": draft}
    as_(house.clerk).post(page(filling, "files", "new"), sent)
    row = CaseFile.objects.get()
    found = {
        who: as_(getattr(house, who)).get(f"/assessments/files/{row.pk}/").status_code
        for who in ("clerk", "secretary", "reviewer", "neighbour", "accountant", "stranger")
    }
    assert found == {
        "clerk": 200,
        "secretary": 200,
        "reviewer": 200,
        "neighbour": 404,
        "accountant": 404,
        "stranger": 404,
    }


def replies(case, *answers: tuple, **more) -> dict:
    """(adoption, where, reason) of each opinion in turn."""
    sent = {"replied_on": "107/6/1"}
    for one, (adoption, where, reason) in zip(fresh(case).opinions.all(), answers, strict=False):
        sent |= {f"o{one.id}-adoption": adoption, f"o{one.id}-where": where, f"o{one.id}-reason": reason}
        reply = getattr(one, "reply", None)
        sent[f"o{one.id}-version"] = reply.version if reply else ""
    return sent | more


def test_opinions_are_answered_together_and_open_ones_wait(as_, house, answering):
    client = as_(house.clerk)
    sent = replies(answering, ("NOT_ADOPTED", "", "經費不足"), ("", "", ""))
    assert "尚有 1 項未回復" in text(client.post(page(answering, "opinions"), sent, follow=True))
    answer = client.post(page(answering, "opinions"), replies(answering, ("", "", ""), ("ADOPTED", "", "")))
    names = {name.split("-")[1] for name in answer.context["form"].errors}
    assert names == {"adoption", "where"}
    sent = replies(answering, ("NOT_ADOPTED", "", "經費不足"), ("PARTLY", "第 3 頁", "餘 108 年辦理"))
    client.post(page(answering, "opinions"), sent)
    found = [(one.reply.adoption, one.reply.where_changed) for one in fresh(answering).opinions.all()]
    assert found == [("NOT_ADOPTED", ""), ("PARTLY", "第 3 頁")]


def test_two_who_answer_the_same_opinion_are_told_apart(as_, house, answering):
    client = as_(house.clerk)
    client.post(page(answering, "opinions"), replies(answering, ("NOT_ADOPTED", "", "甲說")))
    old = replies(answering, ("NOT_ADOPTED", "", "乙說"))
    client.post(page(answering, "opinions"), replies(answering, ("NOT_ADOPTED", "", "丙說")))
    answer = client.post(page(answering, "opinions"), old)
    assert (answer.status_code, "丙說" in text(answer), "乙說" in text(answer)) == (409, True, True)


def test_an_opinion_of_another_case_can_not_be_answered_here(as_, house, answering):
    other = ways.fill(ways.gather(ways.screened(house, title="另案"), house), house)
    other = ways.heard_by_expert(other, house, name="府外乙")
    foreign = other.opinions.get()
    sent = {"replied_on": "107/6/1", f"o{foreign.id}-adoption": "NOT_ADOPTED", f"o{foreign.id}-reason": "x"}
    as_(house.clerk).post(page(answering, "opinions"), sent)
    assert not hasattr(Opinion.objects.get(pk=foreign.pk), "reply")


def test_before_and_after_stand_side_by_side(as_, house, answering):
    by = actor_of(house.clerk)
    ways.change_answer(answering, by, "第 3 項的新說明")
    [changed] = as_(house.clerk).get(page(answering, "changes")).context["changed"]
    assert [(one.text, one.differs) for one in changed.after if one.differs] == [("新", True)]
    assert changed.number == "3"


def test_a_return_and_an_approval_on_the_reviewers_page(as_, house):
    case = ways.ready_for_review(house)
    ways.sent(case, house)
    client, address = as_(house.reviewer), page(case, "review")
    answer = client.post(address, {"decision": "RETURNED", "decided_on": "107/6/1"})
    assert answer.context["form"].errors.keys() == {"to_step", "reason"}
    sent = {"decision": "RETURNED", "to_step": 4, "reason": "目標值未填", "decided_on": "107/6/1"}
    assert "已退回" in text(client.post(address, sent, follow=True))
    assert "目標值未填" in text(as_(house.clerk).get(page(case)))
    assert as_(house.reviewer).get(address).status_code == 403
    client = as_(house.clerk)
    client.post(page(case, "steps", "4", "finish"), {"done_on": "107/6/1"})
    client.post(page(case, "send"), {"sent_on": "107/6/1"})
    client = as_(house.reviewer)
    client.post(address, {"decision": "APPROVED", "decided_on": "107/6/1"})
    assert fresh(case).current is None
    assert list(Review.objects.values_list("round", "decision")) == [(1, "RETURNED"), (2, "APPROVED")]


def test_goals_are_followed_after_the_approval_until_they_are_closed(as_, house):
    case = ways.ready_for_review(house)
    reviews.approve(ways.sent(case, house), on=day(DAYS[5]), by=actor_of(house.reviewer, DAYS[5]))
    client = as_(house.clerk)
    client.post(page(case, "goals", "new"), {"text": "女性使用率達五成", "due_on": "107/12/31"})
    goal = case.goals.get()
    address = f"/assessments/goals/{goal.pk}/"
    assert client.post(address, {"result": "", "version": 0}).context["form"].errors.keys() == {"result"}
    client.post(address, {"result": "達 52%", "closed_on": "107/6/1", "version": 0})
    goal.refresh_from_db()
    assert (goal.result, goal.closed_on) == ("達 52%", day("107/6/1"))
    assert client.get(address).status_code == 403


def test_a_new_version_changes_new_cases_only(as_, house):
    old = ways.screened(house)
    form = FormVersion.objects.get(code="policy-105")
    client = as_(house.reviewer)
    sent = {"title": "新表", "code": "policy-106", "since": "107/6/1", "source": "函"}
    client.post(f"/assessments/forms/{form.pk}/follow/", sent)
    new = FormVersion.objects.get(code="policy-106")
    assert (new.questions.count(), new.until) == (form.questions.count(), day("107/7/1"))
    question = new.questions.get(number="4-1")
    words = {**QUESTION, "section": question.section, "order": question.order, "version": 0}
    client.post(f"/assessments/questions/{question.pk}/", words)
    later = ways.screened(house, "107/6/1", title="新案")
    assert [fresh(one).form.code for one in (old, later)] == ["policy-105", "policy-106"]
    asked = [fresh(one).form.questions.get(number="4-1").text for one in (old, later)]
    assert asked == ["現況問題與需求概述", "改過的題目"]


QUESTION = {"part": "SELF", "number": "4-1", "text": "改過的題目", "kind": "TEXT", "hint": ""}


def test_the_questions_of_a_version_in_use_stay(as_, house):
    case = ways.screened(house)
    question = case.form.questions.get(number="4-1")
    client = as_(house.secretary)
    for address in (
        f"questions/{question.pk}/",
        f"questions/{question.pk}/drop/",
        f"forms/{case.form_id}/edit/",
    ):
        assert client.post(f"/assessments/{address}", {**QUESTION, "reason": "x"}).status_code == 403, address
    with pytest.raises(PermissionDenied, match="已有案件使用這個版本"):
        versions.keep_question(question, by=actor_of(house.secretary))


def test_a_version_from_before_a_case_that_began_is_refused(house):
    ways.screened(house)
    form = FormVersion.objects.get(code="policy-105")
    words = {"code": "x", "title": "x", "source": "", "by": actor_of(house.secretary)}
    with pytest.raises(ValidationError, match="已有案件於107 年 3 月 1 日以原版本開始"):
        versions.follow(form, since=day("107/2/1"), **words)


def test_a_second_load_changes_nothing_and_keeps_what_the_keepers_have_made_of_it(house):
    Question.objects.filter(number="4-1", form__code="policy-105").update(text="自己改的")
    before = (FormVersion.objects.count(), Question.objects.count())
    ways.load_forms(house.agency)
    assert (FormVersion.objects.count(), Question.objects.count()) == before
    assert Question.objects.get(number="4-1", form__code="policy-105").text == "自己改的"


def test_without_a_form_of_that_day_no_case_begins(as_, house):
    FormVersion.objects.filter(code__startswith="policy").update(since=day("108/1/1"), until=None)
    case = ways.opened(house)
    sent = {"is_needed": "yes", "screened_on": "107/3/1", "version": 0}
    answer = as_(house.clerk).post(page(case, "screen"), sent)
    assert "沒有「重大施政計畫」適用的評估表" in text(answer)
    assert Case.objects.get().is_needed is None
