"""Committees founded, members appointed and released, lists filed (伍一(一), 陸二(六))."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.keeping import keep_decided
from committee.compliance.records import roster_on
from committee.models import Committee, CouncilTerm, External, Filing, Membership
from organization import history
from organization.models import Role
from organization.models.change import Channel


@transaction.atomic
def found(committee: Committee, *, by, channel: str = Channel.FORM) -> Committee:
    """Enter a committee in the register, or change what the register says of it."""
    refuse(_why_not_keep(by, committee))
    verb = _n("更正") if committee.pk else _n("設置")
    return history.save(committee, by=by, verb=verb, role=_role(committee), channel=channel)


@transaction.atomic
def appoint(membership: Membership, *, by, channel: str = Channel.FORM) -> Membership:
    """Begin a term, or correct one; what meetings have decided stays decided."""
    Committee.objects.select_for_update().get(pk=membership.committee_id)
    refuse(permissions.why_not_appoint(by, membership))
    verb = _n("更正") if membership.pk else _n("聘（派）任")
    history.save(membership, by=by, verb=verb, role=_role(membership.committee), channel=channel)
    keep_decided(membership.committee, membership.since)
    return membership


@transaction.atomic
def end_term(membership: Membership, until: datetime.date, *, because: str, by, channel: str = Channel.FORM):
    """``until`` is the first day without the member."""
    Committee.objects.select_for_update().get(pk=membership.committee_id)
    refuse(permissions.why_not_end(by, membership, until))
    membership.until, membership.left_because = until, because
    history.save(membership, by=by, verb=_n("離任"), role=_role(membership.committee), channel=channel)
    keep_decided(membership.committee, until)
    return membership


@transaction.atomic
def know_external(external: External, *, by, terms: list[CouncilTerm] | None = None) -> External:
    """Enter somebody from outside, or change what is known; ``terms`` are new ones on the council."""
    refuse(permissions.why_not_run(by, external.agency_id))
    verb = _n("更正") if external.pk else _n("新增")
    history.save(external, by=by, verb=verb, role=Role.SECRETARIAT)
    for term in terms or ():
        term.external = external
        history.save(term, by=by, verb=_n("新增"), role=Role.SECRETARIAT)
    return external


@transaction.atomic
def file_roster(filing: Filing, *, day: datetime.date, by) -> Filing:
    """Record that the list as it will stand on ``day`` was sent for the file (伍一(一)3之2: 須先…備查)."""
    refuse(permissions.why_not_run(by, filing.committee.agency_id))
    roster = roster_on(filing.committee.agency_id, day, filing.committee)
    if not roster.members:
        raise ValidationError(_("這一天沒有委員名單可送備查。"))
    filing.roster = sorted(one.id for one in roster.members)
    return history.save(filing, by=by, verb=_n("送備查"), role=Role.SECRETARIAT)


def refuse(reason) -> None:
    if reason:
        raise PermissionDenied(reason)


def _why_not_keep(by, committee: Committee):
    if committee.kind == "GENDER":
        return permissions.why_not_run(by, committee.agency_id)
    return permissions.why_not_keep_bodies(by, committee.agency_id)


def _role(committee: Committee) -> str:
    return Role.SECRETARIAT if committee.kind == "GENDER" else Role.PERSONNEL
