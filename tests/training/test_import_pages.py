"""The pages of the import, for the personnel office only; and what goes out comes in again (I-1 – I-6)."""

import datetime
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.spreadsheets import read_rows
from organization.models import ImportBatch
from tests import factories as make
from tests.training.files import bytes_of, counts, row, upload
from training.models import Hours

EXTENSIONS = ("ods", "xlsx", "csv")
KINDS = ("hours", "people", "posts")


@pytest.fixture
def office(plan, cast, settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.DEMO_DAY = make.day("107/6/1")
    course = make.make_course(plan, "性別主流化概念", code="B1", organiser="DCSD")
    cast.session = make.make_session(course, "106/3/8", 120)
    return cast


def bring(client, file, kind="hours"):
    return client.post(reverse("training:imports"), {"kind": kind, "file": file}, follow=True)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_file_is_brought_looked_at_confirmed_and_undone(as_, office):
    client = as_(office.officer)
    page = text(bring(client, upload([row(office.clerk), row(office.head, hours="二")])))
    assert "尚未寫入。請看過下列結果再確認。" in page
    assert "「二」不是時數。請填數字，例如 2 或 2.5。" in page

    batch = ImportBatch.objects.get()
    confirm = reverse("training:import-confirm", args=[batch.pk])
    assert "有 1 列錯誤" in text(client.post(confirm, {"choice": "ALL"}, follow=True))
    assert "寫入 1 列。" in text(client.post(confirm, {"choice": "GOOD"}, follow=True))
    assert "寫入 1 列。" in text(client.post(confirm, {"choice": "GOOD"}, follow=True))
    assert Hours.objects.count() == 1

    undo = reverse("training:import-undo", args=[batch.pk])
    assert "撤銷須說明事由。" in text(client.post(undo, {"reason": ""}, follow=True))
    assert "已撤銷這次匯入。" in text(client.post(undo, {"reason": "送錯檔"}, follow=True))
    assert Hours.objects.get().state == "WITHDRAWN"


def test_the_same_file_again_is_said_to_have_come_in(as_, office):
    client = as_(office.officer)
    file = upload([row(office.clerk), row(office.head)])
    bring(client, file)
    client.post(reverse("training:import-confirm", args=[ImportBatch.objects.get().pk]))
    file.seek(0)
    page = text(bring(client, file))
    assert "此檔已於" in page
    assert "匯入，未變更 2 筆。" in page
    batch = ImportBatch.objects.first()
    assert (batch.state, "無異動" in page, "確認匯入" in page) == ("UNCHANGED", True, False)


def test_a_file_with_nothing_but_faults_waits_for_nobody(as_, office):
    page = text(bring(as_(office.officer), upload([row(office.clerk, hours="二")])))
    assert "沒有可以匯入的列，請修正錯誤後重新上傳。" in page
    assert (ImportBatch.objects.get().state, "放棄" in page) == ("UNCHANGED", False)


def test_days_stand_in_the_national_calendar(as_, office):
    client = as_(office.officer)
    page = text(bring(client, upload([row(office.clerk)])))
    batch = ImportBatch.objects.get()
    made = timezone.localtime(batch.made_at)
    said = f"{made.year - 1911}/{made.month}/{made.day} {made:%H:%M}"
    client.post(reverse("training:import-confirm", args=[batch.pk]))
    done = text(client.get(reverse("training:import", args=[batch.pk])))
    assert (said in page, f"已於 {made.year - 1911}/" in done) == (True, True)
    assert said in text(client.get(reverse("training:imports")))


def test_a_run_that_says_nothing_for_a_minute_is_called_broken_off(as_, office):
    account = office.officer.account
    for seconds, said in ((50, "正在寫入"), (70, "執行中斷，沒有寫入任何一列")):
        silent = timezone.now() - datetime.timedelta(seconds=seconds)
        more = {"state": "RUNNING", "fresh": 3000, "started_at": silent, "beat_at": silent}
        batch = make.make_batch(office.agency, account, **more)
        page = text(as_(office.officer).get(reverse("training:import", args=[batch.pk])))
        assert (said in page, "已中斷" in page) == (True, seconds == 70)
    assert text(as_(office.officer).get(reverse("training:imports"))).count("已中斷") == 1


def test_a_file_that_can_not_be_read_says_why_above_the_form(as_, office):
    answer = bring(as_(office.officer), SimpleUploadedFile("a.xlsx", b"<html></html>"))
    assert "檔案內容與副檔名「xlsx」不符。" in text(answer)
    assert ImportBatch.objects.count() == 0


def test_the_faulty_file_is_given_back_with_its_faults(as_, office):
    client = as_(office.officer)
    bring(client, upload([row(office.head, hours="二")]))
    answer = client.get(reverse("training:import-faults", args=[ImportBatch.objects.get().pk]))
    rows = read_rows(bytes_of(SimpleUploadedFile("a", answer.content)), "a.xlsx")
    assert [one[-1] for one in rows] == ["錯誤說明", "時數：「二」不是時數。請填數字，例如 2 或 2.5。"]


@pytest.mark.parametrize("name", ["clerk", "head", "secretary", "stranger"])
def test_another_officers_batch_does_not_exist(as_, office, name):
    bring(as_(office.officer), upload([row(office.clerk)]))
    pk, client = ImportBatch.objects.get().pk, as_(getattr(office, name))
    doors = {"import": "get", "import-file": "get", "import-faults": "get"}
    doors |= {"import-confirm": "post", "import-drop": "post", "import-undo": "post"}
    answers = {
        door: getattr(client, method)(reverse(f"training:{door}", args=[pk])).status_code
        for door, method in doors.items()
    }
    assert (set(answers.values()), Hours.objects.count()) == ({404}, 0)


def test_the_form_refuses_a_kind_that_is_none(as_, office):
    answer = bring(as_(office.officer), upload([row(office.clerk)]), kind="accounts")
    assert (answer.status_code, ImportBatch.objects.count()) == (200, 0)


@pytest.fixture
def records(office):
    """Hours of each state, in and outside the catalogue; posts that ended; all as an agency has them."""
    officer = office.officer.account
    make.make_hours(office.clerk, office.session, verified_by=officer)
    make.make_hours(office.officer, office.session, verified_by=officer, note="=1+1")
    make.make_hours(office.head, office.session, state="RETURNED", reason="請補證明")
    make.make_hours(office.neighbour, office.session, state="WITHDRAWN", reason="重複")
    make.make_hours(office.neighbour, office.session, minutes=90)
    own = make.make_session(make.make_course(office.agency, "他處課程", in_catalogue=False), "107/1/3", 180)
    make.make_hours(office.clerk, own, earned_at="他機關")
    make.make_post(office.clerk, office.unit_a, kind="FOCAL_POINT", since="106/5/1", until="107/5/1")
    return office


def export(client, kind: str, extension: str) -> bytes:
    return client.get(f"{reverse('training:import-current', args=[extension])}?of={kind}").content


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_out_comes_in_again_unchanged(as_, records, kind, extension):
    client = as_(records.officer)
    data = export(client, kind, extension)
    bring(client, SimpleUploadedFile(f"a.{extension}", data), kind)
    batch = ImportBatch.objects.get()
    rows = len(read_rows(bytes_of(SimpleUploadedFile("a", data)), f"a.{extension}")) - 1
    assert (counts(batch), batch.changed, batch.notes) == ((0, rows, 0), 0, [])


def test_a_head_s_list_of_hours_has_the_verified_ones_of_the_unit_without_a_choice(as_, office):
    make.make_hours(office.clerk, office.session, verified_by=office.officer.account)
    make.make_hours(office.neighbour, office.session, verified_by=office.officer.account)
    data = (
        as_(office.head).get(reverse("training:hours-export", args=[2017, "csv"])).content.decode("utf-8-sig")
    )
    assert ("王小明" in data, "鄰組員" in data) == (True, False)


def test_the_years_list_of_hours_comes_in_again_unchanged(as_, records):
    client = as_(records.officer)
    data = client.get(f"{reverse('training:hours-export', args=[2017, 'ods'])}?state=").content
    bring(client, SimpleUploadedFile("a.ods", data))
    assert counts(ImportBatch.objects.get()) == (0, 5, 0)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.parametrize(("given", "saved"), [("ods", "xlsx"), ("xlsx", "ods"), ("ods", "ods")])
def test_a_file_that_libreoffice_has_saved_changes_nothing(as_, records, tmp_path, given, saved):
    client = as_(records.officer)
    for kind in KINDS:
        source = tmp_path / given / f"{kind}.{given}"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(export(client, kind, given))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = [str(tmp_path / given / f"{kind}.{given}") for kind in KINDS]
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        saved,
        "--outdir",
        str(tmp_path / "saved"),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for kind in KINDS:
        data = (tmp_path / "saved" / f"{kind}.{saved}").read_bytes()
        bring(client, SimpleUploadedFile(f"{kind}.{saved}", data), kind)
    found = {one.kind: (one.fresh, one.changed, one.faulty) for one in ImportBatch.objects.all()}
    assert found == dict.fromkeys(KINDS, (0, 0, 0))
