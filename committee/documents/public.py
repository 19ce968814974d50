"""Confirmed minutes as the public reads them: nothing restricted, no summary of talk, no name of staff (W-4)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee.documents.minutes import outcome_of
from committee.documents.parts import in_chinese
from committee.models import ORDER, AgendaItem, Meeting, Section
from core.numerals import chapter_numeral, numeral
from core.roc import format_roc
from publishing.pieces import Passage

PARTS = (
    (_n("報告事項"), (Section.CONFIRM, Section.FOLLOW_UP, Section.REPORT)),
    (_n("討論事項"), (Section.DISCUSSION,)),
    (_n("臨時動議"), (Section.EXTEMPORE,)),
)
HEADING, ITEM, WORDS = 1, 2, 3
"""The levels of the passages."""


@in_chinese
def minutes_passages(meeting: Meeting) -> tuple[Passage, ...]:
    """The items in the official order; one that isn't open keeps its number alone (C-17)."""
    items = [one for one in meeting.items.all() if not one.withdrawn_because]
    items.sort(key=lambda one: (ORDER[one.section], one.order, one.id))
    found = []
    for title, sections in PARTS:
        part = [one for one in items if one.section in sections]
        if part:
            number = 1 + sum(1 for one in found if one.level == HEADING)
            found.append(Passage(HEADING, _("%(n)s、") % {"n": chapter_numeral(number)}, _(title)))
        for place, item in enumerate(part, start=1):
            found += _of_item(place, item)
    return tuple(found)


def _of_item(place: int, item: AgendaItem) -> Iterable[Passage]:
    hidden = _is_restricted(item)
    title = _("（不公開）") if hidden else item.title
    yield Passage(ITEM, _("%(n)s、") % {"n": numeral(place)}, title)
    if hidden:
        return
    for lead, text in (
        (_("單位："), item.unit.name if item.unit else ""),
        (_("說明："), item.explanation),
        (_("擬辦："), item.proposal),
        (_("決定：") if item.section in PARTS[0][1] else _("決議："), _decided(item)),
    ):
        if lines := [line for line in text.split("\n") if line.strip()]:
            yield Passage(WORDS, lead, lines=tuple(lines))
    if amended := [one.new_text for one in item.amendments.all()]:
        yield Passage(WORDS, _("條文："), lines=tuple(amended))


def _is_restricted(item: AgendaItem) -> bool:
    """What follows from a restricted item is no more open than that item."""
    return item.is_restricted or bool(item.follow_up and item.follow_up.resolution.item.is_restricted)


def _decided(item: AgendaItem) -> str:
    """The outcome, its words, and who has to do what until when."""
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return ""
    said = [outcome_of(resolution), resolution.text]
    for order in resolution.follow_ups.all():
        due = format_roc(order.due_on).replace(" ", "") if order.due_on else _("下次會議")
        values = {"unit": order.unit.name, "what": order.what, "due": due}
        said.append(_("列管：%(what)s（%(unit)s，%(due)s前）") % values)
    return "\n".join(said)
