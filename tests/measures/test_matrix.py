"""Units by categories (M-2; MS-01)."""

from io import BytesIO

import pytest
from django.urls import reverse

from core.contract import Scope, Verdict
from core.spreadsheets import read_rows
from measures.matrix import matrix
from plan.rules import in_force
from tests import factories as make

pytestmark = pytest.mark.usefixtures("today")


def read(agency, unit, on="107/6/1"):
    """{category: (done, planned)} of the unit, how many categories are done, and how many are missing."""
    day = make.day(on)
    found = matrix(Scope(agency.id, day.year, day), in_force(agency.id, day))
    line = next(one for one in found.lines if one.unit == unit)
    cells = {
        one.category.code: (len(one.done), len(one.planned)) for one in line.cells if one.planned or one.done
    }
    return cells, len(line.done), line.missing


def done(unit, item="MS-A2", **kw):
    measure = make.make_measure(unit, item=item, held_on="107/3/8", **kw)
    make.make_evidence(measure)
    return measure


def test_planned_is_not_done(plan, cast):
    done(cast.unit_a)
    make.make_measure(cast.unit_a, "預定", planned_on="107/9/1")
    make.make_measure(cast.unit_a, "教材", item="MS-D1")
    assert read(plan, cast.unit_a) == ({"A": (1, 2), "D": (0, 1)}, 1, 2)


def test_three_categories_are_enough_and_a_fourth_is_not_missing(plan, cast):
    for item in ("MS-A2", "MS-B1", "MS-D1"):
        done(cast.unit_a, item)
    assert read(plan, cast.unit_a)[1:] == (3, 0)
    done(cast.unit_a, "MS-D2", title="案例")
    assert read(plan, cast.unit_a)[1:] == (3, 0)


def test_what_is_held_jointly_is_credited_to_each(plan, cast):
    done(cast.unit_a, joint=(cast.unit_b,))
    assert read(plan, cast.unit_a)[0] == read(plan, cast.unit_b)[0] == {"A": (1, 1)}
    assert read(plan, cast.personnel)[0] == {}


def test_the_day_that_is_asked_decides(plan, cast):
    done(cast.unit_a)
    assert read(plan, cast.unit_a, "107/3/7")[0] == {"A": (0, 1)}
    assert read(plan, cast.unit_a, "107/3/8")[0] == {"A": (1, 1)}


def test_a_renamed_units_measures_stand_with_its_successor(plan, cast):
    done(cast.unit_a)
    heir = make.make_unit(plan, "新應用組", since="107/5/1")
    cast.unit_a.until, cast.unit_a.successor = make.day("107/5/1"), heir
    cast.unit_a.save()
    assert read(plan, heir)[0] == {"A": (1, 1)}


def test_the_register_of_committees_speaks_for_its_category(plan, cast):
    def verdict():
        day = make.day("107/12/31")
        found = matrix(Scope(plan.id, 2018, day), in_force(plan.id, day))
        return {one.verdict for line in found.lines for one in line.cells if one.category.of_register}

    assert verdict() == {Verdict.NOT_APPLICABLE}
    board = make.make_committee(plan, "TASK_FORCE", "資安委員會")
    for sex in "MMF":
        make.make_member(board, make.make_person(plan, None, sex=sex))
    assert verdict() == {Verdict.MET}
    assert read(plan, cast.unit_b, "107/12/31")[1:] == (1, 2)


def test_without_a_rule_in_force_nothing_is_missing_and_nothing_enough(plan, cast):
    day = make.day("110/6/1")
    found = matrix(Scope(plan.id, 2021, day), in_force(plan.id, day))
    assert (found.categories, {one.missing for one in found.lines}) == ((), {None})


def test_the_page_marks_ones_own_unit_and_leads_to_the_lists(as_, plan, cast):
    done(cast.unit_a)
    page = as_(cast.head).get(reverse("measures:matrix", args=[2018]))
    own = [line.unit for line, _cells, is_own in page.context["rows"] if is_own]
    link = f"{reverse('measures:measures', args=[2018])}?unit={cast.unit_a.pk}&amp;category=A"
    assert (own, link in page.content.decode(), "尚缺 2 類" in page.content.decode()) == (
        [cast.unit_a],
        True,
        True,
    )


def test_the_page_gives_the_verdict_in_both_readings(as_, plan, cast):
    for item in ("MS-A2", "MS-B1", "MS-D1"):
        done(cast.unit_a, item)
    page = as_(cast.head).get(reverse("measures:matrix", args=[2018])).content.decode()
    assert "5 個組室中 1 個已辦理 3 類以上" in page
    assert "另一種讀法（D-09）：機關至少 3 類，各組室至少 1 項" in page


def test_the_matrix_goes_out_as_a_spreadsheet(as_, plan, cast):
    done(cast.unit_a)
    data = as_(cast.secretary).get(reverse("measures:matrix-export", args=[2018, "ods"])).content
    head, *rows = read_rows(BytesIO(data), "a.ods")
    own = dict(zip(head, next(row for row in rows if row[0] == "應用服務組"), strict=True))
    assert len(rows) == 5
    assert (own["（一）：已辦理"], own["（一）：規劃"], own["應辦類數"], own["尚缺類數"]) == (1, 1, 3, 2)
    assert own["（六）：判定"] == "不適用"
