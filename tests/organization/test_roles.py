"""Who may open accounts, give roles and name deputies (RQ-A14, B8, B9; H045, H046, H056)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from organization import history
from organization.actions import accounts, people, roles
from organization.actor import machine
from organization.models import Account, Change, Deputyship, PostKind, Role, RoleGrant
from tests import factories as make
from tests.organization.conftest import NOW

pytestmark = pytest.mark.django_db
SINCE = make.day("107/1/1")


@pytest.fixture
def admin(cast):
    person = make.make_person(cast.agency, name="紀管理")
    make.make_account(person, Role.SYSTEM_ADMIN, username="admin")
    return make.actor_of(person)


def grant(to, role, agency):
    return RoleGrant(account=to.account, agency=agency, role=role, since=SINCE)


def test_nobody_gives_themselves_a_role(cast, admin):
    for actor in (admin, make.actor_of(cast.clerk)):
        with pytest.raises(PermissionDenied, match="自己的角色"):
            roles.grant_role(
                RoleGrant(account=actor.account, agency=cast.agency, role=Role.SECRETARIAT, since=SINCE),
                by=actor,
                reason="需要",
            )


@pytest.mark.parametrize("role", [Role.PERSONNEL, Role.SYSTEM_ADMIN, Role.OVERSIGHT])
def test_nobody_gives_a_role_that_they_lack(cast, role):
    with pytest.raises(PermissionDenied, match="沒有的角色"):
        roles.grant_role(
            grant(cast.clerk, role, cast.agency), by=make.actor_of(cast.secretary), reason="需要"
        )


def test_the_secretariat_gives_a_colleague_its_own_role(cast):
    made = roles.grant_role(
        grant(cast.clerk, Role.SECRETARIAT, cast.agency), by=make.actor_of(cast.secretary), reason="支援"
    )
    line = history.of(made).get()
    assert (line.verb, line.who, line.reason) == ("授予角色", "周綜企", "支援")


def test_the_administrator_gives_every_role_but_only_at_home(cast, admin):
    roles.grant_role(grant(cast.clerk, Role.PERSONNEL, cast.agency), by=admin, reason="派任")
    with pytest.raises(PermissionDenied):
        roles.grant_role(grant(cast.clerk, Role.PERSONNEL, cast.other_agency), by=admin, reason="派任")


def test_a_deputy_gives_no_role(cast):
    make.make_deputyship(cast.secretary.account, cast.clerk.account, "107/5/1", "107/7/1")
    deputy = make.actor_of(cast.clerk, on="107/6/1")
    assert deputy.may(Role.SECRETARIAT)
    with pytest.raises(PermissionDenied):
        roles.grant_role(grant(cast.neighbour, Role.SECRETARIAT, cast.agency), by=deputy, reason="需要")


def test_a_role_is_given_and_ended_with_a_reason(cast, admin):
    wanted = grant(cast.clerk, Role.PERSONNEL, cast.agency)
    with pytest.raises(ValidationError):
        roles.grant_role(wanted, by=admin, reason="  ")
    made = roles.grant_role(wanted, by=admin, reason="派任")
    roles.end_role(made, make.day("107/7/1"), by=admin, reason="調任")
    assert make.actor_of(cast.clerk, on="107/6/30").may(Role.PERSONNEL)
    assert not make.actor_of(cast.clerk, on="107/7/1").may(Role.PERSONNEL)
    assert [line.verb for line in history.of(made)] == ["終止角色", "授予角色"]


@pytest.mark.parametrize(
    ("on", "may"), [("107/4/30", False), ("107/5/1", True), ("107/6/30", True), ("107/7/1", False)]
)
def test_a_deputy_acts_within_the_span_only(cast, on, may):
    make.make_deputyship(cast.officer.account, cast.clerk.account, "107/5/1", "107/7/1")
    assert make.actor_of(cast.clerk, on=on).may(Role.PERSONNEL) is may


def test_one_names_ones_own_deputy_for_a_span_within_the_agency(cast):
    def named(principal, deputy, until="107/7/1", by=cast.secretary):
        return roles.name_deputy(
            Deputyship(
                principal=principal.account,
                deputy=deputy.account,
                since=make.day("107/5/1"),
                until=make.day(until) if until else None,
            ),
            by=make.actor_of(by),
            reason="請假",
        )

    for refused in (
        lambda: named(cast.secretary, cast.clerk, until=None),
        lambda: named(cast.secretary, cast.stranger),
        lambda: named(cast.head, cast.clerk),
        lambda: named(cast.officer, cast.secretary),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert named(cast.secretary, cast.clerk).pk
    assert named(cast.head, cast.clerk, by=cast.officer).pk


def test_only_the_personnel_office_of_the_agency_enters_people(cast):
    newcomer = make.Person(agency=cast.agency, staff_number="90210", name="新同仁")
    for other in (cast.clerk, cast.head, cast.secretary, cast.stranger):
        with pytest.raises(PermissionDenied):
            people.add_person(newcomer, by=make.actor_of(other))
    assert people.add_person(newcomer, by=make.actor_of(cast.officer)).pk


def test_a_post_is_changed_whole_or_not_at_all(cast):
    old = cast.clerk.posts.get()
    new = make.Post(person=cast.clerk, unit=cast.unit_b, kind=PostKind.GENERAL, since=SINCE, until=SINCE)
    by = make.actor_of(cast.officer)
    with pytest.raises(ValidationError):
        people.change_post(old, new, by=by, reason="調任")
    old.refresh_from_db()
    assert old.until is None
    new.until = None
    people.change_post(old, new, by=by, reason="調任")
    assert [post.until for post in cast.clerk.posts.all()] == [SINCE, None]


def test_only_the_administrator_opens_accounts(cast, admin):
    newcomer = make.make_person(cast.agency, name="新同仁")
    with pytest.raises(PermissionDenied):
        accounts.create_account(newcomer, "newcomer", by=make.actor_of(cast.officer), at=NOW)
    account, secret = accounts.create_account(newcomer, "Ｎewcomer ", by=admin, at=NOW)
    assert (account.username, account.check_password(secret)) == ("newcomer", True)
    assert secret not in str(list(Change.objects.values()))


def test_the_administrator_unlocks_before_the_time(client, cast, sign_in, admin):
    for _ in range(5):
        sign_in(client, "clerk", "wrong")
    accounts.unlock(cast.clerk.account, by=admin, reason="本人確認")
    assert sign_in(client, "clerk").status_code == 302


FIRST = ["create_administrator", "boss", "--agency", "doit", "--name", "紀管理", "--staff-number", "1"]


def test_the_first_administrator_comes_by_command_and_the_second_needs_a_reason(db, client, sign_in, capsys):
    with pytest.raises(CommandError, match="--agency-name"):
        call_command(*FIRST)
    call_command(*FIRST, agency_name="資訊局")
    secret = capsys.readouterr().out.split("shown once: ")[1].split()[0]
    assert sign_in(client, "boss", secret).status_code == 302
    second = ["create_administrator", "two", "--agency", "doit", "--name", "次管理", "--staff-number", "2"]
    with pytest.raises(CommandError, match="already"):
        call_command(*second)
    call_command(*second, reason="職務代理")
    assert RoleGrant.objects.filter(role=Role.SYSTEM_ADMIN).count() == 2


def test_accounts_unused_for_ninety_days_are_closed_but_never_the_last_administrator(cast, admin, capsys):
    Account.objects.update(created_at=make.datetime.datetime(2020, 1, 1, tzinfo=make.datetime.UTC))
    used = cast.clerk.account
    used.last_login = make.datetime.datetime.now(make.datetime.UTC)
    used.save()
    call_command("disable_idle_accounts")
    assert set(Account.objects.filter(is_active=True).values_list("username", flat=True)) == {
        "clerk",
        "admin",
    }
    assert "admin: kept" in capsys.readouterr().out


def test_a_command_may_grant_under_its_own_name(cast):
    by = machine("demo", cast.agency, SINCE)
    made = roles.grant_role(grant(cast.clerk, Role.REVIEWER, cast.agency), by=by, reason="建置")
    assert history.of(made).get().who == "demo"
