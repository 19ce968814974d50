"""The annual outcome report as plain data (柒一(二)): an edition is made of what the chapters answer, and nothing else.

The page, the PDF and any later file read only the edition. A draft is an edition that isn't kept.
"""

import hashlib
import json

from django.utils.translation import gettext_noop as _n

from core.contract import Scope, Sentence, Verdict, canonical
from organization.models import Agency, UnitFunction
from reports.board import Board, Judged, gather

FORM = 1
"""Grows when the shape of an edition changes."""

GAPS = {Verdict.UNMET, Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BELOW_PRINCIPLE}


def edition(scope: Scope) -> dict:
    """The report of ``scope`` as JSON-able data; same records, same data."""
    board = gather(scope)
    agency = Agency.objects.get(id=scope.agency_id)
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
        "gaps": [_gap(one) for one in board.open() if one.finding.verdict in GAPS],
        "tally": [[str(verdict), count] for verdict, count in board.tally()],
        "sections": _sections(board),
        "rules": [_rule(one) for one in board.judged],
    }
    return json.loads(canonical(made))


def digest(made: dict) -> str:
    """The edition's SHA-256: what a PDF is kept and known by."""
    return hashlib.sha256(canonical(made).encode()).hexdigest()


def title(made: dict) -> Sentence:
    return Sentence(_n("推動性別主流化成果報告"))


def _secretariat(agency: Agency, scope: Scope) -> str:
    """The name of the 幕僚單位 that day (參一)."""
    units = agency.units.on(scope.day)
    return next((one.name for one in units if UnitFunction.PLANNING in one.functions), "")


def _rule(one: Judged) -> dict:
    finding = one.finding
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "text": one.text,
        "force": one.force,
        "verdict": str(finding.verdict),
        "have": finding.have,
        "need": finding.need,
        "sentence": finding.sentence,
        "readings": finding.readings,
    }


def _gap(one: Judged) -> dict:
    return _rule(one) | {
        "duties": [{"who": duty.who, "what": duty.what, "until": duty.until} for duty in one.duties[:MOST]],
        "more": max(0, len(one.duties) - MOST),
    }


MOST = 3
"""Duties that a line of the front page names; the living plan has them all."""


def _sections(board: Board) -> list[dict]:
    """The plan's articles, and within the tools' article one section for each tool."""
    sections = []
    for passage in board.passages:
        if passage.level == 1 or (passage.level == 2 and passage.heading and _has_chapters(sections)):
            chapter = (sections[-1]["chapter"] if sections else 0) + (passage.level == 1)
            sections.append({**_heading(passage), "chapter": chapter, "passages": [], "tables": []})
        if sections:
            sections[-1]["passages"].append(_passage(passage))
    _place_tables(sections, board)
    return sections


def _place_tables(sections: list[dict], board: Board) -> None:
    """Each table at the end of its section, numbered through its article: 表 5-1, 圖 5-1."""
    numbers = {}
    for section in sections:
        for table in board.tables:
            if _home(table.clause, sections) != section["label"]:
                continue
            count = numbers.setdefault(section["chapter"], {"table": 0, "figure": 0})
            count["table"] += 1
            count["figure"] += bool(table.chart)
            section["tables"].append(
                {
                    "number": f"{section['chapter']}-{count['table']}",
                    "figure": f"{section['chapter']}-{count['figure']}" if table.chart else "",
                    "table": table,
                }
            )


def _has_chapters(sections: list[dict]) -> bool:
    return bool(sections) and sections[-1]["label"].startswith(TOOLS)


TOOLS = "伍"


def _home(clause: str, sections: list[dict]) -> str:
    """The section that a clause belongs to: the one with the longest label that begins it."""
    labels = [one["label"] for one in sections if clause.startswith(one["label"])]
    return max(labels, key=len, default="")


def _heading(passage) -> dict:
    return {
        "label": passage.label,
        "number": passage.number,
        "level": passage.level,
        "heading": passage.heading.rstrip("：:"),
    }


def _passage(passage) -> dict:
    return {
        "label": passage.label,
        "number": passage.number,
        "level": passage.level,
        "heading": passage.heading,
        "paragraphs": [line for line in passage.paragraphs if line],
        "judged": [_rule(one) for one in passage.judged],
    }
