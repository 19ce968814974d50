"""The list of members: what it shows, to whom, and at what cost (伍一(一); C-1, C-2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.compliance.members import member_findings
from committee.models import External, Seat
from core.contract import Scope
from core.spreadsheets import read_rows
from organization.models import PostKind, Sex
from plan.rules import in_force
from tests import factories as make
from tests.factories import day

PAGE = "/committee/"
TODAY = "107/6/1"


@pytest.fixture
def force(plan, cast, settings, tmp_path):
    """19 members on 107/6/1: 9 men and 10 women, four of them external."""
    settings.DEMO_DAY = day(TODAY)
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    return make.make_task_force(plan)


def text(answer) -> str:
    return answer.content.decode()


def new(committee) -> str:
    return reverse("committee:member-appoint", args=[committee.pk])


@pytest.mark.parametrize("role", ["clerk", "head", "secretary", "officer"])
def test_everybody_of_the_agency_reads_the_list_of_a_day(as_, cast, force, role):
    answer = as_(getattr(cast, role)).get(PAGE, {"on": "107/5/1"})
    assert [one.member for one in answer.context["lines"]] == sorted(
        force, key=lambda one: (Seat.values.index(one.seat), one.pk)
    )
    assert (answer.context["count"].men, answer.context["count"].women) == (9, 10)


def test_another_agencys_secretariat_sees_nothing_of_it(as_, cast, force):
    answer = as_(cast.stranger).get(PAGE)
    assert answer.context["lines"] == []
    assert "府外1" not in text(answer)
    assert as_(cast.stranger).get(new(force[0].committee)).status_code == 404


def test_only_the_secretariat_reads_how_to_reach_members_and_finds_the_forms(as_, cast, force):
    External.objects.filter(pk=force[0].external_id).update(email="outside@example.org")
    assert "outside@example.org" in text(as_(cast.secretary).get(PAGE))
    for role in ("clerk", "head", "officer"):
        page = text(as_(getattr(cast, role)).get(PAGE))
        assert "outside@example.org" not in page
        assert "/members/new/" not in page
        assert as_(getattr(cast, role)).get(new(force[0].committee)).status_code == 403


def test_the_verdicts_shown_are_the_findings(as_, cast, force):
    answer = as_(cast.secretary).get(PAGE)
    on = day(TODAY)
    found = member_findings(Scope(cast.agency.pk, 2018, on), in_force(cast.agency.pk, on))
    assert answer.context["findings"] == found
    assert all(str(one.sentence) in text(answer).replace("&#x27;", "'") for one in found)


def test_members_and_liaisons_are_named_by_rule_for_the_secretariat_alone(as_, cast, force):
    rules = [one.rule for one in as_(cast.clerk).get(PAGE).context["findings"]]
    assert rules == ["TF-04", "TF-05", "TF-09", "TF-10", "TF-11"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("107/2/30", "沒有「107/2/30」這一天"),
        ("9999-01-01", "日期不得晚於 112/6/1"),
        ("1900-01-01", "民國元年以前"),
        ("明天", "看不懂日期「明天」"),
    ],
)
def test_a_day_that_is_none_is_said_and_kept(as_, cast, force, typed, said):
    answer = as_(cast.clerk).get(PAGE, {"on": typed})
    assert answer.status_code == 400
    assert said in text(answer)
    assert f'value="{typed}"' in text(answer)


def test_a_list_before_the_task_force_says_who_founds_it(as_, cast, plan):
    assert "這一天沒有性別平等專案小組。" in text(as_(cast.clerk).get(PAGE))


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as spent:
        assert client.get(address).status_code == 200
    return len(spent)


def test_a_long_list_costs_what_a_short_one_costs(as_, cast, plan, settings):
    settings.DEMO_DAY = day(TODAY)
    committee = make.make_committee(plan)
    client, costs = as_(cast.secretary), []
    for number in range(1, 31):
        outside = make.make_external(plan, f"外{number}", Sex.MALE, "105/1/1")
        make.make_member(committee, outside)
        make.make_member(committee, make.make_person(plan, cast.unit_a, f"內{number}"))
        gone = make.make_person(plan, cast.unit_a, f"離{number}")
        make.make_member(committee, gone, until="107/3/1")
        make.make_post(make.make_person(plan, None, f"聯{number}"), cast.unit_a, PostKind.FOCAL_POINT)
        if number in (1, 3, 30):
            costs.append(queries(client, PAGE))
    assert costs[0] == costs[1] == costs[2]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_list_is_exported_as_it_stands(as_, cast, force, kind, tmp_path):
    answer = as_(cast.clerk).get(reverse("committee:roster-export", args=[kind]), {"on": "107/5/1"})
    file = tmp_path / f"list.{kind}"
    file.write_bytes(answer.content)
    rows = list(read_rows(file.open("rb"), file.name))
    assert len(rows) == 20
    assert "電子郵件" not in rows[0]


def test_heads_and_liaisons_who_do_not_sit_are_offered_with_the_form_filled_in(as_, cast, force):
    make.make_post(cast.clerk, cast.unit_a, PostKind.FOCAL_POINT, since="107/3/1")
    client = as_(cast.secretary)
    missing = client.get(PAGE).context["missing"]
    assert [one["post"].person for one in missing] == [cast.clerk]
    form = client.get(missing[0]["url"]).context["form"]
    assert form["person"].value() == str(cast.clerk.pk)
    assert (form["since"].value(), form["is_ex_officio"].value()) == (day("107/3/1"), True)


def test_former_members_of_the_year_stand_below_with_the_reason(as_, cast, force):
    gone = make.make_person(cast.agency, cast.unit_a, "前委員")
    make.make_member(force[0].committee, gone, until="107/3/1", left_because="RESIGNED")
    earlier = make.make_person(cast.agency, cast.unit_a, "去年委員")
    make.make_member(force[0].committee, earlier, until="106/12/31")
    answer = as_(cast.clerk).get(PAGE)
    assert [one["member"].who.name for one in answer.context["former"]] == ["前委員"]
    assert "請辭" in text(answer)
