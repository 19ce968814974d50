"""A meeting on paper, as blocks for PDF and ODT (C-12, C-16, C-19).

Official papers are in the plan's own language, whatever the reader's.
"""

from committee.documents.agenda import agenda_document
from committee.documents.minutes import minutes_document
from committee.documents.parts import agenda_of, attendance_of, in_chinese
from committee.documents.sheets import fee_roll, sign_in_sheet

__all__ = [
    "agenda_document",
    "agenda_of",
    "attendance_of",
    "fee_roll",
    "in_chinese",
    "minutes_document",
    "sign_in_sheet",
]
