"""The annual outcome report as plain data (柒一(二)): an edition is made of what the chapters answer, and nothing else.

The page, the PDF and any later file read only the edition. A draft is an edition that isn't kept. Verdicts and their
sentences name units, never people (domain 6.8); the records behind a figure are numbers without a name.
"""

import hashlib
import json
from collections import Counter

from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from core.contract import Column, Scope, Sentence, Table, Verdict, canonical
from core.roc import to_roc_year
from organization.models import Agency, UnitFunction
from reports.board import gather
from reports.gaps import gaps
from reports.judged import ORDER, Board
from reports.provenance import provenance
from reports.sections import Section, rule_line, sections
from reports.texts import texts_of

FORM = 2
"""Grows when the shape of an edition changes."""

FILE_NAME = Sentence(_n("%(agency)s%(year)s年推動性別主流化成果報告（草案）.pdf"))


def edition(scope: Scope) -> dict:
    """The report of ``scope`` as JSON-able data; same records, same data."""
    board = gather(scope)
    agency = Agency.objects.get(id=scope.agency_id)
    parts = sections(board, texts_of(scope.agency_id, scope.year))
    made = {
        "form": FORM,
        "agency": agency.name,
        "year": scope.year,
        "as_of": scope.day,
        "closed": scope.closed,
        "plan": board.plan.title if board.plan else "",
        "in_force": board.in_force,
        "adoptions": board.adoptions,
        "compiled_by": _secretariat(agency, scope),
        "tally": board.tally(),
        "gaps": gaps(board, parts),
        "summary": _summary(board, parts),
        "sections": [one.printed() for one in parts],
        "rules": [rule_line(one) for one in board.judged],
        "provenance": provenance(board, parts, agency.code),
    }
    return json.loads(canonical(made))


def digest(made: dict) -> str:
    """The edition's SHA-256: what a PDF is kept and known by."""
    return hashlib.sha256(canonical(made).encode()).hexdigest()


def file_name(made: dict) -> Sentence:
    """What the PDF is called when it is saved."""
    return Sentence(FILE_NAME.message, {"agency": made["agency"], "year": to_roc_year(made["year"])})


def _secretariat(agency: Agency, scope: Scope) -> str:
    """The name of the 幕僚單位 that day (參一)."""
    units = agency.units.on(scope.day)
    return next((one.name for one in units if UnitFunction.PLANNING in one.functions), "")


def _summary(board: Board, parts: list[Section]) -> Table:
    """How many of each verdict in each section."""
    shown = [verdict for verdict in ORDER if verdict in dict(board.tally())]
    rows = []
    for part in parts:
        count = Counter(one.finding.verdict for one in part.judged)
        if count:
            rows.append((part.heading, part.owner, *(count[verdict] for verdict in shown), count.total()))
    total = Counter(one.finding.verdict for one in board.judged)
    return Table(
        key="summary",
        title=Sentence(_n("各章節條款判定統計")),
        columns=(
            Column("section", Sentence(_n("章節"))),
            Column("owner", Sentence(_n("主責單位"))),
            *(Column(str(verdict), _name(verdict), "int") for verdict in shown),
            Column("all", Sentence(_n("計")), "int"),
        ),
        rows=tuple(rows),
        foot=((Sentence(_n("合計")), "", *(total[verdict] for verdict in shown), total.total()),),
    )


def _name(verdict: Verdict) -> Sentence:
    """The verdict's word, untranslated."""
    with override("zh-hant"):
        return Sentence(verdict.label)
