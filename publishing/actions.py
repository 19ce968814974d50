"""Publishing is an act of its own: a copy is kept and shown, a newer one replaces it, and it can be withdrawn (W-2)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop as _n

from core.contract import plain
from organization import history
from organization.models import Agency
from publishing import permissions
from publishing.models import Kind, Publication, PublishedFile, State
from publishing.pieces import Piece


@transaction.atomic
def publish(piece: Piece, *, agency: Agency, by) -> Publication:
    """Show ``piece`` as it stands now; what is shown already and is the same stays as it is."""
    _refuse(permissions.why_not_publish(by, piece, agency.id))
    Agency.objects.select_for_update().get(pk=agency.pk)
    shown = Publication.objects.of(agency.id, piece.kind).current().filter(key=piece.key).first()
    if shown and shown.digest == piece.digest:
        return shown
    if shown:
        _end(shown, State.REPLACED, by=by, verb=_n("更新"))
    earlier = Publication.objects.of(agency.id, piece.kind).filter(key=piece.key).order_by("id").first()
    made = Publication(
        agency=agency,
        kind=piece.kind,
        key=piece.key,
        title=piece.title,
        order=plain(piece.order),
        content=plain(piece.content),
        digest=piece.digest,
        published_on=by.day,
        first_published_on=earlier.first_published_on if earlier else by.day,
        published_by=by.account,
    )
    history.save(made, by=by, verb=_n("公開"), role=_office(piece.kind))
    for number, file_id in enumerate(piece.content.files, start=1):
        file = PublishedFile(publication=made, file_id=file_id, number=number)
        history.save(file, by=by, verb=_n("公開"), role=_office(piece.kind))
    return made


@transaction.atomic
def withdraw(publication: Publication, *, by, reason: str) -> Publication:
    """Take a copy down; that it was shown, and until when, stays known."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    _refuse(permissions.why_not_withdraw(by, publication, reason))
    publication.reason = reason
    return _end(publication, State.WITHDRAWN, by=by, verb=_n("撤下"), reason=reason)


def _end(publication, state, *, by, verb, reason=""):
    publication.state, publication.ended_on = state, by.day
    return history.save(publication, by=by, verb=verb, role=_office(publication.kind), reason=reason)


def _office(kind: str):
    return permissions.OFFICES.get(Kind(kind))


def _refuse(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)
