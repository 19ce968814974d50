"""What the public may read of the plan: the text of a day, and what was amended (壹 – 玖; W-1)."""

from plan.models import Clause
from plan.public import pieces
from tests.factories import day


def words(piece) -> list[str]:
    return [line for one in piece.content.passages for line in (one.title, *one.lines) if line]


def amend(label: str, on: str, text: str) -> Clause:
    """One interval closes, the next opens."""
    old = Clause.objects.get(label=label)
    until, old.until = old.until, day(on)
    old.save()
    old.pk, old.since, old.until, old.text = None, day(on), until, text
    old.save()
    return old


def test_the_whole_text_in_force_is_offered(plan):
    [piece] = pieces(plan, day("107/6/1"))
    assert (piece.key, piece.refusal) == ("taipei_doit_105_108", "")
    assert len(piece.content.passages) == Clause.objects.on(day("107/6/1")).count()
    assert [len(one.rows) for one in piece.content.tables] == [4]


def test_an_amended_clause_is_read_as_of_the_day_and_its_former_words_stand_beside(plan):
    before = Clause.objects.get(label="捌").text
    amend("捌", "107/3/1", "由專款支應。")
    [earlier], [later] = pieces(plan, day("107/2/28")), pieces(plan, day("107/3/1"))
    assert before in words(earlier) and "由專款支應。" not in words(earlier)
    assert "由專款支應。" in words(later) and before not in words(later)
    assert len(earlier.content.tables) == 1
    [row] = later.content.tables[1].rows
    assert (row[0], row[1], row[2].endswith("由專款支應。"), row[3].endswith(before)) == (
        day("107/3/1"),
        "捌",
        True,
        True,
    )


def test_a_plan_that_has_ended_is_read_as_of_its_last_day(plan):
    assert (
        pieces(plan, day("110/1/1"))[0].content.passages == pieces(plan, day("108/12/31"))[0].content.passages
    )


def test_a_plan_that_has_not_begun_is_not_offered(plan):
    assert pieces(plan, day("104/12/31")) == []
