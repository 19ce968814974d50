"""T12 任務編組及考績甄審委員會性別比例 (陸二(六))."""

from django.utils.translation import gettext_noop as _n

from committee.compliance.bodies import Body, bodies
from committee.figures.cells import BODIES, column, word
from committee.models import Kind, Level
from core.contract import Scope, Sentence, Table, Verdict
from plan.rules import RuleBook

BY_STATUTE = Sentence(_n("未符合，依法例外"))


def body_table(scope: Scope, book: RuleBook) -> Table:
    """Every other committee on the reference day; boards with the statute's least of the smaller sex."""
    return Table(
        key="committee-bodies",
        title=Sentence(_n("任務編組及考績甄審委員會性別比例")),
        columns=(
            column("name", _n("委員會名稱")),
            column("kind", _n("層級及性質")),
            column("basis", _n("設置依據")),
            column("all", _n("委員總數"), "int"),
            column("men", _n("男"), "int"),
            column("women", _n("女"), "int"),
            column("others", _n("其他／未填"), "int"),
            column("share", _n("較少性別比率"), "percent"),
            column("least", _n("三分之一"), "int", LEAST),
            column("lawful", _n("法定"), "int", LEAST),
            column("verdict", _n("是否符合"), "label"),
        ),
        rows=tuple(_row(one) for rows in bodies(scope, book).values() for one in rows),
        clause=BODIES,
    )


LEAST = _n("下限人數")


def _row(one: Body) -> tuple:
    committee, count = one.committee, one.count
    excused = one.verdict == Verdict.UNMET and one.lawful and one.is_lawful
    return (
        committee.name,
        Sentence(
            "%(level)s%(kind)s",
            {"level": word(Level(committee.level)), "kind": word(Kind(committee.kind))},
        ),
        committee.legal_basis or None,
        count.total,
        count.men,
        count.women,
        count.others,
        (count.minority, count.total),
        one.least,
        one.lawful[count.women < count.men] if one.lawful else None,
        BY_STATUTE if excused else word(one.verdict),
    )
