"""Files become records: checked, confirmed, written whole or not at all, undone (I-2 – I-4, I-10; RQ-D5 – D9)."""

from organization.actions.imports.checking import check, drop
from organization.actions.imports.kinds import PEOPLE, POSTS
from organization.actions.imports.running import confirm, run, undo

__all__ = ["PEOPLE", "POSTS", "check", "confirm", "drop", "run", "undo"]
