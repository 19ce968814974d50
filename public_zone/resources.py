"""The data of a published page as files: CSV, ODS and JSON with a dictionary, each at its own address (W-3)."""

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import back, sentence
from core.spreadsheets import CONTENT_TYPES, Sheet
from core.spreadsheets import write as write_sheet
from core.templatetags.contract import cell
from publishing.models import Publication

LICENCE = _n("政府資料開放授權條款–第1版")
LICENCE_URL = "https://data.gov.tw/license"
JSON_TYPE = "application/json; charset=utf-8"
FORMATS = {"csv": CONTENT_TYPES["csv"], "ods": CONTENT_TYPES["ods"], "json": JSON_TYPE}
DICTIONARY = "-dictionary"
TYPES = {"int": "integer", "minutes": "number", "date": "date"}
"""What kind of value a column of a table holds; all others hold text."""


@dataclass(frozen=True)
class Resource:
    """One table for machines; ``name`` is its address without the ending, ``fields`` are (name, description, type)."""

    name: str
    title: str
    fields: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple, ...]


def resources_of(publication: Publication) -> list[Resource]:
    """The data set of the page, or its tables where it has none."""
    content = publication.content
    if content["dataset"]:
        return [_of_dataset(publication, content["dataset"])]
    return [_of_table(f"{publication.key}-{n}", one) for n, one in enumerate(content["tables"], start=1)]


def _of_dataset(publication: Publication, dataset: dict) -> Resource:
    fields = tuple((one["name"], str(sentence(one["description"])), one["type"]) for one in dataset["fields"])
    rows = tuple(
        tuple(_typed(value, kind) for value, (_name, _said, kind) in zip(row, fields, strict=True))
        for row in dataset["rows"]
    )
    return Resource(publication.key, publication.title, fields, rows)


def _typed(value, kind: str):
    return Decimal(value) if kind == "number" and isinstance(value, str) else back(value)


def _of_table(name: str, table: dict) -> Resource:
    columns = table["columns"]
    rows = (*table["rows"], *table["foot"])
    return Resource(
        name,
        str(sentence(table["title"])),
        tuple(_field(one) for one in columns),
        tuple(
            tuple(_value(value, column["kind"]) for value, column in zip(row, columns, strict=True))
            for row in rows
        ),
    )


def _field(column: dict) -> tuple[str, str, str]:
    title = str(sentence(column["title"]))
    said = f"{sentence(column['group'])} {title}" if column["group"] else title
    return said, said, TYPES.get(column["kind"], "string")


def _value(value, kind: str):
    """A cell as data: nothing stays nothing, and hours are a number."""
    value = back(value)
    if value is None or kind in ("int", "date"):
        return value
    return round(Decimal(value) / 60, 1) if kind == "minutes" else cell(value, kind)


def written(resource: Resource, extension: str, publication: Publication) -> bytes:
    """The file; the same publication gives the same bytes."""
    if extension == "json":
        return _json(
            _about(resource, publication) | {"rows": [_named(resource, row) for row in resource.rows]}
        )
    heads = [name for name, _said, _kind in resource.fields]
    return write_sheet(extension, Sheet(resource.title, heads, resource.rows))


def dictionary(resource: Resource, publication: Publication) -> bytes:
    """What the columns mean, without the rows."""
    return _json(_about(resource, publication))


def _about(resource: Resource, publication: Publication) -> dict:
    return {
        "title": resource.title,
        "page": publication.title,
        "publisher": publication.agency.name,
        "license": _(LICENCE),
        "modified": publication.published_on.isoformat(),
        "notes": [str(sentence(one["note"])) for one in publication.content["tables"] if one["note"]],
        "fields": [{"name": name, "description": said, "type": kind} for name, said, kind in resource.fields],
    }


def _named(resource: Resource, row: tuple) -> dict:
    return {name: _as_json(value) for (name, _said, _kind), value in zip(resource.fields, row, strict=True)}


def _as_json(value):
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _json(value: dict) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
