"""Checks of what the data stand on: versions, room, clock, backups, fonts, mail, rights (RQ-H14, H2, I5, L3)."""

import datetime
import os
import platform
import shutil
import sqlite3
from pathlib import Path

import django
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from gmplan.backups import making
from gmplan.checks import has_wal_fault
from gmplan.doctor.found import Found, bad, good, unready, warning
from organization.models import Change

BACKUP_LATE = datetime.timedelta(hours=26)
"""A nightly backup with two hours' grace (RQ-I5)."""
SLACK = datetime.timedelta(minutes=2)
"""How far two clocks may differ."""
FACES = ("Regular", "Bold")


def versions(at: datetime.datetime) -> Found:
    title = _("版本")
    said = f"Python {platform.python_version()}、Django {django.get_version()}、"
    if connection.vendor != "sqlite":
        return good(title, said + f"PostgreSQL {connection.pg_version // 10000}。")
    said += f"SQLite {sqlite3.sqlite_version}"
    if has_wal_fault(sqlite3.sqlite_version_info):
        return unready(
            title,
            _("%(said)s 有 WAL 瑕疵，偶可能遺失資料。請安裝 pysqlite3 或改用 PostgreSQL。") % {"said": said},
        )
    return good(title, said + "。")


def disk(at: datetime.datetime) -> Found:
    """The same bounds at which uploads are refused, so that nobody is surprised."""
    title = _("磁碟空間")
    room = shutil.disk_usage(settings.VAR_DIR)
    values = {"free": room.free // 2**20, "share": room.free * 100 // room.total}
    said = _("剩 %(free)s MB（%(share)s%%）。") % values
    if room.free < settings.DISK_KEPT_FREE or room.free < room.total // 20:
        return bad(title, said + _("已不能上傳檔案，請清出空間或加大磁碟。"))
    if room.free < room.total // 10:
        return warning(title, said + _("請儘早清出空間或加大磁碟。"))
    return good(title, said)


def clock(at: datetime.datetime) -> Found:
    """A clock that was set back stands before the last thing that was written."""
    title = _("時鐘")
    try:
        newest = Change.objects.order_by("-id").values_list("at", flat=True).first()
    except DatabaseError:
        newest = None
    if newest and newest > at + SLACK:
        values = {"now": _moment(at), "newest": _moment(newest)}
        return bad(title, _("現在 %(now)s，早於最後一筆異動 %(newest)s。請校正主機時間（NTP）。") % values)
    return good(title, _moment(at))


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S%z}"


def backup(at: datetime.datetime) -> Found:
    title = _("最近的備份")
    last = making.last()
    if last is None:
        return unready(title, _("沒有備份過。請每日執行 manage.py backup，並另存一份到別處。"))
    made = datetime.datetime.fromisoformat(last["at"])
    said = f"{last['name']}，{_moment(made)}。"
    if at - made > BACKUP_LATE:
        return unready(title, said + _("已超過 26 小時，請查明排程為何沒有執行。"))
    return good(title, said)


def fonts(at: datetime.datetime) -> Found:
    title = _("報告字型")
    folder = Path(settings.REPORT_FONT_DIR)
    missing = [one for one in FACES if not list(folder.glob(f"*-{one}.ttf"))]
    if missing:
        return bad(title, _("%(folder)s 缺 %(names)s，印不出 PDF。請執行 ./run --no-demo --no-serve。")
                   % {"folder": folder, "names": "、".join(missing)})  # fmt: skip
    return good(title, _("%(folder)s 齊備。") % {"folder": folder})


def mail(at: datetime.datetime) -> Found:
    """Is a server named, and does it answer? Nothing is sent."""
    title = _("郵件")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return unready(title, _("信件只顯示在畫面上，不會寄出。請設定 EMAIL_URL。"))
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection(timeout=settings.EMAIL_TIMEOUT):
            pass
    except OSError as error:  # smtplib's own errors are among them
        return bad(title, _("%(server)s 連不上（%(error)s）。信件留在寄件匣，請檢查 EMAIL_URL。")
                   % {"server": server, "error": error})  # fmt: skip
    return good(title, _("%(server)s 有回應。") % {"server": server})


def modes(at: datetime.datetime) -> Found:
    """Nobody else on the machine reads the data (RQ-L1)."""
    title = _("資料夾權限")
    if os.name == "nt":
        return warning(
            title, _("Windows 請自行確認只有服務帳號能讀取 %(folder)s。") % {"folder": settings.VAR_DIR}
        )
    kept = [settings.VAR_DIR, Path(settings.PRIVATE_FILES_ROOT), settings.VAR_DIR / "secret_key"]
    if (
        connection.vendor == "sqlite"
        and (file := Path(connection.settings_dict["NAME"])).parent != settings.VAR_DIR
    ):
        kept.append(file)
    open_to_others = [str(one) for one in kept if one.exists() and one.stat().st_mode & 0o077]
    if open_to_others:
        names = " ".join(open_to_others)
        return unready(title, _("別人讀得到 %(names)s。請執行 chmod go-rwx %(names)s。") % {"names": names})
    return good(title, _("只有本帳號能讀取 %(folder)s。") % {"folder": settings.VAR_DIR})
