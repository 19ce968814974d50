"""The edition's other shapes, made of it alone with the same numbers: ODT and DOCX to edit, ODS to count on (R-9)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.contract import Verdict, back
from core.printing import Block, Document, Facts, Grid, Heading, Para, as_docx, as_odt
from core.roc import to_roc_year
from core.spreadsheets import Sheet, write_ods
from core.templatetags.contract import cell, day, percent, say
from reports.annual import digest
from reports.templatetags.edition import by_chapter, named, tables

SHARES = {
    "text": 20,
    "label": 12,
    "date": 14,
    "ratio": 12,
    "percent": 12,
    "minutes": 9,
    "figure": 9,
    "int": 8,
}
"""How much of the line a column gets, beside the others."""


def odt(edition: dict) -> bytes:
    return as_odt(document(edition))


def docx(edition: dict) -> bytes:
    return as_docx(document(edition))


def ods(edition: dict) -> bytes:
    """A sheet for each table with numbers that can be added, behind them the rules and where figures come from."""
    with override("zh-hant"):
        sheets = [_sheet(item["number"], item["table"]) for item in tables(edition)]
        return write_ods(
            [_sheet("", edition["summary"]), *sheets, _rules_sheet(edition), _sources_sheet(edition)]
        )


def document(edition: dict) -> Document:
    """The whole report as blocks, in the PDF's order."""
    with override("zh-hant"):
        title = _("%(agency)s%(year)s年推動性別主流化成果報告") % {
            "agency": edition["agency"],
            "year": to_roc_year(edition["year"]),
        }
        return Document(title, blocks=tuple(_blocks(edition)), header=f"{title}　{_state(edition)}")


def _state(edition: dict) -> str:
    return say(edition["issue"]["title"]) if "issue" in edition else _("草案")


def _blocks(edition: dict) -> Iterator[Block]:
    yield Facts(tuple(_cover(edition)))
    if errata := edition.get("issue", {}).get("errata"):
        yield Heading(1, _("修正對照"))
        rows = tuple(tuple(say(one[name]) for name in ("place", "old", "new")) for one in errata)
        yield Grid((_("位置"), _("原刊載"), _("更正為")), rows, (40, 30, 30))
    yield Heading(1, _("缺漏事項"))
    yield from _gaps(edition["gaps"])
    yield Heading(1, _("摘要"))
    yield from _grid("", edition["summary"])
    for section in edition["sections"]:
        yield from _section(section)
    yield Heading(1, _("附錄一　條款對照表"))
    yield Grid(tuple(_rule_heads()), tuple(map(_rule, edition["rules"])), (14, 10, 12, 16, 48))
    yield Heading(1, _("附錄二　數據來源"))
    yield from _sources(edition)


def _cover(edition: dict) -> Iterator[tuple[str, str]]:
    yield _("版次"), _state(edition)
    yield _("編製單位"), edition["compiled_by"] or "–"
    yield _("資料基準日"), day(edition["as_of"])
    for line in edition.get("issue", {}).get("history", ()):
        yield _("審議經過"), say(line)
    yield _("依據"), "\n".join([edition["plan"] or "–", *edition["adoptions"]])
    yield _("資料指紋"), digest(edition)


def _gaps(gaps: list[dict]) -> Iterator[Block]:
    if not gaps:
        yield Para(_("沒有缺漏。"))
        return
    rows = [
        (one["section"] if len(one["rules"]) > 1 else one["clause"], _verdict(one), _gap(one), one["owner"])
        for one in gaps
    ]
    yield Grid((_("條款"), _("判定"), _("說明"), _("主責單位")), tuple(rows), (20, 15, 47, 18))


def _gap(gap: dict) -> str:
    units = _("、").join(map(say, gap["units"]))
    short = [_("尚缺的組室：") + units] if units else []
    return "\n".join([say(gap["sentence"]), *short, _("、").join(gap["rules"])])


def _verdict(line: dict) -> str:
    fraction = "" if line["need"] is None else "\n" + _fraction(line)
    return Verdict(line["verdict"]).label + fraction


def _fraction(line: dict) -> str:
    """17/19 = 89.5%, as in print."""
    said = cell((line["have"], line["need"]), "ratio")
    return (
        f"{said} = {percent(line['have'], line['need'])}"
        if line["have"] is not None and line["need"]
        else said
    )


def _section(section: dict) -> Iterator[Block]:
    yield Heading(section["level"], section["number"] + section["title"])
    if section["unjudged"]:
        yield Para(say(section["unjudged"]), bold_lead=Verdict.UNDETERMINED.label + "　")
    for first, passage in enumerate(section["passages"]):
        yield from _passage(passage, is_head=first == 0)
    for written in section["texts"]:
        yield Para(written["text"] or _("本年度無辦理情形。"), bold_lead=written["unit"] + _("辦理情形："))
    for item in section["tables"]:
        yield from _grid(item["number"], item["table"])


def _passage(passage: dict, *, is_head: bool) -> Iterator[Block]:
    step = max(0, passage["level"] - 2)
    lines = [] if is_head or not passage["title"] else [passage["title"]]
    if text := "\n".join([*lines, *passage["lines"]]):
        yield Para(text, step, "" if is_head else passage["number"])
    for found in passage["found"]:
        said = " ".join(part for part in (_verdict(found).replace("\n", " "), say(found["sentence"])) if part)
        yield Para(said, step + 1)
        for reading in found["readings"]:
            values = {"code": reading["decision"], "choice": say(reading["choice"])}
            other = _("另一讀法（%(code)s：%(choice)s）") % values
            yield Para(f"{other} {_verdict(reading)}".replace("\n", " "), step + 1)


def _grid(number: str, table: dict) -> Iterator[Block]:
    """A table beneath its title, which is a heading so that it never stands alone at the foot of a page."""
    title = say(table["title"])
    yield Heading(3, _("表 %(number)s　%(title)s") % {"number": number, "title": title} if number else title)
    kinds = [one["kind"] for one in table["columns"]]
    lines = [[cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in _lines(table)]
    yield Grid(tuple(_heads(table)), tuple(map(tuple, lines)), _widths(kinds))
    if table["note"]:
        yield Para(say(table["note"]), bold_lead=_("說明："))


def _lines(table: dict) -> list[list]:
    return [*table["rows"], *table["foot"]]


def _heads(table: dict) -> list[str]:
    return [
        f"{say(one['group'])}　{say(one['title'])}" if one["group"] else say(one["title"])
        for one in table["columns"]
    ]


def _widths(kinds: list[str]) -> tuple[int, ...]:
    whole = sum(SHARES[one] for one in kinds)
    return tuple(max(1, 100 * SHARES[one] // whole) for one in kinds)


def _rule_heads() -> list[str]:
    return [_("條款"), _("規則"), _("判定"), _("達成／應達成"), _("說明")]


def _rule(rule: dict) -> tuple[str, ...]:
    fraction = "–" if rule["need"] is None else _fraction(rule)
    return rule["clause"], rule["rule"], Verdict(rule["verdict"]).label, fraction, say(rule["sentence"])


def _sources(edition: dict) -> Iterator[Block]:
    rows = tuple(tuple(map(str, row)) for row in _source_rows(edition["provenance"]))
    yield Grid(tuple(_source_heads()), rows, (16, 16, 30, 24, 14))


def _source_heads() -> list[str]:
    return [_("鍵"), _("條款"), _("章節"), _("紀錄"), _("筆數")]


def _source_rows(source: dict) -> Iterator[tuple]:
    """A row for each list of records."""
    for title, findings, given in by_chapter(source):
        for one in [*findings, *given]:
            for name in ("counted", "asked", "records"):
                if records := one.get(name):
                    yield (
                        one["key"],
                        one["clause"],
                        say(title),
                        named(records["model"], source),
                        records["count"],
                    )


def _sheet(number: str, table: dict) -> Sheet:
    """Numbers as numbers: a fraction in two columns, hours and percent with the decimal that is printed."""
    heads, kinds = _heads(table), [one["kind"] for one in table["columns"]]
    names = [
        part
        for head, kind in zip(heads, kinds, strict=True)
        for part in ((head, _("（應達成）")) if kind == "ratio" else (head,))
    ]
    rows = [
        [part for value, kind in zip(row, kinds, strict=True) for part in _typed(value, kind)]
        for row in _lines(table)
    ]
    return Sheet(f"{number} {say(table['title'])}".strip(), names, rows)


def _typed(value, kind: str) -> tuple:
    if kind == "ratio":
        return tuple(value) if value else (None, None)
    if value is None or kind in ("int", "date"):
        return (back(value),)
    said = cell(value, kind)
    bare = said.replace(",", "").removesuffix("%")
    if kind in ("minutes", "percent", "figure") and bare.replace(".", "", 1).isdecimal():
        return (Decimal(bare),)
    return (said,)


def _rules_sheet(edition: dict) -> Sheet:
    heads = [_("條款"), _("規則"), _("判定"), _("達成"), _("應達成"), _("說明")]
    rows = [
        (
            one["clause"],
            one["rule"],
            Verdict(one["verdict"]).label,
            one["have"],
            one["need"],
            say(one["sentence"]),
        )
        for one in edition["rules"]
    ]
    return Sheet(_("條款對照表"), heads, rows)


def _sources_sheet(edition: dict) -> Sheet:
    return Sheet(_("數據來源"), _source_heads(), list(_source_rows(edition["provenance"])))
