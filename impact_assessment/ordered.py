"""Steps in their order (GIA-08): the database itself refuses a step done before the one that comes before it."""

from django.db import migrations

from organization.sealed import run

MESSAGE = "A step can only be done after the one before it."
TABLE = "impact_assessment_step"
SKIPS = """NEW.done_on IS NOT NULL AND NEW.number > 1 AND NOT NEW.is_superseded AND NOT EXISTS (
  SELECT 1 FROM impact_assessment_step WHERE case_id = NEW.case_id AND number = NEW.number - 1
  AND NOT is_superseded AND done_on <= NEW.done_on)"""
VERBS = ("insert", "update")


def ordering(vendor: str) -> list[str]:
    """The statements that hold the order on ``vendor``'s database."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_in_order_{verb} BEFORE {verb} ON {TABLE} WHEN {SKIPS} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for verb in VERBS
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_skipped_step() RETURNS trigger AS $$ "
        f"BEGIN IF {SKIPS} THEN RAISE EXCEPTION '{MESSAGE}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    trigger = f"CREATE TRIGGER {TABLE}_in_order BEFORE INSERT OR UPDATE ON {TABLE} "
    return [function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION refuse_skipped_step()"]


def unordering(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {TABLE}_in_order_{verb}" for verb in VERBS]
    return [f"DROP TRIGGER {TABLE}_in_order ON {TABLE}", "DROP FUNCTION refuse_skipped_step()"]


def hold_the_order() -> migrations.RunPython:
    """The migration's operation."""
    return migrations.RunPython(
        lambda apps, editor: run(editor.connection, ordering(editor.connection.vendor)),
        lambda apps, editor: run(editor.connection, unordering(editor.connection.vendor)),
    )
