"""Every address × every role: nobody gets in unseen, nobody finds another's record (RQ-B1 – B6)."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse

from budgets.actions import lines as budget_lines
from budgets.actions import official
from budgets.models import OfficialTotal
from committee import actions as committee
from committee.models import Amendment, Filing, FollowUp, Outcome, Section
from impact_assessment.actions import cases, reviews, working
from impact_assessment.models import FormVersion
from measures.models import UpdateRound
from organization.actions import attach
from organization.models import Session as signed_in
from organization.public import PUBLIC
from plan import public as plan_public
from plan.models import Clause
from publishing.actions import publish
from reports.actions.editions import freeze
from reports.models import ChapterText, EditionFile
from statistics_app.models import YearlyForm
from tests import factories as make
from tests.budgets import records
from tests.factories import actor_of
from tests.guards.sources import APPS
from tests.impact_assessment import ways
from training.models import Hours, Submission

TABLE = tomllib.loads(Path(__file__).with_name("doors.toml").read_text(encoding="utf-8"))
ROLES = ("clerk", "head", "neighbour", "officer", "secretary", "accountant", "stranger")
OURS = ("reports", "training", "notices", "committee", "statistics", "assessment")
OURS += ("measures", "budgets", "public_zone")
MARK = "MARK-OF-A-NEIGHBOUR"
OWN_OFFICE = {"accountant": "budgets:"}
"""Chapters that an office reads of every unit, the neighbour's too."""
PLAN = "taipei_doit_105_108"


def addresses(patterns, namespace="") -> dict:
    """Every named address of the site: name → its arguments' names."""
    found = {}
    for one in patterns:
        if isinstance(one, URLPattern):
            if one.name:
                found[f"{namespace}{one.name}"] = set(one.pattern.regex.groupindex)
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            found |= addresses(one.url_patterns, inner)
    return found


ALL = addresses(get_resolver().url_patterns)


@pytest.fixture
def house(plan, cast, settings, tmp_path):
    """王小明's record with a proof file, a neighbour's whose texts carry a mark, and a letter of the secretariat."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.DEMO_DAY = make.day("107/6/1")
    session = make.make_session(make.make_course(plan, "概念", code="B1"), "107/3/8", 120)
    proof = attach(SimpleUploadedFile("證明.pdf", b"%PDF-1.4 proof"), by=actor_of(cast.clerk))
    record = make.make_hours(cast.clerk, session, proof=proof)
    make.make_enrolment(cast.neighbour, session, cast.unit_b)
    own = make.make_course(plan, MARK, in_catalogue=False)
    make.make_hours(cast.neighbour, make.make_session(own, "107/4/1", 60), note=MARK)
    cast.neighbour.name = MARK
    cast.neighbour.save()
    published = plan_public.pieces(plan, settings.DEMO_DAY)[0]
    publish(published, agency=plan, by=actor_of(cast.secretary))
    head = f"員工編號,課程名稱,結束日,時數\r\n,{MARK},,\r\n".encode()
    file = attach(SimpleUploadedFile("時數.csv", head), by=actor_of(cast.officer))
    batch = make.make_batch(plan, cast.officer.account, file=file)
    rows = {
        "training:": record,
        "training:import": batch,
        "training:session": session,
        "training:evaluation": session,
        "training:evaluation-course": session.course,
        "training:certificate": cast.clerk,
        "training:submission": submission(plan, cast),
        "notices:": make.make_letter(plan),
        **task_force(plan, cast),
        **statistics(plan, cast),
        **assessments(plan, cast),
        **measures(plan, cast),
        **budgets(plan, cast),
        **report(plan, cast),
    }
    return SimpleNamespace(record=record, pks={begin: row.pk for begin, row in rows.items()})


def submission(plan, cast) -> Submission:
    """What the personnel office sent to 公訓處, with its letter."""
    letter = attach(SimpleUploadedFile("函.pdf", b"%PDF-1.4 letter"), by=actor_of(cast.officer))
    sent = {"year": 2018, "recipient": "DCSD", "sent_on": "2018-05-01", "number": "1"}
    return Submission.objects.create(agency=plan, file=letter, **sent)


def task_force(plan, cast) -> dict:
    """A meeting that was held with what it decided, one to come, and what 應用服務組 proposes; by their addresses."""
    members = make.make_task_force(plan)
    body = members[0].committee
    by = actor_of(cast.secretary, "107/5/10")
    held = make.hold_meeting(make.make_meeting(body, "107/5/10", 1), members[:10], by)
    item = committee.add_item(held, committee.Words("加開課程", Section.EXTEMPORE), by=by)
    order = committee.Order(cast.unit_a, "規劃課程")
    committee.decide(item, committee.Decision(Outcome.PASSED), by=by, orders=(order,))
    clause = Clause.objects.get(label="伍二(二)1")
    letter = attach(SimpleUploadedFile("函.pdf", b"%PDF-1.4 letter"), by=by)
    filing = Filing(
        committee=body, filed_on=by.day, recipient="性平辦", number="1", cause="其他", file=letter
    )
    committee.file_roster(filing, day=by.day, by=by)
    proposal = Amendment(unit=cast.unit_a, clause=clause, new_text="修正", reason="加強培力")
    coming = make.make_meeting(body, "107/6/20", 2)
    committee.add_item(coming, committee.Words(MARK, is_restricted=True), by=by)
    report = committee.add_item(coming, committee.Words("年度計畫"), by=by)
    paper = committee.add_paper(report, letter, title="計畫草案", by=by)
    return {
        "committee:": held,
        "committee:meeting": coming,
        "committee:agenda": coming,
        "committee:pack": coming,
        "committee:paper": paper,
        "committee:paper-create": report,
        "committee:item-create": coming,
        "committee:item": item,
        "committee:member": members[4],
        "committee:member-appoint": body,
        "committee:external": members[0].external,
        "committee:external-appoint": body,
        "committee:filing": filing,
        "committee:filing-create": body,
        "committee:committee": make.make_committee(plan, "EVALUATION_BOARD", "考績委員會"),
        "committee:follow-up": FollowUp.objects.get(),
        "committee:amendment": committee.propose(proposal, by=actor_of(cast.head, "107/5/10")),
        "committee:amendment-propose": clause,
    }


def statistics(plan, cast) -> dict:
    """An indicator, an analysis of 應用服務組 with what became of it, and the yearly form that was sent."""
    text = attach(SimpleUploadedFile("分析.pdf", b"%PDF-1.4 text"), by=actor_of(cast.clerk))
    analysis = make.make_analysis(plan, cast.unit_a, completed_on="107/4/30", file=text)
    sent = {"sent_to": "主計處", "sent_on": "2018-05-31", "document_number": "1", "file": text}
    YearlyForm.objects.create(agency=plan, year=2018, **sent)
    indicator = make.make_indicator(plan, cast.unit_a)
    table = make.make_table(indicator, 2018, [1, 2])
    return {
        "statistics:": indicator,
        "statistics:table-reopen": table,
        "statistics:table-note": table,
        "statistics:note": table.footnotes.create(text="含約聘"),
        "statistics:analysis": analysis,
        "statistics:send": analysis,
        "statistics:recommend": analysis,
        "statistics:recommendation": analysis.recommendations.create(text="調整服務時段"),
        "statistics:reply": analysis.sendings.create(unit=cast.unit_b, sent_on="2018-05-02"),
    }


def assessments(plan, cast) -> dict:
    """A case of 應用服務組 whose opinions are to be answered, and a neighbour's that bears the mark."""
    ways.load_forms(plan)
    by = actor_of(cast.clerk, ways.DAYS[4])
    case = ways.heard_by_expert(ways.fill(ways.gather(ways.screened(cast), cast), cast), cast)
    cases.open_case(plan, ways.words(cast.unit_b, title=MARK), by=actor_of(cast.neighbour))
    draft = attach(SimpleUploadedFile("修正草案.pdf", b"%PDF-1.4 draft"), by=by)
    form = FormVersion.objects.get(code="works-107")
    engagement = case.engagements.get()
    return {
        "assessment:": case,
        "assessment:nil-withdraw": cases.state_nil(cast.accounting, 2018, by=actor_of(cast.secretary)),
        "assessment:opinion-withdraw": case.opinions.get(),
        "assessment:goal": reviews.set_goal(case, reviews.Aim("女性使用比率"), by=by),
        "assessment:goal-create": case,
        "assessment:statistic": case.statistics.get(),
        "assessment:statistic-create": case,
        "assessment:consultation": case.consultations.get(),
        "assessment:consultation-create": case,
        "assessment:file": working.attach_file(case, working.Paper(draft, by.day), by=by),
        "assessment:file-create": case,
        "assessment:form": form,
        "assessment:question": form.questions.first(),
        "assessment:question-create": form,
        "assessment:expert": engagement.expert,
        "assessment:basis": engagement.expert.bases.get(),
        "assessment:basis-create": engagement.expert,
        "assessment:engagement": engagement,
    }


def measures(plan, cast) -> dict:
    """A measure of 應用服務組 with its evidence, and the round that asks for it."""
    file = attach(SimpleUploadedFile("紀錄.pdf", b"%PDF-1.4 record"), by=actor_of(cast.clerk))
    measure = make.make_measure(cast.unit_a, held_on="107/3/8")
    opened = {"opened_on": "2018-05-01", "due_on": "2018-07-15"}
    return {
        "measures:": measure,
        "measures:evidence": make.make_evidence(measure, file=file),
        "measures:evidence-add": measure,
        "measures:round": UpdateRound.objects.create(agency=plan, year=2018, **opened),
    }


def budgets(plan, cast) -> dict:
    """The round of 107 with a line of 應用服務組, one of a neighbour that bears the mark, and an official total."""
    one = records.make_round(plan, cast, 2018)
    line = records.make_line(one, cast.unit_a, cast)
    records.make_line(one, cast.unit_b, cast, title=MARK)
    by, indicator = actor_of(cast.accountant), make.make_indicator(plan, cast.unit_a, code="B1")
    total = OfficialTotal(round=one, unit=cast.unit_a, what="amount", amount=1, source="預算書")
    return {
        "budgets:unit": cast.unit_a,
        "budgets:line": line,
        "budgets:link": budget_lines.link(line, "indicator", indicator, by=by),
        "budgets:total": official.keep_total(total, by=by),
    }


def report(plan, cast) -> dict:
    """What 應用服務組 has written for the report of 107, and an edition with its file."""
    ChapterText.objects.create(agency=plan, year=2018, section="陸", unit=cast.unit_a, text="辦理情形")
    by = actor_of(cast.secretary)
    edition = freeze(plan, 2018, as_of=by.day, by=by)
    file = attach(SimpleUploadedFile("報告.pdf", b"%PDF-1.4 report"), by=by)
    EditionFile.objects.create(edition=edition, kind="PDF", file=file, sha256=file.sha256)
    return {"reports:text": cast.unit_a, "reports:edition": edition}


def address(name: str, house) -> str:
    """The page of the row whose beginning of an address fits best."""
    begin = max((one for one in house.pks if name.startswith(one)), key=len, default="training:")
    values = {"year": 2018, "kind": "csv", "pk": house.pks[begin], "slot": 1, "number": 1, "token": "x"}
    values |= {"code": "doit", "section": "plan", "key": PLAN, "name": f"{PLAN}-1", "ext": "csv"}
    values |= {"page": "form"}
    if name.startswith("reports:"):
        values |= {"section": "陸", "kind": "PDF"}
    return reverse(name, kwargs={key: value for key, value in values.items() if key in ALL[name]})


def test_every_address_of_ours_stands_in_the_table():
    ours = {name for name in ALL if name.startswith(tuple(f"{space}:" for space in OURS))}
    assert ours == set(TABLE)


def test_a_stranger_to_the_house_is_led_to_the_sign_in_page(client, house):
    known = {"year": 2018, "kind": "csv", "app_label": "organization"}
    open_doors = []
    for name in sorted(set(ALL) - set(PUBLIC)):
        values = {key: known.get(key, house.record.pk) for key in ALL[name]}
        response = client.get(reverse(name, kwargs=values))
        led = response.get("Location", "").partition("?")[0] in {"/accounts/sign-in/", "/admin/login/"}
        if (response.status_code, led) not in {(302, True), (404, False)}:
            open_doors.append((name, response.status_code))
    assert open_doors == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_finds_the_doors_it_has_and_no_other(as_, house, cast, role):
    expected = {name: doors.get(role, doors["all"]) for name, doors in TABLE.items()}
    client = as_(getattr(cast, role))
    assert {name: client.get(address(name, house)).status_code for name in TABLE} == expected


@pytest.mark.parametrize("role", ["clerk", "head", "accountant", "stranger"])
def test_no_page_shows_another_units_person_or_record(as_, house, cast, role):
    client, leaks = as_(getattr(cast, role)), []
    for name in TABLE:
        response = client.get(address(name, house))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if MARK.encode() in body and not name.startswith(OWN_OFFICE.get(role, "-")):
            leaks.append(name)
    assert leaks == []


def test_the_mark_is_there_for_those_who_may_see_it(as_, house, cast):
    page = as_(cast.officer).get(reverse("training:hours-verify", kwargs={"year": 2018})).content
    assert MARK.encode() in page


def digest() -> dict:
    """Every row of ours but the sessions."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in APPS and model is not signed_in
    }


@pytest.mark.parametrize("role", ROLES)
def test_looking_changes_nothing(as_, house, cast, role):
    client = as_(getattr(cast, role))
    before = digest()
    for name in TABLE:
        client.get(address(name, house))
        client.head(address(name, house))
        client.options(address(name, house))
    assert digest() == before


@pytest.mark.parametrize("role", ["clerk", "head", "neighbour", "secretary", "accountant", "stranger"])
def test_nobody_but_the_agencys_personnel_decides_on_hours(as_, house, cast, role):
    client = as_(getattr(cast, role))
    before = digest()
    client.post(reverse("training:hours-decide"), {"id": [house.record.pk], "verb": "verify"})
    client.post(reverse("training:hours-decide"), {"id": [house.record.pk], "verb": "return", "reason": "x"})
    if role != "clerk":
        client.post(reverse("training:hours-withdraw", args=[house.record.pk]), {"reason": "x"})
    assert digest() == before


def test_extra_fields_of_a_forged_form_are_ignored(as_, house, cast):
    session = make.make_session(house.record.session.course, "107/5/1", 120)
    forged = {
        "state": "VERIFIED",
        "verified_by": cast.officer.account.pk,
        "person": cast.neighbour.pk,
        "version": 9,
    }
    sent = {"session": session.pk, "minutes": "2", "token": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    as_(cast.clerk).post(reverse("training:my", kwargs={"year": 2018}), sent | forged)
    made = Hours.objects.get(session=session)
    assert (made.person, made.state, made.verified_by, made.version) == (cast.clerk, "PENDING", None, 0)


def test_the_same_form_sent_twice_makes_one_record(as_, house, cast):
    session = make.make_session(house.record.session.course, "107/5/1", 120)
    sent = {"session": session.pk, "minutes": "2", "token": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    client = as_(cast.clerk)
    for _again in range(2):
        client.post(reverse("training:my", kwargs={"year": 2018}), sent)
    assert Hours.objects.filter(session=session).count() == 1


def test_another_agencys_session_can_not_be_chosen(as_, house, cast):
    foreign = make.make_session(make.make_course(cast.other_agency, "他局課"), "107/5/1", 120)
    sent = {"session": foreign.pk, "minutes": "2", "token": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    page = as_(cast.clerk).post(reverse("training:my", kwargs={"year": 2018}), sent)
    assert "查無此場次或無權使用。" in page.content.decode()
    assert Hours.objects.filter(session=foreign).count() == 0
