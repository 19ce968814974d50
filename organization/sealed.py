"""What the database itself refuses, by triggers: a change of rows that are only ever added (RQ-H15), and a row that
must not come into being while something in other rows is missing.

``seal`` and ``refuse_when`` are for migrations. ``unsealing`` is for the tests, which empty their database between two.
"""

from django.db import migrations

MESSAGE = "This table is only ever added to."

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
VERBS = ("update", "delete")
WRITES = ("insert", "update")


def seal(table: str) -> migrations.RunPython:
    """The migration's operation for ``table``."""
    return migrations.RunPython(
        lambda apps, editor: run(editor.connection, sealing(editor.connection.vendor, table)),
        lambda apps, editor: run(editor.connection, unsealing(editor.connection.vendor, table)),
    )


def sealing(vendor: str, table: str) -> list[str]:
    """The statements that seal ``table`` on ``vendor``'s database."""
    form = SQLITE if vendor == "sqlite" else POSTGRESQL
    triggers = [form.format(table=table, verb=verb, message=MESSAGE).strip() for verb in VERBS]
    return triggers if vendor == "sqlite" else [FUNCTION.format(message=MESSAGE).strip(), *triggers]


def unsealing(vendor: str, table: str) -> list[str]:
    place = "" if vendor == "sqlite" else f" ON {table}"
    return [f"DROP TRIGGER {table}_no_{verb}{place}" for verb in VERBS]


def refuse_when(table: str, name: str, condition: str, message: str) -> migrations.RunPython:
    """The migration's operation: no row of ``table`` is written for which ``condition`` (SQL, of NEW) is true."""
    return migrations.RunPython(
        lambda apps, editor: run(
            editor.connection, refusing(editor.connection.vendor, table, name, condition, message)
        ),
        lambda apps, editor: run(editor.connection, allowing(editor.connection.vendor, table, name)),
    )


def refusing(vendor: str, table: str, name: str, condition: str, message: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{verb} BEFORE {verb} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in WRITES
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def allowing(vendor: str, table: str, name: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}_{verb}" for verb in WRITES]
    return [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
