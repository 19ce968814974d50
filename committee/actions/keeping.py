"""What a valid meeting has decided can't lose its validity by a later change of members or attendance."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committee.compliance.quorum import Quorum
from committee.compliance.records import Sitting, sittings
from committee.models import PASSING, Committee, Resolution


def keep_decided(committee: Committee, since: datetime.date) -> None:
    """ValidationError when a passing resolution of a meeting from ``since`` on would not have been valid."""
    rows = Resolution.objects.filter(
        item__meeting__committee=committee, item__meeting__held_on__gte=since, outcome__in=PASSING
    ).select_related("item__meeting__committee", "item__meeting__chair")
    passed = list(rows)
    meetings = {one.item.meeting_id: one.item.meeting for one in passed}
    there = {one.meeting.id: one for one in sittings(meetings.values())}
    for one in passed:
        sitting = there[one.item.meeting_id]
        quorum = sitting.at(one.decided_at or sitting.meeting.opened_at)
        if quorum is None or not quorum.is_valid:
            raise ValidationError(
                _("%(meeting)s已通過「%(item)s」，這樣更改會使該次會議無效，不能儲存。%(said)s")
                % {"meeting": sitting.meeting, "item": one.item, "said": quorum.sentence if quorum else ""}
            )


def snapshot(sitting: Sitting, moment: datetime.time | None, quorum: Quorum | None) -> dict:
    """The presence of a moment with all it was computed from, as JSON."""
    return {
        "day": sitting.meeting.held_on.isoformat(),
        "at": f"{moment:%H:%M}" if moment else None,
        "valid": bool(quorum and quorum.is_valid),
        "members": quorum.members if quorum else None,
        "present": quorum.present if quorum else None,
        "themselves": quorum.themselves if quorum else None,
        "needed": quorum.present_needed if quorum else None,
        "external": quorum.external if quorum else None,
        "externals_needed": quorum.externals_needed if quorum else None,
        "chaired": quorum.is_chaired if quorum else None,
        "ask": _ask(sitting),
        "lines": [
            {"membership": one.membership_id, "seat": one.seat, "how": one.how, "there": one.is_there(moment)}
            for one in sitting.lines
        ],
    }


def _ask(sitting: Sitting) -> dict | None:
    ask = sitting.ask
    if ask is None:
        return None
    return {
        "externals": ask.externals,
        "numerator": ask.numerator,
        "denominator": ask.denominator,
        "chairs": list(ask.chairs),
        "D-01": sitting.book.reading("D-01"),
        "D-02": sitting.book.reading("D-02"),
        "D-03": sitting.book.reading("D-03"),
        "D-04": sitting.book.reading("D-04"),
        "seats": ask.seats,
    }
