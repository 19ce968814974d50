"""Where each printed figure comes from: key → rule or table → filter → count → records (features 3 no. 5; R-4).

A rule's figures are known by its code (TR-01; judged a second time, TR-01/2), a table's cell by the table's printed
number, its row and its column (5-8.3.4). Records are numbers of rows, never names; the printed appendix counts them,
the data attached to the PDF list them, but for records about persons, whose lists stay in the house.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.utils.translation import override

from core.contract import Evidence, Scope, Sentence
from core.templatetags.contract import cell
from organization.models import Person
from reports.chapters import CHAPTERS
from reports.judged import Board
from reports.sections import Section

SUMMARY = "0"
"""The number by which the summary's cells are known; it has none in print."""

NUMBERS = ("int", "minutes", "ratio", "percent", "figure")


def provenance(board: Board, parts: list[Section], agency: str) -> dict:
    """``findings`` in the order of the edition's rules, ``tables`` in the order of its tables."""
    scope = board.scope
    findings = [_finding(key, one.finding) for key, one in zip(keys(board.judged), board.judged, strict=True)]
    records = sources(scope)
    tables = [_table(item, board, records) for part in parts for item in part.tables]
    return {
        "filter": {"agency": agency, "year": scope.year, "since": scope.first, "until": scope.day},
        "chapters": [{"app": _app(one), "title": Sentence(one.TITLE)} for one in CHAPTERS],
        "models": _names([*findings, *tables]),
        "findings": findings,
        "tables": tables,
    }


def keys(judged) -> list[str]:
    """A key for each finding: its rule, numbered where the rule is judged again."""
    count: dict[str, int] = defaultdict(int)
    found = []
    for one in judged:
        code = one.finding.rule
        count[code] += 1
        found.append(code if count[code] == 1 else f"{code}/{count[code]}")
    return found


def _app(chapter) -> str:
    return chapter.__name__.partition(".")[0]


def _finding(key: str, finding) -> dict:
    """``chapter`` is empty where no chapter answers for the rule."""
    return {
        "key": key,
        "rule": finding.rule,
        "chapter": next((_app(one) for one in CHAPTERS if finding.rule in one.RULES), ""),
        "clause": finding.clause,
        "counted": _records(finding.counted),
        "asked": _records(finding.asked),
    }


def _records(evidence: Evidence | None) -> dict | None:
    if evidence is None:
        return None
    ids = None if is_about_persons(evidence.model) else sorted(evidence.ids)
    return {"model": evidence.model, "count": len(evidence.ids), "ids": ids, "page": evidence.url}


def is_about_persons(label: str) -> bool:
    """Does each such record say something of one employee? Then a published file only counts them (domain 6.8)."""
    model = apps.get_model(label)
    return model is Person or any(one.related_model is Person for one in model._meta.concrete_fields)


def sources(scope: Scope) -> dict[str, Evidence]:
    """The records behind the tables, by the tables' keys."""
    return {key: one for chapter in CHAPTERS for key, one in chapter.sources(scope).items()}


def _table(item: dict, board: Board, records: dict[str, Evidence]) -> dict:
    """``records`` are the table's own; ``rules`` those that judge its clause, whose records stand with them."""
    table = item["table"]
    judged = zip(keys(board.judged), board.judged, strict=True)
    return {
        "key": item["number"],
        "table": table.key,
        "chapter": board.makers[table.key],
        "clause": table.clause,
        "rows": len(table.rows) + len(table.foot),
        "figures": sum(column.kind in NUMBERS for column in table.columns)
        * (len(table.rows) + len(table.foot)),
        "records": _records(records.get(table.key)),
        "rules": [key for key, one in judged if table.clause and one.finding.clause.startswith(table.clause)],
    }


def _names(parts: list[dict]) -> dict[str, str]:
    """What each kind of record is called."""
    labels = {
        one[name]["model"] for one in parts for name in ("counted", "asked", "records") if one.get(name)
    }
    with override("zh-hant"):
        return {label: str(apps.get_model(label)._meta.verbose_name) for label in sorted(labels)}


def figures(edition: dict) -> Iterator[tuple[str, str]]:
    """Every figure of the edition, with its key and as it is printed."""
    for source, line in zip(edition["provenance"]["findings"], edition["rules"], strict=True):
        if line["need"] is not None:
            yield source["key"], cell((line["have"], line["need"]), "ratio")
    yield from _cells(SUMMARY, edition["summary"])
    for section in edition["sections"]:
        for item in section["tables"]:
            yield from _cells(item["number"], item["table"])


def _cells(number: str, table: dict) -> Iterator[tuple[str, str]]:
    for place, row in enumerate([*table["rows"], *table["foot"]], start=1):
        for column, (kind, value) in enumerate(
            zip((one["kind"] for one in table["columns"]), row, strict=True), start=1
        ):
            if kind in NUMBERS and value is not None:
                yield f"{number}.{place}.{column}", cell(value, kind)
