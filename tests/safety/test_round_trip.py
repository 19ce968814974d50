"""Backup → empty installation → restore, as the commands are typed (RG-7, RQ-I1 – I4, H170, H171)."""

import json
import os
import resource
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from gmplan.backups import archive

pytestmark = pytest.mark.django_db
ON_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
only_sqlite = pytest.mark.skipif(not ON_SQLITE, reason="about files of SQLite")


def manifest(file: Path) -> dict:
    return archive.read(file)[0]


def about(file: Path) -> dict:
    """What stands in a backup, but for when and of which bytes it was made."""
    said = manifest(file)
    kept = {one: said[one] for one in ("migrations", "rows", "heads", "editions", "versions", "vendor")}
    return kept | {"files": [one for one in said["files"] if one["name"] != archive.DATABASE]}


def remade(source: Path, target: Path, *, without=(), more=None, **changes) -> Path:
    """The same backup with something else in its manifest, files left out, or put in; every digest is right."""
    said, members = archive.read(source)
    part = target.with_suffix(".part")
    with target.open("wb") as out:
        for name, member in members.items():
            if name.startswith("manifest") or name in without:
                continue
            part.unlink(missing_ok=True)
            archive.unpack(source, member, part)
            archive.write_file(out, name, part)
        for name, content in (more or {}).items():
            part.write_bytes(content)
            archive.write_file(out, name, part)
        archive.write_manifest(out, said | changes)
    return target


@pytest.fixture(scope="module")
def full(installations):
    return installations.filled(3)


@pytest.fixture(scope="module")
def backup(full, tmp_path_factory):
    """A backup of ``full``."""
    file = tmp_path_factory.mktemp("backups") / "whole.tar"
    done = full.manage("backup", file)
    assert done.returncode == 0, done.stderr
    return file


def test_everything_comes_back_in_an_empty_installation(full, backup, installations, tmp_path):
    other = installations.new(empty=True)
    done = other.manage("restore", backup)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗" not in done.stdout
    assert other.stored() == full.stored()
    assert len(other.stored()) == 3
    for table in ("organization_attachment", "organization_change", "organization_historylink"):
        asked = f"SELECT * FROM {table} ORDER BY id"
        assert other.ask(asked) == full.ask(asked) != []
    again = tmp_path / "again.tar"
    assert other.manage("backup", again).returncode == 0
    assert about(again) == about(backup)
    assert other.manage("verify_history").returncode == 0


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(backup):
    assert [one.name for one in backup.parent.iterdir()] == ["whole.tar"]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_same_data_give_the_same_bytes_but_for_the_moment(full, backup, tmp_path):
    again = tmp_path / "again.tar"
    assert full.manage("backup", again).returncode == 0
    first, second = manifest(backup), manifest(again)
    assert [one["name"] for one in second["files"]] == [
        "database",
        *(f"files/{name}" for name in sorted(full.stored())),
    ]
    unlike = {one for one in first if first[one] != second[one]}
    assert unlike == ({"at"} if ON_SQLITE else {"at", "files"})  # pg_dump writes its own moment into the dump


def test_a_folder_takes_the_backup_under_the_name_of_its_moment(full, tmp_path):
    assert full.manage("backup", tmp_path).returncode == 0
    assert [one.name[:14] for one in tmp_path.iterdir()] == ["gmplan-backup-"]


def test_what_is_there_is_never_written_over(full, tmp_path):
    there = tmp_path / "there.tar"
    there.write_text("mine")
    done = full.manage("backup", there)
    assert (done.returncode, there.read_text()) == (1, "mine")
    assert "備份不覆寫任何檔案" in done.stderr


def test_a_folder_that_is_not_there_is_named(full, tmp_path):
    done = full.manage("backup", tmp_path / "no" / "b.tar")
    assert (done.returncode, "no」這個資料夾" in done.stderr) == (1, True)


def test_a_disk_that_is_full_leaves_nothing(full, tmp_path):
    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = full.manage("backup", tmp_path / "b.tar", preexec_fn=small)
    assert (done.returncode, "沒有備份成功" in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(ON_SQLITE, reason="SQLite needs no program")
def test_without_pg_dump_it_says_what_to_install(full, tmp_path):
    env = full.env | {"PATH": str(tmp_path)}
    done = type(full)(full.var, env).manage("backup", tmp_path / "b.tar")
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "找不到 pg_dump。請安裝 PostgreSQL" in done.stderr


def test_a_backup_while_people_write_has_all_that_was_confirmed_before_it_and_each_row_its_file(
    installations, tmp_path
):
    busy, file = installations.new(), tmp_path / "b.tar"
    with busy.start("-m", "tests.safety.fill") as writer:
        confirmed = {writer.stdout.readline().strip() for _ in range(20)}
        done = busy.manage("backup", file)
        still = writer.poll() is None
        writer.kill()
    assert (done.returncode, still) == (0, True), done.stderr
    quiet = installations.new(empty=True)
    assert quiet.manage("restore", file).returncode == 0
    rows = {row[0] for row in quiet.ask("SELECT stored_name FROM organization_attachment")}
    assert confirmed <= rows <= quiet.stored().keys()


def test_what_was_there_is_moved_aside_and_the_rest_is_as_in_the_backup(backup, full, installations):
    other = installations.filled(1)
    before = other.stored()
    done = other.manage("restore", backup)
    assert done.returncode == 0, done.stderr
    assert other.stored() == full.stored()
    kept = next(other.var.glob("before_restore_*"))
    assert {one.name: one.read_bytes() for one in (kept / "files").iterdir()} == before
    assert (kept / "history-heads.json").exists()
    assert kept.name in done.stdout
    if ON_SQLITE:
        with closing(sqlite3.connect(kept / "gmplan.sqlite3")) as old:
            assert old.execute("SELECT COUNT(*) FROM organization_attachment").fetchall() == [(1,)]
    else:
        assert other.ask(f"SELECT COUNT(*) FROM {kept.name}.organization_attachment") == [(1,)]
    assert other.manage("verify_history").returncode == 0


@only_sqlite
def test_an_old_wal_beside_the_database_does_not_undo_the_restore(backup, full, installations):
    """A server that was killed leaves one; a backup merely copied over its database came to nothing (finding 5)."""
    other = installations.filled(1)
    with closing(sqlite3.connect(other.file)) as session:
        session.execute("PRAGMA wal_autocheckpoint = 0")
        session.execute("INSERT INTO organization_agency (code, name, short_name) VALUES ('x', 'x', 'x')")
        session.commit()
        left = {end: Path(f"{other.file}{end}").read_bytes() for end in ("", "-wal", "-shm")}
    for end, content in left.items():
        Path(f"{other.file}{end}").write_bytes(content)
    assert len(left["-wal"]) > 0
    assert other.manage("restore", backup).returncode == 0
    assert other.ask("SELECT code FROM organization_agency") == full.ask(
        "SELECT code FROM organization_agency"
    )
    other.file.with_name(other.file.name + "-wal").unlink(missing_ok=True)
    kept = next(other.var.glob("before_restore_*"))
    with closing(sqlite3.connect(kept / "gmplan.sqlite3")) as old:
        assert ("x",) in old.execute("SELECT code FROM organization_agency").fetchall()


def state(one) -> tuple:
    return (one.ask("SELECT * FROM organization_change ORDER BY id"), one.stored())


def refused(one, source: Path) -> str:
    """What restore says; nothing has changed."""
    before = state(one)
    done = one.manage("restore", source)
    assert done.returncode == 1, done.stdout
    assert state(one) == before
    assert "Traceback" not in done.stderr
    assert list(one.var.glob("before_restore_*")) == []
    assert not (one.var / "restore-not-finished").exists()
    return done.stderr


@pytest.fixture(scope="module")
def other(installations):
    """An installation that nothing may be restored to here."""
    return installations.filled(1)


def test_what_is_damaged_is_named_and_nothing_is_touched(backup, other, tmp_path):
    said, members = archive.read(backup)
    torn = tmp_path / "torn.tar"
    content = bytearray(backup.read_bytes())
    name = said["files"][2]["name"]
    content[members[name].start] ^= 1
    content[members["database"].start + 5000] ^= 1
    torn.write_bytes(content)
    assert f"「database」已損壞：內容與備份時不同。\n「{name}」已損壞" in refused(other, torn)


def test_a_backup_of_a_newer_release_is_refused(backup, other, tmp_path):
    newer = [*manifest(backup)["migrations"], ["organization", "0099_from_the_future"]]
    file = remade(backup, tmp_path / "b.tar", migrations=newer)
    assert "比程式新（organization.0099_from_the_future）" in refused(other, file)
    assert "較新版本的程式" in refused(other, remade(backup, tmp_path / "c.tar", form=2))


def test_a_backup_of_another_kind_of_database_is_refused(backup, other, tmp_path):
    vendor = "postgresql" if ON_SQLITE else "sqlite"
    assert "不能互相還原" in refused(other, remade(backup, tmp_path / "b.tar", vendor=vendor))


def test_a_database_that_is_not_what_the_manifest_says_is_refused_and_all_is_as_before(
    backup, other, tmp_path
):
    rows = manifest(backup)["rows"] | {"organization_attachment": 99}
    assert "與備份的清單不符" in refused(other, remade(backup, tmp_path / "b.tar", rows=rows)).replace(
        "備份裡的資料庫與其清單不符", "與備份的清單不符"
    )


def test_a_dump_that_cannot_be_read_is_refused_and_all_is_as_before(backup, other, tmp_path):
    said = manifest(backup)
    half = tmp_path / "half"
    half.write_bytes(b"no database")
    with (tmp_path / "b.tar").open("wb") as out:
        files = [archive.write_file(out, "database", half)]
        archive.write_manifest(out, said | {"files": files})
    assert "沒有還原" in refused(other, tmp_path / "b.tar")


def test_while_somebody_has_the_database_open_nothing_is_restored(backup, other):
    with closing(other.connect()) as session:
        for one in (*["PRAGMA journal_mode = WAL"] * ON_SQLITE, "SELECT COUNT(*) FROM organization_agency"):
            session.execute(one).fetchall()
        assert "請先停止伺服器和其他指令" in refused(other, backup)


def test_while_a_server_runs_nothing_is_restored_and_when_it_was_killed_it_is(backup, full, installations):
    served = installations.filled(1)
    with served.start("-c", "import gmplan.wsgi, time; print('up', flush=True); time.sleep(300)") as server:
        assert server.stdout.readline() == "up\n"
        assert "請先停止伺服器" in refused(served, backup)
        os.kill(server.pid, signal.SIGKILL)
    done = served.manage("restore", backup)
    assert done.returncode == 0, done.stderr
    assert served.stored() == full.stored()


def test_no_server_starts_where_a_restore_was_killed_and_restoring_again_mends_it(backup, installations):
    broken = installations.new(empty=True)
    (broken.var / "restore-not-finished").touch()
    done = broken.python("-c", "import gmplan.wsgi")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "was stopped before its end: then run manage.py restore again."
    )
    assert broken.manage("restore", backup).returncode == 0
    assert broken.python("-c", "import gmplan.wsgi").returncode == 0


@only_sqlite
def test_a_database_that_is_none_any_more_is_said_and_restored(backup, full, installations):
    broken = installations.new()
    broken.file.write_text("此檔已毀損" * 1000)
    start = broken.python("-c", "import gmplan.wsgi")
    assert "The database is damaged" in start.stderr.splitlines()[-1]
    ill = broken.manage("doctor")
    assert ill.returncode == 1
    assert ill.stdout.splitlines()[0].startswith("✗ 資料庫：無法讀取（file is not a database）")
    assert broken.manage("backup", broken.var / "b.tar").returncode == 1
    assert not (broken.var / "b.tar").exists()
    assert broken.manage("restore", backup).returncode == 0
    assert broken.stored() == full.stored()


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(full, tmp_path):
    with full.start("manage.py", "backup", str(tmp_path / "b.tar")) as process:
        while process.poll() is None and not list(tmp_path.iterdir()):
            time.sleep(0.01)
        process.kill()
    names = [one.name for one in tmp_path.iterdir()]
    assert [one for one in names if not one.startswith(".gmplan-half-")] in ([], ["b.tar"])
    if "b.tar" in names:
        archive.read(tmp_path / "b.tar")


def test_a_backup_is_only_proven_when_asked(backup, other):
    before = state(other)
    done = other.manage("restore", backup, "--check")
    assert (done.returncode, state(other)) == (0, before)
    assert done.stdout == f"備份完好：{json.loads(json.dumps(manifest(backup)['at']))}，4 個檔案。\n"
