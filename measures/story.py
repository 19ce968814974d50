"""What became of a measure, one day after the other, with the way to meeting and report (M-8)."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from measures.models import Measure


@dataclass(frozen=True)
class Event:
    """One line of the story; ``url`` leads to what it speaks of."""

    day: datetime.date | None
    said: Sentence
    url: str = ""


def story(measure: Measure, entered_on: datetime.date | None) -> list[Event]:
    """Proposed or carried over → planned → told in rounds → held → proved → reported → in the year's report."""
    events = sorted([*_planned(measure), *_held(measure)], key=lambda one: one.day)
    events.insert(0, _entered(measure, entered_on))
    item = measure.reported_in
    if item and not item.withdrawn_because:
        said = _n("已提報%(meeting)s") if measure.is_reported else _n("列入%(meeting)s議程，尚無有效決議")
        meeting = Sentence(said, {"meeting": str(item.meeting)})
        events.append(Event(item.meeting.held_on, meeting, reverse("committee:item-detail", args=[item.pk])))
    draft = reverse("reports:draft", args=[measure.year])
    events.append(Event(None, Sentence(_n("納入當年度成果報告")), draft))
    return events


def _entered(measure: Measure, day: datetime.date | None) -> Event:
    before = measure.copied_from
    if before is None:
        return Event(day, Sentence(_n("提出")))
    address = reverse("measures:measure", args=[before.pk])
    return Event(day, Sentence(_n("沿用自去年的「%(title)s」"), {"title": before.title}), address)


def _planned(measure: Measure):
    if measure.planned_on:
        yield Event(measure.planned_on, Sentence(_n("預定開始辦理")))
    for one in measure.updates.all():
        said = _n("期中填報：依原定規劃辦理") if one.is_as_planned else _n("期中填報：有變更")
        yield Event(one.filled_on, Sentence(said))


def _held(measure: Measure):
    if measure.held_on:
        yield Event(measure.held_on, Sentence(_n("開始辦理")))
    if measure.ended_on and measure.ended_on != measure.held_on:
        yield Event(measure.ended_on, Sentence(_n("辦理完畢")))
    for one in measure.proofs:
        yield Event(one.dated_on, Sentence(_n("佐證：%(caption)s"), {"caption": one.caption}))
