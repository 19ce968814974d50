"""Roles given and taken, deputies named: each with its reason (RQ-B8, B9)."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.actor import Actor
from organization.models import Deputyship, RoleGrant
from organization.permissions import why_not_grant, why_not_name_deputy


def grant_role(grant: RoleGrant, *, by: Actor, reason: str, channel: str = "form") -> RoleGrant:
    _ask(why_not_grant(by, grant.account, grant.role, grant.agency_id), reason)
    return history.save(grant, by=by, verb=_n("授予角色"), reason=reason, channel=channel)


def end_role(
    grant: RoleGrant, until: datetime.date, *, by: Actor, reason: str, channel: str = "form"
) -> RoleGrant:
    """``until`` is the first day without the role."""
    _ask(why_not_grant(by, grant.account, grant.role, grant.agency_id), reason)
    grant.until = until
    return history.save(grant, by=by, verb=_n("終止角色"), reason=reason, channel=channel)


def name_deputy(deputyship: Deputyship, *, by: Actor, reason: str, channel: str = "form") -> Deputyship:
    refusal = why_not_name_deputy(by, deputyship.principal, deputyship.deputy, deputyship.until)
    _ask(refusal, reason)
    return history.save(deputyship, by=by, verb=_n("指定代理"), reason=reason, channel=channel)


def _ask(refusal: str | None, reason: str) -> None:
    if refusal:
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise ValidationError(_("請寫明事由。"))
