"""Committees founded, members appointed and released, lists filed (伍一(一), 陸二(六))."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.keeping import keep_decided
from committee.compliance.records import roster_on
from committee.models import Committee, CouncilTerm, External, Filing, Leaving, Membership
from core.contract import canonical
from core.roc import format_day
from organization import history
from organization.models import Role
from organization.models.change import Channel
from publishing.actions import withdraw
from publishing.models import Kind, Publication


@transaction.atomic
def found(committee: Committee, *, by, channel: str = Channel.FORM, reason: str = "") -> Committee:
    """Enter a committee in the register, or change what the register says of it."""
    refuse(permissions.why_not_keep(by, committee))
    if committee.pk:
        stored = Committee.objects.select_for_update().get(pk=committee.pk)
        refuse(permissions.why_not_keep(by, stored))
        _keep_members_within(committee)
        verb = _n("更正")
    else:
        same = {name: getattr(committee, name) for name in ("agency", "kind", "name", "since")}
        if known := Committee.objects.filter(**same).first():
            return known
        verb = _n("設置")
    return history.save(committee, by=by, verb=verb, role=_role(committee), channel=channel, reason=reason)


def _keep_members_within(committee: Committee) -> None:
    """No term begins before the committee or lasts beyond it."""
    terms = Membership.objects.filter(committee=committee)
    beyond = Q(since__lt=committee.since)
    if committee.until:
        beyond |= Q(until__isnull=True) | Q(until__gt=committee.until)
    if one := terms.filter(beyond).select_related("person", "external").first():
        raise ValidationError(
            _("%(name)s的聘期超出委員會的起迄日，請先更正聘期。"), params={"name": one.who.name}
        )


@transaction.atomic
def dissolve(committee: Committee, until: datetime.date, *, by, reason: str = "") -> Committee:
    """End a committee, and with it the terms that would have gone on. ``until`` is the first day without it."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    refuse(permissions.why_not_keep(by, committee))
    terms = Membership.objects.filter(committee=committee)
    if until <= committee.since or terms.filter(since__gte=until).exists():
        raise ValidationError({"until": _("裁撤日須在設置日及各委員聘期起日之後。")})
    for one in terms.filter(Q(until__isnull=True) | Q(until__gt=until)):
        one.until, one.left_because = until, one.left_because or Leaving.OTHER
        history.save(one, by=by, verb=_n("離任"), role=_role(committee), reason=reason)
    committee.until = until
    history.save(committee, by=by, verb=_n("裁撤"), role=_role(committee), reason=reason)
    keep_decided(committee, until)
    return committee


@transaction.atomic
def appoint(membership: Membership, *, by, channel: str = Channel.FORM, reason: str = "") -> Membership:
    """Begin a term, or correct one; what meetings have decided stays decided. Sent twice, it begins once."""
    committee = Committee.objects.select_for_update().get(pk=membership.committee_id)
    refuse(permissions.why_not_keep(by, committee))
    first = membership.since
    if membership.pk:
        first = min(first, Membership.objects.get(pk=membership.pk).since)
    elif known := _known(membership):
        return known
    refuse(permissions.why_not_appoint(by, membership))
    verb = _n("更正") if membership.pk else _n("聘（派）任")
    role = _role(membership.committee)
    history.save(membership, by=by, verb=verb, role=role, channel=channel, reason=reason)
    keep_decided(membership.committee, first)
    if not membership.is_public:
        _take_down_what_names(membership, by)
    return membership


def _take_down_what_names(membership: Membership, by) -> None:
    """Who did not agree, or no longer does, is named in no public list or minutes from now on (W-4)."""
    name, agency_id = membership.who.name, membership.committee.agency_id
    if membership.committee.kind != "GENDER":
        return
    for kind in (Kind.MEMBERS, Kind.MINUTES):
        for copy in Publication.objects.of(agency_id, kind).current():
            if name in canonical(copy.content):
                withdraw(copy, by=by, reason=_("列名者未同意公開姓名，須重新公開。"))


def _known(membership: Membership) -> Membership | None:
    """The term that the same form has begun already."""
    names = ("committee", "person", "external", "seat", "since", "until")
    return Membership.objects.filter(**{name: getattr(membership, name) for name in names}).first()


@transaction.atomic
def appoint_all(terms: list[Membership], *, by) -> list[Membership]:
    """Begin several terms, all of them or none."""
    return [appoint(one, by=by) for one in terms]


@transaction.atomic
def appoint_external(membership: Membership, *, by, terms: list[CouncilTerm]) -> Membership:
    """Enter somebody from outside together with the term; the same form sent twice enters one."""
    committee = Committee.objects.select_for_update().get(pk=membership.committee_id)
    refuse(permissions.why_not_run(by, committee.agency_id))
    entered = membership.external
    same = {name: getattr(entered, name) for name in ("agency", "name", "sex", "affiliation", "title")}
    known = External.objects.filter(**same).first()
    membership.external = known or know_external(entered, by=by, terms=terms)
    return appoint(membership, by=by)


@transaction.atomic
def end_term(membership: Membership, until: datetime.date, *, because: str, by, channel: str = Channel.FORM):
    """``until`` is the first day without the member."""
    Committee.objects.select_for_update().get(pk=membership.committee_id)
    refuse(permissions.why_not_end(by, membership, until))
    if membership.until and until > membership.until:
        raise ValidationError(_("這段聘期已於 %(day)s 結束。"), params={"day": format_day(membership.until)})
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
    Committee.objects.select_for_update().get(pk=filing.committee_id)
    refuse(permissions.why_not_run(by, filing.committee.agency_id))
    same = {"committee": filing.committee, "number": filing.number, "filed_on": filing.filed_on}
    if known := Filing.objects.filter(**same).first():
        return known
    roster = roster_on(filing.committee.agency_id, day, filing.committee)
    if not roster.members:
        raise ValidationError(_("這一天沒有委員名單可送備查。"))
    filing.roster = sorted(one.id for one in roster.members)
    return history.save(filing, by=by, verb=_n("送備查"), role=Role.SECRETARIAT)


def refuse(reason) -> None:
    if reason:
        raise PermissionDenied(reason)


def _role(committee: Committee) -> str:
    return Role.SECRETARIAT if committee.kind == "GENDER" else Role.PERSONNEL
