"""What a report would print otherwise now: number by number, old → new (features 3 no. 7; R-11).

Pure over two editions. What the report says of its own fate (that it is compiled, passed, announced) comes after it is
frozen and never counts as a difference; of what the units wrote the texts themselves are compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from core.contract import Sentence, Verdict, canonical
from core.templatetags.contract import MISSING, cell, say

OF_ITSELF = ("RP-02", "RP-03", "RP-04", "RP-06")
"""Rules of the report's own fate: that an edition exists changes what they find."""

AT_RULE = _n("條款 %(clause)s（%(rule)s）")
AT_CELL = _n("表 %(number)s「%(title)s」%(row)s　%(column)s")
AT_ROW = _n("表 %(number)s「%(title)s」%(row)s")
AT_TABLE = _n("表「%(title)s」")
AT_TEXT = _n("%(section)s　%(unit)s")
AT_COVER = _n("封面")
NOTHING = Sentence(MISSING)
WORDS = 2
"""Cells that name a row: a group and what it is of."""


@dataclass(frozen=True)
class Difference:
    """Where in the report, and what stood and would stand there; ``clause`` leads to the chapter that answers."""

    place: Sentence
    old: Sentence
    new: Sentence
    clause: str = ""
    rule: str = ""


def differences(old: dict, new: dict) -> list[Difference]:
    """Every rule's line, table cell, text and line of the cover that isn't the same, in the report's order."""
    with override("zh-hant"):
        return [
            *_cover(old, new),
            *_rules(old["rules"], new["rules"]),
            *_tables(_tables_of(old), _tables_of(new)),
            *_texts(_texts_of(old), _texts_of(new)),
        ]


def _said(text: str) -> Sentence:
    """Words that stand for themselves."""
    return Sentence("%(said)s", {"said": text}) if text else NOTHING


def _cover(old: dict, new: dict) -> Iterator[Difference]:
    for name in ("agency", "plan", "compiled_by"):
        if old[name] != new[name]:
            yield Difference(Sentence(AT_COVER), _said(old[name]), _said(new[name]))
    for before, now in zip_longest(old["adoptions"], new["adoptions"], fillvalue=""):
        if before != now:
            yield Difference(Sentence(AT_COVER), _said(before), _said(now))


def _rules(old: list[dict], new: list[dict]) -> Iterator[Difference]:
    before, now = _numbered(old), _numbered(new)
    for key in dict.fromkeys([*before, *now]):
        line = now.get(key) or before[key]
        texts = [_line(one.get(key)) for one in (before, now)]
        if texts[0] != texts[1] and line["rule"] not in OF_ITSELF:
            place = Sentence(AT_RULE, {"clause": line["clause"], "rule": line["rule"]})
            yield Difference(place, *map(_said, texts), line["clause"], line["rule"])


def _numbered(lines: list[dict]) -> dict[tuple, dict]:
    """Each line by its rule; a rule that is judged more than once has its lines counted."""
    found: dict[tuple, dict] = {}
    for line in lines:
        number = sum(1 for rule, _number in found if rule == line["rule"])
        found[line["rule"], number] = line
    return found


def _line(line: dict | None) -> str:
    """A rule's line as it is printed: verdict, numbers, sentence, other readings."""
    if line is None:
        return ""
    parts = [Verdict(line["verdict"]).label, _fraction(line), say(line["sentence"])]
    for one in line["readings"]:
        parts += [f"{one['decision']} {say(one['choice'])}", Verdict(one["verdict"]).label, _fraction(one)]
    return "　".join(part for part in parts if part)


def _fraction(one: dict) -> str:
    return "" if one["need"] is None else f"{cell(one['have'], 'int')}/{cell(one['need'], 'int')}"


def _tables_of(edition: dict) -> dict[str, tuple[str, dict]]:
    """Each table with its printed number, by key; the summary only counts the rules, and differs where they do."""
    rows = [one for section in edition["sections"] for one in section["tables"]]
    return {one["table"]["key"]: (one["number"], one["table"]) for one in rows}


def _tables(old: dict, new: dict) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        before, now = old.get(key), new.get(key)
        if before is None or now is None:
            yield from _whole(before, now)
        else:
            yield from _table(before[1], now[1], now[0])


def _whole(before: tuple | None, now: tuple | None) -> Iterator[Difference]:
    table = (before or now)[1]
    rows = [_said(str(len(one[1]["rows"]))) if one else NOTHING for one in (before, now)]
    yield Difference(Sentence(AT_TABLE, {"title": say(table["title"])}), *rows, table["clause"])


def _table(old: dict, new: dict, number: str) -> Iterator[Difference]:
    """Rows are paired where they are the same; between two such, the first with the first."""
    columns = new["columns"]
    if [one["key"] for one in old["columns"]] != [one["key"] for one in columns]:
        yield from _whole(("", old), ("", new))
        return
    where = {"number": number, "title": say(new["title"])}
    for part in ("rows", "foot"):
        before, now = old[part], new[part]
        matcher = SequenceMatcher(None, [*map(canonical, before)], [*map(canonical, now)], autojunk=False)
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind != "equal":
                for pair in zip_longest(before[first:last], now[begin:end]):
                    yield from _row(pair, columns, where, new["clause"])


def _row(pair: tuple, columns: list[dict], where: dict, clause: str) -> Iterator[Difference]:
    """Cell by cell; a row that is there only once is said whole."""
    before, now = pair
    if before is None or now is None:
        place = Sentence(AT_ROW, where | {"row": _name(before or now, columns)})
        yield Difference(place, *(_said(_words(one, columns)) for one in pair), clause)
        return
    for column, was, is_ in zip(columns, before, now, strict=True):
        if was != is_:
            values = where | {"row": _name(now, columns), "column": _column(column)}
            said = [_said(cell(one, column["kind"])) for one in (was, is_)]
            yield Difference(Sentence(AT_CELL, values), *said, clause)


def _column(column: dict) -> str:
    group = say(column["group"]) if column["group"] else ""
    return f"{group}{say(column['title'])}"


def _name(row: list, columns: list[dict]) -> str:
    """The row by its first words that are no number."""
    cells = [cell(one, column["kind"]) for one, column in zip(row, columns, strict=True)]
    texts = [one for one in cells if not re.fullmatch(r"[0-9.,%/–-]*", one)]
    return "　".join(texts[:WORDS] or cells[:1])


def _words(row: list | None, columns: list[dict]) -> str:
    if row is None:
        return ""
    return "　".join(cell(one, column["kind"]) for one, column in zip(row, columns, strict=True))


def _texts_of(edition: dict) -> dict[tuple, dict]:
    """What the units wrote, by section and unit."""
    return {
        (section["heading"], one["unit"]): one
        for section in edition["sections"]
        for one in section.get("texts", ())
    }


def _texts(old: dict, new: dict) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        before, now = (one.get(key, {"text": ""}) for one in (old, new))
        if before != now:
            place = Sentence(AT_TEXT, {"section": key[0], "unit": key[1]})
            yield Difference(place, _said(before["text"]), _said(now["text"]))
