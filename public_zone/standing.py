"""How each piece stands: not public, public, public but changed since, or not ready to be public (W-2)."""

import datetime
from dataclasses import dataclass, fields

from django.utils.translation import gettext_noop as _n

from core.contract import Sentence, plain
from organization.models import Agency
from public_zone.sources import pieces
from publishing.models import Kind, Publication
from publishing.permissions import why_not_keep
from publishing.pieces import Content, Piece


@dataclass(frozen=True)
class Standing:
    """A piece as its chapter offers it now (None when it offers it no longer), and the copy that is shown."""

    agency: Agency
    day: datetime.date
    kind: str
    key: str
    piece: Piece | None
    current: Publication | None
    may: bool

    @property
    def title(self) -> str:
        return self.piece.title if self.piece else self.current.title

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    @property
    def is_ready(self) -> bool:
        return bool(self.piece and not self.piece.refusal)

    @property
    def shows_current(self) -> bool:
        """Can only the copy that the public has be shown, because there is nothing to publish in its place?"""
        return bool(self.current and not self.is_ready)

    @property
    def is_changed(self) -> bool:
        return bool(self.current and self.is_ready and self.current.digest != self.piece.digest)

    @property
    def is_new(self) -> bool:
        return self.is_ready and self.current is None

    @property
    def may_publish(self) -> bool:
        """Is there anything to publish, and may the reader do it?"""
        return self.may and (self.is_new or self.is_changed)

    @property
    def has_files(self) -> bool:
        """Files become public as they are: somebody must have looked into them."""
        return bool(self.piece and self.piece.content.files)

    @property
    def may_tick(self) -> bool:
        """May it be published from the list? What is new or has files is looked at in its preview first."""
        return self.may_publish and self.is_changed and not self.has_files

    @property
    def stamp(self) -> str:
        """What a form says of it: if the piece changes after it was looked at, the digest is another."""
        return f"{self.kind}/{self.key}/{self.piece.digest}"

    @property
    def state(self) -> Sentence:
        day = {"day": self.current.published_on} if self.current else {}
        if self.piece is None:
            return Sentence(_n("公開中（%(day)s），來源已無此資料"), day)
        if self.piece.refusal:
            said = {"reason": self.piece.refusal}
            if self.current:
                return Sentence(_n("公開中（%(day)s），不能更新：%(reason)s"), day | said)
            return Sentence(_n("不能公開：%(reason)s"), said)
        if self.current is None:
            return Sentence(_n("未公開"))
        if self.is_changed:
            return Sentence(_n("公開後有更新（公開於 %(day)s）"), day)
        return Sentence(_n("公開中（%(day)s）"), day)

    @property
    def tone(self) -> str:
        if self.current and (self.is_changed or not self.is_ready):
            return "due"
        return "ok" if self.current else "info" if self.is_ready else "quiet"

    def copy(self) -> Publication:
        """The piece as if it had been published, for the preview; what can't be published now as it is shown."""
        if self.shows_current:
            return self.current
        return Publication(
            agency=self.agency,
            kind=self.kind,
            key=self.key,
            title=self.piece.title,
            content=plain(self.piece.content),
            published_on=self.day,
            first_published_on=self.current.first_published_on if self.current else self.day,
        )

    def differences(self) -> list[str]:
        """Which parts of the page are not those that are shown."""
        now, shown = plain(self.piece.content), self.current.content
        changed = [one.name for one in fields(Content) if now[one.name] != shown.get(one.name)]
        if self.piece.title != self.current.title:
            changed.insert(0, "title")
        return list(dict.fromkeys(PARTS[one] for one in changed))


PARTS = {
    "title": _n("標題"),
    "summary": _n("摘要"),
    "facts": _n("基本資料"),
    "passages": _n("內文"),
    "tables": _n("表格"),
    "marks": _n("圖"),
    "series": _n("圖"),
    "dataset": _n("資料集"),
    "files": _n("檔案"),
}


def standings(actor, day: datetime.date) -> list[Standing]:
    """Every piece of the actor's agency and every copy that is shown, in the order of the zone."""
    agency = actor.agency
    shown = {
        (one.kind, one.key): one
        for one in Publication.objects.filter(agency=agency).current().select_related("agency")
    }
    may = {kind: why_not_keep(actor, kind, agency.id) is None for kind in Kind}
    found = [
        Standing(
            agency, day, str(one.kind), one.key, one, shown.pop((one.kind, one.key), None), may[one.kind]
        )
        for one in pieces(agency, day)
    ]
    found += [Standing(agency, day, *place, None, one, may[place[0]]) for place, one in shown.items()]
    place = {kind: number for number, kind in enumerate(Kind)}
    return sorted(found, key=lambda one: place[Kind(one.kind)])
