"""Files of hours as the learning portal gives them, for the tests of the import."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from core.spreadsheets import Sheet, write
from organization.actions import imports
from training.actions.imports import HOURS

HEAD = ["員工編號", "姓名", "課程代碼", "課程名稱", "類別", "辦理單位", "開課日", "結束日", "時數", "狀態"]


def row(
    person, hours="2", ended_on="106/3/8", title="性別主流化概念", code="B1", state="已核", **other
) -> list:
    values = {
        "員工編號": person.staff_number,
        "姓名": person.name,
        "課程代碼": code,
        "課程名稱": title,
        "類別": "基礎",
        "辦理單位": "公訓處",
        "開課日": ended_on,
        "結束日": ended_on,
        "時數": hours,
        "狀態": state,
    }
    return [{**values, **other}[name] for name in HEAD]


def upload(rows: list[list], extension="xlsx", head=HEAD, name="時數") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.{extension}", write(extension, Sheet("時數", head, rows)))


def let_in(file, by, kind=HOURS, choice="ALL"):
    """Checked, confirmed and run."""
    batch = imports.check(file, kind, by=by)
    batch, taken = imports.confirm(batch, choice, by=by)
    assert taken
    return imports.run(batch, kind, by=by)


def counts(batch) -> tuple[int, int, int]:
    """New, unchanged and faulty rows."""
    return batch.fresh, batch.unchanged, batch.faulty


def faults(batch) -> list[tuple[int, str, str]]:
    return list(batch.faults.values_list("number", "column", "message"))


def bytes_of(file) -> io.BytesIO:
    file.seek(0)
    return io.BytesIO(file.read())
