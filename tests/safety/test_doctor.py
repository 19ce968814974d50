"""``doctor`` names what is broken and what to do, each check broken once (RQ-H14, E5, H2, I5, J8)."""

import datetime
import json
import re
import socket
from collections import namedtuple
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.clock import moment
from gmplan import doctor
from gmplan.backups import making
from gmplan.doctor import data, machine
from gmplan.doctor.found import BAD, GOOD, WARNING
from gmplan.editions import FROZEN, SEALED
from organization import sealed
from organization.actions import attach
from organization.actor import actor_for
from organization.models import Attachment, Change
from publishing.models import Publication
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 29, 2, 0, tzinfo=datetime.UTC)
ON_SQLITE = connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A folder of data as set-up leaves it."""
    tmp_path.chmod(0o700)
    settings.VAR_DIR, settings.PRIVATE_FILES_ROOT = tmp_path, tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return tmp_path


@pytest.fixture
def attachment(cast):
    by = actor_for(cast.clerk.account, make.day("107/11/15"))
    return attach(SimpleUploadedFile("證明.txt", b"ok"), by=by)


def said(found) -> tuple[str, str]:
    return found.mark, found.sentence


def test_a_sound_database_is_good_in_every_respect(attachment):
    assert [(check(AT).mark, check(AT).title) for check in (data.migrations, *doctor.DATA)] == [
        (GOOD, title)
        for title in (
            "資料庫結構",
            "資料庫完整性",
            "外來鍵",
            "封存的資料表",
            "附件",
            "定本與版次",
            "異動紀錄",
        )
    ]


def test_a_migration_that_was_not_applied_is_named(db):
    MigrationRecorder(connection).record_unapplied("organization", "0002_seal_the_history")
    assert said(data.migrations(AT)) == (
        BAD,
        "尚未更新：organization.0002_seal_the_history。請執行 manage.py migrate。",
    )
    titles = [one.title for one in doctor.examine(AT)]
    assert titles[:2] == ["資料庫結構", "版本"]  # tables that may not be there are not asked for


def test_a_database_of_a_newer_release_is_named(db):
    MigrationRecorder(connection).record_applied("organization", "0099_from_the_future")
    assert said(data.migrations(AT)) == (BAD, "比程式新：organization.0099_from_the_future。請更新程式。")


@pytest.mark.skipif(not ON_SQLITE, reason="writes into SQLite's file")
def test_a_broken_page_and_a_row_that_refers_to_nothing_are_named(installations):
    one = installations.new()
    one.do(
        "INSERT INTO organization_agency (code, name, short_name, parent_id) VALUES ('x', 'y', 'z', 77)",
        "CREATE INDEX broken ON organization_agency (name)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX broken ON organization_agency (code DESC)' WHERE name = 'broken'",
    )
    done = one.manage("doctor")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert re.match(r"✗ 資料庫完整性：損壞（.*broken.*）。請停止伺服器，以 manage.py restore 還原", lines[1])
    assert lines[2].startswith("✗ 外來鍵：1 筆指向不存在的紀錄（organization_agency）。")


@pytest.mark.skipif(ON_SQLITE, reason="catalogues of PostgreSQL")
def test_an_index_never_finished_and_a_constraint_never_checked_are_named(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'change_by_record'::regclass"
        )
        cursor.execute("ALTER TABLE organization_agency ADD CONSTRAINT loose CHECK (id > 0) NOT VALID")
    assert data.integrity(AT).sentence.startswith("損壞（change_by_record）。")
    assert data.references(AT).sentence.startswith("1 筆指向不存在的紀錄（loose）。")


@pytest.mark.parametrize("table", SEALED)
def test_a_seal_that_was_taken_off_is_named(db, table):
    sealed.run(connection, sealed.unsealing(connection.vendor, table)[:1])
    mark, sentence = said(data.seals(AT))
    assert (mark, sentence.startswith(f"缺觸發程序 {table}_no_update。")) == (BAD, True)


def test_a_file_that_is_lost_is_named(attachment, room):
    (room / "files" / attachment.stored_name).unlink()
    assert said(data.files(AT)) == (
        BAD,
        f"缺檔案 {attachment.stored_name}。請自備份取回到 {room / 'files'}。",
    )


def test_a_file_that_was_changed_is_named(attachment, room):
    (room / "files" / attachment.stored_name).write_bytes(b"no")
    assert said(data.files(AT)) == (
        BAD,
        f"內容已變 {attachment.stored_name}。請自備份取回到 {room / 'files'}。",
    )


def test_a_file_without_a_row_is_only_told_of_and_one_being_written_is_not(attachment, room):
    (room / "files" / "stray").write_bytes(b"x")
    (room / "files" / "half.part").write_bytes(b"x")
    assert said(data.files(AT)) == (
        WARNING,
        "1 個檔案相符；stray 沒有紀錄，多半是未完成的上傳，可以移除。",
    )


def test_many_lost_files_are_counted_and_five_named(cast):
    for number in range(7):
        Attachment.objects.create(
            agency=cast.agency, stored_name=f"lost{number}", size=1, uploaded_by=cast.clerk.account
        )
    assert data.files(AT).sentence.startswith("缺檔案 lost0、lost1、lost2、lost3、lost4 等 7 項。")


def test_an_edition_that_was_changed_is_named(agency):
    piece = Publication.objects.create(
        agency=agency, kind="plan", key="p", title="計畫", content={"a": 1}, digest="x" * 64,
        published_on=make.day("107/1/1"), first_published_on=make.day("107/1/1"),
    )  # fmt: skip
    mark, sentence = said(data.editions(AT))
    assert (mark, sentence.startswith(f"指紋不符：公開資料 {piece.pk}。")) == (BAD, True)


def test_the_digests_of_all_frozen_tables_are_asked_for():
    """Whoever holds a digest of its own content is here; others hold that of a file, a secret or the history."""
    files = {"Attachment", "EditionFile", "Announcement", "ImportBatch"}
    others = files | {"PersonalLink", "EvaluationCode", "HistoryLink"}
    holding = {
        model._meta.label
        for model in apps.get_models()
        if {one.name for one in model._meta.concrete_fields} & {"sha256", "digest"}
        and model.__name__ not in others
    }
    assert holding == {one.model._meta.label for one in FROZEN}


def test_a_history_that_was_changed_is_named(attachment):
    data.history(AT)
    table = "organization_change"
    sealed.run(connection, sealed.unsealing(connection.vendor, table))
    Change.objects.update(who="別人")
    sealed.run(connection, sealed.sealing(connection.vendor, table))
    mark, sentence = said(data.history(AT))
    assert mark == BAD
    assert re.match(r"臺北市政府資訊局：第 \d+ 筆已被改動。請保留現狀", sentence)


def test_a_faulty_sqlite_is_said(settings, monkeypatch):
    if not ON_SQLITE:
        assert "PostgreSQL" in machine.versions(AT).sentence
        return
    assert machine.versions(AT).mark == GOOD
    monkeypatch.setattr(machine.sqlite3, "sqlite_version_info", (3, 40, 1))
    settings.PRODUCTION = True
    mark, sentence = said(machine.versions(AT))
    assert (mark, "請安裝 pysqlite3 或改用 PostgreSQL" in sentence) == (BAD, True)


@pytest.mark.parametrize(
    ("free", "mark"),
    [(499, BAD), (501, BAD), (9_999, WARNING), (10_001, GOOD), (4_999, BAD), (5_001, WARNING)],
)
def test_a_disk_is_bad_where_uploads_are_refused_and_a_warning_comes_before(monkeypatch, free, mark):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: usage(100_000 << 20, 0, free << 20))
    assert machine.disk(AT).mark == mark


def test_a_clock_that_was_set_back_is_said(attachment):
    assert machine.clock(moment()).mark == GOOD
    mark, sentence = said(machine.clock(moment() - datetime.timedelta(hours=1)))
    assert (mark, sentence.endswith("請校正主機時間（NTP）。")) == (BAD, True)


@pytest.mark.parametrize(
    ("hours", "production", "mark"),
    [(25, True, GOOD), (27, True, BAD), (27, False, WARNING), (None, True, BAD), (None, False, WARNING)],
)
def test_a_backup_that_is_late_or_missing_is_said(settings, hours, production, mark):
    settings.PRODUCTION = production
    if hours:
        made = AT - datetime.timedelta(hours=hours)
        making.last_file().write_text(json.dumps({"at": made.isoformat(), "name": "b.tar", "size": 1}))
    assert machine.backup(AT).mark == mark


def test_a_missing_font_is_named(settings, tmp_path):
    assert machine.fonts(AT).mark == GOOD
    settings.REPORT_FONT_DIR = tmp_path
    assert said(machine.fonts(AT)) == (
        BAD,
        f"{tmp_path} 缺 Regular、Bold，印不出 PDF。請執行 ./run --no-demo --no-serve。",
    )


def test_a_mail_server_that_does_not_answer_is_named(settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        mark, sentence = said(machine.mail(AT))
    assert (mark, sentence.split("（")[0]) == (BAD, f"127.0.0.1:{settings.EMAIL_PORT} 連不上")


def test_mail_that_goes_nowhere_is_bad_in_production_only(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    marks = []
    for settings.PRODUCTION in (False, True):
        marks.append(machine.mail(AT).mark)
    assert marks == [WARNING, BAD]


def test_a_folder_that_others_may_read_is_named(settings, room):
    assert machine.modes(AT).mark == GOOD
    room.chmod(0o750)
    settings.PRODUCTION = True
    assert said(machine.modes(AT)) == (BAD, f"別人讀得到 {room}。請執行 chmod go-rwx {room}。")


def printed() -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_the_command_has_a_line_for_each_check_and_ends_with_one_where_one_is_bad(settings, attachment, room):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    code, lines = printed()
    assert (code, len(lines)) == (0, 1 + len(doctor.DATA) + len(doctor.MACHINE))
    (room / "files" / attachment.stored_name).unlink()
    code, lines = printed()
    assert (code, [line for line in lines if line.startswith("✗")]) == (
        1,
        [f"✗ 附件：缺檔案 {attachment.stored_name}。請自備份取回到 {room / 'files'}。"],
    )
