"""S-11: no masked cell can be computed back from what is published (RQ: property)."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from statistics_app.cells import SEXES, Side, Sign, Spot, write
from statistics_app.models import Totals
from statistics_app.sums import WHOLE, Shape, completed, public


def shape(categories=1, sexes=2, totals=Totals.ALL, parts=1) -> Shape:
    return Shape(
        categories=tuple(range(1, categories + 1)),
        parts=tuple(range(1, parts + 1)),
        sides=(*SEXES[:sexes], Side.TOTAL),
        totals=totals,
        decimals=0,
    )


def filled(form: Shape, numbers) -> dict[Spot, Decimal]:
    spots = [Spot(one, part, side) for part in form.parts for one in form.categories for side in form.sexes]
    return dict(zip(spots, map(Decimal, numbers), strict=True))


def equations(form: Shape, whole: dict) -> list[dict[Spot, int]]:
    """Every sum that holds in the table, written out anew: parts count 1 and the total -1."""
    found = []
    for part in form.parts:
        rows = [*form.categories, *([WHOLE] if form.has_whole else [])]
        if form.adds_sexes:
            found += [
                {Spot(row, part, side): 1 for side in form.sexes} | {Spot(row, part, Side.TOTAL): -1}
                for row in rows
            ]
        if form.has_whole:
            found += [
                {Spot(row, part, side): 1 for row in form.categories} | {Spot(WHOLE, part, side): -1}
                for side in form.sides
            ]
    return [one for one in found if all(spot in whole for spot in one)]


def determined(hidden: list[Spot], sums: list[dict[Spot, int]]) -> set[Spot]:
    """Hidden cells that follow from the sums by solving them: whose unit vector lies in the span of the equations."""
    rows = [[Fraction(one.get(spot, 0)) for spot in hidden] for one in sums]
    reduced, place = [], 0
    for column in range(len(hidden)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        reduced = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in reduced]
        reduced.append(pivot)
        place += 1
    return {hidden[row.index(1)] for row in reduced if sum(map(bool, row)) == 1}


def bounds(hidden: list[Spot], sums: list[dict[Spot, int]], shown: dict, known: dict | None = None) -> dict:
    """The least and the most that each hidden cell can be, by narrowing: it is at least 1, and every sum holds."""
    least, most = dict.fromkeys(hidden, 1), dict.fromkeys(hidden, BEYOND)
    for spot, value in (known or {}).items():
        least[spot] = most[spot] = value
    changed = True
    while changed:
        changed = False
        for one in sums:
            for spot, sign in one.items():
                if spot not in least:
                    continue
                low = high = 0
                for other, factor in one.items():
                    if other != spot:
                        ends = (least[other], most[other]) if other in least else (shown[other], shown[other])
                        low += min(-sign * factor * end for end in ends)
                        high += max(-sign * factor * end for end in ends)
                if low > least[spot] or high < most[spot]:
                    least[spot], most[spot] = max(low, least[spot]), min(high, most[spot])
                    changed = True
                if least[spot] > most[spot]:
                    return {}
    return {spot: (least[spot], most[spot]) for spot in hidden}


def other_values(spot: Spot, hidden, sums, shown, value) -> bool:
    """Is there a whole table, true to all that is shown, in which ``spot`` is not ``value``?"""
    span = bounds(hidden, sums, shown)
    tries = sorted(
        range(int(span[spot][0]), int(min(span[spot][1], value + 3)) + 1), key=lambda one: abs(one - value)
    )
    return any(one != value and filled_in(hidden, sums, shown, {spot: one}) for one in tries)


def filled_in(hidden, sums, shown, known) -> bool:
    """Can the rest be filled in? By trying, cell by cell."""
    span = bounds(hidden, sums, shown, known)
    if not span:
        return False
    open_ = [spot for spot, (low, high) in span.items() if low < high]
    if not open_:
        return True
    spot = min(open_, key=lambda one: span[one][1] - span[one][0])
    low, high = span[spot]
    return any(
        filled_in(hidden, sums, shown, {**known, spot: one})
        for one in range(int(low), int(min(high, low + 8)) + 1)
    )


BEYOND = 10**6
SHAPES = st.tuples(st.integers(1, 5), st.integers(2, 3), st.sampled_from([Totals.ALL, Totals.SEX]))
TINY = st.tuples(st.integers(1, 3), st.just(2), st.sampled_from([Totals.ALL, Totals.SEX]))


def numbers_for(shapes, values):
    return shapes.flatmap(
        lambda one: st.tuples(
            st.just(shape(*one)), st.lists(values, min_size=one[0] * one[1], max_size=one[0] * one[1])
        )
    )


@settings(max_examples=400, deadline=None)
@given(numbers_for(SHAPES, st.one_of(st.integers(0, 6), st.integers(0, 300))))
def test_no_masked_cell_follows_from_the_published_ones(table):
    form, numbers = table
    cells = filled(form, numbers)
    whole, shown = completed(form, cells), public(form, cells, below=5)
    hidden = [spot for spot, value in shown.items() if value is Sign.MASKED]
    sums = equations(form, whole)
    assert all(shown[spot] is Sign.MASKED for spot, number in whole.items() if 0 < number < 5)
    assert all(whole[spot] > 0 for spot in hidden)
    assert determined(hidden, sums) == set()
    assert [spot for spot, (low, high) in bounds(hidden, sums, shown).items() if low == high] == []


@settings(max_examples=150, deadline=None)
@given(numbers_for(TINY, st.integers(0, 6)))
def test_every_masked_cell_of_a_small_table_could_be_another_number(table):
    form, numbers = table
    cells = filled(form, numbers)
    whole, shown = completed(form, cells), public(form, cells, below=5)
    hidden = [spot for spot, value in shown.items() if value is Sign.MASKED]
    sums = equations(form, whole)
    assert [one for one in hidden if not other_values(one, hidden, sums, shown, int(whole[one]))] == []


def shown_as(form: Shape, numbers) -> list[str]:
    """A table of one row each: the published cells as they are written."""
    cells = {
        Spot(category, 1, side): value
        for category, row in zip(form.categories, numbers, strict=True)
        for side, value in zip(form.sides, row, strict=False)
        if value is not None
    }
    shown = public(form, cells, below=5)
    rows = [*form.categories, *([WHOLE] if form.has_whole else [])]
    return [" ".join(write(shown.get(Spot(one, 1, side)), 0) or "–" for side in form.sides) for one in rows]


def test_two_ones_under_a_sum_of_twelve_are_not_known_by_it():
    rows = [[Decimal(1), Decimal(1)], [Decimal(1), Decimal(1)], [Decimal(10), Decimal(40)]]
    assert shown_as(shape(3), rows) == ["* * *", "* * *", "* * *", "12 42 54"]


def test_people_that_are_not_added_up_are_still_kept_from_their_total():
    form = shape(totals=Totals.NONE)
    assert shown_as(form, [[Decimal(2), Decimal(20), Decimal(22)]]) == ["* * 22"]


def test_a_class_that_is_the_sum_of_the_others_is_no_way_round():
    form = shape(3, totals=Totals.SEX)
    rows = [[Decimal(2), Decimal(20)], [Decimal(20), Decimal(30)], [Decimal(22), Decimal(50)]]
    assert shown_as(form, rows) == ["* * 22", "* * 50", "22 50 72"]


def test_a_withheld_cell_beside_its_total_takes_another_with_it():
    form = shape(totals=Totals.SEX)
    assert shown_as(form, [[Sign.MASKED, Decimal(20), Decimal(22)]]) == ["* * 22"]
    assert shown_as(form, [[Sign.UNPUBLISHED, Decimal(30), Decimal(33)]]) == ["… * 33"]


def test_one_small_row_costs_few_others():
    form = shape(12)
    numbers = [n for row in range(12) for n in ((3, 2) if row == 4 else (20 + row, 40 + row))]
    shown = public(form, filled(form, numbers), below=5)
    assert sum(value is Sign.MASKED for value in shown.values()) == 4


def test_a_planted_leak_is_found_by_the_check_itself():
    form = shape()
    cells = filled(form, [3, 40])
    only = [Spot(1, 1, Side.MALE)]
    assert determined(only, equations(form, completed(form, cells))) == set(only)


def test_one_small_cell_takes_the_smallest_neighbour_with_it():
    form = shape(categories=1)
    shown = public(form, filled(form, [3, 40]), below=5)
    assert {spot.side for spot, value in shown.items() if value is Sign.MASKED} == {Side.MALE, Side.FEMALE}


def test_zero_is_no_small_cell_and_stays():
    form = shape(categories=2)
    shown = public(form, filled(form, [0, 40, 12, 30]), below=5)
    assert Sign.MASKED not in shown.values()


def test_rates_are_never_masked_by_their_sums():
    form = shape(totals=Totals.NONE)
    assert public(form, filled(form, [3, 40]), below=None) == filled(form, [3, 40])
