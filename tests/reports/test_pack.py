"""The year's evidence as one file: what is in it, whom it names, who may take it, the same bytes (features 2)."""

import hashlib
import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.contract import Scope
from core.spreadsheets import read_rows
from organization.actions import attach
from reports import pack
from reports.board import gather
from tests import factories as make
from tests.factories import actor_of, day


@pytest.fixture
def house(plan, cast, settings, tmp_path, monkeypatch):
    """A measure with its photo, hours with a certificate; printing is looked at elsewhere."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(b"%PDF-1.4 printed")
    monkeypatch.setattr(pack, "as_pdf", lambda document, lock: printed)
    by = actor_of(cast.clerk)
    measure = make.make_measure(cast.unit_a)
    file = attach(SimpleUploadedFile("婦女節 講座.txt", "活動紀錄".encode()), by=by)
    make.make_evidence(measure, file=file)
    late = attach(SimpleUploadedFile("late.txt", b"late"), by=by)
    make.make_evidence(measure, dated_on="107/12/1", file=late)
    session = make.make_session(make.make_course(plan), "107/3/8", 180)
    proof = attach(SimpleUploadedFile("證書.txt", b"certificate"), by=by)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account, proof=proof)
    return SimpleNamespace(agency=plan, cast=cast, file=file)


def made(house, on="107/9/20") -> bytes:
    board = gather(Scope(house.agency.id, 2018, day(on)))
    with pack.make(board, house.agency, actor_of(house.cast.secretary, on)) as file:
        return file.read()


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_a_folder_for_each_section_with_verdicts_records_and_files(house):
    names = opened(made(house)).namelist()
    assert names[0] == "判定總表.pdf"
    assert "伍二_性別意識培力/判定與紀錄.ods" in names
    assert "陸_推展性別平等工作策略及具體措施/佐證/0001 婦女節_講座.txt" in names
    assert names[-3:] == ["索引.ods", "說明.txt", "SHA256SUMS"]


def test_the_same_records_give_the_same_bytes(house):
    assert made(house) == made(house)


def test_each_file_is_listed_with_its_own_sha256(house):
    archive = opened(made(house))
    sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS"}
    assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums


def test_a_later_day_brings_what_came_by_then(house):
    assert not [name for name in opened(made(house)).namelist() if name.endswith("late.txt")]
    assert [name for name in opened(made(house, "107/12/31")).namelist() if name.endswith("late.txt")]


def test_lists_give_people_by_number_and_certificates_stay_at_home(house):
    archive = opened(made(house))
    content = archive.read("伍二_性別意識培力/判定與紀錄.ods")
    with zipfile.ZipFile(io.BytesIO(content)) as sheet:
        text = sheet.read("content.xml").decode()
    assert "王小明" not in text
    assert f"<text:p>{house.cast.clerk.pk}</text:p>" in text
    assert "人員" in text
    assert not [name for name in archive.namelist() if "證書" in name]
    assert "名單只列編號" in archive.read("說明.txt").decode()


def test_the_file_of_another_agency_is_not_in_it(house):
    cast = house.cast
    other = attach(SimpleUploadedFile("他局.txt", b"other"), by=actor_of(cast.stranger))
    make.make_evidence(make.make_measure(cast.other_unit), file=other)
    assert not [name for name in opened(made(house)).namelist() if "他局" in name]


def test_what_would_make_it_too_large_is_listed_as_left_out(house, monkeypatch):
    monkeypatch.setattr(pack, "MOST", house.file.size - 1)
    archive = opened(made(house))
    assert not [name for name in archive.namelist() if "婦女節" in name]
    assert "未收入" in _text(archive.read("索引.ods"))


def test_a_file_that_is_lost_is_listed_as_left_out(house, settings):
    (settings.PRIVATE_FILES_ROOT / house.file.stored_name).unlink()
    archive = opened(made(house))
    assert not [name for name in archive.namelist() if "婦女節" in name]
    assert "未收入" in _text(archive.read("索引.ods"))


def _text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as sheet:
        return sheet.read("content.xml").decode()


def test_our_own_reader_opens_the_index(house):
    rows = list(read_rows(io.BytesIO(opened(made(house)).read("索引.ods")), "索引.ods"))
    assert [str(cell) for cell in rows[0][:2]] == ["檔案", "規則"]


def test_only_the_secretariat_and_the_oversight_take_it_away(house, as_):
    page = "/board/107/pack/"
    for person in (house.cast.clerk, house.cast.head, house.cast.officer, house.cast.accountant):
        assert as_(person).get(page).status_code == 403
        assert as_(person).post(page).status_code == 403
    client = as_(house.cast.secretary)
    assert "名單只列編號" in client.get(page).content.decode()
    answer = client.post(page)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert zipfile.is_zipfile(io.BytesIO(b"".join(answer.streaming_content)))
