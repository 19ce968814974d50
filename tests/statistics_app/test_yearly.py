"""The yearly form on the use of statistics and analyses: its lines, on paper, sent (伍三(二)3A(2); S-13, ST-06)."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import files
from core.printing import as_pdf
from core.spreadsheets import read_rows
from statistics_app.documents import yearly_document
from statistics_app.models import Recommendation, YearlyForm
from statistics_app.usage import uses
from tests import factories as make
from tests.factories import day

PAGE = "/statistics/107/yearly/"

pytestmark = pytest.mark.usefixtures("today")
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed here")


@pytest.fixture
def used(cast):
    """One analysis of 107 with an adopted and a refused recommendation."""
    file = make.make_attachment(cast.agency)
    made = make.make_analysis(
        cast.agency, cast.unit_a, cast.unit_b, title="服務分析", completed_on="107/3/1", file=file
    )
    advise(made, "調整服務時段", adoption="ADOPTED", used_in="107年服務計畫", decided_on=day("107/5/1"))
    advise(made, "增設窗口", adoption="NOT_ADOPTED", reason="人力不足", decided_on=day("107/5/2"))
    advise(made, "撤下的建議", is_withdrawn=True)
    return made


def advise(analysis, text, **kw) -> Recommendation:
    return Recommendation.objects.create(analysis=analysis, text=text, **kw)


def text(answer) -> str:
    return answer.content.decode()


def sent(**changed) -> dict:
    said = {
        "verb": "sent",
        "sent_to": "臺北市政府主計處",
        "sent_on": "107/5/31",
        "document_number": "北市資會字第1號",
    }
    return said | {"version": "0"} | changed


def test_its_lines_are_the_recommendations_of_the_year(cast, used):
    assert [one.cells for one in uses(cast.agency.pk, 2018)] == [
        (
            1,
            "服務分析",
            "應用服務組、設施網路組",
            "調整服務時段",
            "採用",
            "107年服務計畫",
            "107 年 5 月 1 日決定",
        ),
        (
            2,
            "服務分析",
            "應用服務組、設施網路組",
            "增設窗口",
            "不採用",
            "–",
            "理由：人力不足；107 年 5 月 2 日決定",
        ),
    ]


def test_what_is_decided_later_stands_in_its_year_and_what_recommends_nothing_says_so(cast):
    file = make.make_attachment(cast.agency)
    earlier = make.make_analysis(cast.agency, cast.unit_a, title="前年", completed_on="106/5/1", file=file)
    advise(earlier, "甲", adoption="ADOPTED", used_in="計畫", decided_on=day("107/2/1"))
    advise(earlier, "乙")
    make.make_analysis(cast.agency, cast.unit_b, title="今年", completed_on="107/2/1", file=file)
    make.make_analysis(cast.agency, cast.unit_b, title="未完成")
    assert [(one.topic, one.advice, one.remark) for one in uses(cast.agency.pk, 2018)] == [
        ("前年", "甲", "107 年 2 月 1 日決定"),
        ("今年", "–", "尚無建議事項"),
    ]


@poppler
def test_the_pdf_says_what_the_page_says(cast, used):
    path = as_pdf(yearly_document(cast.agency, 2018, day("107/6/1")), "test")
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    said = re.sub(r"\s", "", done.stdout)
    for words in (
        "臺北市政府資訊局107年性別統計與分析運用於政策或計畫之制定與執行情形",
        "統計指標或分析題目",
        "調整服務時段",
        "107年服務計畫",
        "不採用",
        "人力不足",
    ):
        assert words in said, words
    assert "撤下的建議" not in said


def test_the_odt_has_the_same_lines(as_, cast, used):
    answer = as_(cast.clerk).get(f"{PAGE}form.odt")
    content = zipfile.ZipFile(io.BytesIO(answer.content)).read("content.xml").decode()
    assert "調整服務時段" in content and "運用之政策或計畫及執行情形" in content


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_lines_are_exported(as_, cast, used, kind, tmp_path):
    file = tmp_path / f"lines.{kind}"
    file.write_bytes(as_(cast.clerk).get(f"{PAGE}export.{kind}").content)
    head, *rows = list(read_rows(file.open("rb"), file.name))
    assert head == [
        "序號",
        "統計指標或分析題目",
        "撰擬組室",
        "建議事項",
        "參採情形",
        "運用之政策或計畫及執行情形",
        "備註",
    ]
    assert [row[3] for row in rows] == ["調整服務時段", "增設窗口"]


def test_the_day_of_the_letter_is_kept(as_, cast):
    client = as_(cast.accountant)
    answer = client.post(PAGE, {"verb": "due", "due_on": "107/2/30", "version": "0"})
    assert "沒有「107/2/30」這一天" in answer.context["due"].errors["due_on"][0]
    assert client.post(PAGE, {"verb": "due", "due_on": "107/7/31", "version": "0"}).status_code == 302
    assert YearlyForm.objects.get().due_on == day("107/7/31")


def test_what_was_sent_is_kept_as_the_printed_pdf(as_, cast, used):
    client = as_(cast.accountant)
    assert client.post(PAGE, sent(as_printed="on")).status_code == 302
    form = YearlyForm.objects.get()
    assert (form.sent_to, form.sent_on, form.document_number) == (
        "臺北市政府主計處",
        day("107/5/31"),
        "北市資會字第1號",
    )
    with files.opened(form.file) as kept:
        assert kept.read(5) == b"%PDF-"
    assert form.file.original_name.endswith("執行情形.pdf")
    assert as_(cast.clerk).get(f"{PAGE}file/").status_code == 200


def test_or_as_the_file_that_is_handed_in(as_, cast):
    pdf = SimpleUploadedFile("函.pdf", b"%PDF-1.4 letter")
    as_(cast.accountant).post(PAGE, sent(file=pdf))
    answer = as_(cast.clerk).get(f"{PAGE}file/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 letter"


def test_without_a_file_nothing_was_sent(as_, cast):
    form = as_(cast.accountant).post(PAGE, sent()).context["sent"]
    assert form.errors["file"] == ["請附送出的檔案，或勾選以系統產製的 PDF 存查。"]
    assert form["document_number"].value() == "北市資會字第1號"
    late = as_(cast.accountant).post(PAGE, sent(sent_on="107/6/2", as_printed="on")).context["sent"]
    assert "日期不得晚於" in late.errors["sent_on"][0]
    assert not YearlyForm.objects.exists()


def test_who_writes_second_is_told(as_, cast):
    client = as_(cast.accountant)
    client.post(PAGE, {"verb": "due", "due_on": "107/7/31", "version": "0"})
    client.post(PAGE, {"verb": "due", "due_on": "107/8/31", "version": "0"})
    answer = client.post(PAGE, {"verb": "due", "due_on": "107/9/30", "version": "0"})
    form = answer.context["due"]
    assert "剛才已被別人修改" in form.non_field_errors()[0]
    assert (form["due_on"].value(), form["version"].value()) == ("107/9/30", 1)


@pytest.mark.parametrize("role", ["clerk", "head", "secretary", "officer"])
def test_everybody_reads_it_and_the_accounting_office_writes_it(as_, cast, used, role):
    client = as_(getattr(cast, role))
    page = client.get(PAGE)
    assert "調整服務時段" in text(page) and "登錄彙送" not in text(page)
    assert client.post(PAGE, sent(as_printed="on")).status_code == 403
    assert not YearlyForm.objects.exists()


def test_another_agency_sees_nothing_of_it(as_, cast, used):
    client = as_(cast.stranger)
    assert client.get(PAGE).context["rows"] == []
    assert client.get(f"{PAGE}file/").status_code == 404


def test_many_lines_cost_what_few_cost(as_, cast):
    client, costs = as_(cast.clerk), []
    for number in range(1, 4):
        file = make.make_attachment(cast.agency)
        made = make.make_analysis(
            cast.agency, cast.unit_a, title=f"分析{number}", completed_on="107/3/1", file=file
        )
        advise(made, "甲")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as spent:
            client.get(PAGE)
        costs.append(len(spent))
    assert costs[0] == costs[2]
