"""The register of the other committees: who is listed, judged and kept by whom (陸二(六); C-20)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.compliance.bodies import bodies, body_findings
from committee.models import Committee, Membership
from core.contract import Scope, Verdict
from core.spreadsheets import read_rows
from organization.models import Sex
from plan.rules import in_force
from tests import factories as make
from tests.factories import day

PAGE = "/committee/107/others/"
NEW = "/committee/others/new/"


@pytest.fixture
def today(plan, settings):
    settings.DEMO_DAY = day("107/6/1")
    return plan


def a_body(agency, name, men, women, kind="TASK_FORCE", **kw):
    body = make.make_committee(agency, kind, name, **kw)
    for sex, number in ((Sex.MALE, men), (Sex.FEMALE, women)):
        for place in range(number):
            person = make.make_person(agency, None, f"{name}{sex}{place}", sex=sex)
            make.make_member(body, person, "DESIGNATED")
    return body


@pytest.fixture
def listed(today):
    return [
        a_body(today, "採購委員會", 2, 2),
        a_body(today, "資安委員會", 5, 1),
        a_body(today, "考績委員會", 6, 1, "EVALUATION_BOARD"),
    ]


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("role", ["clerk", "head", "secretary", "officer"])
def test_everybody_of_the_agency_reads_the_register_those_below_a_third_first(as_, cast, listed, role):
    shown = as_(getattr(cast, role)).get(PAGE).context["bodies"]
    assert [one.committee.name for one in shown] == ["資安委員會", "考績委員會", "採購委員會"]
    assert [one.verdict for one in shown] == [Verdict.UNMET, Verdict.UNMET, Verdict.MET]


def test_the_verdicts_shown_are_those_of_the_findings(as_, cast, listed):
    answer = as_(cast.clerk).get(PAGE)
    scope = Scope(cast.agency.pk, 2018, day("107/6/1"))
    book = in_force(cast.agency.pk, scope.day)
    judged = [one for rows in bodies(scope, book).values() for one in rows]
    shown = answer.context["bodies"]
    assert {one.committee.pk: one for one in shown} == {one.committee.pk: one for one in judged}
    assert answer.context["findings"] == body_findings(scope, book)


def test_a_board_shows_what_the_statute_asks_beside_the_third(as_, cast, listed):
    shown = as_(cast.clerk).get(PAGE).context["bodies"]
    assert [one.lawful is not None for one in shown] == [False, True, False]
    assert "法定至少" in text(as_(cast.clerk).get(f"/committee/others/{listed[2].pk}/"))


def test_another_agencys_committees_are_not_there(as_, cast, listed):
    client = as_(cast.stranger)
    assert client.get(PAGE).context["bodies"] == []
    for name in ("detail", "update", "end", "members"):
        assert client.get(reverse(f"committee:committee-{name}", args=[listed[0].pk])).status_code == 404


def test_a_day_before_a_committee_or_after_it_leaves_it_out(as_, cast, today):
    make.make_committee(today, "TASK_FORCE", "短期委員會", since="107/2/1", until="107/4/1")
    client = as_(cast.clerk)
    found = [len(client.get(PAGE, {"on": on}).context["bodies"]) for on in ("107/1/31", "107/2/1", "107/4/1")]
    assert found == [0, 1, 0]


def test_a_day_of_another_year_leads_to_that_years_page(as_, cast, listed):
    answer = as_(cast.clerk).get(PAGE, {"on": "106/5/1"})
    assert (answer.status_code, answer["Location"]) == (302, "/committee/106/others/?on=106%2F5%2F1")


def test_a_year_without_rules_lists_them_unjudged(as_, cast, listed):
    shown = as_(cast.clerk).get("/committee/110/others/", {"on": "110/6/1"}).context["bodies"]
    assert {(one.committee.name, one.count.total, one.verdict) for one in shown} == {
        ("採購委員會", 4, Verdict.UNDETERMINED),
        ("資安委員會", 6, Verdict.UNDETERMINED),
        ("考績委員會", 7, Verdict.UNDETERMINED),
    }


def test_a_day_that_is_none_is_said(as_, cast, listed):
    for address in (PAGE, f"/committee/others/{listed[0].pk}/"):
        answer = as_(cast.clerk).get(address, {"on": "2018"})
        assert answer.status_code == 400
        assert 'value="2018"' in text(answer)


def test_a_long_register_costs_what_a_short_one_costs(as_, cast, today):
    client, costs = as_(cast.officer), []
    for number in range(1, 31):
        a_body(today, f"委員會{number}", 2, 1)
        if number in (1, 3, 30):
            client.get(PAGE)
            with CaptureQueriesContext(connection) as spent:
                assert client.get(PAGE).status_code == 200
            costs.append(len(spent))
    assert costs[0] == costs[1] == costs[2]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_register_is_exported(as_, cast, listed, kind, tmp_path):
    file = tmp_path / f"register.{kind}"
    file.write_bytes(as_(cast.clerk).get(f"/committee/107/others/export.{kind}").content)
    rows = list(read_rows(file.open("rb"), file.name))
    assert [row[0] for row in rows[1:]] == ["資安委員會", "考績委員會", "採購委員會"]


def founding(**changed) -> dict:
    sent = {"name": "性騷擾申訴處理委員會", "kind": "TASK_FORCE", "level": "FIRST_LEVEL", "since": "107/1/1"}
    return sent | changed


@pytest.mark.parametrize("role", ["secretary", "officer"])
def test_secretariat_and_personnel_enter_a_committee_once(as_, cast, today, role):
    client = as_(getattr(cast, role))
    assert [client.post(NEW, founding()).status_code for _ in range(2)] == [302, 302]
    assert Committee.objects.get().name == "性騷擾申訴處理委員會"


@pytest.mark.parametrize("role", ["clerk", "head", "accountant"])
def test_nobody_else_keeps_the_register(as_, cast, listed, role):
    client = as_(getattr(cast, role))
    assert client.post(NEW, founding()).status_code == 403
    for name in ("update", "end", "members"):
        assert client.get(reverse(f"committee:committee-{name}", args=[listed[0].pk])).status_code == 403
    assert Committee.objects.count() == 3


def test_the_personnel_office_does_not_found_the_task_force(as_, cast, today):
    form = as_(cast.officer).post(NEW, founding(kind="GENDER")).context["form"]
    assert "kind" in form.errors
    assert form["name"].value() == "性騷擾申訴處理委員會"
    assert as_(cast.secretary).post(NEW, founding(kind="GENDER")).status_code == 302
    assert Committee.objects.get().kind == "GENDER"


def test_the_personnel_office_does_not_touch_the_task_force(as_, cast, today):
    committee = make.make_task_force(today)[0].committee
    for name in ("committee-update", "committee-end", "committee-members", "member-appoint"):
        assert as_(cast.officer).get(reverse(f"committee:{name}", args=[committee.pk])).status_code == 403


def test_a_committee_is_corrected_and_what_was_wrong_stays_typed(as_, cast, listed):
    address = reverse("committee:committee-update", args=[listed[0].pk])
    client = as_(cast.officer)
    form = client.post(address, founding(since="107/2/30", version="0")).context["form"]
    assert (form["since"].value(), "沒有「107/2/30」這一天" in form.errors["since"][0]) == ("107/2/30", True)
    later = client.post(address, founding(since="107/1/1", version="0")).context["form"]
    assert "聘期超出委員會的起迄日" in later.non_field_errors()[0]
    assert client.post(address, founding(since="99/1/1", seats="9", version="0")).status_code == 302
    listed[0].refresh_from_db()
    assert (listed[0].name, listed[0].seats) == ("性騷擾申訴處理委員會", 9)


def test_a_dissolved_committee_takes_its_members_terms_with_it(as_, cast, listed):
    body = listed[0]
    address = reverse("committee:committee-end", args=[body.pk])
    client = as_(cast.officer)
    early = client.post(address, {"until": "98/1/1", "reason": "整併"}).context["form"]
    assert "裁撤日須在設置日" in early.errors["until"][0]
    assert client.post(address, {"until": "107/6/1", "reason": "整併"}).status_code == 302
    body.refresh_from_db()
    ends = set(Membership.objects.filter(committee=body).values_list("until", "left_because"))
    assert (body.until, ends) == (day("107/6/1"), {(day("107/6/1"), "OTHER")})
    assert body.name not in [one.committee.name for one in client.get(PAGE).context["bodies"]]


def several(*people, **changed) -> dict:
    sent = {"since": "107/6/1", "letter": "人字第1號"}
    for row, person in enumerate(people, 1):
        sent |= {f"person_{row}": person.pk, f"seat_{row}": "ELECTED"}
    return sent | changed


def test_several_members_come_at_once_and_once(as_, cast, listed):
    address = reverse("committee:committee-members", args=[listed[0].pk])
    client = as_(cast.officer)
    sent = several(cast.clerk, cast.head)
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    made = Membership.objects.filter(committee=listed[0], letter="人字第1號")
    assert [(one.person, one.seat) for one in made] == [(cast.clerk, "ELECTED"), (cast.head, "ELECTED")]


def test_several_members_all_come_or_none(as_, cast, listed):
    address = reverse("committee:committee-members", args=[listed[0].pk])
    seated = Membership.objects.filter(committee=listed[0]).first().person
    form = as_(cast.officer).post(address, several(cast.clerk, seated)).context["form"]
    assert "任期不得重疊" in form.non_field_errors()[0]
    assert form["person_1"].value() == str(cast.clerk.pk)
    assert Membership.objects.filter(committee=listed[0]).count() == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"seat_1": ""}, "seat_1"), ({"since": ""}, "since"), ({"person_1": ""}, "person_1")],
)
def test_a_half_filled_line_is_said(as_, cast, listed, changed, field):
    address = reverse("committee:committee-members", args=[listed[0].pk])
    form = as_(cast.officer).post(address, several(cast.clerk, **changed)).context["form"]
    assert field in form.errors
    assert form["letter"].value() == "人字第1號"


def test_a_stranger_can_not_be_seated_by_a_forged_number(as_, cast, listed):
    address = reverse("committee:committee-members", args=[listed[0].pk])
    form = as_(cast.officer).post(address, several(cast.stranger)).context["form"]
    assert form.errors["person_1"] == ["查無此人或無權使用。"]


def test_members_that_break_the_third_are_asked_about(as_, cast, listed):
    address = reverse("committee:committee-members", args=[listed[0].pk])
    men = [make.make_person(cast.agency, cast.unit_b, f"新{place}", sex=Sex.MALE) for place in range(3)]
    client = as_(cast.officer)
    form = client.post(address, several(*men)).context["form"]
    assert "女性自 107 年 6 月 1 日起為 2/7，至少須 3 人。" in form.errors["confirm"][0]
    answer = client.post(address, several(*men, alerted=form["alerted"].value(), confirm="on"))
    assert answer.status_code == 302


def test_a_member_of_a_board_leaves_by_the_personnel_offices_hand(as_, cast, listed):
    term = Membership.objects.filter(committee=listed[2]).first()
    address = reverse("committee:member-end", args=[term.pk])
    assert as_(cast.clerk).get(address).status_code == 403
    answer = as_(cast.officer).post(address, {"until": "107/6/1", "because": "POST"})
    assert answer.status_code == 302
    term.refresh_from_db()
    assert (term.until, term.left_because) == (day("107/6/1"), "POST")
