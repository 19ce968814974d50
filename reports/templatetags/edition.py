"""Printing an edition: its charts, drawn from its own tables."""

from django import template

from core import svg
from core.contract import sentence

register = template.Library()


@register.simple_tag
def chart(table: dict) -> str:
    """The table's ratio column as bars, one for each row."""
    kinds = [column["kind"] for column in table["columns"]]
    ratio = kinds.index("ratio")
    rows = [(str(sentence(row[0])) if isinstance(row[0], dict) else row[0], *row[ratio]) for row in table["rows"] if row[ratio]]
    return svg.ratio(str(sentence(table["title"])), rows)
