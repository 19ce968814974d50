"""Spreadsheets out and in: one declaration becomes ODS, XLSX or CSV, and each of them is read back (RQ-F1).

``writing`` makes files whose text is text in every office program; ``reading`` hands a file to a child
process (``child``) that may die of it; ``formats`` gives both to import-export.
"""

from core.spreadsheets.reading import open_rows, read_rows
from core.spreadsheets.writing import CONTENT_TYPES, Sheet, write, write_csv, write_ods, write_xlsx

__all__ = [
    "CONTENT_TYPES",
    "Sheet",
    "open_rows",
    "read_rows",
    "write",
    "write_csv",
    "write_ods",
    "write_xlsx",
]
