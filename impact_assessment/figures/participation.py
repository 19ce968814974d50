"""T9, the other half: who was heard in what way, what was said and what became of it (伍四(三), (四)).

The report names units and meetings, never people: an expert stands there with the basis of 伍四(三).
"""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import name
from committee.figures.cells import column, open_text, word
from core.contract import Sentence, Table
from impact_assessment.compliance.facts import Facts, Followed, basis_of
from impact_assessment.models import Adoption, Opinion
from plan.rules import RuleBook

CLAUSE = "伍四(三)"
BY_EXPERT = Sentence(_n("專家書面意見"))
BY_MEETING = Sentence(_n("專案小組審議"))
UNANSWERED = Sentence(_n("尚未回復"))
NO_BASIS = Sentence(_n("當日無資格"))


def participation_table(known: Facts, book: RuleBook) -> Table:
    """One line for each opinion of the round that counts; who was heard and said nothing has one too."""
    lines = [(one, *line[:4]) for one in known.needed for line in heard(one, book)]
    return Table(
        key="assessment-participation",
        title=Sentence(_n("程序參與及參採情形")),
        columns=(
            column("title", _n("案名")),
            column("way", _n("參與方式"), "label"),
            column("who", _n("參與者")),
            column("day", _n("參與日期"), "date"),
            column("opinion", _n("主要意見")),
            column("adoption", _n("參採情形"), "label"),
            column("answer", _n("修正處或理由")),
        ),
        rows=tuple(_row(*line) for line in lines),
        clause=CLAUSE,
        note=Sentence(_n("專家以其提出意見當日之資格列示。")),
    )


def heard(one: Followed, book: RuleBook) -> list[tuple]:
    """(way, who, day, opinion or None, engagement or None) of the round that counts."""
    return [*_written(one, book), *_in_meeting(one)] if one.is_needed else []


def _written(one: Followed, book: RuleBook) -> Iterator[tuple]:
    for each in one.written:
        basis = basis_of(each, book)
        said = [opinion for opinion in one.opinions if opinion.engagement_id == each.id]
        who = basis.title if basis else NO_BASIS
        yield from ((BY_EXPERT, who, each.submitted_on, opinion, each) for opinion in said or [None])


def _in_meeting(one: Followed) -> Iterator[tuple]:
    if one.heard_on:
        said = [opinion for opinion in one.opinions if opinion.engagement_id is None]
        who = name(one.case.presented_in.meeting)
        yield from ((BY_MEETING, who, one.heard_on, opinion, None) for opinion in said or [None])


def _row(one: Followed, way: Sentence, who, day, opinion: Opinion | None) -> tuple:
    head = (one.case.title, way, who, day)
    if opinion is None:
        return (*head, None, None, None)
    text = opinion.text
    if opinion.item_id:
        text = open_text(one.case.presented_in, text)
    reply = one.reply(opinion)
    if reply is None:
        return (*head, text, UNANSWERED, None)
    return (*head, text, word(Adoption(reply.adoption)), _answer(reply))


def _answer(reply) -> str | Sentence | None:
    """Where the draft changed, and why not all of it was taken."""
    if not reply.reason:
        return reply.where_changed or None
    reason = Sentence(_n("理由：%(reason)s"), {"reason": reply.reason})
    if not reply.where_changed:
        return reason
    return Sentence(_n("%(where)s；%(reason)s"), {"where": reply.where_changed, "reason": reason})
