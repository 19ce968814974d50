"""The report's sections: the plan's articles, and the five tools of 伍 each for itself, with text, verdicts and tables.

Nothing of the plan is retyped here: headings, owners (參) and text are the clauses'.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields

from core.contract import Sentence, Table, Verdict, canonical
from reports.judged import Board, Judged, Passage

TOOLS = "伍"
"""The one article whose items are sections of their own."""

OFFICES = "參"
"""Who answers for what."""

STOPS = "，；。"


@dataclass
class Section:
    """A part of the report under a heading of its own."""

    label: str
    number: str
    level: int
    title: str
    heading: str
    chapter: int
    owner: str
    passages: list[dict] = field(default_factory=list)
    texts: list[dict] = field(default_factory=list)
    tables: list[dict] = field(default_factory=list)
    unjudged: Sentence | None = None
    judged: list[Judged] = field(default_factory=list)

    def printed(self) -> dict:
        """What goes into the edition: all but the findings with their records."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "judged"}


def sections(board: Board, texts: Iterable[dict] = ()) -> list[Section]:
    """The plan's text cut into sections, in its order, each with what the units wrote of it (R-2)."""
    owners = _owners(board.passages)
    found: list[Section] = []
    for passage in board.passages:
        if passage.level == 1 or _is_tool(passage):
            chapter = (found[-1].chapter if found else 0) + (passage.level == 1)
            found.append(_section(passage, chapter, owners))
        if found:
            found[-1].judged += passage.judged
            found[-1].passages.append(_passage(passage))
    for section in found:
        _say_once(section)
        section.texts = [_written(one) for one in texts if one["section"] == section.label]
    _place_tables(found, board.tables)
    return found


def _is_tool(passage: Passage) -> bool:
    return passage.level == 2 and bool(passage.title) and passage.label.startswith(TOOLS)


def _section(passage: Passage, chapter: int, owners: dict[str, str]) -> Section:
    title = passage.heading.rstrip("：:") or _first_phrase(passage.text)
    return Section(
        label=passage.label,
        number=passage.number,
        level=passage.level,
        title=passage.heading.rstrip("：:"),
        heading=passage.number + title,
        chapter=chapter,
        owner=next((unit for name, unit in owners.items() if name.startswith(title)), owners.get("", "")),
    )


def _first_phrase(text: str) -> str:
    """An article without a heading is listed by its first words."""
    end = min((text.find(stop) for stop in STOPS if stop in text), default=len(text))
    return text[:end]


def _owners(passages: Iterable[Passage]) -> dict[str, str]:
    """Who answers for what is named so in 參; the first named, the 幕僚單位, for all the rest."""
    named = {
        one.heading.rstrip("：:"): one.text.rstrip("。")
        for one in passages
        if one.label.startswith(OFFICES) and one.heading and one.text
    }
    return named | {"": next(iter(named.values()), "")}


def _passage(passage: Passage) -> dict:
    return {
        "label": passage.label,
        "number": passage.number,
        "level": passage.level,
        "title": passage.title,
        "lines": passage.lines,
        "found": [line for line, _ in together(passage.judged)],
    }


def _written(text: dict) -> dict:
    return {name: text[name] for name in ("unit", "text", "has_nothing")}


def together(judged: Iterable[Judged], home: Callable = lambda one: None) -> list[tuple[dict, list[Judged]]]:
    """Findings that say the same of the same ``home`` in one line, with all their rules."""
    groups: dict[tuple, list[Judged]] = {}
    for one in judged:
        finding = one.finding
        said = (finding.verdict, canonical(finding.sentence), home(one))
        groups.setdefault(said if finding.need is None else (id(one),), []).append(one)
    return [
        (
            rule_line(same[0])
            | {
                "rules": [one.finding.rule for one in same],
                "clauses": list(dict.fromkeys(one.finding.clause for one in same)),
            },
            same,
        )
        for same in groups.values()
    ]


def rule_line(one: Judged) -> dict:
    """One rule's verdict as the report prints it; the records behind it stay with the living plan."""
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
        "readings": one.changing,
    }


def _say_once(section: Section) -> None:
    """Where a whole section can't be judged for one reason, its head says so instead of every clause."""
    lines = together(section.judged)
    if (
        len(section.judged) > 1
        and len(lines) == 1
        and section.judged[0].finding.verdict == Verdict.UNDETERMINED
    ):
        section.unjudged = section.judged[0].finding.sentence
        for passage in section.passages:
            passage["found"] = []


def _place_tables(found: list[Section], tables: Iterable[Table]) -> None:
    """Each table at the end of its section, numbered through its article: 表 5-1, 圖 5-1."""
    numbers: dict[tuple, int] = {}

    def number(kind: str, chapter: int) -> str:
        numbers[kind, chapter] = numbers.get((kind, chapter), 0) + 1
        return f"{chapter}-{numbers[kind, chapter]}"

    for section in found:
        for table in tables:
            if _home_of(table.clause, found) is section:
                section.tables.append(
                    {
                        "number": number("table", section.chapter),
                        "figure": number("figure", section.chapter) if table.chart else "",
                        "table": table,
                    }
                )


def _home_of(clause: str, found: list[Section]) -> Section | None:
    """The section that a clause belongs to: the one with the longest label that begins it."""
    return max(
        (one for one in found if clause.startswith(one.label)), key=lambda one: len(one.label), default=None
    )
