"""A report is taken for what it claims to be, and refused where a printed number, the data or a byte was changed."""

import copy
import datetime
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfReader, PdfWriter

from core.contract import Scope, canonical
from core.printing import Attached, print_pdf
from reports import annual, pdf
from reports.models import Edition, EditionFile
from reports.verify import first_difference, is_true, verify
from tests import factories as make


@pytest.fixture
def edition(plan, settings, tmp_path) -> dict:
    """One section with its tables, of a year in which one of two clerks has the hours."""
    settings.PDF_ROOT = tmp_path / "pdf"
    unit = make.make_unit(plan, "應用服務組")
    session = make.make_session(make.make_course(plan), "105/3/8", 120)
    make.make_hours(make.make_person(plan, unit, "王小明"), session, verified_by=make.make_account())
    make.make_person(plan, unit, "李大同")
    made = annual.edition(Scope(plan.id, 2016, datetime.date(2016, 12, 31)))
    made["sections"] = [one for one in made["sections"] if one["label"] == "伍二"]
    made["sections"][0]["tables"] = made["sections"][0]["tables"][:2]
    made["gaps"] = []
    for lines in (made["rules"], made["provenance"]["findings"]):
        lines[:] = [one for one in lines if one["rule"] == "TR-01"]
    made["provenance"]["tables"] = []
    return made


def printed(edition: dict, data: dict | None = None, digest: str = "") -> Path:
    """The PDF of ``edition`` with other data attached, or with another fingerprint printed."""
    html = pdf.page(edition)
    data = data or edition
    html = html.replace(annual.digest(edition), digest or annual.digest(data))
    attached = Attached(pdf.DATA, canonical(data), annual.digest(data))
    return print_pdf(html, styles=pdf.STYLES["zh-hant"], lock="局", attached=(attached,))


def changed(edition: dict) -> dict:
    """One number is another: 尚缺 2 人 instead of 1."""
    other = copy.deepcopy(edition)
    rule = next(one for one in other["rules"] if one["rule"] == "TR-01")
    rule["sentence"]["values"]["missing" if "missing" in rule["sentence"]["values"] else "have"] = 7
    rule["have"] = 7
    return other


def sentences(file: Path) -> str:
    answers = verify(file)
    return "\n".join(f"{one.holds} {one.sentence}" for one in answers)


def test_ours_is_accepted_and_the_database_need_not_know_it(edition):
    file = pdf.render(edition)
    answers = verify(file)
    assert is_true(answers)
    assert [one.holds for one in answers] == [True, True, None]
    assert "逐位元組相同" in answers[1].sentence
    assert "沒有這個檔案的紀錄" in answers[2].sentence


def test_a_printed_number_that_the_data_do_not_give_is_named_with_its_page(edition):
    said = sentences(printed(changed(edition), data=edition))
    assert "False 第 " in said
    assert "頁：依附件資料應為「" in said and "7/2" in said


def test_data_that_do_not_give_what_is_printed_are_refused(edition):
    other = changed(edition)
    assert "False 附件資料的指紋為" in sentences(printed(edition, data=other, digest=annual.digest(edition)))
    assert "頁：依附件資料應為「" in sentences(printed(edition, data=other))


def test_one_byte_more_is_seen(edition, tmp_path):
    file = tmp_path / "changed.pdf"
    whole = pdf.render(edition).read_bytes()
    file.write_bytes(whole.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert "False 各頁文字相同，但檔案自第 8 個位元組起" in sentences(file)


def test_a_byte_of_the_data_or_no_data_at_all_are_seen(edition, tmp_path):
    writer = PdfWriter(clone_from=pdf.render(edition))
    next(iter(writer.attachment_list)).content = canonical(edition).replace("人事室", "人事處").encode()
    writer.write(tmp_path / "other.pdf")
    assert "False 附件資料的指紋為" in sentences(tmp_path / "other.pdf")
    bare = print_pdf(pdf.page(edition), styles=pdf.STYLES["zh-hant"], lock="局")
    assert "實有 0 份" in sentences(bare)


def test_what_is_no_pdf_is_refused(db, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "無法以 PDF 讀取" in sentences(tmp_path / "x.pdf")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"form": annual.FORM, "message": "%(have)999999999d"}, "不是成果報告的內容"),
        ([1, 2], "不是成果報告的內容"),
        ({"form": 1}, "無法重新列印比對"),
        ({"form": annual.FORM}, "附件資料不完整"),
    ],
)
def test_hostile_data_are_refused_before_they_are_printed(edition, data, said):
    html = (
        f'<html lang="zh-Hant-TW"><title>頁</title><meta name="description" content="{annual.digest(data)}">'
    )
    html += f"<p>{annual.digest(data)}</p></html>"
    attached = Attached(pdf.DATA, canonical(data), "x")
    assert f"{said}" in sentences(
        print_pdf(html, styles=pdf.STYLES["zh-hant"], lock="局", attached=(attached,))
    )


def test_the_first_difference_is_that_of_the_first_page():
    assert first_difference(["甲 1", "乙 2 丙"], ["甲 1", "乙 3 丙"]) == (
        "第 2 頁：依附件資料應為「乙 2 丙」，檔案為「乙 3 丙」。"
    )
    assert first_difference(["甲"], ["甲", "乙"]) == "依附件資料應為 1 頁，檔案為 2 頁。"
    assert first_difference(["甲"], ["甲"]) == ""


def test_another_edition_in_the_place_of_a_kept_one_is_refused(edition, plan):
    kept = edition | {
        "issue": {
            "number": 1,
            "kind": "FIRST",
            "title": {"message": "一", "values": {}},
            "frozen_on": {"day": "2017-01-02"},
            "reason": "",
            "history": [],
            "errata": [],
        }
    }
    row = Edition.objects.create(
        agency=plan,
        year=2016,
        number=1,
        as_of="2016-12-31",
        content=kept,
        digest=annual.digest(kept),
        frozen_on="2017-01-02",
        frozen_at=datetime.datetime(2017, 1, 2, tzinfo=datetime.UTC),
    )
    assert "None 資料與" in sentences(pdf.render(kept))
    assert "False 這不是所保存的" in sentences(pdf.render(changed(kept)))
    assert EditionFile.objects.filter(edition=row).count() == 0


def test_the_command_says_so_and_ends_with_one(edition, tmp_path):
    out = io.StringIO()
    call_command("verify_report", pdf.render(edition), stdout=out)
    assert [line[0] for line in out.getvalue().splitlines()] == ["✓", "✓", "–"]
    with pytest.raises(SystemExit) as ended:
        call_command("verify_report", printed(changed(edition), data=edition), stdout=out)
    assert ended.value.code == 1
    assert "✗" in out.getvalue()


def test_the_attached_data_are_the_edition(edition):
    reader = PdfReader(pdf.render(edition))
    (data,) = reader.attachments[pdf.DATA]
    assert json.loads(data) == edition
    assert reader.metadata.subject == annual.digest(edition)
