"""Steps in their order (GIA-08): the database itself refuses a step done before the one that comes before it."""

from django.db import migrations

from organization.sealed import refuse_when

TABLE = "impact_assessment_step"
SKIPS = """NEW.done_on IS NOT NULL AND NEW.number > 1 AND NOT NEW.is_superseded AND NOT EXISTS (
  SELECT 1 FROM impact_assessment_step WHERE case_id = NEW.case_id AND number = NEW.number - 1
  AND NOT is_superseded AND done_on <= NEW.done_on)"""


def hold_the_order() -> migrations.RunPython:
    """The migration's operation."""
    message = "A step can only be done after the one before it."
    return refuse_when(TABLE, "assessment_steps_in_order", SKIPS, message)
