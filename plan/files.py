"""Plan files: what a TOML file says of a plan, and a plan's rows as the same file again."""

import tomllib
from pathlib import Path

from plan.models import Plan
from plan.rules import overlaps
from plan.toml import document

PLAN_FIELDS = ("code", "title", "since", "until", "parent_title", "parent_body", "goals", "note")
ADOPTION_FIELDS = ("adopted_on", "body", "meeting", "act", "text")
CLAUSE_FIELDS = ("label", "number", "level", "since", "until", "heading", "text", "note")
RULE_FIELDS = (
    "code",
    "clause",
    "since",
    "until",
    "adopted_on",
    "force",
    "text",
    "question",
    "reading",
    "numbers",
    "rules",
    "alternatives",
    "note",
)


EMPTY = {"until": None, "adopted_on": None, "goals": [], "rules": [], "alternatives": []}
"""What an omitted field means, where that isn't an empty text."""
MAY_LACK = {*EMPTY, "parent_title", "parent_body", "note", "heading", "text", "question", "reading"}


class BadPlanFile(Exception):
    """The file can't be loaded; the text says where and why."""


def read(file: Path) -> dict:
    """The file's tables with every rule's numbers gathered under ``numbers``. Raises BadPlanFile.

    Rules may stand in a file of their own beside it (``…_rules.toml``).
    """
    tables = _toml(file)
    rules = rules_file(file)
    if rules.exists():
        tables["rule"] = tables.get("rule", []) + _toml(rules)["rule"]
    for name in ("agency", "plan", "clause", "rule"):
        if name not in tables:
            raise BadPlanFile(f"{file}: no [{name}] in it")
    tables["plan"] = _complete(file, "plan", tables["plan"], PLAN_FIELDS)
    tables["adoption"] = [
        _complete(file, "adoption", one, ADOPTION_FIELDS) for one in tables.get("adoption", [])
    ]
    tables["clause"] = [_complete(file, "clause", one, CLAUSE_FIELDS) for one in tables["clause"]]
    tables["rule"] = [_complete(file, "rule", _with_numbers(one), RULE_FIELDS) for one in tables["rule"]]
    _refuse_overlaps(file, tables["clause"], "label")
    _refuse_overlaps(file, tables["rule"], "code")
    _refuse_strangers(file, tables)
    return tables


def rules_file(file: Path) -> Path:
    return file.with_name(f"{file.stem}_rules.toml")


def _toml(file: Path) -> dict:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPlanFile(f"{file}: {error}") from error


def _with_numbers(rule: dict) -> dict:
    numbers = {name: value for name, value in rule.items() if name not in RULE_FIELDS}
    return {name: value for name, value in rule.items() if name in RULE_FIELDS} | {"numbers": numbers}


def _complete(file: Path, table: str, row: dict, fields: tuple[str, ...]) -> dict:
    """Every field of ``row``, so that one taken out of the file is taken out of the table as well."""
    name = row.get("code") or row.get("label") or row.get("adopted_on") or ""
    if lacking := [one for one in fields if one not in row and one not in MAY_LACK]:
        raise BadPlanFile(f"{file}: [{table}] {name} lacks {', '.join(lacking)}")
    if unknown := [one for one in row if one not in fields]:
        raise BadPlanFile(f"{file}: [{table}] {name} doesn't know {', '.join(unknown)}")
    return {one: row.get(one, EMPTY.get(one, "")) for one in fields}


class _Span:
    """What ``overlaps`` needs of a row that isn't in the table yet."""

    def __init__(self, row: dict, key: str):
        self.key, self.since, self.until = row[key], row["since"], row.get("until")


def _refuse_overlaps(file: Path, rows: list[dict], key: str) -> None:
    for earlier, later in overlaps([_Span(row, key) for row in rows], by="key"):
        raise BadPlanFile(f"{file}: {earlier.key} holds twice on {later.since}")


def _refuse_strangers(file: Path, tables: dict) -> None:
    """A rule belongs to a clause that is there; a decision concerns rules that are there."""
    labels = {one["label"] for one in tables["clause"]}
    codes = {one["code"] for one in tables["rule"]}
    for rule in tables["rule"]:
        if rule["clause"] not in labels:
            raise BadPlanFile(f"{file}: {rule['code']} names clause {rule['clause']}, which isn't there")
        if strangers := set(rule["rules"]) - codes:
            raise BadPlanFile(f"{file}: {rule['code']} concerns {', '.join(sorted(strangers))}, not a rule")


def dump(plan: Plan) -> tuple[str, str]:
    """The plan's rows, amendments included, as the texts of its two files: the plan, and its rules."""
    agency = plan.agency
    text = document(
        {
            "agency": {"code": agency.code, "name": agency.name, "short_name": agency.short_name},
            "plan": _row(plan, PLAN_FIELDS),
            "adoption": [_row(one, ADOPTION_FIELDS) for one in plan.adoptions.all()],
            "clause": [_row(one, CLAUSE_FIELDS) for one in plan.clauses.all()],
        }
    )
    return text, document({"rule": [_rule(one) for one in plan.rules.all()]})


def _row(obj, fields: tuple[str, ...]) -> dict:
    return {name: value for name in fields if (value := getattr(obj, name)) not in ("", None, [], {})}


def _rule(rule) -> dict:
    """A rule's numbers stand in the file like its other words, sorted by name."""
    row = {}
    for name, value in _row(rule, RULE_FIELDS).items():
        if name == "numbers":
            row |= dict(sorted(value.items()))
        else:
            row[name] = value
    return row
