"""Printing an edition: its charts, drawn from its own tables, and marks that the report's face has."""

from django import template

from core import svg
from core.contract import sentence

register = template.Library()

PRINTED = {"✔": "✓", "✘": "×"}


@register.filter
def printed(mark: str) -> str:
    """The verdict's mark as the bundled face can print it."""
    return PRINTED.get(mark, mark)


@register.simple_tag
def chart(table: dict) -> str:
    """The table's ratio column as bars, one for each row."""
    kinds = [column["kind"] for column in table["columns"]]
    ratio = kinds.index("ratio")
    rows = [(_name(row[0]), *row[ratio]) for row in table["rows"] if row[ratio]]
    return svg.ratio(str(sentence(table["title"])), rows)


def _name(cell) -> str:
    return str(sentence(cell)) if isinstance(cell, dict) else cell
