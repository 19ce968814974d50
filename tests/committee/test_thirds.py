"""A third of each sex in whole numbers, the smallest repair, and the statute's formula (domain 1.0, 1.9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.compliance.thirds import Heads, Share, heads, repair, statutory_least
from core.contract import Verdict

THIRD = Share(1, 3)
WITHOUT_OTHERS = Share(1, 3, counts_others=False)
SHARES = st.sampled_from([THIRD, WITHOUT_OTHERS, Share(1, 4), Share(1, 4, counts_others=False)])
FEW = st.integers(0, 40)
COUNTS = st.builds(Heads, men=FEW, women=FEW, others=st.integers(0, 6))
LEAST = {
    3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4, 13: 5, 14: 5, 15: 5, 16: 6, 17: 6, 18: 6,
    19: 7, 20: 7, 21: 7, 22: 8, 23: 8, 24: 8, 25: 9,
}  # fmt: skip


def test_the_least_of_each_sex_is_the_table_of_the_rules():
    assert {total: THIRD.least(total) for total in LEAST} == LEAST


@pytest.mark.parametrize(("minority", "total"), [(7, 20), (7, 21), (6, 18), (2, 4), (1, 3), (1, 2)])
def test_so_many_are_a_third_and_one_less_is_not(minority, total):
    assert THIRD.judge(Heads(minority, total - minority)) == Verdict.MET
    assert THIRD.judge(Heads(total - minority, minority)) == Verdict.MET
    assert THIRD.judge(Heads(minority - 1, total - minority + 1)) != Verdict.MET


@pytest.mark.parametrize("count", [Heads(), Heads(men=1), Heads(women=1), Heads(others=1), Heads(women=2)])
def test_of_fewer_than_three_nothing_is_said(count):
    assert THIRD.judge(count) == Verdict.UNDETERMINED


def test_a_member_of_neither_sex_matters_only_where_it_could_turn_the_verdict():
    assert THIRD.judge(Heads(13, 6, 1)) == Verdict.UNDETERMINED
    assert THIRD.judge(Heads(14, 5, 1)) == Verdict.UNMET
    assert THIRD.judge(Heads(12, 7, 1)) == Verdict.MET
    assert WITHOUT_OTHERS.judge(Heads(13, 6, 1)) == Verdict.UNMET
    assert WITHOUT_OTHERS.judge(Heads(12, 6, 3)) == Verdict.MET


def test_not_recorded_is_counted_like_neither():
    assert heads(["M", "F", "X", "U", "F"]) == Heads(1, 2, 2)


def test_forty_percent_has_its_own_least():
    share = Share(2, 5)
    assert (share.least(19), share.least(20), share.least(21), share.smallest) == (8, 8, 9, 3)


@given(COUNTS)
def test_a_verdict_is_the_fraction_itself_and_never_a_rounded_percentage(count):
    met = bool(count.total) and 3 * count.men >= count.total and 3 * count.women >= count.total
    assert (THIRD.judge(count) == Verdict.MET) == met


@given(COUNTS)
def test_men_and_women_are_judged_alike(count):
    assert THIRD.judge(count) == THIRD.judge(Heads(count.women, count.men, count.others))


@given(COUNTS)
def test_undetermined_are_exactly_those_that_another_record_could_fulfil(count):
    could = any(
        THIRD.judge(Heads(count.men + extra, count.women + count.others - extra)) == Verdict.MET
        for extra in range(count.others + 1)
    )
    if count.total >= 3:
        assert (THIRD.judge(count) != Verdict.UNMET) == could


def swapped(share: Share, count: Heads, sex: str, number: int) -> Heads:
    """``number`` seats given to ``sex``: from the other sex down to its own least, then from those of neither."""
    other = count.women if sex == "M" else count.men
    least = share.least(share.total(count))
    given_up = min(number, other - least)
    rest = number - given_up
    men, women = (number, -given_up) if sex == "M" else (-given_up, number)
    return Heads(count.men + men, count.women + women, count.others - rest)


@given(SHARES, COUNTS)
def test_the_repair_complies_and_one_change_less_does_not(share, count):
    found = repair(share, count, free=count)
    if share.judge(count) != Verdict.UNMET:
        assert found is None
        return
    more = {"M": (1, 0), "F": (0, 1)}[found.sex]

    def joined(number):
        return Heads(count.men + more[0] * number, count.women + more[1] * number, count.others)

    assert found.can_swap
    assert share.judge(swapped(share, count, found.sex, found.swaps)) == Verdict.MET
    assert share.judge(swapped(share, count, found.sex, found.swaps - 1)) != Verdict.MET
    assert share.judge(joined(found.added)) == Verdict.MET
    assert all(share.judge(joined(number)) != Verdict.MET for number in range(found.added))


def test_thirteen_men_of_nineteen_need_one_more_woman_or_two_appointments():
    found = repair(THIRD, Heads(13, 6), free=Heads(13, 6))
    assert (found.sex, found.swaps, found.added, found.can_swap) == ("F", 1, 1, True)
    found = repair(THIRD, Heads(14, 5), free=Heads(14, 5))
    assert (found.swaps, found.added) == (2, 2)


def test_seats_that_posts_decide_can_not_be_swapped():
    assert not repair(THIRD, Heads(14, 5), free=Heads(men=1, women=5)).can_swap
    assert repair(THIRD, Heads(14, 5), free=Heads(men=2)).can_swap


STATUTE = {"numerator": 1, "denominator": 3, "floor_members": 2, "floor_staff": 20}


@pytest.mark.parametrize(
    ("members", "staff", "of_sex", "least"),
    [
        (9, 90, 30, 3),
        (9, 100, 30, 3),
        (9, 100, 20, 2),
        (9, 100, 10, 1),
        (5, 400, 20, 2),
        (5, 400, 19, 1),
        (21, 300, 5, 1),
        (7, 60, 40, 3),
        (9, 60, 0, 0),
    ],
)
def test_the_statute_asks_for_its_share_of_the_staff(members, staff, of_sex, least):
    assert statutory_least(members, staff, of_sex, STATUTE) == least


@given(st.integers(5, 23), st.integers(1, 400), st.data())
def test_the_statute_never_asks_for_more_than_a_third_but_for_its_floor(members, staff, data):
    of_sex = data.draw(st.integers(0, staff))
    least = statutory_least(members, staff, of_sex, STATUTE)
    assert least <= max(THIRD.least(members), STATUTE["floor_members"])
