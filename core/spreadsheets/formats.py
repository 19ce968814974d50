"""The formats that import-export offers, on top of our own reading and writing.

The library's own ODS class breaks on upload, and its formula escape changes values; these do neither.
"""

from io import BytesIO

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats import base_formats

from core.spreadsheets.reading import read_rows
from core.spreadsheets.writing import CONTENT_TYPES, Sheet, write

TITLE = _("資料")


class _Format(base_formats.Format):
    """Bytes in, bytes out; the extension says which writer."""

    extension = ""

    def __init__(self, encoding: str | None = None):
        self.encoding = encoding

    def get_title(self) -> str:
        return self.extension

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return CONTENT_TYPES[self.extension]

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **kwargs) -> tablib.Dataset:
        rows = read_rows(BytesIO(in_stream), f"file.{self.extension}")
        if not rows:
            return tablib.Dataset()
        width = max(len(row) for row in rows)
        head, *body = (row + [""] * (width - len(row)) for row in rows)
        return tablib.Dataset(*body, headers=[str(one).strip() for one in head])

    def export_data(self, dataset: tablib.Dataset, **kwargs) -> bytes:
        return write(self.extension, Sheet(TITLE, dataset.headers or (), list(dataset)))


class ODS(_Format):
    extension = "ods"


class XLSX(_Format):
    extension = "xlsx"


class CSV(_Format):
    extension = "csv"


FORMATS = (ODS, XLSX, CSV)

# Without this the admin exports days and numbers as text.
base_formats.BINARY_FORMATS.extend(FORMATS)
