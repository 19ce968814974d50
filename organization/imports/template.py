"""The file to fill in, with the customary rows on top (I-1); and the file given back with its faults (I-2)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.spreadsheets import Sheet, write
from organization.imports.columns import Column
from organization.imports.table import FAULT_COLUMN, KEEP_THIS


def template(extension: str, title: str, columns: list[Column]) -> bytes:
    """Names, which must be filled in, how, and an example; the data begin below."""
    stay = f"（{KEEP_THIS}）"
    rows = [
        [_("必填") + stay, *(_("必填") if one.required else _("選填") for one in columns)],
        [_("填寫說明") + stay, *(str(one.note) for one in columns)],
        [_("範例") + stay, *(str(one.example) for one in columns)],
    ]
    return write(extension, Sheet(title, [_("欄位名稱") + stay, *(one.title for one in columns)], rows))


def with_faults(
    extension: str, title: str, rows: list[list], head: int, faults: Iterable[tuple[int, str, str]]
) -> bytes:
    """The same rows, and behind each what is wrong with it."""
    said: dict[int, list[str]] = {}
    for number, column, message in faults:
        said.setdefault(number, []).append(f"{column}：{message}" if column else message)
    width = max((len(row) for row in rows), default=0)
    wide = [row + [""] * (width - len(row)) + ["；".join(said.get(n, ()))] for n, row in enumerate(rows, 1)]
    wide[head][width] = FAULT_COLUMN
    return write(extension, Sheet(title, wide[0], wide[1:]))
