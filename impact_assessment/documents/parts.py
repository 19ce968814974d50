"""What the papers of a case are made of: the form as it stands, a snapshot as a grid, the files (G-13, G-16)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from committee.documents.parts import numbered
from core.printing import Grid, Heading, Para
from core.roc import format_short
from core.templatetags.contract import cell, say
from impact_assessment.editions import content
from impact_assessment.models import Case, Edition
from impact_assessment.standing import ADOPT, FILL, GATHER

__all__ = ["as_grid", "attachments", "numbered", "shown"]

WRITTEN_IN = (GATHER, FILL, ADOPT)
"""Steps in which the form is being written: what stands there now is printed, and said to be unfinished."""
DIGEST = 8
FIRST = 28
"""Percent of the line for the column that names the rows."""


def shown(case: Case) -> tuple[dict, Edition | None]:
    """(content, the edition that it is) of the form: the last one sealed unless it is being written again."""
    editions = list(case.editions.all())
    current = case.current
    if not editions or (current and current.rule in WRITTEN_IN):
        return content(case), None
    return editions[-1].content, editions[-1]


def as_grid(table: dict) -> Grid:
    """A contract table, read back from its snapshot."""
    columns = table["columns"]
    header = tuple(_titled(one) for one in columns)
    rows = [
        tuple(cell(value, one["kind"]) for value, one in zip(row, columns, strict=True))
        for row in (*table["rows"], *table["foot"])
    ]
    many = len(columns) - 1
    widths = (FIRST, *[(100 - FIRST) // many] * many) if many > 1 else ()
    return Grid(header, tuple(rows), widths)


def _titled(column: dict) -> str:
    group = f"{say(column['group'])}\n" if column["group"] else ""
    return f"{group}{say(column['title'])}"


def attachments(case: Case) -> Iterable:
    """Every file that stands, told by the beginning of its digest."""
    yield Heading(1, _("附件"))
    files = [one for one in case.files.all() if not one.is_withdrawn]
    rows = tuple(
        (
            str(one.get_kind_display()),
            _named(one),
            str(one.round),
            format_short(one.dated_on),
            one.file.sha256[:DIGEST],
        )
        for one in files
    )
    header = (_("種類"), _("檔案"), _("輪次"), _("文件日期"), "SHA-256")
    yield Grid(header, rows, (18, 44, 8, 14, 16)) if rows else Para(_("無。"))


def _named(one) -> str:
    name = one.file.original_name
    return name if one.title in ("", name) else f"{one.title}\n{name}"
