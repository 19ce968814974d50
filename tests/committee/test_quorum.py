"""The two tests of a valid meeting, by lines alone (伍一(三); C-4 – C-6; domain 1.4)."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.compliance.quorum import Ask, Line, counts, take
from committee.models import How, Seat

ASK = Ask(
    externals=2,
    numerator=1,
    denominator=2,
    chairs=("CONVENER", "VICE_CONVENER"),
    deputies="internal",
    counts_online=True,
    counts_leaders=True,
)
TIMES = st.one_of(st.none(), st.times(min_value=datetime.time(13), max_value=datetime.time(17)))
LINES = st.lists(
    st.builds(
        Line,
        membership_id=st.integers(1, 99),
        seat=st.sampled_from(list(Seat)),
        how=st.sampled_from(["", *How]),
        arrived=TIMES,
        left=TIMES,
    ),
    min_size=1,
    max_size=30,
)
ASKS = st.builds(
    replace,
    st.just(ASK),
    deputies=st.sampled_from(["internal", "nobody", "everybody"]),
    counts_online=st.booleans(),
    counts_leaders=st.booleans(),
)


def lines(external=0, internal=0, deputies=0, external_deputies=0, of=19, externals=4):
    """A task force of ``of``, so many of whom are external, and how many of each came."""
    ways = [How.PRESENT] * external + [How.DEPUTY] * external_deputies
    outside = [Line(place, Seat.EXTERNAL, way) for place, way in enumerate(ways)]
    outside += [Line(99, Seat.EXTERNAL, How.ABSENT)] * (externals - len(outside))
    ways = [How.PRESENT] * internal + [How.DEPUTY] * deputies
    inside = [Line(place, Seat.INTERNAL, way) for place, way in enumerate(ways)]
    inside += [Line(99, Seat.INTERNAL, How.ABSENT)] * (of - externals - len(inside))
    return outside + inside


@pytest.mark.parametrize(
    ("came", "externals", "half", "valid"),
    [
        ({"external": 2, "internal": 8}, True, True, True),
        ({"external": 1, "internal": 9}, False, True, False),
        ({"external": 2, "internal": 7}, True, False, False),
        ({"external": 2, "internal": 8, "of": 20}, True, True, True),
        ({"external": 2, "internal": 8, "deputies": 1, "of": 21}, True, True, True),
        ({"external": 2, "internal": 8, "of": 21}, True, False, False),
        ({"external": 1, "internal": 16, "of": 20}, False, True, False),
        ({"external": 1, "external_deputies": 1, "internal": 11, "of": 20}, False, True, False),
        ({"external": 3, "internal": 6, "of": 18}, True, True, True),
        ({}, False, False, False),
    ],
    ids=["10/19", "府外 1", "9/19", "10/20", "10+1/21", "10/21", "20 人府外 1", "府外代理", "9/18", "無人"],
)
def test_the_vectors_of_the_rules(came, externals, half, valid):
    found = take(lines(**came), ASK)
    assert (found.has_externals, found.has_members, found.is_valid) == (externals, half, valid)


def test_both_fractions_stand_in_one_sentence():
    said = {
        "有效會議：出席 10/19（至少 10）；府外委員 2（至少 2）。": lines(2, 8),
        "有效會議：出席 11/21（至少 11，含代理 1）；府外委員 2（至少 2）。": lines(2, 8, 1, of=21),
        "無效：出席 10/19（至少 10），但府外委員 1，未達 2 人。": lines(1, 9),
        "無效：出席 9/19，未達 10 人；府外委員 2（至少 2）。": lines(2, 7),
        "無效：出席 8/19，未達 10 人；府外委員 1，未達 2 人。": lines(1, 7),
    }
    assert [str(take(there, ASK).sentence) for there in said.values()] == list(said)


def test_an_unentitled_chair_makes_it_invalid_and_is_said():
    assert take(lines(2, 8), ASK, chair="VICE_CONVENER").is_valid
    found = take(lines(2, 8), ASK, chair="INTERNAL")
    assert not found.is_valid
    assert str(found.sentence) == ("無效：出席 10/19、府外委員 2 均已足，但主席不是召集人或副召集人。")


def test_each_decision_can_be_read_the_other_way():
    deputised = lines(2, 8, 1, of=21)
    assert not take(deputised, ASK.other("D-03", "nobody")).is_valid
    assert take(lines(1, 11, external_deputies=1), ASK.other("D-03", "everybody")).is_valid
    vacant = lines(3, 6, of=18)
    assert take(vacant, ASK).members == 18
    assert (take(vacant, ASK.other("D-02", "established", 20)).members, take(vacant, ASK).is_valid) == (
        20,
        True,
    )
    assert not take(vacant, ASK.other("D-02", "established", 20)).is_valid
    online = [replace(one, how=How.ONLINE) if one.how == How.PRESENT else one for one in lines(2, 8)]
    assert (take(online, ASK).present, take(online, ASK.other("D-04", "not_counted")).present) == (10, 0)


def test_established_seats_leave_the_leaders_out_where_they_do_not_count():
    ask = ASK.other("D-01", "excluded").other("D-02", "established", 20)
    leaders = [Line(1, Seat.CONVENER, How.PRESENT), Line(2, Seat.VICE_CONVENER, How.PRESENT)]
    found = take([*leaders, *lines(2, 7, of=16)], ask)
    assert (found.present, found.members, found.present_needed) == (9, 18, 9)


def test_who_comes_late_or_leaves_early_counts_while_there():
    late = Line(1, Seat.INTERNAL, How.PRESENT, arrived=datetime.time(14, 30), left=datetime.time(16))
    hours = (datetime.time(14), datetime.time(14, 30), datetime.time(15, 59), datetime.time(16))
    assert [counts(late, ASK, at) for at in hours] == [False, True, True, False]
    assert counts(late, ASK)


@given(LINES, ASKS, TIMES, st.data())
def test_one_more_in_the_room_never_makes_a_valid_meeting_invalid(there, ask, at, data):
    place = data.draw(st.integers(0, len(there) - 1))
    more = [*there]
    more[place] = replace(there[place], how=How.PRESENT, arrived=None, left=None)
    before, after = take(there, ask, at=at), take(more, ask, at=at)
    assert after.members == before.members
    assert after.present >= before.present
    assert after.is_valid or not before.is_valid


@given(LINES, ASKS, TIMES)
def test_half_is_the_fraction_itself_and_never_a_rounded_one(there, ask, at):
    found = take(there, ask, at=at)
    assert found.has_members == (found.members > 0 and 2 * found.present >= found.members)
    assert found.themselves <= found.present <= found.members <= len(there)
    assert found.external <= found.present


@given(LINES, ASKS, TIMES, st.randoms())
def test_the_order_of_the_list_does_not_matter(there, ask, at, random):
    shuffled = random.sample(there, len(there))
    assert take(shuffled, ask, at=at) == take(there, ask, at=at)


@given(LINES, ASKS)
def test_the_sentence_says_whether_it_is_valid(there, ask):
    found = take(there, ask)
    assert str(found.sentence).startswith("有效" if found.is_valid else "無效")
