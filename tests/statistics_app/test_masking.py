"""S-11: no masked cell can be computed back from what is published (RQ: property)."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from statistics_app.cells import SEXES, Side, Sign, Spot
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


tables = st.tuples(st.integers(1, 5), st.integers(2, 3), st.sampled_from(list(Totals))).flatmap(
    lambda one: st.tuples(
        st.just(shape(*one)),
        st.lists(
            st.one_of(st.integers(0, 6), st.integers(0, 300)),
            min_size=one[0] * one[1],
            max_size=one[0] * one[1],
        ),
    )
)


@settings(max_examples=400, deadline=None)
@given(tables)
def test_no_masked_cell_follows_from_the_published_ones(table):
    form, numbers = table
    cells = filled(form, numbers)
    whole, shown = completed(form, cells), public(form, cells, below=5)
    hidden = [spot for spot, value in shown.items() if value is Sign.MASKED]
    assert all(shown[spot] is Sign.MASKED for spot, number in whole.items() if 0 < number < 5)
    assert all(whole[spot] > 0 for spot in hidden)
    assert determined(hidden, equations(form, whole)) == set()


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
