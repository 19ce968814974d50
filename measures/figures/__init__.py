"""The measures in the report (domain 2.7, T11 and its summary), and who still has to do what by when."""

from core.contract import Scope, Table
from measures.compliance.facts import facts
from measures.figures.duties import duties
from measures.figures.measures import held_table, proof_table, word_table
from measures.figures.participants import participant_table
from measures.figures.summary import summary_table

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """A constant number of queries. A unit is shown its own line and measures."""
    known = facts(scope)
    if known is None:
        return ()
    found = (
        summary_table(known),
        held_table(known),
        word_table(known),
        proof_table(known),
        participant_table(known),
    )
    return tuple(one for one in found if one.rows)
