"""Lists of the chapter as files for office programs (伍三; columns of domain 2.4)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from committee.lists import last_day
from core.spreadsheets import Sheet
from statistics_app.models import Analysis, Indicator
from statistics_app.progress import YearLine
from statistics_app.standing import Standing
from statistics_app.usage import Use, heads


def indicators(rows: Iterable[Indicator]) -> Sheet:
    """The official list of indicators."""
    headers = (
        _("編號"),
        _("中類"),
        _("指標名稱"),
        _("單位"),
        _("定義"),
        _("計算公式"),
        _("資料來源"),
        _("資料期別"),
        _("統計標準時間"),
        _("主辦組室"),
        _("複分類"),
        _("類別"),
        _("起日"),
        _("迄日"),
        _("接續的舊指標"),
        _("異動事由"),
    )
    return Sheet(_("性別統計指標"), headers, [_indicator(one) for one in rows])


def _indicator(one: Indicator) -> tuple:
    return (
        one.code,
        one.group,
        one.title,
        one.unit_of_measure,
        one.definition,
        one.formula,
        one.source,
        one.get_frequency_display(),
        one.get_timing_display(),
        one.owner.name,
        one.dimension,
        "\n".join(category.title for category in one.categories.all() if category.title),
        one.since,
        last_day(one),
        one.replaces.code if one.replaces else "",
        one.change_reason,
    )


def analyses(rows: Iterable[tuple[Analysis, Standing]]) -> Sheet:
    """The year's analyses with what became of them."""
    headers = (
        _("序號"),
        _("題目"),
        _("撰擬組室"),
        _("撰擬方式"),
        _("撰擬人或受託單位"),
        _("完成日"),
        _("提報會議"),
        _("送請參考的組室"),
        _("建議事項"),
        _("參採情形"),
        _("運用之政策、計畫或業務"),
        _("狀態"),
    )
    return Sheet(_("性別分析"), headers, [_analysis(place, *one) for place, one in enumerate(rows, start=1)])


def _analysis(place: int, one: Analysis, stands: Standing) -> tuple:
    return (
        place,
        one.title,
        _("、").join(unit.name for unit in one.writers),
        one.get_way_display(),
        one.authors,
        one.completed_on,
        str(one.presented_in.meeting) if one.is_presented else "",
        _("、").join(sending.unit.name for sending in one.sendings.all()),
        "\n".join(advice.text for advice in one.advice),
        "\n".join(str(advice.get_adoption_display()) for advice in one.advice),
        "\n".join(advice.used_in for advice in one.advice),
        stands.stage.label,
    )


def usage(rows: Iterable[Use]) -> Sheet:
    """The yearly form's lines."""
    return Sheet(_("運用情形"), heads(), [one.cells for one in rows])


def year_tables(rows: Iterable[YearLine]) -> Sheet:
    """Where the numbers of a year stand."""
    headers = (_("編號"), _("指標名稱"), _("主辦組室"), _("狀態"), _("未填格數"), _("應填格數"), _("核定日"))
    return Sheet(_("統計表"), headers, [_year_table(one) for one in rows])


def _year_table(one: YearLine) -> tuple:
    return (
        one.indicator.code,
        one.indicator.title,
        one.indicator.owner.name,
        one.label,
        one.blank,
        one.asked,
        one.table.approved_on if one.table else None,
    )
