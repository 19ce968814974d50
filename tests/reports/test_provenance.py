"""Each printed figure has a key, and behind each key stand the rule, the filter, the count and the records."""

import datetime
import json

import pytest

from core.contract import Scope, canonical
from reports import annual, pdf
from reports.chapters import CHAPTERS
from reports.provenance import figures
from tests import factories as make
from tests.factories import day
from training.models import Hours


@pytest.fixture
def clerks(plan):
    """Two of whom one has the hours of 105."""
    unit = make.make_unit(plan, "應用服務組")
    make.make_unit(plan, "綜合企劃組", ["PLANNING"])
    session = make.make_session(make.make_course(plan), "105/3/8", 120)
    people = [make.make_person(plan, unit, name) for name in ("王小明", "李大同")]
    make.make_hours(people[0], session, verified_by=make.make_account())
    return plan, people


@pytest.fixture
def edition(clerks) -> dict:
    return annual.edition(Scope(clerks[0].id, 2016, datetime.date(2016, 12, 31)))


def source(edition: dict, key: str) -> dict:
    parts = edition["provenance"]["findings"] + edition["provenance"]["tables"]
    return next(one for one in parts if one["key"] == key)


def test_a_finding_leads_to_its_records(edition, clerks):
    found = source(edition, "TR-01")
    done, every = [clerks[1][0].pk], sorted(one.pk for one in clerks[1])
    assert (found["chapter"], found["clause"]) == ("training", "伍二(一)1")
    assert (found["counted"]["model"], found["counted"]["count"]) == ("organization.Person", len(done))
    assert found["asked"]["count"] == len(every)
    assert (found["counted"]["ids"], found["asked"]["ids"]) == (None, None)
    assert "list=counted" in found["counted"]["page"]


def test_counts_are_the_numbers_that_are_printed(edition):
    """Where a rule counts records of one kind, have and need are how many there are."""
    lines = zip(edition["provenance"]["findings"], edition["rules"], strict=True)
    people = [
        (one, line) for one, line in lines if one["asked"] and one["asked"]["model"] == "organization.Person"
    ]
    assert people
    for one, line in people:
        assert (one["key"], one["counted"]["count"], one["asked"]["count"]) == (
            one["key"],
            line["have"],
            line["need"],
        )


def test_the_filter_says_whose_and_until_when(edition):
    assert edition["provenance"]["filter"] == {
        "agency": "doit",
        "year": 2016,
        "since": {"day": "2016-01-01"},
        "until": {"day": "2016-12-31"},
    }


def test_it_has_numbers_of_records_and_nobodys_name(edition):
    text = canonical(edition["provenance"])
    assert [name for name in ("王小明", "李大同") if name in text] == []


def test_each_key_is_there_once_and_each_table_has_one(edition):
    keys = [one["key"] for part in ("findings", "tables") for one in edition["provenance"][part]]
    assert len(keys) == len(set(keys))
    tables = [item["number"] for section in edition["sections"] for item in section["tables"]]
    assert [one["key"] for one in edition["provenance"]["tables"]] == tables
    assert {one["chapter"] for one in edition["provenance"]["tables"]} <= {
        one["app"] for one in edition["provenance"]["chapters"]
    }


def test_every_table_tells_its_records(edition):
    """What was held once and who was asked: a session, two people."""
    told = {one["table"]: one["records"] for one in edition["provenance"]["tables"]}
    assert [key for key, records in told.items() if records is None] == []
    assert (told["training-courses"]["model"], told["training-courses"]["count"]) == ("training.Session", 1)
    assert (told["training-audience"]["model"], told["training-audience"]["count"]) == (
        "organization.Person",
        2,
    )


def test_each_chapter_tells_the_records_of_its_own_tables_only(edition, clerks):
    scope = Scope(clerks[0].id, 2016, datetime.date(2016, 12, 31))
    given = [key for chapter in CHAPTERS for key in chapter.sources(scope)]
    assert len(given) == len(set(given)) > 15


def test_a_figure_is_known_by_table_row_and_column(edition):
    said = dict(figures(edition))
    assert said["TR-01"] == "1/2"
    item = next(
        item
        for section in edition["sections"]
        for item in section["tables"]
        if item["table"]["key"] == "training-audience"
    )
    kinds = [one["kind"] for one in item["table"]["columns"]]
    column = kinds.index("int")
    assert said[f"{item['number']}.1.{column + 1}"] == str(item["table"]["rows"][0][column])
    assert f"{item['number']}.1.1" not in said  # the row's name is no figure
    assert len(said) == len(list(figures(edition)))


def test_other_records_are_another_source(edition, clerks):
    Hours.objects.update(minutes=60)
    later = annual.edition(Scope(clerks[0].id, 2016, datetime.date(2016, 12, 31)))
    assert source(later, "TR-01")["counted"]["count"] == 0
    assert annual.digest(later) != annual.digest(edition)


def test_the_appendix_names_each_key_with_its_records(edition):
    html = pdf.page(json.loads(json.dumps(edition)))
    appendix = html.partition('id="provenance"')[2]
    assert "計入：人員 1 筆；應計：人員 2 筆" in appendix
    for one in edition["provenance"]["findings"]:
        assert f'<th scope="row">{one["key"]}</th>' in appendix
    for one in edition["provenance"]["tables"]:
        assert f'<th scope="row">表 {one["key"]}</th>' in appendix


def test_on_the_draft_each_figure_with_records_is_a_link_for_whoever_may_see_names(cast, as_, settings):
    settings.DEMO_DAY = day("106/11/15")
    make.load_plan(cast.agency)
    seen = as_(cast.secretary).get("/reports/106/").content.decode()
    assert "list=counted" in seen and "list=asked" in seen
    assert "list=counted" not in as_(cast.clerk).get("/reports/106/").content.decode()
