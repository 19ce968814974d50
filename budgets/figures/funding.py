"""What pays for the year's measures, unit by unit (捌)."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import Facts
from budgets.compliance.funding import Source, source
from budgets.figures.sums import TOTAL
from committee.figures.cells import column
from core.contract import Sentence, Table
from core.roc import to_roc_year

CLAUSE = "捌"


def funding_table(known: Facts) -> Table:
    """Measures by the unit that leads them: a joint one is counted once."""
    found: dict[int, Counter] = defaultdict(Counter)
    for one in known.measures:
        found[known.heirs[one.unit_id]][source(known, one)] += 1
    rows = [(one.name, found[one.id]) for one in known.units if one.id in found]
    return Table(
        key="funding",
        title=Sentence(_n("%(year)s 年具體措施經費來源"), {"year": to_roc_year(known.scope.year)}),
        columns=(
            column("unit", _n("主辦組室")),
            column("line", _n("列入年度預算"), "int"),
            column("none", _n("無需經費"), "int"),
            column("within", _n("於相關經費項下支應"), "int"),
            column("no-line", _n("有預算而未對應項目"), "int"),
            column("unstated", _n("未填"), "int"),
            column("all", _n("計"), "int"),
        ),
        rows=tuple(_cells(*row) for row in rows),
        foot=(_cells(TOTAL, sum((count for _name, count in rows), Counter())),),
        clause=CLAUSE,
        note=Sentence(_n("共同辦理之措施列於主辦組室，不重複計算。")),
    )


def _cells(title, count: Counter) -> tuple:
    return title, *(count[one] for one in Source), count.total()
