"""The outcome report: what units write for it, and its editions (柒)."""

from reports.models.edition import (
    Announcement,
    Edition,
    EditionFile,
    EditionKind,
    FileKind,
    Submission,
)
from reports.models.text import ChapterText, TextDraft, TextState

__all__ = [
    "Announcement",
    "ChapterText",
    "Edition",
    "EditionFile",
    "EditionKind",
    "FileKind",
    "Submission",
    "TextDraft",
    "TextState",
]
