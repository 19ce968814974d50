"""What an edition would print otherwise now: old → new, by which record and by whom (features 3 no. 7)."""

import copy

import pytest

from core.contract import Column, Sentence, Table, plain
from organization import history
from reports import annual
from reports.drift import OF_ITSELF, differences
from reports.models import Edition
from reports.since import drift, scope_of
from tests.factories import actor_of, day
from tests.reports import records


def line(rule="TR-01", verdict="met", have=5, need=5, text="完成。") -> dict:
    sentence = {"message": text, "values": {}}
    return {
        "rule": rule,
        "clause": "伍二(一)1",
        "verdict": verdict,
        "have": have,
        "need": need,
        "sentence": sentence,
        "readings": [],
    }


def table(*rows, foot=()) -> dict:
    made = Table(
        key="people",
        title=Sentence("參訓統計"),
        columns=(
            Column("unit", Sentence("組室"), "label"),
            Column("done", Sentence("完成"), "int"),
            Column("share", Sentence("率"), "percent"),
        ),
        rows=rows,
        foot=foot,
        clause="伍二",
    )
    return plain(made)


def edition(rules=(), tables=(), texts=(), **cover) -> dict:
    section = {"heading": "二、性別意識培力", "texts": list(texts)}
    section["tables"] = [{"number": "5-1", "figure": "", "table": one} for one in tables]
    made = {"agency": "資訊局", "plan": "計畫", "compiled_by": "綜合企劃組", "adoptions": []}
    return made | cover | {"rules": list(rules), "sections": [section], "summary": table()}


def said(old: dict, new: dict) -> list[tuple[str, str, str]]:
    return [(str(one.place), str(one.old), str(one.new)) for one in differences(old, new)]


def test_the_same_edition_differs_in_nothing():
    one = edition([line()], [table(("甲組", 5, [5, 5]))])
    assert said(one, copy.deepcopy(one)) == []


def test_a_rules_line_is_said_whole():
    assert said(edition([line()]), edition([line(verdict="unmet", have=4, text="尚缺 1 人。")])) == [
        ("條款 伍二(一)1（TR-01）", "符合　5/5　完成。", "未符合　4/5　尚缺 1 人。")
    ]


def test_a_sentence_alone_is_a_difference_too():
    assert len(said(edition([line()]), edition([line(text="均已完成。")]))) == 1


@pytest.mark.parametrize("rule", OF_ITSELF)
def test_what_becomes_of_the_report_itself_is_none(rule):
    assert said(edition([line(rule)]), edition([line(rule, "unmet", 0)])) == []


def test_a_rule_that_is_judged_twice_is_compared_line_by_line():
    old = edition([line(have=1), line(have=2)])
    assert len(said(old, edition([line(have=1), line(have=3)]))) == 1


def test_a_cell_is_named_by_table_row_and_column():
    old = edition(tables=[table(("甲組", 5, [5, 5]), ("乙組", 3, [3, 4]))])
    new = edition(tables=[table(("甲組", 5, [5, 5]), ("乙組", 4, [4, 4]))])
    assert said(old, new) == [
        ("表 5-1「參訓統計」乙組　完成", "3", "4"),
        ("表 5-1「參訓統計」乙組　率", "75.0%", "100.0%"),
    ]


def test_a_row_that_came_or_went_is_said_whole():
    old = edition(tables=[table(("甲組", 5, [5, 5]))])
    new = edition(tables=[table(("乙組", 3, [3, 4]), ("甲組", 5, [5, 5]))])
    assert said(old, new) == [("表 5-1「參訓統計」乙組", "–", "乙組　3　75.0%")]
    assert said(new, old) == [("表 5-1「參訓統計」乙組", "乙組　3　75.0%", "–")]


def test_a_total_and_nothing_instead_of_a_number_are_differences():
    old, new = (edition(tables=[table(foot=(("合計", one, None),))]) for one in (None, 0))
    assert said(old, new) == [("表 5-1「參訓統計」合計　完成", "–", "0")]


def test_a_table_that_went_is_said():
    assert said(edition(tables=[table(("甲組", 5, None))]), edition()) == [("表「參訓統計」", "1", "–")]


def test_a_text_that_was_taken_back_is_a_difference():
    written = {"unit": "人事室", "text": "辦理情形", "has_nothing": False}
    assert said(edition(texts=[written]), edition()) == [("二、性別意識培力　人事室", "辦理情形", "–")]


def test_the_cover_is_compared():
    assert said(edition(), edition(compiled_by="企劃組", adoptions=["105/9/21 修改"])) == [
        ("封面", "綜合企劃組", "企劃組"),
        ("封面", "–", "105/9/21 修改"),
    ]


@pytest.fixture
def house(plan, cast, settings, tmp_path, monkeypatch):
    settings.DEMO_DAY = day("107/4/2")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    records.short_pdf(monkeypatch, tmp_path)
    return records.house(plan, cast)


def whole(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_passing_and_announcing_change_no_printed_number(house):
    assert drift(whole(records.announced(house))).rows == ()


def test_a_changed_record_is_found_behind_the_number_that_it_changes(house):
    made = whole(records.announced(house))
    records.change_a_record(house)
    found = drift(made)
    row = next(one for one in found.rows if one.difference.rule == "TR-01")
    change = found.changes[row.numbers[0] - 1]
    assert (change.model, change.object_id, change.who) == ("training.hours", house.hours.pk, "陳人事")
    assert change.reason == "重複登錄"
    assert any(one.difference.place.message.startswith("表") for one in found.rows)


def test_what_was_changed_before_freezing_is_not_named(house):
    by = actor_of(house.cast.officer, "107/1/5")
    house.hours.note = "補登"
    history.save(house.hours, by=by, verb="更正")
    made = whole(records.frozen(house))
    assert drift(made).changed == 0


def test_the_comparison_is_as_of_the_editions_own_day(house):
    made = whole(records.frozen(house, on="107/2/1", as_of="106/12/31"))
    assert scope_of(made).as_of == day("106/12/31")
    assert differences(made.content, annual.edition(scope_of(made))) == []


def test_names_are_for_those_who_read_the_agency(house, as_):
    made = records.announced(house)
    records.change_a_record(house)
    page = f"/editions/{made.pk}/changed/"
    assert "重複登錄" in as_(house.cast.secretary).get(page).content.decode()
    colleague = as_(house.cast.clerk).get(page).content.decode()
    assert "異動 1" in colleague
    assert "重複登錄" not in colleague
    assert as_(house.cast.stranger).get(page).status_code == 404
