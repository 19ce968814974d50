"""What an edition says of itself beside the year's figures: its number, how it came about, what it corrects (R-3).

``issue`` stands in the edition's content: number, kind, title, frozen_on, reason, history, and for a corrected edition
or an erratum (R-11) the list old → new with the number of the edition that it is compared with.
"""

import datetime

from django.utils.translation import gettext_noop as _n

from committee.models import Outcome
from core.contract import Sentence
from core.roc import to_roc_year
from reports.drift import Difference
from reports.models import Edition, EditionKind
from reports.permissions import counts, decision_of

TITLES = {
    EditionKind.FIRST: _n("第 %(number)s 版（送性別平等專案小組）"),
    EditionKind.CORRECTED: _n("第 %(number)s 版（依決議修正）"),
    EditionKind.ERRATUM: _n("第 %(number)s 版（勘誤）"),
}
DECIDED = {
    Outcome.PASSED: _n("第 %(edition)s 版：%(day)s性別平等專案小組 %(year)s 年第 %(number)s 次會議通過"),
    Outcome.PASSED_AS_AMENDED: _n(
        "第 %(edition)s 版：%(day)s性別平等專案小組 %(year)s 年第 %(number)s 次會議修正後通過"
    ),
    Outcome.NOTED: _n("第 %(edition)s 版：%(day)s性別平等專案小組 %(year)s 年第 %(number)s 次會議洽悉"),
    Outcome.DEFERRED: _n("第 %(edition)s 版：%(day)s性別平等專案小組 %(year)s 年第 %(number)s 次會議保留"),
    Outcome.REJECTED: _n("第 %(edition)s 版：%(day)s性別平等專案小組 %(year)s 年第 %(number)s 次會議不通過"),
}


def issue(
    number: int,
    kind: str,
    on: datetime.date,
    *,
    reason: str = "",
    earlier: list[Edition] = (),
    base: Edition | None = None,
    errata: list[Difference] = (),
) -> dict:
    """``earlier`` are the year's editions before it, oldest first."""
    return {
        "number": number,
        "kind": str(kind),
        "title": Sentence(TITLES[EditionKind(kind)], {"number": number}),
        "frozen_on": on,
        "reason": reason,
        "history": [said for one in earlier for said in decided(one)],
        "compared_with": base.number if base else None,
        "errata": errata,
    }


def decided(edition: Edition) -> list[Sentence]:
    """The line that says what the task force decided on the edition, where it did."""
    resolution = decision_of(edition)
    if not counts(edition, resolution) or resolution.outcome not in DECIDED:
        return []
    meeting = edition.item.meeting
    values = {"edition": edition.number, "day": meeting.held_on, "number": meeting.number}
    return [Sentence(DECIDED[Outcome(resolution.outcome)], values | {"year": to_roc_year(meeting.year)})]
