"""Rows are written only by actions, the history and commands (architecture 5, RQ-C1)."""

from tests.guards.sources import is_layer, modules, read, writing_calls

WRITERS = ("actions", "history", "commands")
THROUGH_HISTORY = ("admin", "accounts", "assessments", "cast", "places", "report", "statistics", "year")
"""The admin, and the demonstration's story modules: every row they write has its history line."""
NO_ROWS = {"core", "gmplan"}
"""Apps without tables: their ``update`` and ``save`` are a dictionary's or a file's."""
CONTRACTS = {"organization/models/account.py"}
"""Django's own contract: ``create_user`` of a user manager saves, and its callers are actions and commands."""


def found(path) -> list[int]:
    return writing_calls(read(path), through_history=is_layer(path, *THROUGH_HISTORY))


def test_only_actions_history_and_commands_write_rows():
    outside = [
        path
        for path in modules()
        if path.parts[0] not in NO_ROWS and str(path) not in CONTRACTS and not is_layer(path, *WRITERS)
    ]
    assert {str(path): found(path) for path in outside if found(path)} == {}


def test_planted_writes_are_caught():
    planted = "row.save()\nHours.objects.filter(pk=1).update(state=2)\nHours.objects.bulk_create([])\n"
    assert writing_calls(planted) == [1, 2, 3]


def test_the_admin_may_write_through_the_history_only():
    assert writing_calls("history.save(obj, by=by)\nobj.save()\n", through_history=True) == [2]
