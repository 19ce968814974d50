"""Printing an edition: its lists, its charts, drawn from its own tables, and marks that the report's face has."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core import svg
from core.contract import Sentence, sentence
from core.templatetags.contract import say

register = template.Library()

OTHERS = Sentence(_n("其他條款"))
PRINTED = {"✔": "✓", "✘": "×"}


@register.filter
def tables(edition: dict) -> list[dict]:
    """The report's tables in their order."""
    return [item for section in edition["sections"] for item in section["tables"]]


@register.filter
def figures(tables: list[dict]) -> list[dict]:
    """Those of the tables that are drawn as well."""
    return [item for item in tables if item["figure"]]


@register.filter
def by_chapter(source: dict) -> list[tuple]:
    """Each chapter's title with where its findings and its tables come from."""
    parts = [
        (title, *([one for one in source[part] if one["chapter"] == app] for part in ("findings", "tables")))
        for app, title in [*((one["app"], one["title"]) for one in source["chapters"]), ("", OTHERS)]
    ]
    return [part for part in parts if part[1] or part[2]]


@register.filter
def source_of(edition: dict, rule: str) -> dict | None:
    """Where the figures of a rule come from."""
    return next((one for one in edition["provenance"]["findings"] if one["rule"] == rule), None)


@register.filter
def beside_rules(edition: dict) -> list[tuple[dict, dict]]:
    """Each rule's line with where its figures come from."""
    return list(zip(edition["rules"], edition["provenance"]["findings"], strict=True))


@register.filter
def named(model: str, source: dict) -> str:
    """What a kind of record is called."""
    return gettext(source["models"][model])


@register.filter
def titled(key: str, edition: dict) -> str:
    """What the table of this key is called."""
    return next((say(item["table"]["title"]) for item in tables(edition) if item["table"]["key"] == key), key)


@register.filter
def printed(mark: str) -> str:
    """The verdict's mark as the bundled face can print it."""
    return PRINTED.get(mark, mark)


@register.simple_tag
def chart(table: dict) -> str:
    """What the table asks for: its ratio column as bars, or its figures as bars by column."""
    draw = _bars if table["chart"] == "bars" else _ratio
    return draw(str(sentence(table["title"])), table["columns"], table["rows"])


def _ratio(title: str, columns: list[dict], rows: list) -> str:
    """The ratio column, one bar for each row."""
    ratio = [column["kind"] for column in columns].index("ratio")
    return svg.ratio(title, [(_name(row[0]), *row[ratio]) for row in rows if row[ratio]])


def _bars(title: str, columns: list[dict], rows: list) -> str:
    """The figures of the last group of columns, but the total: what is no number leaves a gap."""
    last = columns[-1]["group"]
    drawn = [
        place
        for place, column in enumerate(columns)
        if column["kind"] == "figure" and column["group"] == last and not column["key"].startswith("total")
    ]
    labels = [place for place, column in enumerate(columns) if column["kind"] == "label"]
    names = [str(sentence(columns[place]["title"])) for place in drawn]
    if last:
        names = [f"{sentence(last)} {name}" for name in names]
    return svg.bars(title, [(_label(row, labels), *_values(row, drawn)) for row in rows], names)


def _label(row: list, places: list[int]) -> str:
    return " ".join(_name(row[place]) for place in places)


def _values(row: list, places: list[int]) -> list[int | float | None]:
    return [_number(row[place]) for place in places]


def _number(figure: str) -> int | float | None:
    """A figure as it is written, or None for one of the signs."""
    bare = figure.replace(",", "")
    if not bare.replace(".", "", 1).isdigit():
        return None
    return float(bare) if "." in bare else int(bare)


def _name(cell) -> str:
    return str(sentence(cell)) if isinstance(cell, dict) else cell
