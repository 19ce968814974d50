"""Only views, admin and commands ask what day it is (architecture 4)."""

from tests.guards.sources import clock_calls, is_layer, modules, read

MAY_ASK = ("views", "admin", "commands", "clock", "middleware", "context")


def test_nothing_but_views_admin_and_commands_asks_what_day_it_is():
    asking = {str(path): clock_calls(read(path)) for path in modules() if not is_layer(path, *MAY_ASK)}
    assert {path: lines for path, lines in asking.items() if lines} == {}


def test_a_planted_question_is_caught_however_it_was_imported():
    planted = "from django.utils.timezone import now\nfrom core import clock\nx = now()\ny = clock.today()\n"
    assert clock_calls(planted) == [3, 4]


def test_a_field_that_stamps_itself_is_no_question():
    assert clock_calls("at = models.DateTimeField(auto_now_add=True)\n") == []
