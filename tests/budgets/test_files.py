"""Lines out as a file and in again: unchanged, changed, new, or at fault (I-1, I-2, I-6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgets import files
from budgets.models import Line
from core.spreadsheets import write
from organization.models.change import Change, Channel
from tests.budgets import records


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"


@pytest.fixture
def page(opened):
    return reverse("budgets:import", args=[2019])


def exported(client, kind="csv") -> SimpleUploadedFile:
    answer = client.get(reverse("budgets:export", args=[2019, kind]))
    return SimpleUploadedFile(f"預算.{kind}", answer.content)


def made(opened, *rows, kind="csv") -> SimpleUploadedFile:
    """A file of rows, each told by some of its columns."""
    names = list(files.LineResource._meta.fields)
    sheet = files.sheet([])
    told = [[row.get(name, "") for name in names] for row in rows]
    return SimpleUploadedFile(f"預算.{kind}", write(kind, sheet._replace(rows=told)))


def row(**kw) -> dict:
    told = {
        "unit": "應用服務組",
        "work_plan": "一般行政",
        "title": "新項",
        "category": "第1類　計畫類",
        "amount": 5_000,
    }
    return told | kw


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_what_goes_out_comes_in_again_unchanged(as_, cast, opened, page, kind):
    records.make_line(opened, cast.unit_a, cast, amount=1_000, counted=400)
    records.make_line(opened, cast.unit_b, cast, title="=2+2", description="一\n二")
    client = as_(cast.accountant)
    found = client.post(page, {"file": exported(client, kind), "verb": "check"}).context["judged"]
    assert (found.counted.fresh, found.counted.changed, found.counted.unchanged, found.faults) == (
        0,
        0,
        2,
        (),
    )


def test_a_file_is_looked_at_first_and_written_once_it_is_confirmed(as_, cast, opened, page):
    line = records.make_line(opened, cast.unit_a, cast)
    client = as_(cast.accountant)
    told = made(
        opened,
        row(pk=line.pk, title="改名", amount=7_000),
        row(unit="設施網路組", counted=2_000, share_reason="四成"),
    )
    answer = client.post(page, {"file": told, "verb": "check"})
    found = answer.context["judged"]
    assert (found.counted.fresh, found.counted.changed, found.faults) == (1, 1, ())
    assert Line.objects.count() == 1
    kept = answer.context["form"]["kept"].value()
    client.post(page, {"kept": kept, "verb": "confirm"})
    client.post(page, {"kept": kept, "verb": "confirm"})
    assert list(Line.objects.order_by("id").values_list("title", "amount", "counted", "unit__name")) == [
        ("改名", 7_000, 7_000, "應用服務組"),
        ("新項", 5_000, 2_000, "設施網路組"),
    ]
    assert Change.objects.filter(model="budgets.line", channel=Channel.IMPORT).count() == 2


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ({"amount": "十萬"}, "預算數（元）", "「十萬」不是金額"),
        ({"amount": ""}, "預算數（元）", "必填，不能空白。"),
        ({"category": "沒有的"}, "類別", "類別須為："),
        ({"unit": "沒有的組"}, "組室", "查無此組室或無權使用。"),
        ({"counted": 6_000, "share_reason": "超過"}, "", "性別預算數不得超過預算數。"),
        ({"counted": 1}, "", "部分計入性別預算者須說明理由。"),
        ({"pk": 999}, "編號", "沒有編號 999 的項目"),
        ({"outturn": 5}, "執行數（元）", "本階段不能更改這一欄。"),
    ],
)
def test_a_fault_is_named_by_row_and_column_and_nothing_is_written(
    as_, cast, opened, page, wrong, column, said
):
    client = as_(cast.accountant)
    answer = client.post(page, {"file": made(opened, row(), row(**wrong)), "verb": "check"})
    [(number, where, message)] = answer.context["judged"].faults
    assert (number, where) == (3, column)
    assert said in message
    client.post(page, {"kept": answer.context["form"]["kept"].value(), "verb": "confirm"})
    assert not Line.objects.exists()


def test_a_unit_brings_its_own_lines_and_no_others(as_, cast, opened, page):
    client = as_(cast.clerk)
    found = client.post(page, {"file": made(opened, row(), row(unit="設施網路組")), "verb": "check"}).context[
        "judged"
    ]
    assert (found.counted.fresh, len(found.faults)) == (1, 1)
    assert as_(cast.stranger).get(page).status_code == 404


def test_a_file_that_is_none_of_ours_is_refused_whole(as_, cast, opened, page):
    file = SimpleUploadedFile("別的.csv", "甲,乙\r\n1,2\r\n".encode())
    text = as_(cast.accountant).post(page, {"file": file, "verb": "check"}).content.decode()
    assert "找不到欄位名稱列" in text
    assert "請選擇檔案。" in as_(cast.accountant).post(page, {"verb": "check"}).content.decode()


def test_an_approved_units_rows_are_locked(as_, cast, opened, page):
    records.make_line(opened, cast.unit_a, cast)
    records.approve(opened, cast.unit_a, cast)
    client = as_(cast.accountant)
    found = client.post(page, {"file": made(opened, row()), "verb": "check"}).context["judged"]
    assert found.faults[0][2] == "本組室的填報已核定，退回後才能修改。"
