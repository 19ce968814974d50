"""Measures come in by file, and what goes out comes in again unchanged (I-1 – I-3, I-6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import Measure
from organization.models import Change
from tests import factories as make

pytestmark = pytest.mark.usefixtures("today", "plan")
HEAD = "項次,措施名稱,主辦組室,實際開始日,參與人數：男,參與人數：女,共同辦理組室\r\n"
GOOD = "陸二(一)4,婦女節講座,應用服務組,107/3/8,3,5,設施網路組\r\n"


def file(*lines, name="措施.csv"):
    return SimpleUploadedFile(name, ("\ufeff" + HEAD + "".join(lines)).encode())


@pytest.fixture
def bring(as_, cast):
    """``bring(file, verb, who)`` posts it and gives the answer."""

    def send(upload, verb="check", who="head", **more):
        address = reverse("measures:import", args=[2018])
        return as_(getattr(cast, who)).post(address, {"file": upload, "verb": verb, **more})

    return send


def kept(answer) -> str:
    return answer.context["form"]["kept"].value()


def confirm(as_, cast, answer, who="head", **more):
    address = reverse("measures:import", args=[2018])
    data = {"kept": kept(answer), "verb": "confirm", **more}
    return as_(getattr(cast, who)).post(address, data)


def found(answer) -> tuple:
    judged = answer.context["judged"]
    return judged.counted.fresh, judged.counted.changed, judged.counted.unchanged, judged.faulty


def test_looking_at_a_file_writes_nothing_and_confirming_it_does(bring, as_, cast):
    answer = bring(file(GOOD))
    assert (found(answer), Measure.objects.count()) == ((1, 0, 0, 0), 0)
    assert confirm(as_, cast, answer).status_code == 302
    made = Measure.objects.get()
    assert (made.title, made.item, made.year, made.female) == ("婦女節講座", "MS-A4", 2018, 5)
    assert (made.joint_units, made.ended_on) == ([cast.unit_b], make.day("107/3/8"))
    assert Change.objects.filter(model="measures.measure").get().channel == "import"


def test_the_same_file_once_more_changes_nothing(bring, as_, cast):
    confirm(as_, cast, bring(file(GOOD)))
    assert found(bring(file(GOOD))) == (0, 0, 1, 0)
    assert found(bring(file(GOOD.replace(",5,", ",6,")))) == (0, 1, 0, 0)


def test_a_blank_cell_or_a_column_that_is_not_there_changes_nothing(bring, as_, cast):
    words = {"content": "座談", "male": 3, "female": 5, "joint": (cast.unit_b,)}
    make.make_measure(cast.unit_a, held_on="107/3/8", **words)
    assert found(bring(file("陸二(一)4,婦女節講座,應用服務組,,,,\r\n"))) == (0, 0, 1, 0)
    confirm(as_, cast, bring(file("陸二(一)4,婦女節講座,應用服務組,,4,,\r\n")))
    measure = Measure.objects.get()
    assert (measure.male, measure.female, measure.content) == (4, 5, "座談")
    assert measure.joint_units == [cast.unit_b]


def test_every_fault_is_said_with_its_row_and_column(bring):
    answer = bring(
        file(
            "陸二(六)1,名冊,應用服務組,,,,\r\n",
            "（一）4,講座,設施網路組,,,,\r\n",
            "MS-A4,講座,應用服務組,108/1/2,x,,\r\n",
            "MS-A4,講座,應用服務組,108/1/2,,,\r\n",
            ",,應用服務組,,,,\r\n",
        )
    )
    assert answer.context["judged"].faults == (
        (2, "項次", "計畫沒有這個項次。"),
        (3, "主辦組室", "查無此組室或無權使用。"),
        (4, "參與人數：男", "「x」不是人數。"),
        (5, "實際開始日", "這段期間不在 107 年。"),
        (6, "措施名稱", "必填，不能空白。"),
        (6, "項次", "必填，不能空白。"),
    )


def test_the_same_measure_twice_in_a_file_puts_both_rows_at_fault(bring):
    assert found(bring(file(GOOD, GOOD))) == (0, 0, 0, 2)


def test_good_rows_come_in_only_where_that_was_chosen(bring, as_, cast):
    answer = bring(file(GOOD, "MS-Z9,錯,應用服務組,,,,\r\n"))
    refused = confirm(as_, cast, answer)
    assert ("有錯誤的列" in refused.content.decode(), Measure.objects.count()) == (True, 0)
    confirm(as_, cast, answer, choice="GOOD")
    assert [one.title for one in Measure.objects.all()] == ["婦女節講座"]


def test_the_file_comes_back_with_what_is_wrong(bring, as_, cast):
    answer = bring(file("MS-Z9,錯,應用服務組,,,,\r\n"))
    address = reverse("measures:import", args=[2018])
    back = as_(cast.head).post(address, {"kept": kept(answer), "verb": "faults"})
    assert "項次：計畫沒有這個項次。" in back.content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_what_goes_out_comes_in_again_unchanged(as_, cast, bring, kind):
    words = {"content": "第一行\n第二行", "budget_note": "WITHIN", "url": "https://example.org/a"}
    make.make_measure(cast.unit_a, held_on="107/3/8", male=3, joint=(cast.unit_b,), **words)
    make.make_measure(cast.unit_a, "=SUM(A1)", item="MS-C1", planned_on="107/9/1")
    data = as_(cast.head).get(reverse("measures:measures-export", args=[2018, kind])).content
    answer = bring(SimpleUploadedFile(f"現有.{kind}", data))
    assert (answer.context["judged"].faults, found(answer)) == ((), (0, 0, 2, 0))


def test_a_template_is_taken_as_it_is_and_has_no_rows(as_, cast, bring):
    data = as_(cast.head).get(reverse("measures:import-template", args=[2018, "ods"])).content
    assert found(bring(SimpleUploadedFile("範本.ods", data))) == (0, 0, 0, 0)


def test_another_persons_kept_file_can_not_be_confirmed(bring, as_, cast):
    answer = bring(file(GOOD))
    refused = confirm(as_, cast, answer, who="secretary")
    assert ("請選擇檔案。" in refused.content.decode(), Measure.objects.count()) == (True, 0)


def test_a_file_that_is_no_table_is_refused_with_a_sentence(bring):
    page = bring(SimpleUploadedFile("壞.xlsx", b"not a zip")).content.decode()
    assert "檔案內容與副檔名" in page
