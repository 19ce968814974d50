"""T7 指標一覽 in two tables that fit a page, and what the year's review decided (伍三(二)1, 2)."""

from fractions import Fraction

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column, word
from core.contract import Scope, Sentence, Table
from core.roc import to_roc_year
from statistics_app.cells import LEGEND, Side, Spot, write
from statistics_app.compliance.facts import Facts
from statistics_app.figures.numbers import Line, Numbers
from statistics_app.figures.series import share_of_women
from statistics_app.models import Frequency, Result, ReviewLine

INDICATORS, COMPILED = "伍三(二)1", "伍三(二)2"
WITHHELD = Sentence(_n("沒有小細格遮蔽的現行規定（D-18），以人數計的指標不列數值。"))


def number_table(scope: Scope, shown: list[Numbers]) -> Table:
    """The last period's approved numbers of each, and how the women's share has moved."""
    return Table(
        key="statistics-numbers",
        title=Sentence(_n("性別統計指標數值一覽")),
        columns=(
            column("code", _n("編號"), "label"),
            column("title", _n("指標名稱")),
            column("unit", _n("單位"), "label"),
            column("male", _n("男"), "figure"),
            column("female", _n("女"), "figure"),
            column("total", _n("計"), "figure"),
            column("share", _n("女性比率"), "percent"),
            column("before", _n("前一年女性比率"), "percent"),
            column("change", _n("增減（百分點）"), "figure"),
        ),
        rows=tuple(_numbers(scope, one, line) for one in shown for line in one.lines),
        clause=COMPILED,
        note=_note(scope, shown),
    )


def _note(scope: Scope, shown: list[Numbers]) -> Sentence:
    if any(one.is_withheld for one in shown):
        return WITHHELD
    said = Sentence(
        _n("僅列 %(year)s 年最後一期已核定之數值，未核定者以 – 表示。"), {"year": to_roc_year(scope.year)}
    )
    return Sentence("%(said)s%(legend)s", {"said": said, "legend": LEGEND})


def _numbers(scope: Scope, one: Numbers, line: Line) -> tuple:
    share, before = (_share(one, line, year) for year in (scope.year, scope.year - 1))
    return (
        one.indicator.code,
        line.title,
        one.indicator.unit_of_measure,
        *(_figure(scope, one, line, side) for side in (Side.MALE, Side.FEMALE, Side.TOTAL)),
        share,
        before,
        change(before, share),
    )


def _figure(scope: Scope, one: Numbers, line: Line, side: Side) -> str | None:
    value = one.known.get(scope.year, {}).get(Spot(line.category, one.part, side))
    return None if value is None else write(value, one.shape.decimals, grouped=True)


def _share(one: Numbers, line: Line, year: int) -> tuple[int, int] | None:
    """What can't be added up has no share."""
    if not one.shape.adds_sexes or year not in one.known:
        return None
    share = share_of_women(one.known[year], line.category, one.part)
    return share if share and share[1] else None


def change(before: tuple[int, int] | None, now: tuple[int, int] | None) -> str | None:
    """Percentage points with one decimal, rounded half away from zero, with a sign."""
    if before is None or now is None:
        return None
    points = 1000 * (Fraction(*now) - Fraction(*before))
    tenths = int(abs(points) + Fraction(1, 2))
    sign = "" if tenths == 0 else "+" if points > 0 else "-"
    return f"{sign}{tenths // 10}.{tenths % 10}"


def meaning_table(shown: list[Numbers]) -> Table:
    """What each number means."""
    return Table(
        key="statistics-indicators",
        title=Sentence(_n("性別統計指標一覽")),
        columns=(
            column("code", _n("編號"), "label"),
            column("group", _n("中類"), "label"),
            column("title", _n("指標名稱")),
            column("definition", _n("定義")),
            column("frequency", _n("資料期別"), "label"),
            column("source", _n("資料來源")),
            column("owner", _n("主辦組室"), "label"),
        ),
        rows=tuple(_meaning(one.indicator) for one in shown),
        clause=INDICATORS,
    )


def _meaning(one) -> tuple:
    return (
        one.code,
        one.group or None,
        one.title,
        one.definition,
        word(Frequency(one.frequency)),
        one.source,
        one.owner.name,
    )


def review_table(known: Facts) -> Table:
    """新增、修正、刪除: what the concluded review did not leave as it was."""
    review = known.review
    is_there = review is not None and review.concluded_on is not None and review.concluded_on <= known.until
    mine = {one.id for one in known.indicators}
    lines = [one for one in review.lines.all() if one.indicator_id in mine] if is_there else []
    return Table(
        key="statistics-review",
        title=Sentence(_n("性別統計指標檢討結果")),
        columns=(
            column("result", _n("檢討結果"), "label"),
            column("code", _n("編號"), "label"),
            column("title", _n("指標名稱")),
            column("reason", _n("理由")),
        ),
        rows=tuple(_reviewed(one) for one in lines if one.result != Result.KEPT),
        clause=INDICATORS,
        note=_kept(known, lines) if is_there else None,
    )


def _kept(known: Facts, lines: list[ReviewLine]) -> Sentence:
    kept = sum(one.result == Result.KEPT for one in lines)
    return Sentence(_n("%(day)s檢討，其餘 %(kept)s 項維持。"), {"day": known.review.held_on, "kept": kept})


def _reviewed(line: ReviewLine) -> tuple:
    indicator = line.indicator
    return word(Result(line.result)), indicator.code, indicator.title, line.reason or None
