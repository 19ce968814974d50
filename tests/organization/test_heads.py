"""To whom a unit's letter goes (G-11, N-1)."""

from organization.heads import heads_of
from tests import factories as make


def test_a_managers_role_goes_before_the_post_and_a_head_stands_in_where_nobody_has_it(
    cast, agency, django_assert_num_queries
):
    leader = make.make_person(agency, cast.unit_b, "許組長")
    leader.posts.update(is_head=True)
    cast.head.posts.update(is_head=False)
    deputy = make.make_person(agency, cast.unit_a, "陳副主任")
    deputy.posts.update(is_head=True)
    with django_assert_num_queries(2):
        found = heads_of([cast.unit_a.id, cast.unit_b.id], make.day("107/6/1"))
    assert {unit: [one.name for one in people] for unit, people in found.items()} == {
        cast.unit_a.id: ["林主任"],
        cast.unit_b.id: ["許組長"],
    }


def test_a_unit_without_anybody_gets_nobody(agency):
    empty = make.make_unit(agency, "空組")
    assert heads_of([empty.id], make.day("107/6/1"))[empty.id] == []
