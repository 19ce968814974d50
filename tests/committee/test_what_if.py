"""A draft list tried out: each change says what it would be worth, and nothing is kept (C-3)."""

import pytest

from committee.models import Membership
from core.contract import Verdict
from organization.models import PostKind, Sex
from tests import factories as make
from tests.factories import day

PAGE = "/committee/what-if/"


@pytest.fixture
def force(plan, cast, settings):
    """Six women of 19: one too few."""
    settings.DEMO_DAY = day("107/6/1")
    return make.make_task_force(plan, men=13, women=6)


def tried(client, **asked):
    return client.get(PAGE, asked).context


def all_but(members, *leaving) -> dict:
    return {"sent": "1", "keep": [one.pk for one in members if one not in leaving]}


def ways(outcome) -> list[tuple]:
    return [(str(one.sentence), one.have, one.total) for one in outcome.ways]


def test_the_list_as_it_stands_says_the_smallest_change_that_complies(as_, cast, force):
    shown = tried(as_(cast.secretary))
    assert shown["members"].finding.verdict == Verdict.UNMET
    assert ways(shown["members"]) == [
        ("換 1 位男性委員為女性即符合", 7, 19),
        ("增聘 1 位女性即符合", 7, 20),
    ]
    page = as_(cast.secretary).get(PAGE).content.decode()
    assert "7/19" in page
    assert "36.8%" in page


def test_one_swapped_for_another_complies(as_, cast, force):
    man = next(one for one in force if one.sex == Sex.MALE)
    asked = all_but(force, man) | {"new-1-sex": "F", "new-1-kind": "EXTERNAL", "new-1-name": "新學者"}
    shown = tried(as_(cast.secretary), **asked)
    outcome = shown["members"]
    assert (outcome.finding.verdict, outcome.finding.have, outcome.count.total) == (Verdict.MET, 7, 19)
    assert outcome.ways == ()
    assert "新學者" in as_(cast.secretary).get(PAGE, asked).content.decode()


def test_somebody_of_neither_sex_may_make_room_as_well(as_, cast, plan, settings):
    settings.DEMO_DAY = day("107/6/1")
    make.make_task_force(plan, men=14, women=5, others=1)
    assert ways(tried(as_(cast.secretary))["members"])[0] == ("換 2 位委員為女性即符合", 7, 20)


def test_nobody_ticked_is_nobody_and_not_everybody(as_, cast, force):
    assert tried(as_(cast.secretary), sent="1")["members"].count.total == 0


def test_where_posts_decide_all_seats_the_filing_is_the_way(as_, cast, force):
    Membership.objects.update(is_ex_officio=True)
    client = as_(cast.secretary)
    shown = tried(client)
    assert shown["members"].is_bound
    assert ways(shown["members"]) == [("增聘 1 位女性即符合", 7, 20)]
    assert f"/committee/{force[0].committee_id}/filings/new/" in client.get(PAGE).content.decode()
    assert "/filings/new/" not in as_(cast.clerk).get(PAGE).content.decode()


def test_liaisons_are_tried_by_themselves(as_, cast, force):
    for number, sex in enumerate((Sex.MALE, Sex.MALE, Sex.MALE), 1):
        liaison = make.make_person(cast.agency, None, f"聯絡{number}", sex=sex)
        make.make_post(liaison, cast.unit_a, PostKind.FOCAL_POINT)
    client = as_(cast.secretary)
    assert ways(tried(client)["liaisons"]) == [
        ("換 1 位男性委員為女性即符合", 1, 3),
        ("增聘 2 位女性即符合", 2, 5),
    ]
    asked = all_but(force) | {f"new-{one}-{name}": said for one in (1, 2) for name, said in LIAISON}
    assert tried(client, **asked)["liaisons"].finding.verdict == Verdict.MET


LIAISON = (("sex", "F"), ("kind", "INTERNAL"), ("is_liaison", "on"))


def test_a_forged_sex_does_not_count_and_is_said(as_, cast, force):
    asked = all_but(force) | {"new-1-sex": "Z"}
    shown = tried(as_(cast.secretary), **asked)
    assert shown["members"].count.total == 19
    assert "sex" in shown["added"][0].errors


def test_lines_are_added_as_they_are_filled_and_never_without_end(as_, cast, force):
    client = as_(cast.secretary)
    assert len(tried(client)["added"]) == 4
    assert len(tried(client, **{"new-4-sex": "F"})["added"]) == 7
    assert len(tried(client, **{"new-40-sex": "F"})["added"]) == 40


def test_a_day_without_rules_is_said_and_a_day_that_is_none_is_refused(as_, cast, force):
    client = as_(cast.secretary)
    assert "待確認：這一天沒有生效中的性別比例規定。" in client.get(PAGE, {"on": "110/1/1"}).content.decode()
    assert client.get(PAGE, {"on": "107/13/1"}).status_code == 400


def test_nothing_is_saved(as_, cast, force):
    as_(cast.secretary).get(PAGE, {"sent": "1", "new-1-sex": "F", "new-1-name": "新學者"})
    assert Membership.objects.count() == 19
