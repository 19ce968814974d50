"""The evaluation after a course: only those who came, once, and nobody knows who said what (T-12, TR-12, H057)."""

import io
import re
import tomllib
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
import segno
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from core.contract import Scope
from core.spreadsheets import read_rows
from organization.models.change import Change
from tests import factories as make
from tests.factories import actor_of, day
from tests.training.test_double_click import command, house, token_of
from training import actions
from training.compliance import findings
from training.evaluated import evaluation_table
from training.evaluating import first_questions, participants, results, rule_of, together
from training.evaluation_sheet import sheet_html
from training.models import Evaluation, EvaluationAnswer, EvaluationCode, EvaluationForm

__all__ = ["house"]

CASES = tomllib.loads(
    Path(__file__).parents[1].joinpath("plan", "cases", "TR-12.toml").read_text(encoding="utf-8")
)["case"]
HELD, TODAY, LAST = "107/5/9", "107/5/10", "107/5/31"
QUESTIONS = [{"kind": "SCALE", "text": "整體滿意度"}, {"kind": "TEXT", "text": "其他意見"}]


@pytest.fixture
def held(plan, cast, settings):
    """A session of our own that eight people came to."""
    settings.DEMO_DAY = day(TODAY)
    session = make.make_session(make.make_course(plan, "CEDAW 案例", organiser="SELF"), HELD)
    for number in range(8):
        make.make_hours(make.make_person(plan, cast.unit_a, f"甲{number}"), session)
    return session


def by(cast, on=TODAY):
    return actor_of(cast.officer, on)


def opened(session, cast, questions=QUESTIONS, closes=LAST, **kw) -> Evaluation:
    made = Evaluation(session=session, closes_on=day(closes), questions=questions, **kw)
    return actions.open_evaluation(made, by=by(cast))


def handed_out(evaluation, cast, on=TODAY) -> list[str]:
    evaluation.refresh_from_db()
    codes = actions.fresh_codes(evaluation)
    actions.hand_out(evaluation, codes, by=by(cast, on))
    evaluation.refresh_from_db()
    return codes


def fill(evaluation, code, points=4, text="", on=TODAY) -> bool:
    return actions.answer(evaluation, code, [points, text], stamp=evaluation.stamp, day=day(on))


def result(evaluation, on=LAST):
    return results(Evaluation.objects.filter(pk=evaluation.pk), day(on))[0]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_case_is_judged_as_the_officer_says(plan, case):
    for text in case["sessions"]:
        organiser, ended_on, method, *opened_on = text.split()
        session = make.make_session(make.make_course(plan, organiser=organiser), ended_on)
        if opened_on:
            how = {"method": method, "note": "題目", "closes_on": day(opened_on[0])}
            numbers = {"scale": 5, "smallest_group": 5}
            Evaluation.objects.create(session=session, opened_on=day(opened_on[0]), **how, **numbers)
    scope = Scope(plan.id, 2018, day(case.get("as_of", "108/1/31")))
    found = next(one for one in findings(scope) if one.rule == "TR-12")
    assert (found.have, found.need, str(found.verdict)) == (case["have"], case["need"], case["verdict"])
    assert (len(found.counted.ids), len(found.asked.ids)) == (case["have"], case["need"])


def test_both_sides_of_the_border_are_there():
    assert {case["verdict"] for case in CASES} == {"met", "unmet", "pending"}


def test_everybody_with_hours_that_count_or_wait_is_a_participant(held, cast):
    here = held.hours.first().person
    make.make_enrolment(here, held, cast.unit_a, "ATTENDED")
    make.make_hours(cast.clerk, held, state="RETURNED", reason="缺證明")
    make.make_enrolment(cast.neighbour, held, cast.unit_b, "ABSENT")
    assert participants(held) == 8


def test_each_participant_gets_one_code_and_each_code_one_sheet(held, cast):
    evaluation = opened(held, cast)
    codes = handed_out(evaluation, cast)
    assert (len(codes), len(set(codes))) == (8, 8)
    assert [fill(evaluation, code) for code in codes] == [True] * 8
    assert [fill(evaluation, code) for code in codes] == [False] * 8
    assert (evaluation.answers.count(), evaluation.codes.filter(is_used=True).count()) == (8, 8)


def test_a_code_is_read_however_it_is_typed(held, cast):
    evaluation = opened(held, cast)
    code = handed_out(evaluation, cast)[0]
    assert fill(evaluation, f" {code[:4].lower()}－{code[4:].lower()} ") is True


def test_a_code_of_another_session_opens_nothing(held, cast):
    code = handed_out(opened(held, cast), cast)[0]
    other = make.make_session(held.course, HELD)
    with pytest.raises(ValidationError, match="代碼不正確"):
        fill(opened(other, cast), code)
    assert EvaluationAnswer.objects.count() == 0


def test_a_thousand_posts_by_one_code_make_one_sheet(held, cast, client):
    evaluation = opened(held, cast)
    code = handed_out(evaluation, cast)[0]
    address = reverse("training:invited-evaluation", args=[evaluation.token])
    sent = {"code": code, "stamp": evaluation.stamp, "q0": "5", "q1": "好"}
    answers = {client.post(address, sent).headers.get("Location") for _post in range(1000)}
    assert answers == {reverse("training:invited-evaluation-thanks", args=[evaluation.token])}
    assert evaluation.answers.count() == 1


def test_the_page_asks_no_account_and_begins_no_session(held, cast, client):
    evaluation = opened(held, cast)
    page = client.get(reverse("training:invited-evaluation", args=[evaluation.token]))
    assert (page.status_code, "sessionid" in client.cookies) == (200, False)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


def test_neither_code_nor_sheet_is_tied_to_a_person_a_time_or_an_order(held, cast):
    evaluation = opened(held, cast)
    codes = handed_out(evaluation, cast)
    lines = Change.objects.count()
    for number, code in enumerate(codes):
        fill(evaluation, code, text=f"第{number}人")
    assert Change.objects.count() == lines
    assert {one.name for one in EvaluationCode._meta.get_fields()} == {
        "id", "evaluation", "digest", "is_used",
    }  # fmt: skip
    assert {one.name for one in EvaluationAnswer._meta.get_fields()} == {"id", "evaluation", "values"}
    stored = repr([list(model.objects.values_list()) for model in (EvaluationCode, EvaluationAnswer, Change)])
    assert [code for code in codes if code in stored] == []
    said = [one.values[1] for one in EvaluationAnswer.objects.order_by("id")]
    assert sorted(said) == [f"第{number}人" for number in range(8)]
    assert min(EvaluationAnswer.objects.values_list("id", flat=True)) > 1_000_000


def test_results_show_from_the_fifth_sheet_on(held, cast):
    evaluation = opened(held, cast)
    codes = handed_out(evaluation, cast)
    for code in codes[:4]:
        fill(evaluation, code, 2, "四人之一")
    hidden = result(evaluation, "107/6/1")
    assert (hidden.is_shown, hidden.answered, hidden.invited) == (False, 4, 8)
    assert (hidden.scales, hidden.texts, hidden.satisfaction) == ((), (), None)
    fill(evaluation, codes[4], 5, "第五人")
    shown = result(evaluation, "107/6/1")
    assert (shown.is_shown, str(shown.scales[0].average), shown.satisfaction) == (True, "2.6", (13, 25))
    assert sorted(shown.texts[0].texts) == ["四人之一"] * 4 + ["第五人"]


def test_texts_wait_for_the_last_day_and_keep_their_order(held, cast):
    evaluation = opened(held, cast)
    for number, code in enumerate(handed_out(evaluation, cast)):
        fill(evaluation, code, text=f"意見{number}")
    assert result(evaluation, LAST).texts == ()
    once, again = (result(evaluation, "107/6/1").texts[0].texts for _time in range(2))
    assert once == again
    assert sorted(once) == [f"意見{number}" for number in range(8)]


def test_a_course_adds_up_only_what_may_be_shown(held, cast):
    evaluation = opened(held, cast)
    for code in handed_out(evaluation, cast)[:5]:
        fill(evaluation, code, 4)
    small = make.make_session(held.course, HELD)
    for number in range(4):
        make.make_hours(make.make_person(cast.agency, cast.unit_b, f"乙{number}"), small)
    other = opened(small, cast)
    for code in handed_out(other, cast):
        fill(other, code, 1)
    found = results(Evaluation.objects.filter(session__course=held.course), day(LAST))
    assert [(one.text, one.sheets, str(one.average)) for one in together(found)] == [("整體滿意度", 5, "4.0")]


def test_a_new_sheet_voids_unused_codes_and_gives_none_to_who_has_answered(held, cast):
    evaluation = opened(held, cast)
    old = handed_out(evaluation, cast)
    fill(evaluation, old[0])
    new = handed_out(evaluation, cast)
    assert len(new) == 7
    with pytest.raises(ValidationError, match="改印新的代碼單"):
        fill(evaluation, old[1])
    assert [fill(evaluation, code) for code in new] == [True] * 7
    assert evaluation.codes.count() == 8


def test_after_the_last_day_nothing_is_taken(held, cast, client, settings):
    evaluation = opened(held, cast)
    code = handed_out(evaluation, cast)[0]
    with pytest.raises(ValidationError, match="填答已截止"):
        fill(evaluation, code, on="107/6/1")
    assert fill(evaluation, code, on=LAST) is True
    settings.DEMO_DAY = day("107/6/1")
    page = client.get(reverse("training:invited-evaluation", args=[evaluation.token]))
    assert (page.status_code, "填答已截止" in page.content.decode()) == (404, True)


def test_the_agencys_own_questions_begin_the_next_evaluation_and_not_the_last(held, cast):
    rule = rule_of(held)
    assert first_questions(cast.agency.id, rule) == rule.number("questions")
    evaluation = opened(held, cast, first_questions(cast.agency.id, rule))
    actions.keep_form(EvaluationForm(agency=cast.agency, questions=QUESTIONS), by=by(cast))
    assert first_questions(cast.agency.id, rule) == QUESTIONS
    evaluation.refresh_from_db()
    assert evaluation.questions == rule.number("questions")


def test_questions_change_until_the_first_sheet(held, cast):
    evaluation = opened(held, cast)
    code = handed_out(evaluation, cast)[0]
    old = evaluation.stamp
    evaluation.questions = [{"kind": "SCALE", "text": "講師"}]
    actions.change_evaluation(evaluation, by=by(cast))
    with pytest.raises(ValidationError, match="題目剛才有修改"):
        actions.answer(evaluation, code, [4, ""], stamp=old, day=day(TODAY))
    actions.answer(evaluation, code, [4], stamp=evaluation.stamp, day=day(TODAY))
    evaluation.questions = QUESTIONS
    with pytest.raises(PermissionDenied, match="已有人填答"):
        actions.change_evaluation(evaluation, by=by(cast))


def test_a_closed_evaluation_stays_closed(held, cast):
    evaluation = opened(held, cast)
    evaluation.closes_on = day("107/7/1")
    with pytest.raises(PermissionDenied, match="填答已截止"):
        actions.change_evaluation(evaluation, by=by(cast, "107/6/1"))


def test_only_the_personnel_office_evaluates_and_only_what_was_held(held, cast):
    made = Evaluation(session=held, closes_on=day(LAST), questions=QUESTIONS)
    with pytest.raises(PermissionDenied, match="人事室"):
        actions.open_evaluation(made, by=actor_of(cast.secretary, TODAY))
    with pytest.raises(PermissionDenied, match="屆時才能"):
        actions.open_evaluation(made, by=by(cast, "107/5/1"))


def test_the_sheet_leads_to_the_page_and_names_nobody(held, cast):
    evaluation = opened(held, cast)
    html = sheet_html(evaluation, ["ABCDEFGH", "JKMNPQRS"])
    where = re.search(r"填答網址：(\S+)</p>", html)[1]
    assert where.endswith(reverse("training:invited-evaluation", args=[evaluation.token]))
    assert segno.make(where, error="m").svg_data_uri(scale=8, border=4).replace("'", "&#x27;") in html
    assert re.findall(r"<strong>(.+?)</strong>", html) == ["ABCD-EFGH", "JKMN-PQRS"]
    assert [one.person.name for one in held.hours.all() if one.person.name in html] == []


def test_the_office_prints_the_sheet_and_a_second_click_voids_nothing(held, cast, as_):
    evaluation = opened(held, cast)
    client, address = as_(cast.officer), reverse("training:evaluation-codes", args=[held.pk])
    sent = {"version": evaluation.version}
    first = client.post(address, sent)
    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    digests = set(evaluation.codes.values_list("digest", flat=True))
    assert client.post(address, sent).status_code == 302
    assert (len(digests), set(evaluation.codes.values_list("digest", flat=True))) == (8, digests)


def test_the_report_says_the_satisfaction_only_from_five_sheets_on(held, cast):
    evaluation = opened(held, cast)
    codes = handed_out(evaluation, cast)
    for code in codes[:4]:
        fill(evaluation, code)
    scope = Scope(cast.agency.id, 2018, day("107/12/31"))
    assert evaluation_table(scope).rows[0][3:] == ((4, 8), (4, 8), None)
    fill(evaluation, codes[4], 5)
    assert evaluation_table(scope).rows[0][3:] == ((5, 8), (5, 8), (21, 25))


def test_the_page_of_a_course_says_what_the_satisfaction_is(held, cast, as_):
    evaluation = opened(held, cast)
    for code in handed_out(evaluation, cast)[:5]:
        fill(evaluation, code)
    page = as_(cast.officer).get(reverse("training:evaluation-course", args=[held.course_id]))
    assert "80.0%" in page.content.decode()
    assert "滿意度由平均分數換算：各評分題得分占滿分之比率" in page.content.decode()


def test_results_leave_as_a_file_from_five_sheets_on(held, cast, as_):
    evaluation = opened(held, cast)
    codes = handed_out(evaluation, cast)
    client, day_of = as_(cast.officer), day(HELD)
    address = reverse("training:evaluation-course-export", args=[held.course_id, "ods"])
    start = [day_of, "CEDAW 案例", "線上不記名問卷", 8]
    for code in codes[:4]:
        fill(evaluation, code)
    assert read_rows(io.BytesIO(client.get(address).content), "a.ods")[1:] == [[*start, 4]]
    fill(evaluation, codes[4], points=2)
    [line] = read_rows(io.BytesIO(client.get(address).content), "a.ods")[1:]
    assert line == [*start, 5, "整體滿意度", 5, Decimal("3.6"), 5]


def test_another_way_of_evaluating_says_which(held, cast, as_):
    client, address = as_(cast.officer), reverse("training:evaluation-edit", args=[held.pk])
    sent = {"method": "TEST", "version": 0} | {f"kind{n}": "SCALE" for n in range(1, 7)}
    assert "採其他方式者須說明如何評估。" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"note": "前後測各 10 題"}).status_code == 302
    made = Evaluation.objects.get()
    assert (made.method, made.note, made.questions) == ("TEST", "前後測各 10 題", [])


PREPARE = """
from demo.year import DEMO_DAY
from organization.actor import actor_for
from organization.models import Account
from training import actions
from training.models import Evaluation
one = Evaluation.objects.filter(closes_on__gte=DEMO_DAY).get()
codes = actions.fresh_codes(one)
actions.hand_out(one, codes, by=actor_for(Account.objects.get(username="personnel"), DEMO_DAY))
print(one.token, codes[0], one.answers.count())
"""
COUNT = """
from demo.year import DEMO_DAY
from training.models import Evaluation
one = Evaluation.objects.filter(closes_on__gte=DEMO_DAY).get()
print(one.answers.count(), one.codes.filter(is_used=True).count())
"""


def test_eight_posts_of_one_code_at_once_make_one_sheet(house):
    base, _passwords, env = house
    token, code, before = command("shell", "-v0", "-c", PREPARE, env=env).split()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"{base}/training/invited/evaluation/{token}/"
    page = opener.open(address).read().decode()
    fields = {"csrfmiddlewaretoken": token_of(page), "code": code, "q5": "一次"}
    fields |= {"stamp": re.search(r'name="stamp" value="(\w+)"', page)[1]}
    body = urllib.parse.urlencode(fields | {f"q{number}": "4" for number in range(5)}).encode()

    with ThreadPoolExecutor(8) as clicks:
        ends = set(clicks.map(lambda _click: opener.open(address, body).url, range(8)))

    assert ends == {f"{address}thanks/"}
    once = int(before) + 1
    assert command("shell", "-v0", "-c", COUNT, env=env).split() == [str(once), str(once)]
