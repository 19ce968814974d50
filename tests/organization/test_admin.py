"""The admin's rows are those of the roles, nothing is deleted, and every write has its line (RQ-B7; H041 – H044)."""

import pytest
from django.urls import reverse

from organization import history
from organization.models import Account, Person, Post, Role, RoleGrant
from tests import factories as make

pytestmark = pytest.mark.django_db


def listed(client, model) -> set[str]:
    answer = client.get(f"/admin/organization/{model}/")
    return (
        {str(one) for one in answer.context["cl"].queryset}
        if answer.status_code == 200
        else answer.status_code
    )


@pytest.fixture
def admin(cast):
    person = make.make_person(cast.agency, cast.planning, "紀管理")
    make.make_account(person, Role.SYSTEM_ADMIN, username="admin", is_staff=True)
    return person


def test_a_unit_manager_sees_the_own_unit_and_nobody_elses(as_, cast):
    client = as_(cast.head)
    assert listed(client, "person") == {"王小明", "林主任"}
    assert listed(client, "post") == {"王小明 一般公務人員", "林主任 主管人員"}


def test_the_personnel_office_sees_the_agency_but_not_the_other(as_, cast):
    assert "他局員" not in listed(as_(cast.officer), "person")
    assert "鄰組員" in listed(as_(cast.officer), "person")


@pytest.mark.parametrize("model", ["account", "rolegrant", "change", "leave", "deputyship", "agency"])
def test_a_unit_manager_reaches_no_account_role_or_history(as_, cast, model):
    assert listed(as_(cast.head), model) == 403


@pytest.mark.parametrize(
    "path", ["auth/group/", "sessions/session/", "axes/accessattempt/", "contenttypes/contenttype/"]
)
@pytest.mark.parametrize("who", ["head", "officer", "secretary"])
def test_the_machinery_is_nobodys(as_, cast, path, who):
    assert as_(getattr(cast, who)).get(f"/admin/{path}").status_code in (403, 404)


def test_a_unit_manager_only_reads(as_, cast):
    client = as_(cast.head)
    row = cast.clerk
    assert client.get(f"/admin/organization/person/{row.pk}/change/").status_code == 200
    answer = client.post(f"/admin/organization/person/{row.pk}/change/", {"name": "改名", "reason": "x"})
    assert answer.status_code == 403
    assert client.get("/admin/organization/person/add/").status_code == 403


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_somebody_elses_person_is_not_there(as_, cast, who):
    other = getattr(cast, who)
    answer = as_(cast.head).get(f"/admin/organization/person/{other.pk}/change/")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("admin:index")


@pytest.mark.parametrize("path", ["delete/", "history/"])
def test_nothing_is_deleted_and_the_stock_history_is_not_used(as_, cast, path):
    client = as_(cast.officer)
    answer = client.post(f"/admin/organization/person/{cast.clerk.pk}/{path}", {"post": "yes"})
    assert answer.status_code in (302, 403)
    assert Person.objects.filter(pk=cast.clerk.pk).exists()


def test_a_forged_delete_action_does_nothing(as_, cast):
    as_(cast.officer).post(
        "/admin/organization/person/",
        {"action": "delete_selected", "_selected_action": [cast.clerk.pk], "post": "yes"},
    )
    assert Person.objects.filter(pk=cast.clerk.pk).exists()


def test_a_change_in_the_admin_asks_why_and_has_its_line(as_, cast):
    client = as_(cast.officer)
    fields = {
        "agency": cast.agency.pk,
        "staff_number": cast.clerk.staff_number,
        "name": "王大明",
        "sex": "F",
        "email": "",
    }
    path = f"/admin/organization/person/{cast.clerk.pk}/change/"
    assert "reason" in client.post(path, fields).context["adminform"].form.errors
    assert client.post(path, {**fields, "reason": "更名"}).status_code == 302
    line = history.of(cast.clerk).first()
    assert (line.changes["name"], line.reason, line.channel) == (["王小明", "王大明"], "更名", "admin")


def test_a_post_of_the_other_agencys_person_cannot_be_entered(as_, cast):
    fields = {
        "person": cast.stranger.pk,
        "unit": cast.other_unit.pk,
        "kind": "FOCAL_POINT",
        "rank": "NONE",
        "since": "2018-01-01",
    }
    answer = as_(cast.officer).post("/admin/organization/post/add/", fields)
    assert set(answer.context["adminform"].form.errors) == {"person", "unit"}
    assert not Post.objects.filter(kind="FOCAL_POINT").exists()


def test_the_administrator_cannot_raise_themselves_in_the_admin(as_, cast, admin):
    fields = {
        "account": admin.account.pk,
        "agency": cast.agency.pk,
        "role": "PERSONNEL",
        "since": "2018-01-01",
    }
    answer = as_(admin).post("/admin/organization/rolegrant/add/", {**fields, "reason": "需要"})
    assert answer.status_code == 403
    assert not RoleGrant.objects.filter(account=admin.account, role="PERSONNEL").exists()


def test_the_administrator_closes_an_account(as_, cast, admin):
    as_(admin).post(
        "/admin/organization/account/", {"action": "close", "_selected_action": [cast.clerk.account.pk]}
    )
    assert not Account.objects.get(pk=cast.clerk.account.pk).is_active
    assert history.of(cast.clerk.account).first().verb == "停用帳號"


def test_a_foreign_lookup_gives_no_rows(as_, cast):
    answer = as_(cast.head).get("/admin/organization/person/?account__password__startswith=p")
    assert answer.status_code in (302, 400)


@pytest.mark.parametrize(
    "query", ["app_label=organization&model_name=account&field_name=groups", "app_label=x", ""]
)
def test_autocomplete_tells_a_unit_manager_nothing(as_, cast, query):
    assert as_(cast.head).get(f"/admin/autocomplete/?{query}").status_code in (403, 404)


def test_a_colleague_without_the_admin_is_told_so(as_, cast):
    answer = as_(cast.clerk).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "管理後台" in answer.content.decode()


def test_every_page_of_the_admin_opens_for_the_administrator(as_, cast, admin):
    client = as_(admin)
    for model in ("agency", "unit", "person", "post", "rolegrant", "deputyship", "account", "change"):
        assert client.get(f"/admin/organization/{model}/").status_code == 200, model
    for model, pk in (("person", cast.clerk.pk), ("account", cast.clerk.account.pk)):
        assert client.get(f"/admin/organization/{model}/{pk}/change/").status_code == 200, model
    assert client.get("/admin/organization/unit/add/").status_code == 200
