"""An edition: plain data, the same for the same records, with the plan's owners and nobody's name."""

import json

import pytest

from core.contract import Scope, canonical
from reports import annual
from tests import factories as make
from training.models import Hours


@pytest.fixture
def agency_106(plan):
    unit = make.make_unit(plan, "應用服務組")
    make.make_unit(plan, "綜合企劃組", ["PLANNING"])
    session = make.make_session(make.make_course(plan), "106/3/8", 120)
    make.make_hours(make.make_person(plan, unit, "王小明"), session, verified_by=make.make_account())
    make.make_person(plan, unit, "李大同")
    return plan


def edition(agency, day="106/12/31") -> dict:
    on = make.day(day)
    return annual.edition(Scope(agency.id, on.year, on))


def section(made: dict, label: str) -> dict:
    return next(one for one in made["sections"] if one["label"] == label)


def test_it_is_json_and_reads_back_the_same(agency_106):
    made = edition(agency_106)
    assert json.loads(canonical(made)) == made


def test_the_same_records_have_the_same_digest_and_other_records_another(agency_106):
    before = annual.digest(edition(agency_106))
    assert annual.digest(edition(agency_106)) == before
    Hours.objects.update(minutes=60)
    assert annual.digest(edition(agency_106)) != before


def test_it_names_units_and_nobody(agency_106):
    text = canonical(edition(agency_106))
    assert "應用服務組" in text
    assert [name for name in ("王小明", "李大同") if name in text] == []


def test_the_front_page_says_who_answers_and_which_unit_is_short(agency_106):
    gap = next(one for one in edition(agency_106)["gaps"] if "TR-01" in one["rules"])
    assert (gap["verdict"], gap["have"], gap["need"], gap["owner"]) == ("unmet", 1, 2, "人事室")
    assert [one["values"]["unit"] for one in gap["units"]] == ["應用服務組"]


def test_each_section_has_the_owner_that_the_plan_names(agency_106):
    owners = {one["label"]: one["owner"] for one in edition(agency_106)["sections"]}
    assert owners["伍一"] == "綜合企劃組"
    assert owners["伍二"] == "人事室"
    assert owners["伍三"] == "會計室、各組室"
    assert owners["伍四"] == "法務、研考、各組室"
    assert owners["伍五"] == "會計室"
    assert owners["陸"] == "綜合企劃組"


def test_the_sections_follow_the_plan_and_no_clause_is_lost(agency_106):
    made = edition(agency_106)
    assert [one["label"][0] for one in made["sections"] if one["level"] == 1] == list("壹貳參肆伍陸柒捌玖")
    assert len([passage for one in made["sections"] for passage in one["passages"]]) == 105


def test_an_article_without_a_heading_is_listed_by_its_first_words(agency_106):
    assert section(edition(agency_106), "玖")["heading"] == "玖、本計畫經本局性別平等專案小組通過後施行"


def test_a_section_without_records_says_so_once(agency_106):
    found = section(edition(agency_106), "伍一")
    assert "尚未建立委員" in found["unjudged"]["message"]
    assert [passage["found"] for passage in found["passages"] if passage["found"]] == []
    assert section(edition(agency_106), "伍二")["unjudged"] is None


def test_rules_that_say_the_same_of_a_clause_share_a_line(agency_106):
    clause = next(one for one in section(edition(agency_106), "柒")["passages"] if one["label"] == "柒一(二)")
    assert [line["rules"] for line in clause["found"]] == [["RP-02", "RP-03", "RP-04"]]


def test_tables_and_figures_are_numbered_through_their_article(agency_106):
    numbers = [one["number"] for one in section(edition(agency_106), "伍二")["tables"]]
    assert numbers == [f"5-{count}" for count in range(1, len(numbers) + 1)]
    assert [one["figure"] for one in section(edition(agency_106), "伍二")["tables"] if one["figure"]] == [
        "5-1"
    ]


def test_the_summary_adds_up(agency_106):
    made = edition(agency_106)
    total = made["summary"]["foot"][0]
    assert sum(row[-1] for row in made["summary"]["rows"]) == total[-1] == len(made["rules"])
    assert total[2:-1] == [count for _, count in made["tally"]]


@pytest.mark.parametrize("day", ["103/6/30", "110/6/30", "200/6/30"])
def test_a_year_outside_the_plan_is_honest(agency_106, day):
    made = edition(agency_106, day)
    assert not made["in_force"]
    assert [verdict for verdict, _ in made["tally"]] == ["undetermined"]


def test_an_agency_without_plan_or_people_has_an_edition(agency):
    made = edition(agency)
    assert (made["plan"], made["sections"], made["rules"], made["compiled_by"]) == ("", [], [], "")
