"""The contract between a chapter and whoever asks it: plain frozen values, ready to be frozen as JSON.

A chapter answers ``findings(scope)``, ``tables(scope)`` and ``duties(scope)``. Texts stay untranslated
(a message and its values), numbers stay numbers and ``None`` is never zero, so one snapshot can be read
in both languages and printed the same for ever.
"""

import dataclasses
import datetime
import json
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core.roc import format_day


class Verdict(StrEnum):
    """What can be said of a rule (domain 1.0)."""

    MET = "met"
    UNMET = "unmet"
    PENDING = "pending"
    EXEMPT_ON_FILE = "exempt_on_file"
    BELOW_PRINCIPLE = "below_principle"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return gettext(_FACES[self][0])

    @property
    def mark(self) -> str:
        return _FACES[self][1]

    @property
    def tone(self) -> str:
        """The name of the colour; never the only sign, mark and word stand beside it."""
        return _FACES[self][2]


_FACES = {
    Verdict.MET: (_n("符合"), "✔", "ok"),
    Verdict.UNMET: (_n("未符合"), "✘", "fail"),
    Verdict.PENDING: (_n("未到期"), "○", "due"),
    Verdict.EXEMPT_ON_FILE: (_n("例外備查"), "◇", "info"),
    Verdict.BELOW_PRINCIPLE: (_n("原則未達"), "▽", "due"),
    Verdict.UNDETERMINED: (_n("待確認"), "?", "info"),
    Verdict.NOT_APPLICABLE: (_n("不適用"), "–", "quiet"),
}


@dataclass(frozen=True)
class Scope:
    """Whose year is asked, and as of which day. ``year`` is CE."""

    agency_id: int
    year: int
    as_of: datetime.date
    unit_id: int | None = None
    rules_on: datetime.date | None = None
    """The day whose rules are asked instead of the year's own: only to try, never for what is kept."""

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, 1, 1)

    @property
    def last(self) -> datetime.date:
        return datetime.date(self.year, 12, 31)

    @property
    def day(self) -> datetime.date:
        """The day the figures stand for: ``as_of``, but never outside the year."""
        return min(max(self.as_of, self.first), self.last)

    @property
    def rule_day(self) -> datetime.date:
        """The day whose rules are asked."""
        return self.rules_on or self.day

    @property
    def closed(self) -> bool:
        """Nothing can be made up for any more."""
        return self.as_of >= self.last


@dataclass(frozen=True)
class Sentence:
    """A text kept untranslated: a Chinese msgid with ``%(name)s`` places, and what goes there."""

    message: str
    values: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.message) % {name: _in_words(value) for name, value in self.values.items()}


def _in_words(value):
    if isinstance(value, datetime.date):
        return format_day(value)
    if isinstance(value, (list, tuple)):
        return gettext("、").join(str(_in_words(one)) for one in value)
    return value


@dataclass(frozen=True)
class Evidence:
    """The records behind a number, and the page that lists them."""

    model: str
    ids: tuple[int, ...]
    url: str = ""


@dataclass(frozen=True)
class Reading:
    """The verdict that the clause would get if the owner decided the other way (D-01 … D-17)."""

    decision: str
    choice: Sentence
    verdict: Verdict
    have: int | None
    need: int | None


@dataclass(frozen=True)
class Finding:
    """One rule judged: ``have`` of ``need``; ``counted`` is the numerator's list, ``asked`` the denominator's.

    ``until`` is the last day on which it can be fulfilled; where none is said it is the year's last.
    """

    rule: str
    clause: str
    verdict: Verdict
    have: int | None
    need: int | None
    sentence: Sentence
    counted: Evidence | None = None
    asked: Evidence | None = None
    unit_id: int | None = None
    readings: tuple[Reading, ...] = ()
    until: datetime.date | None = None


@dataclass(frozen=True)
class Column:
    """``kind``: text, label (a short word), int, minutes (shown as hours), ratio (have, need), percent, date,
    figure (a number as it is written, or the sign of one that isn't there)."""

    key: str
    title: Sentence
    kind: str = "text"
    group: Sentence | None = None


@dataclass(frozen=True)
class Table:
    """Rows of plain cells in the order of ``columns``; ``foot`` holds the totals."""

    key: str
    title: Sentence
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    clause: str = ""
    foot: tuple[tuple, ...] = ()
    chart: str = ""
    note: Sentence | None = None


@dataclass(frozen=True)
class Duty:
    """The smallest act that would comply with a rule: who must do what, and the last possible day."""

    rule: str
    who: Sentence
    what: Sentence
    until: datetime.date | None
    url: str = ""


@dataclass(frozen=True)
class Proof:
    """A file that shows what was done for a rule: what it is about, and the number of the stored attachment."""

    rule: str
    about: str
    file_id: int


def plain(value):
    """``value`` as what JSON knows; a day becomes ``{"day": "2016-03-08"}`` so that it can be read back."""
    if dataclasses.is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, StrEnum):
        return str(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


def canonical(value) -> str:
    """The one JSON text of ``value``: same data, same bytes."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sentence(stored) -> Sentence:
    """A sentence read back from a snapshot (or the sentence itself)."""
    if isinstance(stored, Sentence):
        return stored
    return Sentence(stored["message"], {name: back(value) for name, value in stored["values"].items()})


def back(value):
    if isinstance(value, dict) and set(value) == {"day"}:
        return datetime.date.fromisoformat(value["day"])
    if isinstance(value, dict) and set(value) == {"message", "values"}:
        return sentence(value)
    if isinstance(value, list):
        return [back(one) for one in value]
    return value
