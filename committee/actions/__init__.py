"""Every way in which committees, members, meetings, resolutions, minutes and the plan's amendments change."""

from committee.actions.agenda import (
    Decision,
    Order,
    Words,
    add_item,
    add_paper,
    decide,
    edit_item,
    fill_agenda,
    move_item,
    put_on_agenda,
    take_away,
    withdraw_item,
)
from committee.actions.amendments import numbers_of, present, propose, withdraw_amendment
from committee.actions.attendance import Came, make_informal, open_meeting, record_attendance
from committee.actions.follow_ups import report_progress
from committee.actions.meetings import (
    Plan,
    answer,
    answer_slots,
    cancel,
    change_meeting,
    choose_slot,
    offer_slots,
    plan_meeting,
    release,
)
from committee.actions.members import appoint, end_term, file_roster, found, know_external
from committee.actions.minutes import Text, circulate, correct, write_minutes

__all__ = [
    "Came",
    "Decision",
    "Order",
    "Plan",
    "Text",
    "Words",
    "add_item",
    "add_paper",
    "answer",
    "answer_slots",
    "appoint",
    "cancel",
    "change_meeting",
    "choose_slot",
    "circulate",
    "correct",
    "decide",
    "edit_item",
    "end_term",
    "file_roster",
    "fill_agenda",
    "found",
    "know_external",
    "make_informal",
    "move_item",
    "numbers_of",
    "offer_slots",
    "open_meeting",
    "plan_meeting",
    "present",
    "propose",
    "put_on_agenda",
    "record_attendance",
    "release",
    "report_progress",
    "take_away",
    "withdraw_amendment",
    "withdraw_item",
    "write_minutes",
]
