"""Tables whose rows are only ever added (RQ-H15): the database itself refuses UPDATE and DELETE.

``seal`` is for migrations. ``unseal`` is for the tests, which empty their database between two of them.
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


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
