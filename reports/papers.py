"""The board on paper: the forecast, and the director's summary on one page (D-3, D-5); units, never people."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from core.contract import Verdict
from core.printing import Document, Facts, Grid, Heading, Para
from core.roc import format_day, format_short, format_year
from organization.models import Agency, Unit
from reports.comparison import Comparison, Turn
from reports.forecast import Outlook, Prospect, forecast
from reports.gaps import owners
from reports.judged import ORDER, Board
from reports.sections import sections

LISTED = (Outlook.NOW, Outlook.OPEN, Outlook.LOST, Outlook.UNKNOWN)
ONE_PAGE = Path(__file__).with_name("one_page.css")
FIRST = 8
"""How many rules the one page lists."""
CHAPTERS = 14
"""How many sections it counts."""
WORDS = 44
"""How much is said of each there."""


def of_forecast(board: Board, agency: Agency, unit: Unit | None = None) -> Document:
    """Every rule that isn't fulfilled, the most urgent first."""
    rows, owner = forecast(board), owners(board)
    title = _("%(agency)s %(year)s 年年底預測") % _names(board, agency, unit)
    blocks = [Facts(((_("推算基準日"), format_day(board.scope.as_of)), (_("計畫"), _plan(board))))]
    for outlook in LISTED:
        listed = [one for one in rows if one.outlook == outlook]
        if listed:
            heading = _("%(outlook)s（%(count)s 條）") % {"outlook": outlook.label, "count": len(listed)}
            blocks += [Heading(1, heading), _grid(listed, owner)]
    if len(blocks) == 1:
        blocks.append(Para(_("各項規定均已達成，沒有還要做的事。")))
    return Document(title, blocks=tuple(blocks), header=title)


def _names(board: Board, agency: Agency, unit: Unit | None) -> dict:
    return {"agency": unit.name if unit else agency.name, "year": format_year(board.scope.year)}


def _plan(board: Board) -> str:
    return board.plan.title if board.plan else "–"


def _grid(listed: list[Prospect], owner: dict[int, str]) -> Grid:
    header = (_("條款"), _("判定"), _("達成／應達成"), _("說明"), _("最後可行日"), _("由誰"))
    return Grid(header, tuple(_row(one, owner[id(one.judged)]) for one in listed), (13, 9, 14, 33, 14, 17))


def _row(one: Prospect, owner: str) -> tuple[str, ...]:
    return (
        f"{one.finding.clause}\n{one.finding.rule}",
        one.finding.verdict.label,
        _share(one),
        f"{one.sentence}\n{one.finding.sentence}"
        if one.outlook == Outlook.LOST
        else str(one.finding.sentence),
        _last(one),
        _who(one, owner),
    )


def _share(one: Prospect) -> str:
    have, need = one.finding.have, one.finding.need
    return "–" if need is None else f"{'–' if have is None else have}/{need}"


def _last(one: Prospect) -> str:
    return format_short(one.last) if one.last else "–"


def _who(one: Prospect, owner: str) -> str:
    return _("、").join(str(who) for who in one.who) or owner or "–"


@dataclass(frozen=True)
class Summary:
    """What the director reads: how many of each, what comes first, chapter by chapter, and against last year."""

    rows: tuple[Prospect, ...]
    owner: dict[int, str]
    chapters: tuple[tuple[str, Counter], ...]
    turns: dict[Turn, int]

    @property
    def first(self) -> list[tuple[Prospect, str]]:
        """What is to be looked at first; what can't be judged is only counted."""
        urgent = (Outlook.NOW, Outlook.OPEN, Outlook.LOST)
        listed = [one for one in self.rows if one.outlook in urgent]
        return [(one, self.owner[id(one.judged)]) for one in listed[:FIRST]]

    @property
    def rest(self) -> int:
        urgent = (Outlook.NOW, Outlook.OPEN, Outlook.LOST)
        return max(sum(one.outlook in urgent for one in self.rows) - FIRST, 0)

    def outlooks(self) -> list[tuple[Outlook, int]]:
        count = Counter(one.outlook for one in self.rows)
        return [(outlook, count[outlook]) for outlook in Outlook if count[outlook]]


def summary(board: Board, compared: Comparison) -> Summary:
    parts = [(part.heading, Counter(one.finding.verdict for one in part.judged)) for part in sections(board)]
    return Summary(
        rows=forecast(board),
        owner=owners(board),
        chapters=tuple((heading, count) for heading, count in parts if count),
        turns=dict(compared.tally()),
    )


def of_summary(board: Board, found: Summary, agency: Agency, unit: Unit | None = None) -> Document:
    """One page for sure: so many rows, and of each so many words."""
    title = _("%(agency)s %(year)s 年性別主流化實施計畫執行摘要") % _names(board, agency, unit)
    shown = [verdict for verdict in ORDER if any(count[verdict] for _heading, count in found.chapters)]
    blocks = [
        Facts(
            (
                (_("基準日"), format_day(board.scope.as_of)),
                (_("判定"), _tally((one.label, n) for one, n in board.tally())),
                (_("展望"), _tally((one.label, n) for one, n in found.outlooks())),
                (_("與去年同日比較"), _tally((one.label, n) for one, n in found.turns.items())),
            )
        ),
        Heading(1, _("優先處理")),
        _urgent(found),
        Heading(1, _("各章節判定")),
        _by_chapter(found, shown),
    ]
    return Document(title, blocks=tuple(blocks), header="")


def _tally(pairs) -> str:
    return (
        _("、").join(_("%(label)s %(count)s 條") % {"label": label, "count": n} for label, n in pairs) or "–"
    )


def _urgent(found: Summary) -> Grid | Para:
    if not found.first:
        return Para(_("沒有待處理的條款。"))
    header = (_("條款"), _("展望"), _("達成／應達成"), _("說明"), _("最後可行日"), _("由誰"))
    rows = [
        (
            one.finding.clause,
            one.outlook.label,
            _share(one),
            _cut(str(one.finding.sentence), WORDS),
            _last(one),
            _cut(_who(one, owner), 16),
        )
        for one, owner in found.first
    ]
    if found.rest:
        rows.append(("…", "", "", _("另有 %(count)s 條，見年底預測。") % {"count": found.rest}, "", ""))
    return Grid(header, tuple(rows), (13, 11, 14, 33, 13, 16))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _by_chapter(found: Summary, shown: list[Verdict]) -> Grid:
    header = (_("章節"), *(one.label for one in shown))
    rows = [
        (_cut(heading, 18), *(str(count[one]) for one in shown))
        for heading, count in found.chapters[:CHAPTERS]
    ]
    width = 60 // max(len(shown), 1)
    return Grid(header, tuple(rows), (100 - width * len(shown), *(width for _one in shown)))
