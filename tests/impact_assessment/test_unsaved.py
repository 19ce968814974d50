"""What is typed is kept before it is saved, found again after the session has ended, and is nobody else's (G-4)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from impact_assessment.actions import engagements, unsaved
from impact_assessment.models import Unsaved
from organization.models import Change
from tests.factories import actor_of, day
from tests.impact_assessment import asking, ways
from tests.impact_assessment.asking import TODAY, link_of


@pytest.fixture
def case(house):
    return ways.gather(ways.screened(house), house)


@pytest.fixture
def engagement(house):
    return asking.invited(asking.waiting(house), house)


@pytest.fixture
def token(engagement, house):
    return link_of(engagement, actor_of(house.clerk, TODAY))


def door(case, page="form", name="unsaved") -> str:
    return reverse(f"assessment:{name}", args=[case.pk, page])


def send(client, address, fields):
    return client.post(address, json.dumps({"fields": fields}), content_type="application/json")


def test_what_is_typed_is_kept_and_the_page_is_told_when(house, case, as_):
    answer = send(as_(house.clerk), door(case), {"q1": "打到一半", "q2": "另一題"})
    assert answer.status_code == 200 and len(answer.json()["saved_at"]) == 5
    row = unsaved.typed(case, "form", by=actor_of(house.clerk))
    assert row.fields == {"q1": "打到一半", "q2": "另一題"}


def test_it_is_no_record_and_leaves_no_line_in_the_history(house, case, as_):
    changes = Change.objects.count()
    send(as_(house.clerk), door(case), {"q1": "草稿"})
    assert Change.objects.count() == changes


def test_later_typing_is_laid_over_the_earlier_and_the_first_version_stays(house, case, as_):
    client = as_(house.clerk)
    send(client, door(case), {"q1": "一", "q1_version": "0"})
    send(client, door(case), {"q1": "二", "q2": "新", "q1_version": "5"})
    assert Unsaved.objects.get().fields == {"q1": "二", "q2": "新", "q1_version": "0"}


def test_each_person_and_each_page_has_its_own(house, case, as_):
    send(as_(house.clerk), door(case), {"q1": "王小明的"})
    send(as_(house.clerk), door(case, "opinions"), {"q1": "另一頁"})
    send(as_(house.head), door(case), {"q1": "林主任的"})
    found = {
        who: unsaved.typed(case, "form", by=actor_of(getattr(house, who))).fields["q1"]
        for who in ("clerk", "head")
    }
    assert found == {"clerk": "王小明的", "head": "林主任的"}
    assert Unsaved.objects.count() == 3


def test_after_the_session_has_ended_nothing_is_taken_and_what_was_kept_is_there_again(
    house, case, as_, client
):
    send(as_(house.clerk), door(case), {"q1": "登入前打的"})
    client.logout()
    answer = send(client, door(case), {"q1": "登出後打的"})
    assert "application/json" not in answer.headers.get("Content-Type", "")
    as_(house.clerk)
    assert unsaved.typed(case, "form", by=actor_of(house.clerk)).fields == {"q1": "登入前打的"}


@pytest.mark.parametrize(
    ("who", "answer"), [("neighbour", 404), ("stranger", 404), ("secretary", 403), ("reviewer", 403)]
)
def test_whoever_does_not_work_on_the_case_keeps_nothing(house, case, as_, who, answer):
    client = as_(getattr(house, who))
    assert send(client, door(case), {"q1": "x"}).status_code == answer
    assert Unsaved.objects.count() == 0


def test_thrown_away_it_is_gone_and_one_is_back_on_the_page(house, case, as_):
    client = as_(house.clerk)
    send(client, door(case), {"q1": "x"})
    back = client.post(door(case, name="unsaved-discard"), {"next": "/assessments/experts/"})
    assert back.url == "/assessments/experts/"
    assert Unsaved.objects.count() == 0


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_throwing_away_leads_to_no_other_site(house, case, as_, there):
    back = as_(house.clerk).post(door(case, name="unsaved-discard"), {"next": there})
    assert back.url == reverse("assessment:case", args=[case.pk])


BAD = {
    "no json": "q1=x",
    "no fields": "{}",
    "a list": '{"fields": ["q1"]}',
    "a list of all": "[1, 2]",
    "a number": '{"fields": {"q1": 5}}',
    "nested": '{"fields": {"q1": {"a": "b"}}}',
    "a strange name": json.dumps({"fields": {"q 1<": "x"}}),
    "a long name": json.dumps({"fields": {"q" * 61: "x"}}),
    "a long text": json.dumps({"fields": {"q1": "x" * 20_001}}),
    "many fields": json.dumps({"fields": {f"q{number}": "x" for number in range(201)}}),
    "too much": json.dumps({"fields": {f"q{number}": "x" * 19_000 for number in range(11)}}),
    "very deep": "[" * 100_000,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_is_no_such_message_is_refused_in_words(house, case, as_, body):
    answer = as_(house.clerk).post(door(case), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["said"]
    assert Unsaved.objects.count() == 0


def test_signs_that_no_table_can_hold_are_taken_out(house, case, as_):
    send(as_(house.clerk), door(case), {"q1": "a\x00b\ud800c\r\nd"})
    assert Unsaved.objects.get().fields == {"q1": "abc\nd"}


def test_nobody_fills_the_table_with_pages_without_end(house, case):
    by = actor_of(house.clerk, TODAY)
    for number in range(unsaved.PAGES):
        unsaved.keep(case, f"page-{number}", {"q": "x"}, by=by)
    with pytest.raises(ValidationError):
        unsaved.keep(case, "one-more", {"q": "x"}, by=by)
    unsaved.keep(case, "page-0", {"q": "y"}, by=by)
    assert Unsaved.objects.count() == unsaved.PAGES


def test_the_experts_text_is_kept_by_the_link_and_stands_in_the_form_again(client, token, engagement):
    part = asking.parts_of(engagement.case)[0]
    address = reverse("assessment:expert-unsaved", args=[token])
    assert send(client, address, {f"q{part.id}": "手機上打到一半"}).status_code == 200
    page = client.get(reverse("assessment:expert", args=[token])).content.decode()
    assert "手機上打到一半</textarea>" in page and "暫存、尚未送出的文字" in page
    client.post(reverse("assessment:expert-unsaved-discard", args=[token]))
    page = client.get(reverse("assessment:expert", args=[token])).content.decode()
    assert "手機上打到一半" not in page and "暫存、尚未送出的文字" not in page


def test_once_the_opinion_is_sent_nothing_unsaved_is_left_and_nothing_is_taken(client, token, engagement):
    address = reverse("assessment:expert-unsaved", args=[token])
    send(client, address, {"timing": "草稿"})
    client.post(reverse("assessment:expert", args=[token]), asking.typed(engagement.case))
    assert Unsaved.objects.count() == 0
    assert send(client, address, {"timing": "遲到的"}).status_code == 404
    assert Unsaved.objects.count() == 0


@pytest.mark.parametrize("today", ["107/6/30", "108/1/1"])
def test_a_dead_link_keeps_nothing(client, token, settings, today):
    settings.DEMO_DAY = day(today)
    assert (
        send(client, reverse("assessment:expert-unsaved", args=[token]), {"timing": "x"}).status_code == 404
    )


def test_one_experts_text_is_not_another_ones(client, token, engagement, house):
    second = asking.invited(engagement.case, house, ways.make_expert(house.agency, "府外乙"))
    send(client, reverse("assessment:expert-unsaved", args=[token]), {"timing": "甲的"})
    theirs = link_of(second, actor_of(house.clerk, TODAY))
    assert "甲的" not in client.get(reverse("assessment:expert", args=[theirs])).content.decode()
    engagements.call_off(second, by=actor_of(house.clerk, TODAY), reason="改請他人")
    assert Unsaved.objects.get().fields == {"timing": "甲的"}
