"""The demonstration holds what it tells: three years of a task force without a contradiction (伍一, 玖, 陸二(六))."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q
from django.test import override_settings

from budgets import chapter as budgets
from budgets.models import Line, OfficialTotal, Round, UnitReturn
from committee.compliance import findings
from committee.models import (
    PASSING,
    Amendment,
    Committee,
    FollowUp,
    Invitation,
    Meeting,
    Membership,
    MinutesEdition,
    Paper,
    Resolution,
    SlotAnswer,
    Stage,
)
from core.contract import Scope, Verdict
from impact_assessment import chapter as assessments
from impact_assessment import eligibility
from impact_assessment.models import Case, Engagement, Review
from measures import chapter as measures
from measures.models import Measure, UpdateRound
from notices.models import Letter
from organization.models import Agency, Change, Person, Post
from plan.models import Adoption, Clause
from plan.rules import in_force
from publishing.models import Publication
from statistics_app import chapter as statistics
from statistics_app.models import Indicator
from tests.factories import SEED_PLAN, day

pytestmark = pytest.mark.django_db

DEMO_DAY = "107/11/15"


@pytest.fixture(scope="module")
def agency(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, made once for this module and rolled back."""
    room = tmp_path_factory.mktemp("var")
    kept = override_settings(
        VAR_DIR=room,
        PRIVATE_FILES_ROOT=room / "files",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with django_db_blocker.unblock(), kept, transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield Agency.objects.get(code="doit")
        transaction.set_rollback(True)


def asked(agency, year: int, on: str) -> dict:
    found = findings(Scope(agency.id, year + 1911, day(on)))
    return {one.rule: (one.verdict, one.have, one.need) for one in found}


def verdicts(found: dict, *codes: str) -> list:
    return [found[code][0] for code in codes]


def test_a_second_run_changes_nothing(agency):
    before = Change.objects.count()
    said = StringIO()
    call_command("demo", stdout=said)
    assert said.getvalue() == "The demonstration agency is there already; nothing was changed.\n"
    assert Change.objects.count() == before


def test_the_members_are_those_whom_the_plan_names(agency):
    force = Committee.objects.gender().get(agency=agency)
    for on, gone, come in (("106/4/30", "曾郁珊", "江承翰"), ("106/5/1", "江承翰", "曾郁珊")):
        names = [str(one) for one in Membership.objects.filter(committee=force).on(day(on))]
        assert (come in names, gone in names, len(names)) == (True, False, 17)
    heads = set(Post.objects.heads().on(day(DEMO_DAY)).values_list("person__name", flat=True))
    assert heads == {"沈維安", "周品瑜", "林建宏", "簡惠如", "高志霖", "莊宗翰", "何淑慧", "陳雅芬", "吳文玲"}


@pytest.mark.parametrize(
    ("on", "members", "externals"), [("106/7/31", 17, 4), ("106/8/1", 16, 3), ("106/9/1", 17, 4)]
)
def test_who_resigned_in_106_was_replaced_between_two_meetings(agency, on, members, externals):
    rows = Membership.objects.filter(committee__kind="GENDER").on(day(on))
    assert (rows.count(), rows.filter(seat="EXTERNAL").count()) == (members, externals)


def test_every_institution_and_term_from_outside_is_marked_as_invented(agency):
    outside = Membership.objects.filter(seat="EXTERNAL").select_related("external")
    assert [one for one in outside if "（虛構）" not in one.external.affiliation] == []
    terms = [term for one in outside for term in one.external.council_terms.all()]
    assert sorted(term.session for term in terms) == ["第 8 屆（示範）", "第 9 屆（示範）"]


def test_105_kept_its_number_of_meetings_but_not_their_months(agency):
    found = asked(agency, 105, "105/12/31")
    assert found["MT-05"] == (Verdict.MET, 3, 3)
    assert found["MT-06"] == (Verdict.BELOW_PRINCIPLE, 1, 3)
    tasks = verdicts(found, "TK-01", "TK-02", "TK-03", "TK-04", "TK-06", "TK-07")
    assert tasks == [Verdict.MET] * 6
    assert verdicts(found, "AM-01", "TF-10", "TF-08") == [Verdict.MET, Verdict.MET, Verdict.BELOW_PRINCIPLE]


def test_the_meetings_of_105_are_those_at_the_head_of_the_plan(agency):
    decided = Adoption.objects.filter(adopted_on__year=2016).values_list("adopted_on", "meeting")
    held = Meeting.objects.held().filter(year=2016, number__gt=1).order_by("held_on")
    assert [(one.held_on, str(one).replace(" ", "")) for one in held] == list(decided)


def test_106_kept_its_windows_and_the_invalid_meeting_counts_for_nothing(agency):
    found = asked(agency, 106, "106/12/31")
    assert (found["MT-05"], found["MT-06"]) == ((Verdict.MET, 3, 3), (Verdict.MET, 3, 3))
    assert (found["MT-04"], found["AM-02"]) == ((Verdict.MET, 3, 3), (Verdict.MET, 1, 1))
    assert found["TF-10"] == (Verdict.MET, 6, 6)
    talk = Meeting.objects.get(year=2017, number=2)
    assert (talk.is_informal, talk.opening["valid"], talk.opening["external"]) == (True, False, 1)


def test_107_still_owes_a_meeting_and_the_budget(agency):
    found = asked(agency, 107, DEMO_DAY)
    assert found["MT-05"] == (Verdict.PENDING, 2, 3)
    assert found["MT-06"] == (Verdict.BELOW_PRINCIPLE, 2, 3)
    assert found["TK-06"] == (Verdict.PENDING, 0, 1)
    tasks = verdicts(found, "TK-01", "TK-02", "TK-03", "TK-04", "TK-07")
    assert tasks == [Verdict.MET] * 5


def test_nothing_passed_in_a_meeting_that_could_not_pass_it(agency):
    passing = Resolution.objects.filter(outcome__in=PASSING)
    assert passing.filter(Q(is_valid=False) | Q(item__meeting__is_informal=True)).count() == 0
    refused = Resolution.objects.filter(outcome="REJECTED").get()
    assert (refused.votes_for, refused.votes_against, refused.votes_abstained) == (2, 11, 2)


def test_the_votes_are_not_more_than_the_members_present(agency):
    counted = Resolution.objects.filter(is_unanimous=False)
    for one in counted:
        votes = one.votes_for + one.votes_against + one.votes_abstained
        assert votes <= one.quorum["present"]
    assert counted.count() == 2


def test_minutes_are_confirmed_by_the_next_meeting_one_corrected_the_last_circulated(agency):
    states = Meeting.objects.held().filter(is_informal=False).order_by("held_on")
    assert list(states.values_list("minutes__state", flat=True)) == ["CONFIRMED"] * 7 + ["CIRCULATED"]
    erratum = MinutesEdition.objects.get(number=1)
    assert str(erratum.minutes.meeting) == "106 年第 1 次會議"


def test_three_follow_ups_are_open_and_one_of_them_is_overdue(agency):
    rows = FollowUp.objects.open().filter(unit__agency=agency)
    assert sorted(rows.values_list("what", flat=True)) == [
        "市政 App 性別友善介面檢測",
        "補充網路性別暴力單元課程大綱",
        "資安宣導素材去除性別刻板用語",
    ]
    late = rows.get(due_on__lt=day(DEMO_DAY))
    assert (late.due_on, late.progress.count()) == (day("107/9/30"), 1)


def test_the_next_meeting_is_announced_and_its_letters_wait(agency):
    coming = Meeting.objects.to_come().get()
    assert (coming.held_on, coming.state, str(coming)) == (day("107/12/20"), "RELEASED", "107 年第 3 次會議")
    waiting = Letter.objects.filter(state="WAITING")
    calls = waiting.filter(subject="開會通知：性別平等專案小組107 年第 3 次會議")
    assert (calls.count(), calls.exclude(link_view="").count()) == (17, 4)
    rest = waiting.exclude(pk__in=calls).values_list("subject", "to_name")
    assert set(rest) == {("107 年成果報告文字退回：陸", "莊宗翰")}
    answered = Invitation.objects.filter(meeting=coming).exclude(answer="")
    assert (answered.count(), SlotAnswer.objects.filter(slot__meeting=coming).count()) == (7, 24)
    assert list(Paper.objects.order_by("id").values_list("is_supplement", flat=True)) == [False, True]


def test_nobody_gets_a_letter_at_an_address_that_could_exist(agency):
    there = [
        *Letter.objects.values_list("to_email", flat=True),
        *Person.objects.filter(agency=agency).values_list("email", flat=True),
    ]
    assert [one for one in there if not one.endswith(".example")] == []


def test_one_amendment_passed_and_one_waits_for_its_meeting(agency):
    assert [one.stage for one in Amendment.objects.order_by("id")] == [Stage.PASSED, Stage.ON_AGENDA]
    clause = Clause.objects.of(agency.id).on(day(DEMO_DAY)).get(label="伍三(一)4")
    assert (clause.since, clause.text) == (
        day("106/2/22"),
        "建置本局性別統計及分析專區網頁，並以開放格式提供資料。",
    )


def test_the_plans_file_is_not_laid_over_the_amendment(agency):
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_plan", str(SEED_PLAN), agency="doit", verbosity=0)
    assert Clause.objects.of(agency.id).filter(label="伍三(一)4").count() == 2


@pytest.mark.parametrize("year", [105, 106, 107])
def test_each_year_one_group_misses_a_third_and_the_evaluation_board_is_lawful_without_it(agency, year):
    scope = Scope(agency.id, year + 1911, datetime.date(2018, 12, 31))
    found = {one.rule: one for one in findings(scope)}
    assert (found["MS-F1"].verdict, found["MS-F1"].have) == (Verdict.MET, 1)
    assert (found["MS-F2"].verdict, found["MS-F2"].have, found["MS-F2"].need) == (Verdict.UNMET, 1, 2)
    assert found["MS-F2"].sentence.values["names"] == ["資訊設備審議小組"]
    boards = found["MS-F3"]
    assert (boards.verdict, boards.have, boards.need) == (Verdict.UNMET, 1, 2)
    assert boards.sentence.values["lawful"] == ["考績委員會"]
    assert [(one.verdict, one.have, one.need) for one in boards.readings] == [(Verdict.MET, 2, 2)]


def judged(agency, year: int, on: str) -> dict:
    found = statistics.findings(Scope(agency.id, year + 1911, day(on)))
    return {one.rule: (one.verdict, one.have, one.need) for one in found}


@pytest.mark.parametrize("year", [105, 106])
def test_105_and_106_kept_every_rule_on_statistics(agency, year):
    found = judged(agency, year, DEMO_DAY)
    assert {code: verdict for code, (verdict, *_numbers) in found.items()} == {
        f"ST-0{number}": Verdict.MET for number in range(1, 9)
    }
    assert (found["ST-02"], found["ST-03"]) == ((Verdict.MET, 8, 8), (Verdict.MET, 2, 2))


def test_107_still_owes_its_review_an_analysis_and_the_form(agency):
    assert judged(agency, 107, DEMO_DAY) == {
        "ST-01": (Verdict.PENDING, 0, 1),
        "ST-02": (Verdict.MET, 1, 1),
        "ST-03": (Verdict.PENDING, 0, 2),
        "ST-04": (Verdict.MET, 1, 1),
        "ST-05": (Verdict.PENDING, 0, 1),
        "ST-06": (Verdict.PENDING, 0, 1),
        "ST-07": (Verdict.MET, 2, 1),
        "ST-08": (Verdict.PENDING, 0, 2),
    }


def test_a_changed_definition_began_another_series(agency):
    new = Indicator.objects.get(agency=agency, code="DOIT-09")
    assert (new.replaces.code, new.replaces.until, new.since) == ("DOIT-08", day("107/1/1"), day("107/1/1"))


def test_small_cells_are_masked_and_what_was_not_published_says_so(agency):
    tables = {one.key: one for one in statistics.tables(Scope(agency.id, 2017, day(DEMO_DAY)))}
    assert tables["indicator-DOIT-07"].rows[1][1:] == ("*", "*", "9")
    assert tables["indicator-DOIT-05"].rows[1][1:] == ("…", "…", "")


@pytest.mark.parametrize(
    ("year", "have", "verdict"), [(105, 2, Verdict.UNMET), (106, 6, Verdict.UNMET), (107, 4, Verdict.PENDING)]
)
def test_the_agency_has_its_categories_each_year_but_not_every_unit(agency, year, have, verdict):
    found = {one.rule: one for one in measures.findings(Scope(agency.id, year + 1911, day(DEMO_DAY)))}
    one = found["MS-01"]
    assert (one.verdict, one.have, one.need) == (verdict, have, 9)
    assert [reading.verdict for reading in one.readings] == [Verdict.MET]
    assert found["MS-02"].verdict == (Verdict.UNMET if year == 105 else Verdict.MET)


def test_one_round_is_over_and_one_is_half_answered(agency):
    over, open_ = UpdateRound.objects.of(agency.id).order_by("opened_on")
    assert (over.closed_on, open_.closed_on) == (day("106/8/1"), None)
    count = Measure.objects.of(agency.id).in_year(2018).count()
    assert (open_.updates.count(), count) == (11, 21)


def test_what_is_public_was_published_and_never_names_staff(agency):
    shown = Publication.objects.filter(agency=agency).current()
    kinds = Counter(shown.values_list("kind", flat=True))
    assert kinds == {"plan": 1, "members": 1, "minutes": 7, "statistics": 8, "analyses": 6} | {
        "measures": 49,
        "reports": 1,
    }
    names = set(Person.objects.filter(agency=agency).values_list("name", flat=True))
    seated = set(Membership.objects.filter(is_public=True).values_list("person__name", flat=True))
    told = "".join(str(one.content) for one in shown)
    assert [name for name in names - seated if name in told] == []


def money(agency, year: int, on: str) -> dict:
    found = budgets.findings(Scope(agency.id, year + 1911, day(on)))
    return {one.rule: (one.verdict, one.have, one.need) for one in found if one.rule != "FN-01"}


def test_the_budgets_of_106_and_107_were_compiled_and_reviewed_that_of_108_is_on_its_way(agency):
    assert money(agency, 105, "105/12/31") == {
        "GB-01": (Verdict.MET, 1, 1),
        "GB-02": (Verdict.MET, 9, 9),
        "GB-03": (Verdict.MET, 1, 1),
    }
    assert money(agency, 106, DEMO_DAY) == {
        "GB-01": (Verdict.MET, 1, 1),
        "GB-02": (Verdict.MET, 12, 12),
        "GB-03": (Verdict.MET, 1, 1),
    }
    assert money(agency, 107, DEMO_DAY) == {
        "GB-01": (Verdict.MET, 1, 1),
        "GB-02": (Verdict.PENDING, 6, 13),
        "GB-03": (Verdict.PENDING, 0, 1),
    }


def test_of_108_a_unit_is_in_every_state(agency):
    rows = UnitReturn.objects.filter(round__agency=agency, round__year=2019)
    assert Counter(rows.values_list("state", "is_nil")) == {
        ("OPEN", False): 2,
        ("SUBMITTED", False): 1,
        ("RETURNED", False): 1,
        ("APPROVED", False): 1,
        ("APPROVED", True): 4,
    }


def test_the_lines_are_as_many_as_the_task_force_was_told(agency):
    rows = Round.objects.filter(agency=agency).order_by("year")
    told = [one.presented_in.title.split()[0] for one in rows]
    assert told == ["106", "107", "108"]
    assert [Line.objects.standing().filter(round=one).count() for one in rows] == [4, 5, 5]


def test_one_official_total_differs_and_says_why(agency):
    totals = OfficialTotal.objects.filter(round__agency=agency).order_by("round__year")
    assert list(totals.values_list("what", "explained")) == [("outturn", None), ("counted", 150_000)]


def assessed(agency, year: int, on: str) -> dict:
    found = assessments.findings(Scope(agency.id, year + 1911, day(on)))
    return {one.rule: (one.verdict, one.have, one.need) for one in found}


def test_106_assessed_all_its_cases_and_107_is_on_its_way(agency):
    assert assessed(agency, 105, "105/12/31")["GIA-01"] == (Verdict.MET, 9, 9)
    done = assessed(agency, 106, "106/12/31")
    assert done.pop("GIA-01") == (Verdict.MET, 9, 9)
    assert set(done.values()) == {(Verdict.MET, 2, 2)}
    now = assessed(agency, 107, DEMO_DAY)
    steps = [now[f"GIA-0{number}"][1:] for number in range(1, 7)]
    assert steps == [(6, 9), (4, 5), (3, 5), (2, 5), (1, 5), (0, 5)]
    assert (now["GIA-07"], now["GIA-08"]) == ((Verdict.MET, 3, 3), (Verdict.MET, 4, 4))


def test_a_case_stands_in_each_step_and_one_has_waited_since_june(agency):
    cases = Case.objects.of(agency.id).filter(year=2018).whole()
    steps = {one.title: one.current.number for one in cases if one.is_needed}
    assert sorted(steps.values()) == [1, 2, 3, 4, 5]
    owed = Engagement.objects.open().get(case__agency=agency)
    assert (owed.case.title, owed.due_on) == ("資訊系統安全管理自治條例制定案（示範）", day("107/6/29"))
    assert {one.is_needed for one in cases} == {True, False, None}


def test_one_case_was_returned_with_the_reason_and_begun_again(agency):
    returned = Review.objects.get(case__agency=agency, decision="RETURNED")
    assert (returned.to_step, bool(returned.reason), returned.case.round) == (4, True, 2)


def test_the_pool_has_somebody_for_each_reason_not_to_ask(agency):
    pool = eligibility.known(agency.id)
    book, names = in_force(agency.id, day(DEMO_DAY)), eligibility.staff_names(pool, day(DEMO_DAY))
    case = Case.objects.get(title="公共場域無線網路中程計畫（示範）")
    whys = {
        str(one): eligibility.why_not_take_part(one, case, day(DEMO_DAY), book, names) or "" for one in pool
    }
    assert [name for name, why in whys.items() if not why] == [
        "林若蘭",
        "許明珠",
        "費以寧",
        "邵允中",
        "鄭可薇",
    ]
    said = {
        "沙美琳": "107 年 11 月 14 日止",
        "溫立群": "106 年 7 月 31 日止",
        "廖俊凱": "同名",
        "牟景明": "停用",
    }
    assert {name: words in whys[name] for name, words in said.items()} == dict.fromkeys(said, True)
