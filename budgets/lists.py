"""Lists of the chapter as files for office programs (伍五; B-6, B-7)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets.comparison import Changed, Checked
from core.spreadsheets import Sheet


def year_changes(rows: Iterable[Changed]) -> Sheet:
    """What has changed since the year before."""
    headers = (_("異動"), _("組室"), _("工作計畫"), _("項目名稱"), _("上年度"), _("本年度"), _("增減"))
    return Sheet(_("年度異動"), headers, [_changed(one) for one in rows])


def _changed(one: Changed) -> tuple:
    shown = one.shown
    return (
        one.label,
        shown.unit.name,
        shown.work_plan,
        shown.title,
        one.was,
        one.now,
        one.gap,
    )


def official_totals(rows: Iterable[Checked]) -> Sheet:
    """Official totals beside the sums of the lines."""
    headers = (
        _("組室"),
        _("金額種類"),
        _("核定總數（元）"),
        _("各項合計"),
        _("差額"),
        _("差異說明"),
        _("來源"),
    )
    return Sheet(_("官方總數核對"), headers, [_checked(one) for one in rows])


def _checked(one: Checked) -> tuple:
    total = one.total
    return (
        total.unit.name if total.unit else _("全機關"),
        total.get_what_display(),
        total.amount,
        one.summed,
        one.gap,
        total.explanation if one.is_explained else "",
        total.source,
    )
