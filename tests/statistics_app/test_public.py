"""What the public may read of 伍三: approved, masked, each series under an address of its own (W-1, S-11)."""

import pytest

from core.contract import canonical
from public_zone.sources import pieces
from statistics_app.models import Way
from tests import factories as make
from tests.factories import day

KINDS = ("statistics", "analyses")


@pytest.fixture
def staff(plan, cast):
    """Two senior women of eleven, among others."""
    return make.make_indicator(plan, cast.unit_a, "簡任", "薦任")


def offered(agency, on="107/6/1"):
    return {one.key: one for one in pieces(agency, day(on)) if one.kind in KINDS}


def values(piece) -> list[tuple]:
    return [row[4:6] for row in piece.content.dataset.rows]


def test_only_approved_years_are_offered(plan, staff):
    make.make_table(staff, 2016, [9, 12, 40, 31], "APPROVED")
    make.make_table(staff, 2017, [9, 12, 40, 31], "SUBMITTED")
    assert {row[0] for row in offered(plan)["doit-01"].content.dataset.rows} == {105}


def test_a_small_cell_is_masked_in_table_data_and_chart(plan, staff):
    make.make_table(staff, 2016, [9, 2, 40, 31], "APPROVED")
    make.make_table(staff, 2017, [9, 2, 40, 31], "APPROVED")
    piece = offered(plan)["doit-01"]
    assert (None, "遮蔽") in values(piece) and (2, "") not in values(piece)
    assert "2" not in {cell for row in piece.content.tables[0].rows for cell in row}


def test_counts_of_what_is_no_person_are_not_masked_and_need_no_rule(plan, cast):
    seats = make.make_indicator(plan, cast.unit_a, counts_people=False)
    make.make_table(seats, 2017, [1, 2], "APPROVED")
    assert values(offered(plan, "110/1/1")["doit-01"]) == [(1, ""), (2, ""), (3, "")]


def test_decimals_are_kept_as_they_are_written(plan, cast):
    rate = make.make_indicator(plan, cast.unit_a, counts_people=False, decimals=1, totals="NONE")
    make.make_table(rate, 2017, ["41.0", "39.5"], "APPROVED")
    assert values(offered(plan)["doit-01"]) == [("41.0", ""), ("39.5", "")]


def test_a_code_used_again_for_a_changed_definition_gets_an_address_of_its_own(plan, cast, staff):
    new = make.make_indicator(
        plan, cast.unit_a, since="107/1/1", replaces=staff, change_reason="改以職等分", counts_people=False
    )
    make.make_table(staff, 2016, [9, 12, 40, 31], "APPROVED")
    make.make_table(new, 2018, [9, 12], "APPROVED")
    found = offered(plan)
    assert sorted(found) == ["doit-01", "doit-01-107"]
    facts = {str(name): str(said) for name, said in found["doit-01-107"].content.facts}
    assert (facts["接續指標"], facts["異動事由"]) == ("DOIT-01 員工人數", "改以職等分")


def test_an_analysis_is_offered_when_it_is_complete_without_the_names_of_staff(plan, cast):
    file = make.make_attachment(plan)
    done = {"file": file, "completed_on": "107/5/1"}
    make.make_analysis(plan, cast.unit_a, title="未完成")
    make.make_analysis(plan, cast.unit_a, title="停寫", withdrawn_because="併案", **done)
    make.make_analysis(plan, cast.unit_a, title="自撰", authors="吳會計", **done)
    study = {"way": Way.COMMISSIONED, "authors": "某大學，聯絡人吳會計"}
    make.make_analysis(plan, cast.unit_a, title="委託", **study, **done)
    found = {
        one.title: {str(name): str(said) for name, said in one.content.facts}
        for one in offered(plan).values()
    }
    assert set(found) == {"自撰", "委託"}
    assert "受託單位" not in found["自撰"]
    assert found["委託"]["受託單位"] == "某大學，聯絡人○○○"


def test_no_text_of_an_indicator_names_staff(plan, cast):
    told = {
        name: f"{name}由{cast.clerk.name}"
        for name in ("title", "definition", "formula", "dimension", "source")
    }
    named = make.make_indicator(plan, cast.unit_a, cast.head.name, "其他", counts_people=False, **told)
    make.make_table(named, 2017, [1, 2, 3, 4], "APPROVED")
    piece = offered(plan)["doit-01"]
    text = canonical([piece.title, piece.content])
    assert (cast.clerk.name in text, cast.head.name in text, "title由○○○" in text) == (False, False, True)
    assert {row[2] for row in piece.content.dataset.rows} >= {"○○○", "其他"}
