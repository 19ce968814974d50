"""Tables of 伍五 and 捌."""

from budgets.models.line import Line
from budgets.models.link import TARGETS, Link
from budgets.models.official import OfficialTotal, What
from budgets.models.round import ReturnState, Round, Stage, UnitReturn

__all__ = [
    "TARGETS",
    "Line",
    "Link",
    "OfficialTotal",
    "ReturnState",
    "Round",
    "Stage",
    "UnitReturn",
    "What",
]
