"""The forms of members and lists: what they take, what they ask before they save, what they refuse (伍一(一))."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.models import CouncilTerm, External, Filing, Membership
from organization.models import Attachment, Sex
from plan.models import Rule
from tests import factories as make
from tests.factories import day

PAGE = "/committee/"
TODAY = "107/6/1"


@pytest.fixture
def force(plan, cast, settings, tmp_path):
    """19 members on 107/6/1: 9 men and 10 women, four of them external."""
    settings.DEMO_DAY = day(TODAY)
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    return make.make_task_force(plan)


def text(answer) -> str:
    return answer.content.decode()


def appointing(committee, person, **changed) -> dict:
    sent = {"person": person.pk, "seat": "INTERNAL", "since": "107/6/1", "is_public": "on"}
    return sent | changed


def new(committee) -> str:
    return reverse("committee:member-appoint", args=[committee.pk])


def test_two_clicks_appoint_once(as_, cast, force):
    committee, client = force[0].committee, as_(cast.secretary)
    answers = [client.post(new(committee), appointing(committee, cast.clerk)).status_code for _ in range(2)]
    assert answers == [302, 302]
    term = Membership.objects.get(person=cast.clerk)
    assert (term.since, term.until, term.left_because) == (day("107/6/1"), None, "")


def test_a_last_day_is_kept_as_the_first_day_without_the_member(as_, cast, force):
    as_(cast.secretary).post(
        new(force[0].committee), appointing(force[0].committee, cast.clerk, last="108/12/31")
    )
    term = Membership.objects.get(person=cast.clerk)
    assert (term.until, term.left_because) == (day("109/1/1"), "TERM")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("since", "107/2/30", "沒有「107/2/30」這一天"),
        ("since", "", "請填日期"),
        ("last", "106/1/1", "迄日不得早於起日"),
        ("seat", "EXTERNAL", "EXTERNAL"),
        ("letter", "字" * 61, "61"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(as_, cast, force, field, typed, said):
    committee = force[0].committee
    sent = appointing(committee, cast.clerk, **({"title": "組員"} | {field: typed}))
    form = as_(cast.secretary).post(new(committee), sent).context["form"]
    assert said in " ".join(form.errors[field])
    assert (form[field].value(), form["title"].value()) == (typed, "組員")
    assert not Membership.objects.filter(person=cast.clerk).exists()


def test_a_reason_of_leaving_needs_its_day(as_, cast, force):
    sent = appointing(force[0].committee, cast.clerk, left_because="RESIGNED")
    form = as_(cast.secretary).post(new(force[0].committee), sent).context["form"]
    assert form.errors["last"] == ["有離任原因時須填聘期迄日。"]


@pytest.mark.parametrize("forged", ["abc", "9" * 30, "-1"])
def test_a_forged_number_is_nobody(as_, cast, force, forged):
    sent = appointing(force[0].committee, cast.clerk) | {"person": forged, "version": "9" * 30}
    form = as_(cast.secretary).post(new(force[0].committee), sent).context["form"]
    assert form.errors["person"] == ["查無此人或無權使用。"]


def test_another_agencys_person_can_not_be_chosen(as_, cast, force):
    committee = force[0].committee
    answer = as_(cast.secretary).post(new(committee), appointing(committee, cast.stranger))
    assert answer.context["form"].errors["person"] == ["查無此人或無權使用。"]
    assert not Membership.objects.filter(person=cast.stranger).exists()


def test_an_overlapping_term_is_refused_above_the_form(as_, cast, force):
    committee = force[0].committee
    sitting = next(one.person for one in force if one.person)
    form = as_(cast.secretary).post(new(committee), appointing(committee, sitting)).context["form"]
    assert "任期不得重疊" in form.non_field_errors()[0]


@pytest.fixture
def tight(plan, cast, settings):
    """Six women of 18: just enough; one more man makes it 6/19, where seven are asked."""
    settings.DEMO_DAY = day(TODAY)
    return make.make_task_force(plan, men=12, women=6)


def test_a_change_that_breaks_the_third_asks_once_more(as_, cast, tight):
    committee, client = tight[0].committee, as_(cast.secretary)
    sent = appointing(committee, cast.head)
    form = client.post(new(committee), sent).context["form"]
    said = "這項異動使女性自 107 年 6 月 1 日起為 6/19，至少須 7 人。"
    assert said in form.errors["confirm"][0]
    assert form["person"].value() == str(cast.head.pk)
    assert not Membership.objects.filter(person=cast.head).exists()
    answer = client.post(new(committee), sent | {"alerted": form["alerted"].value(), "confirm": "on"})
    assert answer.status_code == 302
    assert Membership.objects.filter(person=cast.head).exists()


def test_a_tick_for_another_sentence_does_not_count(as_, cast, tight):
    committee = tight[0].committee
    sent = appointing(committee, cast.head, alerted="這項異動無妨。", confirm="on")
    form = as_(cast.secretary).post(new(committee), sent).context["form"]
    assert form["alerted"].value().startswith("這項異動使女性")
    assert not form["confirm"].value()


def test_a_change_for_the_better_is_not_asked_about_though_it_is_not_enough(as_, cast, plan, settings):
    settings.DEMO_DAY = day(TODAY)
    committee = make.make_task_force(plan, men=12, women=4)[0].committee
    assert as_(cast.secretary).post(new(committee), appointing(committee, cast.clerk)).status_code == 302
    assert as_(cast.secretary).post(new(committee), appointing(committee, cast.head)).status_code == 200


def test_in_a_year_without_rules_nothing_is_asked(as_, cast, tight):
    sent = appointing(tight[0].committee, cast.head, since="110/1/1")
    assert as_(cast.secretary).post(new(tight[0].committee), sent).status_code == 302


def test_whoever_convenes_does_not_count_where_the_owner_reads_it_so(as_, cast, tight):
    """Without two male leaders: 6 of 16, and one more man makes 6 of 17."""
    Rule.objects.filter(code="D-01").update(reading="excluded")
    committee = tight[0].committee
    assert as_(cast.secretary).post(new(committee), appointing(committee, cast.head)).status_code == 302


def test_a_change_that_breaks_nothing_is_not_asked_about(as_, cast, tight):
    committee = tight[0].committee
    assert as_(cast.secretary).post(new(committee), appointing(committee, cast.clerk)).status_code == 302


def test_a_term_that_ends_later_is_alerted_on_its_day(as_, cast, tight):
    woman = next(one for one in tight if one.sex == Sex.FEMALE)
    address = reverse("committee:member-end", args=[woman.pk])
    sent = {"until": "107/9/1", "because": "RESIGNED"}
    client = as_(cast.secretary)
    form = client.post(address, sent).context["form"]
    assert "女性自 107 年 9 月 1 日起為 5/17" in form.errors["confirm"][0]
    client.post(address, sent | {"alerted": form["alerted"].value(), "confirm": "on"})
    woman.refresh_from_db()
    assert (woman.until, woman.left_because) == (day("107/9/1"), "RESIGNED")


def test_a_term_is_corrected_and_the_second_of_two_secretaries_is_told(as_, cast, force):
    term = force[0]
    address = reverse("committee:member-update", args=[term.pk])
    client = as_(cast.secretary)
    sent = {"seat": "EXTERNAL", "since": "99/1/1", "letter": "府人字第1號", "version": "0"}
    assert client.post(address, sent).status_code == 302
    form = client.post(address, sent | {"letter": "府人字第2號"}).context["form"]
    assert "剛才已被別人修改" in form.non_field_errors()[0]
    assert (form["letter"].value(), form["version"].value()) == ("府人字第2號", 1)
    term.refresh_from_db()
    assert term.letter == "府人字第1號"


OUTSIDE = {
    "name": "府外新",
    "sex": "F",
    "affiliation": "某大學",
    "external_title": "教授",
    "email": "new@example.org",
    "council": "臺北市女性權益促進委員會",
    "session": "第9屆",
    "council_since": "103/1/1",
    "council_last": "104/12/31",
    "since": "107/6/1",
}


def test_somebody_from_outside_is_entered_and_appointed_once(as_, cast, force):
    address = reverse("committee:external-appoint", args=[force[0].committee.pk])
    client = as_(cast.secretary)
    assert [client.post(address, OUTSIDE).status_code for _ in range(2)] == [302, 302]
    term = Membership.objects.get(external__name="府外新")
    assert (term.seat, term.external.email) == ("EXTERNAL", "new@example.org")
    council = CouncilTerm.objects.get(external=term.external)
    assert (council.council, council.until) == ("臺北市女性權益促進委員會", datetime.date(2016, 1, 1))


def test_somebody_known_already_is_chosen(as_, cast, force):
    known = make.make_external(cast.agency, "已知學者")
    address = reverse("committee:external-appoint", args=[force[0].committee.pk])
    assert as_(cast.secretary).post(address, {"external": known.pk, "since": "107/6/1"}).status_code == 302
    assert Membership.objects.get(external=known).seat == "EXTERNAL"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"sex": ""}, "sex"),
        ({"council_since": ""}, "council_since"),
        ({"council": "某委員會"}, "council"),
        ({"email": "不是信箱"}, "email"),
    ],
)
def test_what_is_missing_of_somebody_from_outside_is_said(as_, cast, force, changed, field):
    address = reverse("committee:external-appoint", args=[force[0].committee.pk])
    form = as_(cast.secretary).post(address, OUTSIDE | changed).context["form"]
    assert field in form.errors
    assert form["affiliation"].value() == "某大學"
    assert not External.objects.filter(name="府外新").exists()


def test_another_agencys_expert_can_not_be_chosen(as_, cast, force):
    foreign = make.make_external(cast.other_agency, "他局學者")
    address = reverse("committee:external-appoint", args=[force[0].committee.pk])
    form = as_(cast.secretary).post(address, {"external": foreign.pk, "since": "107/6/1"}).context["form"]
    assert form.errors["external"] == ["查無此人或無權使用。"]


def test_what_is_known_of_an_expert_is_changed_by_the_secretariat(as_, cast, force):
    external = force[0].external
    address = reverse("committee:external-update", args=[external.pk])
    sent = {"name": external.name, "sex": "M", "email": "x@example.org", "version": "0"}
    assert as_(cast.officer).post(address, sent).status_code == 403
    assert as_(cast.secretary).post(address, sent).status_code == 302
    external.refresh_from_db()
    assert external.email == "x@example.org"


def filing(**changed) -> dict:
    sent = {
        "day": "107/7/1",
        "filed_on": "107/5/20",
        "recipient": "臺北市政府性別平等辦公室",
        "number": "府資字第1070001號",
        "cause": "特定職務",
    }
    return sent | changed


def test_a_list_is_filed_once_with_the_recipient_of_the_plan(as_, cast, force):
    address = reverse("committee:filing-create", args=[force[0].committee.pk])
    client = as_(cast.secretary)
    assert client.get(address).context["form"]["recipient"].value() == "臺北市政府性別平等辦公室"
    letter = SimpleUploadedFile("函.pdf", b"%PDF-1.4 letter")
    form = client.post(address, filing(number="", file=letter)).context["form"]
    assert form.attachment.original_name == "函.pdf"
    kept = filing(kept=form["kept"].value())
    assert [client.post(address, kept).status_code for _ in range(2)] == [302, 302]
    made = Filing.objects.get()
    assert made.roster == sorted(one.pk for one in force)
    assert (made.file.original_name, Attachment.objects.count()) == ("函.pdf", 1)
    served = reverse("committee:filing-file", args=[made.pk])
    assert (client.get(served).status_code, as_(cast.clerk).get(served).status_code) == (200, 403)


@pytest.mark.parametrize("changed", [{"day": "107/5/19"}, {"cause": "其他"}], ids=["too late", "other cause"])
def test_a_filing_that_excuses_nothing_is_said(as_, cast, force, changed):
    address = reverse("committee:filing-create", args=[force[0].committee.pk])
    page = as_(cast.secretary).post(address, filing(**changed), follow=True)
    assert "這次備查不構成例外" in text(page)


def test_a_filing_covers_the_list_it_was_made_for_and_says_so(as_, cast, plan, settings):
    settings.DEMO_DAY = day("107/7/2")
    members = make.make_task_force(plan, men=16, women=4, since="107/7/1")
    address = reverse("committee:filing-create", args=[members[0].committee.pk])
    client = as_(cast.secretary)
    assert "未符合" in text(client.get(PAGE))
    client.post(address, filing())
    page = text(client.get(PAGE))
    assert "例外備查" in page
    assert "已於 107 年 5 月 20 日 以 府資字第1070001號 函送臺北市政府性別平等辦公室備查。" in page
