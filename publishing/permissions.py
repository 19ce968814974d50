"""Who may make what public: a sentence that refuses, or None (features W-2)."""

from django.utils.translation import gettext as _

from organization.models import Role
from publishing.models import Kind, State

OFFICES = {Kind.STATISTICS: Role.ACCOUNTING, Kind.ANALYSIS: Role.ACCOUNTING}
"""Who publishes what; everything else is the secretariat's (伍三(二)4, 柒二)."""


def why_not_publish(actor, piece, agency_id: int) -> str | None:
    """Why this piece may not be published by this person, or None."""
    return why_not_keep(actor, piece.kind, agency_id) or str(piece.refusal) or None


def why_not_keep(actor, kind: str, agency_id: int) -> str | None:
    """Why pieces of this kind are not the actor's to publish or withdraw, or None."""
    office = OFFICES.get(Kind(kind), Role.SECRETARIAT)
    if actor.may(office, agency_id=agency_id) or (actor.account is None and actor.label):
        return None
    return _("這類資料由%(office)s公開。") % {"office": office.label}


def why_not_withdraw(actor, publication, reason: str) -> str | None:
    """Why this published copy may not be taken down, or None."""
    if refusal := why_not_keep(actor, publication.kind, publication.agency_id):
        return refusal
    if State.WITHDRAWN not in publication.ALLOWED[State(publication.state)]:
        return _("這個版本已不在公開中。")
    return None if reason.strip() else _("撤下須說明事由。")
