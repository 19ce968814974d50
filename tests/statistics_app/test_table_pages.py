"""The grid and its files: what was typed stays, each fault at its cell, nothing of other agencies (S-2, S-3, I-1)."""

import io
import subprocess
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.spreadsheets import read_rows
from organization import history
from statistics_app.actions import tables as actions
from statistics_app.cells import Side, Spot
from statistics_app.models import State, YearTable
from tests import factories as make

pytestmark = pytest.mark.django_db
SIGNS = (0, "…", "--", "*")


@pytest.fixture
def staff(cast):
    return make.make_indicator(cast.agency, cast.unit_a, "薦任", "委任")


def at(indicator, name="table", **kw) -> str:
    return f"{reverse(f'statistics:{name}', args=[indicator.pk, *kw.values()])}?from=106&to=107"


def typed(indicator, *numbers, year=2018, version=0) -> dict:
    names = [
        f"v.{year}.{one.id}/1/{side}"
        for one in indicator.categories.all()
        for side in ("male", "female", "total")
    ]
    return dict(zip(names, map(str, numbers), strict=False)) | {f"version.{year}": version}


def test_what_was_typed_is_saved_and_shown_again(as_, cast, staff):
    answer = as_(cast.accountant).post(at(staff), typed(staff, 12, 8, "", "0", "…", ""), follow=True)
    assert "已儲存。" in answer.content.decode()
    assert set(YearTable.objects.get().cells.values()) == {"12", "8", "0", "unpublished"}


def test_a_wrong_cell_keeps_everything_and_says_what_is_wrong_there(as_, cast, staff):
    answer = as_(cast.accountant).post(at(staff), typed(staff, 12, "八", "", 3, "-", ""))
    grid = answer.context["grid"]
    assert [where for _id, where, _what in grid.faults] == ["107 年 薦任 女", "107 年 委任 女"]
    assert [box.text for _line, boxes in grid.lines for box in boxes if box.year == 2018] == [
        "12",
        "八",
        "",
        "3",
        "-",
        "",
    ]
    assert not YearTable.objects.exists()


def test_a_sum_that_is_off_asks_for_the_reason_and_is_saved_with_it(as_, cast, staff):
    first = staff.categories.first()
    data = typed(staff, 12, 8, 21)
    answer = as_(cast.accountant).post(at(staff), data)
    [why] = answer.context["grid"].whys
    assert why.name == f"b.2018.{first.id}/1"
    as_(cast.accountant).post(at(staff), data | {why.name: "含未登錄性別 1 人"})
    assert YearTable.objects.get().because == {f"{first.id}/1": "含未登錄性別 1 人"}


def test_the_second_of_two_sees_both_and_may_save_again(as_, cast, staff):
    as_(cast.accountant).post(at(staff), typed(staff, 12, 8))
    as_(cast.clerk).post(at(staff), typed(staff, 13, 8, version=0))
    answer = as_(cast.accountant).post(at(staff), typed(staff, 20, 8, version=0))
    grid = answer.context["grid"]
    assert list(grid.theirs.values()) == ["13"]
    as_(cast.accountant).post(at(staff), typed(staff, 20, 8, version=grid.versions[2018]))
    assert "20" in YearTable.objects.get().cells.values()


def test_what_was_typed_into_a_year_locked_meanwhile_is_said_in_full(as_, cast, staff):
    table = make.make_table(staff, 2018, [1, 2, 3, 4], State.APPROVED)
    answer = as_(cast.accountant).post(at(staff), typed(staff, 9, 2))
    assert answer.context["grid"].refused == [(2018, "薦任 男 9")]
    table.refresh_from_db()
    assert "9" not in table.cells.values()


def test_save_and_approve_in_one_click(as_, cast, staff):
    as_(cast.accountant).post(at(staff), typed(staff, 1, 2, "", 3, 4, "") | {"then": "approve.2018"})
    assert YearTable.objects.get().state == State.APPROVED


def test_a_refused_approval_has_saved_the_numbers(as_, cast, staff):
    answer = as_(cast.accountant).post(at(staff), typed(staff, 1, 2) | {"then": "approve.2018"})
    assert "尚有未填" in answer.content.decode()
    assert YearTable.objects.get().state == State.OPEN


@pytest.mark.parametrize(
    ("who", "boxes"), [("accountant", True), ("clerk", True), ("neighbour", False), ("secretary", False)]
)
def test_only_who_may_fill_it_has_boxes(as_, cast, staff, who, boxes):
    answer = as_(getattr(cast, who)).get(at(staff))
    assert (answer.status_code, b'name="v.2018' in answer.content) == (200, boxes)
    assert as_(getattr(cast, who)).post(at(staff), typed(staff, 1, 2)).status_code == (302 if boxes else 403)


def test_another_agencys_tables_do_not_exist(as_, cast, staff):
    table = make.make_table(staff, 2018, [1, 2, 3, 4])
    for url in (
        at(staff),
        at(staff, "table-export", kind="csv"),
        reverse("statistics:table-note", args=[table.pk]),
    ):
        assert as_(cast.stranger).get(url).status_code == 404
    assert as_(cast.stranger).post(at(staff), typed(staff, 1, 2)).status_code == 404


def test_one_indicator_and_three_cost_the_same(as_, cast, staff):
    spent, client = [], as_(cast.accountant)
    client.get(reverse("statistics:tables", args=[2018]))
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(reverse("statistics:tables", args=[2018])).context["rows"]
        spent.append((len(rows), len(queries)))
        for number in (len(rows) + 1, len(rows) + 2):
            make.make_table(make.make_indicator(cast.agency, cast.unit_a, code=f"X-{number}"), 2018, [1, 2])
    assert spent[0][0] == 1
    assert spent[1] == (3, spent[0][1])


def file_of(as_, cast, indicator, kind: str) -> bytes:
    return as_(cast.accountant).get(at(indicator, "table-export", kind=kind)).content


def upload(as_, cast, indicator, data: bytes, name: str):
    return as_(cast.accountant).post(at(indicator, "table-file"), {"file": SimpleUploadedFile(name, data)})


def texts(answer) -> list[str]:
    return [box.text for _line, boxes in answer.context["grid"].lines for box in boxes]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_a_file_comes_back_unchanged_and_each_sign_stays_itself(as_, cast, staff, kind):
    make.make_table(staff, 2018, SIGNS)
    data = file_of(as_, cast, staff, kind)
    answer = upload(as_, cast, staff, data, f"table.{kind}")
    shown = texts(answer)
    assert [one for one in shown if one] == ["0", "…", "--", "*"]
    assert not answer.context["grid"].errors
    posted = {box.name: box.text for _line, boxes in answer.context["grid"].lines for box in boxes}
    posted |= {f"version.{year}": version for year, version in answer.context["grid"].versions.items()}
    assert "內容沒有變更" in as_(cast.accountant).post(at(staff), posted, follow=True).content.decode()


def test_a_file_saved_by_libreoffice_comes_back_unchanged(as_, cast, staff, tmp_path):
    make.make_table(staff, 2018, SIGNS)
    source = tmp_path / "table.xlsx"
    source.write_bytes(file_of(as_, cast, staff, "xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path / "out", source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    answer = upload(as_, cast, staff, (tmp_path / "out" / "table.ods").read_bytes(), "table.ods")
    assert [one for one in texts(answer) if one] == ["0", "…", "--", "*"]


def test_a_file_says_row_and_column_of_what_it_cannot_place(as_, cast, staff):
    rows = "年度,類別,男,女\r\n107,簡任,1,2\r\n一百,薦任,1,2\r\n107,薦任,1,x\r\n107,薦任,3,4\r\n"
    answer = upload(as_, cast, staff, rows.encode(), "table.csv")
    assert answer.context["refusals"] == [
        "第 2 列「類別」：沒有「簡任」這個類別。",
        "第 3 列「年度」：看不懂年度「一百」。請填民國年，例如 107。",
        "第 5 列「年度」：與第 4 列重複。",
    ]
    assert [where for _id, where, _what in answer.context["grid"].faults] == ["107 年 薦任 女"]
    assert not YearTable.objects.exists()


def test_a_file_without_the_columns_names_them(as_, cast, staff):
    answer = upload(as_, cast, staff, b"a,b\r\n1,2\r\n", "table.csv")
    assert "找不到欄位：年度、類別、男、女" in answer.content.decode()


def test_the_list_goes_out_as_a_file(as_, cast, staff):
    make.make_table(staff, 2018, [1, 2])
    answer = as_(cast.accountant).get(reverse("statistics:tables-export", args=[2018, "ods"]))
    heads, line = read_rows(io.BytesIO(answer.content), "tables.ods")
    assert dict(zip(heads, line, strict=False))["未填格數"] == 2


def test_a_note_stands_at_its_cell(as_, cast, staff):
    table = make.make_table(staff, 2018, [1, 2, 3, 4])
    place = f"{staff.categories.first().id}/1/male"
    as_(cast.accountant).post(
        reverse("statistics:table-note", args=[table.pk]), {"text": "含約聘", "spot": place}
    )
    answer = as_(cast.accountant).get(at(staff))
    assert [one["place"] for one in answer.context["notes"]] == ["薦任 男"]
    as_(cast.accountant).post(
        reverse("statistics:note-withdraw", args=[answer.context["notes"][0]["note"].pk])
    )
    assert as_(cast.accountant).get(at(staff)).context["notes"] == []


def test_reopening_wants_a_reason(as_, cast, staff):
    table = make.make_table(staff, 2018, [1, 2, 3, 4], State.APPROVED)
    url = reverse("statistics:table-reopen", args=[table.pk])
    assert as_(cast.clerk).get(url).status_code == 403
    as_(cast.accountant).post(url, {"reason": ""})
    table.refresh_from_db()
    assert table.state == State.APPROVED
    as_(cast.accountant).post(url, {"reason": "更正"})
    table.refresh_from_db()
    assert (table.state, table.reason) == (State.OPEN, "更正")


def test_an_entry_over_an_ended_indicator_is_cut_to_its_years(as_, cast):
    ended = make.make_indicator(cast.agency, cast.unit_a, since="105/1/1", until=make.day("106/1/1"))
    answer = as_(cast.accountant).get(at(ended))
    assert answer.context["grid"].years == [2016]


def test_the_actions_ask_again_what_the_page_asked(cast, staff):
    assert actions.save_entries(staff, [], by=make.actor_of(cast.clerk)) == []


def test_a_year_may_be_written_with_its_word(as_, cast, staff):
    rows = "年度,類別,男,女\r\n107年,薦任,1,2\r\n"
    assert [one for one in texts(upload(as_, cast, staff, rows.encode(), "table.csv")) if one] == ["1", "2"]


@pytest.mark.parametrize(("made", "taken"), [("en", "zh-hant"), ("zh-hant", "en")])
def test_a_file_made_in_one_language_is_taken_in_the_other(as_, cast, staff, made, taken):
    make.make_table(staff, 2018, SIGNS)
    client = as_(cast.accountant)
    client.cookies["django_language"] = made
    data = client.get(at(staff, "table-export", kind="ods")).content
    client.cookies["django_language"] = taken
    answer = client.post(at(staff, "table-file"), {"file": SimpleUploadedFile("table.ods", data)})
    assert [one for one in texts(answer) if one] == ["0", "…", "--", "*"]


def test_the_address_that_a_file_was_sent_to_leads_to_the_table(as_, cast, staff):
    answer = as_(cast.accountant).get(at(staff, "table-file"))
    assert (answer.status_code, answer["Location"]) == (302, at(staff))


@pytest.mark.parametrize(
    ("number", "people", "unit", "said"),
    [
        ("-1", True, "人", ["「-1」不能小於 0。"]),
        ("-3.0", False, "%", ["「-3.0」不能小於 0。"]),
        ("140.5", False, "％", ["「140.5」不能大於 100。"]),
        ("100.0", False, "%", []),
        ("-3.0", False, "度", []),
    ],
)
def test_a_number_that_cannot_be_is_refused_at_its_cell(as_, cast, number, people, unit, said):
    rate = make.make_indicator(
        cast.agency,
        cast.unit_a,
        counts_people=people,
        unit_of_measure=unit,
        decimals=0 if people else 1,
        totals="SEX" if people else "NONE",
    )
    answer = as_(cast.accountant).post(at(rate), typed(rate, number))
    assert (
        [what for _id, _where, what in answer.context["grid"].faults] == said if said else not answer.context
    )
    assert YearTable.objects.count() == (0 if said else 1)


def test_the_action_refuses_the_same_number(cast):
    rate = make.make_indicator(cast.agency, cast.unit_a, counts_people=False, unit_of_measure="%")
    cells = {Spot(rate.categories.get().id, 1, Side.MALE): Decimal(101)}
    with pytest.raises(ValidationError, match="「101」不能大於 100。"):
        actions.save_entries(rate, [actions.Entry(2018, 0, cells)], by=make.actor_of(cast.accountant))


@pytest.mark.parametrize(
    ("who", "verb", "done"), [("accountant", "approve", "核定"), ("clerk", "submit", "送出")]
)
def test_what_the_button_did_is_said_also_to_a_second_click(as_, cast, staff, who, verb, done):
    data = typed(staff, 1, 2, "", 3, 4, "") | {"then": f"{verb}.2018"}
    for _click in range(2):
        answer = as_(getattr(cast, who)).post(at(staff), data, follow=True)
        assert f"已儲存並{done} 107 年。" in answer.content.decode()
    assert YearTable.objects.get().version == 1


def test_the_accounting_office_begins_with_its_tables(as_, cast):
    answer = as_(cast.accountant).get(reverse("reports:first"))
    assert "/tables/" in answer["Location"]


def test_the_history_names_the_person_who_approved(as_, cast, staff):
    as_(cast.accountant).post(at(staff), typed(staff, 1, 2, "", 3, 4, "") | {"then": "approve.2018"})
    newest = history.around(list(YearTable.objects.all()))[0]
    assert ("核定者", "–", "吳會計") in newest.lines


def test_whoever_gives_a_reason_is_told_that_it_becomes_public(as_, cast, staff):
    answer = as_(cast.accountant).post(at(staff), typed(staff, 12, 8, 21))
    assert "公開統計表時，原因一併公開。" in answer.content.decode()
