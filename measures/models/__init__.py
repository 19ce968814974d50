"""Tables of 陸."""

from measures.models.evidence import Evidence, Kind
from measures.models.measure import Funding, JointUnit, Measure
from measures.models.update import Update, UpdateRound

__all__ = ["Evidence", "Funding", "JointUnit", "Kind", "Measure", "Update", "UpdateRound"]
