"""Minutes written, circulated, confirmed and corrected (C-12, C-13)."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from committee import letters, permissions
from committee.actions.members import refuse
from committee.documents import minutes_document
from committee.models import AgendaItem, Meeting, Minutes, MinutesEdition, MinutesState, Resolution
from core.contract import canonical
from core.printing.kept import stored
from organization import history
from organization.models import Role


@dataclass(frozen=True)
class Text:
    """What is written of a meeting; ``discussions`` and ``resolutions`` by item."""

    opening_words: str = ""
    closing_words: str = ""
    recorder: str = ""
    adjourned_at: datetime.time | None = None
    discussions: dict[int, str] = field(default_factory=dict)
    resolutions: dict[int, str] = field(default_factory=dict)


def text_of(minutes: Minutes) -> Text:
    """What is written now."""
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    items = AgendaItem.objects.filter(meeting=meeting)
    resolutions = Resolution.objects.filter(item__meeting=meeting)
    return Text(
        opening_words=minutes.opening_words,
        closing_words=minutes.closing_words,
        recorder=meeting.recorder,
        adjourned_at=meeting.adjourned_at,
        discussions=dict(items.values_list("id", "discussion")),
        resolutions=dict(resolutions.values_list("item_id", "text")),
    )


def fingerprint(text: Text) -> str:
    """Two texts have the same one when they say the same."""
    return hashlib.sha256(repr(sorted(vars(text).items())).encode()).hexdigest()


@transaction.atomic
def write_minutes(minutes: Minutes, text: Text, *, by, seen: str) -> Minutes:
    """Save all of it; ``seen`` is the fingerprint that was read: ``Conflict`` if somebody was quicker."""
    minutes = _seen(minutes, seen)
    refuse(permissions.why_not_edit_minutes(by, minutes))
    return _write(minutes, text, by, _n("撰寫"))


def _seen(minutes: Minutes, seen: str) -> Minutes:
    """The minutes as they stand, locked; whoever read something else is told."""
    Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
    current = Minutes.objects.select_for_update().select_related("meeting__committee").get(pk=minutes.pk)
    if fingerprint(text_of(current)) != seen:
        raise history.Conflict(current)
    return current


def _write(minutes: Minutes, text: Text, by, verb: str) -> Minutes:
    minutes.opening_words, minutes.closing_words = text.opening_words, text.closing_words
    history.save(minutes, by=by, verb=verb, role=Role.SECRETARIAT)
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    _put(meeting, {"recorder": text.recorder, "adjourned_at": text.adjourned_at}, by, verb)
    for item in AgendaItem.objects.filter(meeting=meeting, id__in=text.discussions):
        _put(item, {"discussion": text.discussions[item.id]}, by, verb)
    for resolution in Resolution.objects.filter(item__meeting=meeting, item__in=list(text.resolutions)):
        _put(resolution, {"text": text.resolutions[resolution.item_id]}, by, verb)
    return minutes


def _put(row, values: dict, by, verb: str) -> None:
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        history.save(row, by=by, verb=verb, role=Role.SECRETARIAT)


@transaction.atomic
def circulate(minutes: Minutes, *, by) -> int:
    """Send the draft around before it is confirmed; gives how many letters wait in the outbox."""
    refuse(permissions.why_not_edit_minutes(by, minutes))
    minutes.state, minutes.circulated_on = MinutesState.CIRCULATED, by.day
    history.save(minutes, by=by, verb=_n("傳閱"), role=Role.SECRETARIAT)
    return letters.circulate(minutes.meeting, by=by)


def confirm(minutes: Minutes, meeting: Meeting, *, by) -> Minutes:
    """Freeze them as the later ``meeting`` has confirmed them. Called by the resolution alone."""
    if minutes.state == MinutesState.CONFIRMED:
        return minutes
    minutes.state, minutes.confirmed_on = MinutesState.CONFIRMED, meeting.held_on
    history.save(minutes, by=by, verb=_n("確認"), role=Role.SECRETARIAT)
    _freeze(minutes, 0, "", meeting.held_on, by)
    return minutes


@transaction.atomic
def correct(minutes: Minutes, text: Text, *, by, seen: str, reason: str) -> MinutesEdition:
    """An erratum: the words are corrected, and a numbered edition with its reason stands beside the first."""
    minutes = _seen(minutes, seen)
    refuse(permissions.why_not_correct_minutes(by, minutes, reason))
    _write(minutes, text, by, _n("勘誤"))
    number = minutes.editions.count()
    return _freeze(minutes, number, reason, by.day, by)


def _freeze(minutes: Minutes, number: int, reason: str, day: datetime.date, by) -> MinutesEdition:
    about = {"number": number, "reason": reason, "day": day}
    made = stored(minutes_document(minutes, **about))
    edition = MinutesEdition(
        minutes=minutes,
        number=number,
        made_on=day,
        made_by=by.account,
        reason=reason,
        document=json.loads(canonical(made)),
        open_document=stored(minutes_document(minutes, with_restricted=False, **about)),
        sha256=hashlib.sha256(canonical(made).encode()).hexdigest(),
    )
    return history.save(edition, by=by, verb=_n("定本"), role=Role.SECRETARIAT, reason=reason)
