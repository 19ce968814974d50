"""How many cases and opinions of each kind there were, and what became of them (伍四(三), (四))."""

from collections import Counter

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column, word
from core.contract import Sentence, Table
from impact_assessment.compliance.facts import Facts, Followed
from impact_assessment.models import Adoption

CLAUSE = "伍四(四)"
CASES = _n("案件數")
HEARD = _n("程序參與")
OPINIONS = _n("意見數")


def adoption_table(known: Facts) -> Table:
    """By the kinds of rule GIA-01; only what needs an assessment has participation and opinions."""
    kinds = dict.fromkeys(one.case.kind_title for one in known.needed)
    rows = [(kind, *_counts([one for one in known.needed if one.case.kind_title == kind])) for kind in kinds]
    return Table(
        key="assessment-adoption",
        title=Sentence(_n("各類案件之程序參與及參採統計")),
        columns=(
            column("kind", _n("類型"), "label"),
            column("needed", _n("應辦"), "int", CASES),
            column("approved", _n("已審核"), "int", CASES),
            column("experts", _n("專家（份）"), "int", HEARD),
            column("items", _n("小組（案）"), "int", HEARD),
            *(column(one.lower(), word(one).message, "int", OPINIONS) for one in Adoption),
            column("open", _n("未回復"), "int", OPINIONS),
            column("all", _n("計"), "int", OPINIONS),
        ),
        rows=tuple(rows),
        foot=((Sentence(_n("合計")), *_counts(known.needed)),),
        clause=CLAUSE,
    )


def _counts(needed: list[Followed]) -> tuple[int, ...]:
    replies = [one.reply(opinion) for one in needed for opinion in one.opinions]
    became = Counter(reply.adoption for reply in replies if reply)
    return (
        len(needed),
        sum(one.approval is not None for one in needed),
        sum(len(one.written) for one in needed),
        sum(one.heard_on is not None for one in needed),
        *(became[one] for one in Adoption),
        replies.count(None),
        len(replies),
    )
