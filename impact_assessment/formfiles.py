"""Form files: what a TOML file says of the forms and their versions (G-3, domain 2.5)."""

import tomllib
from pathlib import Path

VERSION_FIELDS = {"code", "since", "until", "source"}
FORM_FIELDS = {"code", "title", "kinds"}
QUESTION_FIELDS = {
    "version",
    "forms",
    "part",
    "section",
    "number",
    "text",
    "hint",
    "kind",
    "required",
    "required_when",
}


class BadFormFile(Exception):
    """The file can't be loaded; the text says where and why."""


def read(file: Path) -> list[dict]:
    """Each form in each version, the oldest first: its own columns, ``replaces`` (a code) and ``questions``."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFormFile(f"{file}: {error}") from error
    for name, fields in (("version", VERSION_FIELDS), ("form", FORM_FIELDS), ("question", QUESTION_FIELDS)):
        for row in tables.get(name, ()):
            if unknown := sorted(set(row) - fields):
                raise BadFormFile(f"{file}: [{name}] doesn't know {', '.join(unknown)}")
    try:
        return _forms(tables)
    except KeyError as missing:
        raise BadFormFile(f"{file}: {missing} is missing") from missing


def _forms(tables: dict) -> list[dict]:
    found, before = [], {}
    for version in sorted(tables["version"], key=lambda one: one["since"]):
        for form in tables["form"]:
            rows = [one for one in tables["question"] if _belongs(one, version, form)]
            code = f"{form['code']}-{version['code']}"
            found.append(
                {
                    "code": code,
                    "title": form["title"],
                    "kinds": form["kinds"],
                    "since": version["since"],
                    "until": version.get("until"),
                    "source": version["source"],
                    "replaces": before.get(form["code"]),
                    "questions": [_question(one, order, form) for order, one in enumerate(rows, start=1)],
                }
            )
            before[form["code"]] = code
    return found


def _belongs(question: dict, version: dict, form: dict) -> bool:
    return question["version"] == version["code"] and form["code"] in question.get("forms", [form["code"]])


def _question(row: dict, order: int, form: dict) -> dict:
    return {
        "part": row.get("part", "SELF"),
        "section": row["section"],
        "number": row["number"],
        "text": row["text"],
        "hint": row.get("hint", ""),
        "kind": row.get("kind", "TEXT"),
        "required_for": form["kinds"] if row.get("required") else [],
        "required_when": row.get("required_when", []),
        "order": order,
    }
