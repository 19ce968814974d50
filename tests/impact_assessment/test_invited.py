"""An expert by a personal link: this case, its drafts, the own opinion, no more (G-6, RQ-B10, H047)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from impact_assessment import standing
from impact_assessment.actions import engagements, working
from impact_assessment.models import Engagement, Opinion
from notices.actions import mint
from notices.models import Letter, PersonalLink
from organization.actions import attach
from organization.actor import machine
from tests.factories import actor_of, day
from tests.impact_assessment import asking, ways
from tests.impact_assessment.asking import TODAY, link_of


@pytest.fixture
def engagement(house):
    """府外甲, asked on 107/6/1 in a case with a real draft."""
    case = ways.gather(ways.screened(house, summary="全市路燈汰換"), house)
    by = actor_of(house.clerk, ways.DAYS[2])
    draft = attach(SimpleUploadedFile("計畫書初稿.pdf", b"%PDF-1.4 draft"), by=by)
    working.attach_file(case, working.Paper(draft, by.day), by=by)
    return asking.invited(ways.fill(case, house), house)


@pytest.fixture
def token(engagement, house):
    return link_of(engagement, actor_of(house.clerk, TODAY))


def page_of(token, name="expert", **kw) -> str:
    return reverse(f"assessment:{name}", kwargs={"token": token, **kw})


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2]


def test_the_expert_reads_the_case_as_it_was_sent_out(client, token):
    page = main_of(client.get(page_of(token)))
    for said in (
        "府外甲 您好",
        "智慧路燈計畫",
        "全市路燈汰換",
        "第 4-1 項的說明",
        "使用人口",
        "計畫書初稿.pdf",
    ):
        assert said in page
    assert "sessionid" not in client.cookies


def test_advice_that_others_gave_is_not_on_the_page(client, token):
    assert "應分析夜間使用者" not in main_of(client.get(page_of(token)))


def test_the_expert_says_yes_then_sends_an_opinion_and_the_link_is_dead(client, token, engagement):
    assert client.post(page_of(token), {"verb": "accept"}).url == page_of(token)
    engagement.refresh_from_db()
    assert (engagement.state, engagement.answered_on) == ("ACCEPTED", day(TODAY))
    sent = client.post(page_of(token), asking.typed(engagement.case))
    assert sent.url == page_of(token, "expert-thanks")
    assert "已收到您的意見，謝謝" in client.get(sent.url).content.decode()
    engagement.refresh_from_db()
    assert (engagement.state, engagement.keeps_secret) == ("SUBMITTED", True)
    assert engagement.timing == "於草案階段參與，合宜。"
    parts = asking.parts_of(engagement.case)
    assert Opinion.objects.filter(engagement=engagement).count() == len(parts) > 1
    dead = client.get(page_of(token))
    assert dead.status_code == 404
    assert "您的意見已於107 年 6 月 1 日送達" in main_of(dead)
    assert "請洽臺北市政府資訊局應用服務組" in main_of(dead)
    assert standing.missing(ways.fresh(engagement.case), ways.fresh(engagement.case).current) == ()


def test_an_opinion_is_sent_once_however_often_the_form_comes(client, token, engagement):
    for _again in range(2):
        client.post(page_of(token), asking.typed(engagement.case))
    first = Opinion.objects.count()
    by = machine("府外甲", engagement.case.agency, day(TODAY))
    words = {"timing": "", "keeps_secret": True}
    engagements.submit(engagement, {asking.parts_of(engagement.case)[0].id: "再說"}, **words, by=by)
    assert Opinion.objects.count() == first == len(asking.parts_of(engagement.case))


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, token, engagement):
    typed = asking.typed(engagement.case)
    typed.pop("keeps_secret")
    page = main_of(client.post(page_of(token), typed))
    assert "請勾選同意保密。" in page and "請補充性別目標。" in page
    only = {"verb": "submit", "keeps_secret": "on"}
    page = main_of(client.post(page_of(token), only))
    assert 'role="alert"' in page
    assert Opinion.objects.count() == 0


def test_no_opinion_at_all_is_none_even_by_a_forged_act(engagement):
    by = machine("府外甲", engagement.case.agency, day(TODAY))
    words = {"timing": "", "keeps_secret": True}
    other = make_question_of_another_form(engagement)
    for opinions in ({}, {other.id: "別的表"}, {asking.parts_of(engagement.case)[0].id: " "}):
        with pytest.raises(ValidationError):
            engagements.submit(engagement, opinions, **words, by=by)
    part = {one.id: "意見" for one in asking.parts_of(engagement.case)}
    with pytest.raises(ValidationError):
        engagements.submit(engagement, part, timing="", keeps_secret=False, by=by)
    assert Opinion.objects.count() == 0


def make_question_of_another_form(engagement):
    form = engagement.case.agency.assessment_forms.exclude(pk=engagement.case.form_id).first()
    return form.questions.filter(part="PARTICIPATION").first()


def test_declining_is_recorded_and_closes_the_link(client, token, engagement):
    sent = client.post(page_of(token), {"verb": "decline", "reason": "行程衝突"})
    assert "已記下您的回復" in client.get(sent.url).content.decode()
    engagement.refresh_from_db()
    assert (engagement.state, engagement.reason) == ("DECLINED", "行程衝突")
    assert client.get(page_of(token)).status_code == 404
    assert client.post(page_of(token), asking.typed(engagement.case)).status_code == 404
    assert Letter.objects.get().state == "DISCARDED"


@pytest.mark.parametrize(("today", "answer"), [("107/6/29", 200), ("107/6/30", 404), ("108/1/1", 404)])
def test_the_link_lives_some_time_after_the_day_asked_for_and_no_longer(
    client, token, settings, today, answer
):
    settings.DEMO_DAY = day(today)
    page = client.get(page_of(token))
    assert page.status_code == answer
    assert ("請洽臺北市政府資訊局應用服務組" in main_of(page)) == (answer == 404)


def test_a_cancelled_invitation_kills_its_link_at_once(client, token, engagement, house):
    engagements.call_off(engagement, by=actor_of(house.clerk, TODAY), reason="改請他人")
    page = client.get(page_of(token))
    assert page.status_code == 404
    assert "這次邀請已取消。" in main_of(page)
    assert PersonalLink.objects.get().revoked_at is not None


def test_a_case_that_was_given_up_is_not_shown_any_more(client, token, engagement):
    engagement.case.withdrawn_because = "不辦"
    engagement.case.save()
    page = client.get(page_of(token))
    assert page.status_code == 404 and "智慧路燈計畫" not in main_of(page)


@pytest.mark.parametrize(
    ("until", "is_refused"), [("107/6/1", True), ("107/6/2", False), ("107/6/3", False), (None, False)]
)
def test_the_basis_must_hold_on_the_day_of_the_opinion(client, token, engagement, until, is_refused):
    engagement.expert.bases.update(until=day(until) if until else None)
    client.post(page_of(token), asking.typed(engagement.case))
    assert (Opinion.objects.count() == 0) == is_refused
    if is_refused:
        page = main_of(client.get(page_of(token)))
        assert "至107 年 5 月 31 日止，已失效，不得參與" in page
        assert "送出意見" not in page and "請洽臺北市政府資訊局應用服務組" in page


def test_who_has_entered_the_agencys_service_meanwhile_is_refused(engagement, house):
    engagement.expert.employee = house.neighbour
    engagement.expert.save()
    by = machine("府外甲", engagement.case.agency, day(TODAY))
    with pytest.raises(PermissionDenied, match="現職人員"):
        engagements.accept(engagement, by=by)


CHANGES = {
    "last sign": lambda raw: raw[:-1] + ("A" if raw[-1] != "A" else "B"),
    "capitals": str.upper,
    "short": lambda raw: "x",
    "cut": lambda raw: raw[:20],
    "the digest itself": lambda raw: PersonalLink.objects.get().digest,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_link_is_none_and_names_nobody(client, token, change):
    forged = change(token)
    page = client.get(page_of(forged))
    assert page.status_code == 404
    assert "資訊局" not in main_of(page)
    for door in ("expert-thanks", "expert-unsaved", "expert-unsaved-discard"):
        assert client.post(page_of(forged, door)).status_code in (404, 405)


def test_a_link_of_another_purpose_opens_nothing(client, engagement, house):
    by = actor_of(house.clerk, TODAY)
    raw = mint(
        agency=house.agency,
        purpose="committee.invitation",
        object_id=engagement.pk,
        view="committee:invited",
        until=day("107/6/30"),
        by=by,
    )
    assert client.get(page_of(raw)).status_code == 404


def test_another_experts_opinion_case_and_file_are_not_to_be_had(client, token, engagement, house):
    case = engagement.case
    second = asking.invited(case, house, ways.make_expert(house.agency, "府外乙"))
    by = machine("府外乙", case.agency, day(TODAY))
    opinion = {one.id: "別人的意見" for one in asking.parts_of(case)}
    engagements.submit(second, opinion, timing="別人的時機", keeps_secret=True, by=by)
    page = main_of(client.get(page_of(token)))
    for hidden in ("別人的意見", "別人的時機", "府外乙"):
        assert hidden not in page
    other = asking.waiting(house, title="別的案件")
    hidden = standing.drafts(other)[0]
    assert client.get(page_of(token, "expert-file", pk=hidden.pk)).status_code == 404
    assert "別的案件" not in page


def test_only_drafts_of_this_case_that_stand_are_served(client, token, engagement):
    case = ways.fresh(engagement.case)
    draft = next(one for one in standing.drafts(case) if str(one) == "計畫書初稿.pdf")
    served = client.get(page_of(token, "expert-file", pk=draft.pk))
    assert b"".join(served.streaming_content) == b"%PDF-1.4 draft"
    assert "no-store" in served["Cache-Control"]
    draft.kind = "OTHER"
    draft.save()
    assert client.get(page_of(token, "expert-file", pk=draft.pk)).status_code == 404


def test_nothing_else_opens_by_the_link(client, token, engagement):
    client.get(page_of(token))
    for name, args in (
        ("assessment:experts", []),
        ("assessment:expert-detail", [engagement.expert_id]),
        ("assessment:case-experts", [engagement.case_id]),
        ("assessment:case-pdf", [engagement.case_id]),
        ("notices:letter-list", []),
        ("reports:first", []),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302


def test_the_page_tells_no_other_site_and_no_cache_where_it_was(client, token):
    answer = client.get(page_of(token))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_thanks_are_for_those_who_have_answered(client, token):
    page = client.get(page_of(token, "expert-thanks"))
    assert page.status_code == 404 and "謝謝" not in main_of(page)


def test_a_form_without_parts_for_the_expert_asks_for_one_opinion(client, token, engagement):
    engagement.case.form.questions.filter(part="PARTICIPATION").delete()
    assert (
        client.post(page_of(token), {"verb": "submit", "keeps_secret": "on", "q0": "整體意見"}).status_code
        == 302
    )
    assert list(Opinion.objects.values_list("text", "question")) == [("整體意見", None)]


def test_an_unknown_verb_does_nothing(client, token, engagement):
    assert client.post(page_of(token), {"verb": "approve"}).status_code == 200
    assert Engagement.objects.get().state == "INVITED"
