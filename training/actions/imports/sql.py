"""The statements that move a whole file of hours at once; the columns of the tables are read off the models.

Each record of a batch has the batch and its row as token, so that the same row can't come in twice, and the
batch's records stand side by side in the token's index.
"""

import json
import uuid

from django.db import connection

from organization.models import Change
from training.models import Hours, StagedHours, StagedSession, State

HOURS, STAGED, SESSIONS = (one._meta.db_table for one in (Hours, StagedHours, StagedSession))
CHANGE = Change._meta.db_table

JOIN = f"""
FROM {STAGED} h
JOIN {SESSIONS} s ON s.batch_id = h.batch_id AND s.number = h.session_number
LEFT JOIN {HOURS} e ON e.person_id = h.person_id AND e.session_id = s.session_id AND e.state <> '{State.WITHDRAWN}'
WHERE h.batch_id = %s
"""
KNOWN = (
    f"SELECT h.number, h.session_number, h.minutes, h.becomes, e.minutes, e.state {JOIN} AND e.id IS NOT NULL"
)

LONG_DAYS = f"""
SELECT h.person_id FROM {STAGED} h JOIN {SESSIONS} s ON s.batch_id = h.batch_id AND s.number = h.session_number
WHERE h.batch_id = %s AND s.held_on = s.ended_on GROUP BY h.person_id, s.ended_on HAVING SUM(h.minutes) > {24 * 60}
"""  # noqa: S608
"""Whoever has more hours of one day in a file than a day has."""


def tokens(batch) -> tuple[uuid.UUID, uuid.UUID]:
    """The first token of the batch's records, and the first after them."""
    return uuid.UUID(int=batch.pk << 64), uuid.UUID(int=(batch.pk + 1) << 64)


def token_range(batch) -> list:
    """The same as parameters of a statement."""
    return [Hours._meta.get_field("token").get_db_prep_value(one, connection) for one in tokens(batch)]


def _token() -> str:
    if connection.vendor == "postgresql":
        digits = "LPAD(TO_HEX({0}), 16, '0')"
        return f"({digits.format('h.batch_id')} || {digits.format('h.number::bigint')})::uuid"
    return "printf('%%016x%%016x', h.batch_id, h.number)"


def insertion(batch, *, account_id: int, moment) -> tuple[str, list]:
    """All staged rows that aren't there yet, as records; a file's verified rows are verified by its officer."""
    verified = f"CASE WHEN h.becomes = '{State.VERIFIED}' THEN %s END"
    stamp = Hours._meta.get_field("verified_at").get_db_prep_value(moment, connection)
    cast = "::timestamptz" if connection.vendor == "postgresql" else ""
    columns = {
        "person_id": ("h.person_id", []),
        "session_id": ("s.session_id", []),
        "held_on": ("s.ended_on", []),
        "minutes": ("h.minutes", []),
        "state": (f"CASE h.becomes WHEN '' THEN '{State.PENDING}' ELSE h.becomes END", []),
        "earned_at": ("h.earned_at", []),
        "verified_by_id": (verified, [account_id]),
        "verified_at": (f"{verified}{cast}".replace("%s END::", "%s::timestamptz END::"), [stamp]),
        "note": ("h.note", []),
        "token": (_token(), []),
    }
    for one in Hours._meta.concrete_fields:
        if not one.primary_key and one.column not in columns:
            columns[one.column] = ("%s", [one.get_db_prep_save(one.get_default(), connection)])
    picked = ", ".join(expression for expression, _values in columns.values())
    values = [value for _expression, some in columns.values() for value in some]
    statement = f"INSERT INTO {HOURS} ({', '.join(columns)}) SELECT {picked} {JOIN} AND e.id IS NULL ORDER BY h.number"
    return statement, [*values, batch.pk]


def _quoted(column: str) -> str:
    return f"to_json({column})::text" if connection.vendor == "postgresql" else f"json_quote({column})"


def first_lines(batch, line: Change) -> tuple[str, list]:
    """A record's first line for each record of the batch: the same columns as the history gives any other."""
    own = {
        "id": "h.id",
        "person_id": "h.person_id",
        "session_id": "h.session_id",
        "held_on": "'\"' || h.held_on || '\"'",
        "minutes": "h.minutes",
        "state": "'\"' || h.state || '\"'",
        "earned_at": _quoted("h.earned_at"),
        "note": _quoted("h.note"),
    }
    verified = {"verified_at": line.changes["verified_at"], "verified_by_id": line.account_id}
    others = {
        one.attname: json.dumps(one.get_default())
        for one in Hours._meta.concrete_fields
        if one.attname not in {*own, *verified, "version", "token"} and one.get_default() is not None
    }
    # By length, as PostgreSQL keeps the names of an object: sorting them is a sixth of reading it.
    names = sorted({*own, *others}, key=lambda name: (len(name), name))
    pairs = [f"'\"{name}\": [null, ' || {own.get(name, '%s')} || ']'" for name in names]
    if_verified = "".join(f', "{name}": [null, {json.dumps(value)}]' for name, value in verified.items())
    pairs_text = " || ', ' || ".join(pairs)
    text = f"'{{' || {pairs_text} || CASE WHEN h.state = '{State.VERIFIED}' THEN %s ELSE '' END || '}}'"
    return _lines(batch, line, text, [*(others[name] for name in names if name in others), if_verified])


def last_lines(batch, line: Change, reason: str) -> tuple[str, list]:
    """The line of each record that is withdrawn because its file is; written before the records change."""
    text = (
        '\'{"state": ["\' || h.state || \'", "' + State.WITHDRAWN + '"], "reason": ["", \' || %s || \']\' || '
        f"CASE WHEN h.state = '{State.VERIFIED}' THEN ', \"verified_by_id\": [' || h.verified_by_id || ', null], "
        "\"verified_at\": [' || %s || ', null]' ELSE '' END || '}'"
    )
    return _lines(batch, line, text, [json.dumps(reason), json.dumps(line.changes["verified_at"])])


def _lines(batch, line: Change, changes: str, values: list) -> tuple[str, list]:
    if connection.vendor == "postgresql":
        changes = f"({changes})::jsonb".replace("%s", "%s::text")
    names = [one for one in Change._meta.concrete_fields if not one.primary_key]
    picked, given = [], []
    for one in names:
        if one.name == "object_id":
            picked.append("h.id")
        elif one.name == "changes":
            picked.append(changes)
            given.extend(values)
        else:
            value = line.at if one.name == "at" else getattr(line, one.attname)
            cast = f"::{one.db_type(connection)}" if connection.vendor == "postgresql" else ""
            picked.append(f"%s{cast}")
            given.append(one.get_db_prep_value(value, connection))
    statement = (
        f"INSERT INTO {CHANGE} ({', '.join(one.column for one in names)}) SELECT {', '.join(picked)} "  # noqa: S608
        f"FROM {HOURS} h WHERE h.token >= %s AND h.token < %s"
    )
    return statement, [*given, *token_range(batch)]
