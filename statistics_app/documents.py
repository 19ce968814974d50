"""The yearly form on paper, as blocks for PDF and ODT, in the plan's own language (伍三(二)3A(2); S-13)."""

from django.utils.translation import gettext as _

from committee.documents import in_chinese
from core.printing import Document, Facts, Grid, Para
from core.roc import format_roc, to_roc_year
from organization.models import Agency
from statistics_app.usage import heads, uses

WIDTHS = (8, 17, 12, 18, 12, 19, 14)


@in_chinese
def yearly_document(agency: Agency, year: int, day) -> Document:
    """「性別統計與分析運用於政策或計畫之制定與執行情形」 of a year, as its records stand on ``day``."""
    rows = tuple(tuple(str(cell) for cell in one.cells) for one in uses(agency.id, year))
    title = _("%(agency)s%(year)s年性別統計與分析運用於政策或計畫之制定與執行情形") % {
        "agency": agency.name,
        "year": to_roc_year(year),
    }
    facts = Facts(((_("填報機關"), agency.name), (_("產製日期"), format_roc(day))))
    body = Grid(heads(), rows, WIDTHS) if rows else Para(_("本年度尚無資料。"))
    return Document(title, blocks=(facts, body), header=title)
