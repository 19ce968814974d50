"""Accounts: opened with a random secret, locked out, closed; and their passwords (RQ-A6, A7, A9, A13)."""

import datetime
import secrets

from axes.utils import reset
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from organization import history, mail
from organization.actions import sessions
from organization.actor import Actor
from organization.models import Account, PastPassword, Person
from organization.permissions import why_not_manage_accounts


@transaction.atomic
def create_account(
    person: Person,
    username: str,
    *,
    by: Actor,
    at: datetime.datetime,
    reason: str = "",
    channel="form",
    **fields,
) -> tuple[Account, str]:
    """The account and its initial secret, which is shown once and must be changed within 72 hours."""
    _ask(by, person.agency_id)
    secret = initial_secret()
    account = Account(
        username=username,
        email=fields.pop("email", "") or person.email,
        must_change_password=True,
        password_set_at=at,
        **fields,
    )
    account.set_password(secret)
    history.save(account, by=by, verb=_n("開立帳號"), reason=reason, channel=channel)
    person.account = account
    history.save(person, by=by, verb=_n("開立帳號"), reason=reason, channel=channel)
    return account, secret


@transaction.atomic
def new_initial_secret(
    account: Account, *, by: Actor, at: datetime.datetime, reason: str, channel="form"
) -> str:
    """For someone who lost the password and has no mail; all sessions end."""
    _ask(by, account.person.agency_id, reason)
    secret = initial_secret()
    account.set_password(secret)
    account.must_change_password, account.password_set_at = True, at
    history.save(account, by=by, verb=_n("重設密碼"), reason=reason, channel=channel)
    sessions.end_others(account)
    return secret


@transaction.atomic
def set_password(account: Account, password: str, *, by: Actor, at: datetime.datetime) -> Account:
    """One's own new password; the form has asked the rules. The person is told by mail."""
    account.set_password(password)
    account.must_change_password, account.password_set_at = False, at
    history.save(account, by=by, verb=_n("變更密碼"))
    PastPassword.objects.create(account=account, hash=account.password, set_at=at)
    transaction.on_commit(lambda: mail.tell_password_changed(account, at))
    return account


@transaction.atomic
def set_active(account: Account, is_active: bool, *, by: Actor, reason: str, channel="form") -> Account:
    """Closing works at the next request: sessions end, and the account opens no door."""
    _ask(by, account.person.agency_id if hasattr(account, "person") else by.agency_id, reason)
    account.is_active = is_active
    verb = _n("啟用帳號") if is_active else _n("停用帳號")
    history.save(account, by=by, verb=verb, reason=reason, channel=channel)
    if not is_active:
        sessions.end_others(account)
    return account


def change_account(account: Account, *, by: Actor, reason: str, channel="form") -> Account:
    """Name, address, last day, and whether the admin site is open to it."""
    _ask(by, account.person.agency_id, reason)
    return history.save(account, by=by, verb=_n("變更帳號"), reason=reason, channel=channel)


@transaction.atomic
def unlock(account: Account, *, by: Actor, reason: str, channel="form") -> None:
    """Before the fifteen minutes are over (RQ-A2)."""
    _ask(by, account.person.agency_id, reason)
    reset(username=account.username)
    history.save(account, by=by, verb=_n("解除鎖定"), reason=reason, channel=channel)


def initial_secret() -> str:
    """Random, and of all four kinds whatever the draw."""
    return f"{secrets.token_urlsafe(12)}-Aa1"


def _ask(by: Actor, agency_id: int | None, reason: str | None = None) -> None:
    if refusal := why_not_manage_accounts(by, agency_id):
        raise PermissionDenied(refusal)
    if reason is not None and not reason.strip():
        raise ValidationError(_("請寫明事由。"))
