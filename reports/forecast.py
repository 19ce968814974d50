"""What must still happen in the year, by whom and until when, and what can't be had any more (D-3): arithmetic only.

Nothing is guessed: need minus have, the last day that the chapter's finding names, and the duties that would comply.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Finding, Scope, Sentence, Verdict
from reports.judged import Board, Judged

ONE_DAY = datetime.timedelta(days=1)


class Outlook(StrEnum):
    """How a rule stands towards its last day, in the order in which they are to be looked at."""

    NOW = "now"
    OPEN = "open"
    LOST = "lost"
    UNKNOWN = "unknown"
    DONE = "done"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        return gettext(FACES[self][0])

    @property
    def mark(self) -> str:
        return FACES[self][1]

    @property
    def tone(self) -> str:
        return FACES[self][2]


FACES = {
    Outlook.NOW: (_n("應即補正"), "!", "fail"),
    Outlook.OPEN: (_n("尚可達成"), "○", "due"),
    Outlook.LOST: (_n("已無法達成"), "✘", "fail"),
    Outlook.UNKNOWN: (_n("無從推算"), "?", "info"),
    Outlook.DONE: (_n("已達成"), "✔", "ok"),
    Outlook.NOTHING: (_n("無應辦事項"), "–", "quiet"),
}
OF_VERDICT = {
    Verdict.MET: Outlook.DONE,
    Verdict.EXEMPT_ON_FILE: Outlook.DONE,
    Verdict.NOT_APPLICABLE: Outlook.NOTHING,
    Verdict.UNDETERMINED: Outlook.UNKNOWN,
}

SHORT = _n("尚缺 %(short)s；%(said)s")
SAID = {
    Outlook.NOW: _n("現未符合，應即補正，最後可行日 %(last)s（尚餘 %(days)s 日）。"),
    Outlook.OPEN: _n("最後可行日 %(last)s（尚餘 %(days)s 日），逾期即無法達成。"),
    Outlook.LOST: _n("自 %(since)s起已無法達成。"),
    Outlook.UNKNOWN: _n("資料不足，無從推算。"),
    Outlook.DONE: _n("已達成。"),
    Outlook.NOTHING: _n("目前無應辦事項。"),
}
LATE = _n("已逾期，仍可補正。")
ANY_DAY = _n("未定期限。")
LAST_DAY = {
    Outlook.NOW: _n("現未符合，應即補正，今日為最後可行日。"),
    Outlook.OPEN: _n("今日為最後可行日，逾期即無法達成。"),
}


@dataclass(frozen=True)
class Prospect:
    """One rule looked at from a day: ``last`` is the last possible day, ``since`` the first on which it was lost."""

    judged: Judged
    outlook: Outlook
    as_of: datetime.date
    last: datetime.date | None = None
    since: datetime.date | None = None

    @property
    def finding(self) -> Finding:
        return self.judged.finding

    @property
    def is_open(self) -> bool:
        """Is there something that can still be done?"""
        return self.outlook in (Outlook.NOW, Outlook.OPEN)

    @property
    def short(self) -> int | None:
        """How many are still missing."""
        have, need = self.finding.have, self.finding.need
        return need - have if have is not None and need is not None and need > have else None

    @property
    def days(self) -> int | None:
        """How many days are left, the last one included only as such."""
        return (self.last - self.as_of).days if self.last else None

    @property
    def who(self) -> list[Sentence]:
        """Each unit that has to do something, once."""
        return [one.who for one in by_unit(self.judged.duties)]

    @property
    def sentence(self) -> Sentence:
        said = Sentence(self._message(), {"last": self.last, "days": self.days, "since": self.since})
        if self.short is None or self.outlook not in (Outlook.NOW, Outlook.OPEN, Outlook.LOST):
            return said
        return Sentence(SHORT, {"short": self.short, "said": said})

    def _message(self) -> str:
        if self.is_open and self.last is None:
            return LATE if self.outlook == Outlook.NOW else ANY_DAY
        return LAST_DAY[self.outlook] if self.is_open and self.days == 0 else SAID[self.outlook]


def forecast(board: Board) -> tuple[Prospect, ...]:
    """Every rule of the board: what is wrong now, then by the last possible day, then what is lost."""
    rows = [prospect(one, board.scope) for one in board.judged]
    order = list(Outlook)
    return tuple(sorted(rows, key=lambda one: (order.index(one.outlook), one.last or datetime.date.max)))


def prospect(judged: Judged, scope: Scope) -> Prospect:
    """A rule's verdict and last day, seen from the scope's day."""
    finding, day = judged.finding, scope.as_of
    if finding.verdict in OF_VERDICT:
        return Prospect(judged, OF_VERDICT[finding.verdict], day)
    if finding.verdict == Verdict.PENDING and finding.need == 0:
        return Prospect(judged, Outlook.NOTHING, day)
    over = day > scope.last
    last = finding.until or (None if over else scope.last)
    if last and day > last:
        return Prospect(judged, Outlook.LOST, day, since=last + ONE_DAY)
    if finding.verdict == Verdict.PENDING:
        return Prospect(judged, Outlook.OPEN, day, last)
    if over and finding.until is None and not judged.duties:
        return Prospect(judged, Outlook.LOST, day, since=scope.last + ONE_DAY)
    return Prospect(judged, Outlook.NOW, day, last)


@dataclass(frozen=True)
class Owing:
    """One unit and all that it still has to do, the earliest day first."""

    who: Sentence
    duties: tuple[Duty, ...]


def by_unit(duties: Iterable[Duty]) -> tuple[Owing, ...]:
    """The duties of each unit together; an office that is named by its function is the unit of that name."""
    theirs: dict[str, list[Duty]] = {}
    with override("zh-hant"):
        for one in duties:
            theirs.setdefault(str(one.who), []).append(one)
    return tuple(Owing(same[0].who, tuple(same)) for same in theirs.values())


def owing(board: Board) -> tuple[Owing, ...]:
    """What each unit still has to do in the year: one message each, in the order of the board's duties."""
    return by_unit(board.duties)
