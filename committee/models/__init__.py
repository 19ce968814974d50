"""Committees, their members, meetings, agendas, resolutions and minutes, and the plan's amendments (伍一, 玖)."""

from committee.models.agenda import (
    OF_KIND,
    ORDER,
    PASSING,
    AgendaItem,
    FollowUp,
    Outcome,
    Paper,
    Progress,
    Resolution,
    Section,
)
from committee.models.amendment import Amendment, AmendmentState
from committee.models.body import BOARDS, Committee, Kind, Level
from committee.models.meeting import (
    CAME,
    Answer,
    Attendance,
    Can,
    How,
    Invitation,
    Meeting,
    Slot,
    SlotAnswer,
    State,
)
from committee.models.member import Cause, CouncilTerm, External, Filing, Leaving, Membership, Seat
from committee.models.minutes import Minutes, MinutesEdition, MinutesState

__all__ = [
    "BOARDS",
    "CAME",
    "OF_KIND",
    "ORDER",
    "PASSING",
    "AgendaItem",
    "Amendment",
    "AmendmentState",
    "Answer",
    "Attendance",
    "Can",
    "Cause",
    "Committee",
    "CouncilTerm",
    "External",
    "Filing",
    "FollowUp",
    "How",
    "Invitation",
    "Kind",
    "Leaving",
    "Level",
    "Meeting",
    "Membership",
    "Minutes",
    "MinutesEdition",
    "MinutesState",
    "Outcome",
    "Paper",
    "Progress",
    "Resolution",
    "Seat",
    "Section",
    "Slot",
    "SlotAnswer",
    "State",
]
