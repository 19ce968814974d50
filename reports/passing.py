"""No edition is announced before it was passed (柒一(二); RP-03, RP-04): the database itself refuses it.

The first one must be passed as it is. What was passed as amended is announced in its corrected edition. An erratum is
passed or noted. All in a valid meeting that was held.
"""

from django.db import migrations

from organization.sealed import refuse_when

TABLE = "reports_announcement"
UNPASSED = """NOT EXISTS (
  SELECT 1 FROM reports_edition e
  JOIN reports_submission s ON s.edition_id = e.id OR (e.kind = 'CORRECTED' AND s.edition_id = e.replaces_id)
  JOIN committee_agendaitem i ON i.id = s.item_id AND i.withdrawn_because = ''
  JOIN committee_meeting m ON m.id = i.meeting_id AND m.state = 'HELD' AND NOT m.is_informal
  JOIN committee_resolution r ON r.item_id = i.id AND r.is_valid
  WHERE e.id = NEW.edition_id AND (
    (s.edition_id = e.id AND r.outcome = 'PASSED')
    OR (s.edition_id = e.id AND e.kind = 'ERRATUM' AND r.outcome = 'NOTED')
    OR (s.edition_id = e.replaces_id AND r.outcome = 'PASSED_AS_AMENDED')))"""


def announce_only_what_passed() -> migrations.RunPython:
    """The migration's operation."""
    return refuse_when(TABLE, "report_announced_when_passed", UNPASSED, "The edition has not been passed.")
