"""The lines of 「性別統計與分析運用於政策或計畫之制定與執行情形」 of a year (伍三(二)3A(2); S-13).

A line is a recommendation: of an analysis completed in the year, or decided on in it. An analysis of the year without a
recommendation has a line that says so.
"""

from dataclasses import astuple, dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from core.roc import format_day
from statistics_app.models import Adoption, Analysis, Recommendation


@dataclass(frozen=True)
class Use:
    """One line of the form, in the order of its columns."""

    number: int
    topic: str
    units: str
    advice: str
    adoption: str
    used_in: str
    remark: str

    @property
    def cells(self) -> tuple:
        return astuple(self)


def heads() -> tuple[str, ...]:
    """The form's columns."""
    return (
        _("序號"),
        _("統計指標或分析題目"),
        _("撰擬組室"),
        _("建議事項"),
        _("參採情形"),
        _("運用之政策或計畫及執行情形"),
        _("備註"),
    )


def uses(agency_id: int, year: int) -> list[Use]:
    """The lines of the year, analysis by analysis: a constant number of queries."""
    of_year = Q(completed_on__year=year) | Q(
        recommendations__decided_on__year=year, recommendations__is_withdrawn=False
    )
    rows = Analysis.objects.of(agency_id).standing().filter(of_year, completed_on__isnull=False).distinct()
    found = [
        (analysis, advice)
        for analysis in rows.whole().order_by("completed_on", "id")
        for advice in _advice(analysis, year)
    ]
    return [_use(number, *one) for number, one in enumerate(found, start=1)]


def _advice(analysis: Analysis, year: int) -> list[Recommendation | None]:
    if analysis.completed_on.year == year:
        return analysis.advice or [None]
    return [one for one in analysis.advice if one.decided_on and one.decided_on.year == year]


def _use(number: int, analysis: Analysis, advice: Recommendation | None) -> Use:
    units = _("、").join(one.name for one in analysis.writers)
    if advice is None:
        return Use(number, analysis.title, units, "–", "–", "–", _("尚無建議事項"))
    return Use(
        number,
        analysis.title,
        units,
        advice.text,
        str(Adoption(advice.adoption).label),
        advice.used_in or "–",
        _remark(advice),
    )


def _remark(advice: Recommendation) -> str:
    said = [
        _("理由：%(reason)s") % {"reason": advice.reason} if advice.reason else "",
        _("%(day)s決定") % {"day": format_day(advice.decided_on)} if advice.decided_on else "",
    ]
    return _("；").join(one for one in said if one)
