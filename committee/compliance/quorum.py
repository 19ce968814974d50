"""The two tests of a valid meeting (伍一(三), C-4 – C-6): who counts, how many they are, and what is missing. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _n

from committee.models import How, Seat
from core.contract import Sentence

LEADERS = (Seat.CONVENER, Seat.VICE_CONVENER)
"""Whom D-01 may leave out of all members."""


@dataclass(frozen=True)
class Line:
    """One member in office that day, and how they took part; ``how`` is empty while nothing is recorded."""

    membership_id: int
    seat: str
    how: str = ""
    arrived: datetime.time | None = None
    left: datetime.time | None = None

    @property
    def is_external(self) -> bool:
        return self.seat == Seat.EXTERNAL

    def is_there(self, at: datetime.time | None) -> bool:
        """In the room (or its line) at that moment; without a moment: came at all."""
        if self.how not in (How.PRESENT, How.ONLINE, How.DEPUTY):
            return False
        if at is None:
            return True
        return (self.arrived is None or self.arrived <= at) and (self.left is None or at < self.left)


@dataclass(frozen=True)
class Ask:
    """What a valid meeting needs, as the plan and the owner's decisions stand on its day.

    ``externals``: so many external members; ``numerator``/``denominator`` of all members; ``chairs``: the seats
    that may preside. ``deputies`` is D-03, ``online`` D-04, ``leaders`` D-01, ``seats`` the established ones (D-02).
    """

    externals: int
    numerator: int
    denominator: int
    chairs: tuple[str, ...]
    deputies: str
    counts_online: bool
    counts_leaders: bool
    seats: int | None = None

    def other(self, code: str, reading: str, seats: int | None = None) -> "Ask":
        """The same with owner's decision ``code`` taken as ``reading``."""
        changed = {
            "D-01": {"counts_leaders": reading == "included"},
            "D-02": {"seats": seats if reading == "established" else None},
            "D-03": {"deputies": reading},
            "D-04": {"counts_online": reading == "counted"},
        }
        return replace(self, **changed[code])


@dataclass(frozen=True)
class Quorum:
    """The presence at one moment beside what is asked. ``chaired``: an entitled chair, or None when not asked."""

    members: int
    present: int
    themselves: int
    external: int
    externals_needed: int
    present_needed: int
    is_chaired: bool | None = None

    @property
    def has_externals(self) -> bool:
        return self.external >= self.externals_needed

    @property
    def has_members(self) -> bool:
        return self.members > 0 and self.present >= self.present_needed

    @property
    def is_valid(self) -> bool:
        return self.has_externals and self.has_members and self.is_chaired is not False

    @property
    def sentence(self) -> Sentence:
        """Both fractions in one sentence, and what is missing."""
        values = {
            "present": self.present,
            "members": self.members,
            "needed": self.present_needed,
            "external": self.external,
            "asked": self.externals_needed,
            "deputised": self.present - self.themselves,
        }
        return Sentence(self._message(), values)

    def _message(self) -> str:
        if self.is_valid and self.present > self.themselves:
            return _n(
                "有效會議：出席 %(present)s/%(members)s（至少 %(needed)s，含代理 %(deputised)s）；"
                "府外委員 %(external)s（至少 %(asked)s）。"
            )
        if self.is_valid:
            return _n(
                "有效會議：出席 %(present)s/%(members)s（至少 %(needed)s）；府外委員 %(external)s（至少 %(asked)s）。"
            )
        if not self.has_members and not self.has_externals:
            return _n(
                "無效：出席 %(present)s/%(members)s，未達 %(needed)s 人；府外委員 %(external)s，未達 %(asked)s 人。"
            )
        if not self.has_members:
            return _n(
                "無效：出席 %(present)s/%(members)s，未達 %(needed)s 人；府外委員 %(external)s（至少 %(asked)s）。"
            )
        if not self.has_externals:
            return _n(
                "無效：出席 %(present)s/%(members)s（至少 %(needed)s），但府外委員 %(external)s，未達 %(asked)s 人。"
            )
        return _n(
            "無效：出席 %(present)s/%(members)s、府外委員 %(external)s 均已足，但主席不是召集人或副召集人。"
        )


def counts(line: Line, ask: Ask, at: datetime.time | None = None) -> bool:
    """Does this member's presence count at that moment?"""
    if not line.is_there(at):
        return False
    if line.how == How.ONLINE:
        return ask.counts_online
    if line.how == How.DEPUTY:
        return ask.deputies == "everybody" or (ask.deputies == "internal" and not line.is_external)
    return True


def take(
    lines: Iterable[Line], ask: Ask, chair: str | None = None, at: datetime.time | None = None
) -> Quorum:
    """The presence among the members in office. ``chair`` is the seat of who presides; None: not yet known."""
    everybody = list(lines)
    lines = [one for one in everybody if ask.counts_leaders or one.seat not in LEADERS]
    there = [one for one in lines if counts(one, ask, at)]
    members = len(lines) if ask.seats is None else ask.seats - (len(everybody) - len(lines))
    return Quorum(
        members=members,
        present=len(there),
        themselves=sum(one.how != How.DEPUTY for one in there),
        external=sum(one.is_external for one in there),
        externals_needed=ask.externals,
        present_needed=-(-ask.numerator * members // ask.denominator),
        is_chaired=None if chair is None else chair in ask.chairs,
    )
