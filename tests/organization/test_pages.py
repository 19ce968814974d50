"""The pages about oneself and about roles."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_my_account_tells_posts_roles_and_until_when_i_stand_in(as_, cast, settings):
    settings.DEMO_DAY = make.day("107/6/1")
    make.make_deputyship(cast.officer.account, cast.clerk.account, "107/5/1", "107/7/1")
    page = as_(cast.clerk).get("/accounts/me/").content.decode()
    for text in ("王小明", "應用服務組", "一般公務人員", "代理 陳人事"):
        assert text in page


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 404), ("head", 404), ("officer", 200), ("secretary", 200)]
)
def test_who_holds_which_role_is_for_those_who_answer_for_it(as_, cast, who, status):
    assert as_(getattr(cast, who)).get("/accounts/roles/").status_code == status


def test_the_roles_page_names_the_holders_of_this_agency_only(as_, cast):
    page = as_(cast.secretary).get("/accounts/roles/").content.decode()
    assert "陳人事" in page
    assert "他局員" not in page


def test_password_fields_name_themselves_for_password_managers(as_, cast, client):
    page = client.get("/accounts/sign-in/").content.decode()
    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="username"' in page
    page = as_(cast.clerk).get("/accounts/password/").content.decode()
    assert page.count('autocomplete="new-password"') == 2
