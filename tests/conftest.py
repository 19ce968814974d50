"""The cast. Readers of tests know them: 王小明 the clerk, 林主任 the head of the unit, 人事 who verifies,
綜企 the secretariat, 乙組 the other unit, and the other agency with its own people."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

from organization import sealed
from organization.models import PostKind, Role, Sex
from tests import factories as make

SEALED = (
    "organization_change",
    "organization_historylink",
    "committee_minutesedition",
    "impact_assessment_edition",
    "reports_edition",
    "reports_editionfile",
)


@pytest.fixture(autouse=True, scope="session")
def emptying_the_database():
    """Between two browser tests SQLite is emptied by DELETE, which sealed tables refuse: the seal is off for that."""
    with pytest.MonkeyPatch.context() as patch:
        empty = DatabaseOperations.execute_sql_flush

        def without_seal(self, statements):
            for table in SEALED:
                sealed.run(connection, sealed.unsealing("sqlite", table))
            empty(self, statements)
            for table in SEALED:
                sealed.run(connection, sealed.sealing("sqlite", table))

        patch.setattr(DatabaseOperations, "execute_sql_flush", without_seal)
        yield


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    """Hashing is slow on purpose; tests that measure it put the real hasher back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def agency(db):
    return make.make_agency()


@pytest.fixture
def plan(agency):
    """The seed plan, loaded for ``agency``; gives the agency."""
    make.load_plan(agency)
    return agency


@pytest.fixture
def cast(agency):
    """Everybody of the agency, and one of another agency whose records must never be seen here."""
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING", "LEGAL_FN", "RDEC_FN"], order=1)
    personnel = make.make_unit(agency, "人事室", ["PERSONNEL"], order=2)
    accounting = make.make_unit(agency, "會計室", ["ACCOUNTING"], order=3)
    unit_a = make.make_unit(agency, "應用服務組", order=4)
    unit_b = make.make_unit(agency, "設施網路組", order=5)
    other_agency = make.make_agency("other", "臺北市政府他局", "他局")
    other_unit = make.make_unit(other_agency, "他局企劃組", ["PLANNING"])
    clerk = make.make_person(agency, unit_a, "王小明")
    head = make.make_person(agency, unit_a, "林主任", kind=PostKind.SUPERVISOR, sex=Sex.MALE)
    officer = make.make_person(agency, personnel, "陳人事")
    secretary = make.make_person(agency, planning, "周綜企", sex=Sex.MALE)
    accountant = make.make_person(agency, accounting, "吳會計")
    neighbour = make.make_person(agency, unit_b, "鄰組員", sex=Sex.MALE)
    stranger = make.make_person(other_agency, other_unit, "他局員")
    make.make_account(clerk, username="clerk")
    make.make_account(head, Role.UNIT_MANAGER, unit=unit_a, username="head", is_staff=True)
    make.make_account(officer, Role.PERSONNEL, username="officer", is_staff=True)
    make.make_account(secretary, Role.SECRETARIAT, username="secretary", is_staff=True)
    make.make_account(accountant, Role.ACCOUNTING, username="accountant", is_staff=True)
    make.make_account(neighbour, username="neighbour")
    make.make_account(stranger, Role.SECRETARIAT, Role.PERSONNEL, username="stranger", is_staff=True)
    return SimpleNamespace(
        agency=agency,
        other_agency=other_agency,
        planning=planning,
        personnel=personnel,
        accounting=accounting,
        unit_a=unit_a,
        unit_b=unit_b,
        other_unit=other_unit,
        clerk=clerk,
        head=head,
        officer=officer,
        secretary=secretary,
        accountant=accountant,
        neighbour=neighbour,
        stranger=stranger,
    )


@pytest.fixture
def as_(client):
    """Sign a person in: ``as_(cast.clerk)`` gives the client."""

    def sign_in(person):
        client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
