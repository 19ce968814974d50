"""Checks of what is kept: database, files, frozen editions, history (RQ-H14, E5, J8)."""

import datetime
import hashlib

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from gmplan.backups.making import private_files
from gmplan.doctor.found import Found, bad, good, warning
from gmplan.editions import FROZEN, SEALED
from organization import chain
from organization.actions.chain import seal
from organization.models import Attachment
from organization.sealed import VERBS
from reports.models import EditionFile

MOST = 5
"""How many things of one kind a line names."""


def _named(names) -> str:
    names = list(names)
    rest = _(" 等 %(count)s 項") % {"count": len(names)} if len(names) > MOST else ""
    return "、".join(map(str, names[:MOST])) + rest


def _asked(sqlite: str, postgresql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)
        return cursor.fetchall()


def migrations(at: datetime.datetime) -> Found:
    title = _("資料庫結構")
    loader = MigrationExecutor(connection).loader
    missing = set(loader.graph.nodes) - set(loader.applied_migrations)
    unknown = set(loader.applied_migrations) - set(loader.graph.nodes)
    apps = {app for app, _name in loader.graph.nodes}
    if missing:
        names = _named(sorted(".".join(one) for one in missing))
        return bad(title, _("尚未更新：%(names)s。請執行 manage.py migrate。") % {"names": names})
    if newer := sorted(".".join(one) for one in unknown if one[0] in apps):
        return bad(title, _("比程式新：%(names)s。請更新程式。") % {"names": _named(newer)})
    return good(title, _("與程式相符，%(count)s 個異動。") % {"count": len(loader.applied_migrations)})


def integrity(at: datetime.datetime) -> Found:
    """SQLite looks at every page; of PostgreSQL, indexes that were never finished."""
    title = _("資料庫完整性")
    broken = _asked(
        "PRAGMA integrity_check", "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    )
    if broken in ([], [("ok",)]):
        return good(title, _("完好。"))
    said = _named(row[0] for row in broken)
    return bad(
        title, _("損壞（%(said)s）。請停止伺服器，以 manage.py restore 還原最近的備份。") % {"said": said}
    )


def references(at: datetime.datetime) -> Found:
    """Rows that refer to nothing; of PostgreSQL, constraints that were never checked."""
    title = _("外來鍵")
    broken = _asked("PRAGMA foreign_key_check", "SELECT conname FROM pg_constraint WHERE NOT convalidated")
    if not broken:
        return good(title, _("全部相符。"))
    said = _named(sorted({str(row[0]) for row in broken}))
    return bad(title, _("%(count)s 筆指向不存在的紀錄（%(said)s）。請以 manage.py restore 還原備份。")
               % {"count": len(broken), "said": said})  # fmt: skip


def seals(at: datetime.datetime) -> Found:
    """The triggers by which the database refuses to change what is only ever added (RQ-H15)."""
    title = _("封存的資料表")
    there = _asked(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    )
    wanted = {f"{table}_no_{verb}" for table in SEALED for verb in VERBS}
    if missing := sorted(wanted - {row[0] for row in there}):
        return bad(title, _("缺觸發程序 %(names)s。請以 manage.py restore 還原備份，並查明是誰移除。")
                   % {"names": _named(missing)})  # fmt: skip
    return good(title, _("%(count)s 個資料表不能改、不能刪。") % {"count": len(SEALED)})


def files(at: datetime.datetime) -> Found:
    """Rows without their file, files that were changed; files without a row are only told of (RQ-E5)."""
    title = _("附件")
    there = {one.name: one for one in private_files()}
    rows = dict(Attachment.objects.values_list("stored_name", "sha256"))
    lost = sorted(rows.keys() - there.keys())
    changed = sorted(name for name in rows.keys() & there.keys() if _sha256(there[name]) != rows[name])
    changed += [
        str(one.file.stored_name)
        for one in EditionFile.objects.select_related("file").order_by("pk")
        if one.sha256 != one.file.sha256
    ]
    if lost or changed:
        said = [_("缺檔案 %(names)s") % {"names": _named(lost)}] if lost else []
        said += [_("內容已變 %(names)s") % {"names": _named(changed)}] if changed else []
        return bad(title, _("%(said)s。請自備份取回到 %(folder)s。")
                   % {"said": "；".join(said), "folder": settings.PRIVATE_FILES_ROOT})  # fmt: skip
    if strange := sorted(there.keys() - rows.keys()):
        return warning(title, _("%(count)s 個檔案相符；%(names)s 沒有紀錄，多半是未完成的上傳，可以移除。")
                       % {"count": len(rows), "names": _named(strange)})  # fmt: skip
    return good(title, _("%(count)s 個檔案都在，內容未變。") % {"count": len(rows)})


def _sha256(file) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def editions(at: datetime.datetime) -> Found:
    title = _("定本與版次")
    changed = [f"{one.model._meta.verbose_name} {row.pk}" for one in FROZEN for row in one.changed()]
    if changed:
        return bad(title, _("指紋不符：%(names)s。內容已被改動，請自備份查對，並查明原因。")
                   % {"names": _named(changed)})  # fmt: skip
    count = sum(one.model._base_manager.count() for one in FROZEN)
    return good(title, _("%(count)s 份的指紋都相符。") % {"count": count})


def history(at: datetime.datetime) -> Found:
    title = _("異動紀錄")
    seal(at=at)
    answers = chain.verify()
    if wrong := [str(one) for one in answers if one.wrong]:
        return bad(title, _("%(said)s請保留現狀，自備份查對，並通報資安人員。") % {"said": "".join(wrong)})
    return good(title, _("%(count)s 筆與封存相符。") % {"count": sum(one.lines for one in answers)})
