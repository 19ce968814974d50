"""The entry grid: boxes laid out as the tables are, with what was typed, what is wrong, what others saved (S-2).

``Grid`` is made from the stored tables; ``take`` puts over it what a form or a file says, and reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.contract import Sentence
from core.text import clean_line
from statistics_app.actions.tables import Entry, spot_in_words
from statistics_app.bounds import refuse_outside
from statistics_app.cells import TYPED, Side, Sign, Spot, Value, cells_of, read, write
from statistics_app.layout import Layout, Line, laid_out, side_title, year_title
from statistics_app.models import Category, Indicator, YearTable
from statistics_app.sums import WHOLE, Shape, completed, off, shape_of

REASON_LENGTH = 200


@dataclass
class Box:
    """One cell on the page: ``text`` as typed, ``theirs`` what another has saved since."""

    year: int
    spot: Spot
    text: str
    is_open: bool
    is_across: bool = True
    sum: str = ""
    error: str = ""
    theirs: str = ""
    notes: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"v.{self.year}.{self.spot.key}"

    @property
    def id(self) -> str:
        return self.name.replace(".", "-").replace("/", "-")

    @property
    def line(self) -> str:
        return f"{self.year}.{self.spot.category}/{self.spot.part}"

    @property
    def is_total(self) -> bool:
        return self.spot.side == Side.TOTAL

    @property
    def column_title(self) -> str:
        """What heads the cell; where the years go down, the line says the year."""
        side = str(side_title(self.spot.side))
        return f"{year_title(self.year)} {side}" if self.is_across else side


@dataclass
class Why:
    """The reason for a total that is not the sum of its parts."""

    year: int
    key: str
    label: str
    text: str
    error: str = ""

    @property
    def name(self) -> str:
        return f"b.{self.year}.{self.key}"

    @property
    def id(self) -> str:
        return self.name.replace(".", "-").replace("/", "-")


class Grid:
    """An indicator's boxes of some years; ``is_taken`` while they show what isn't saved."""

    signs = " ".join(TYPED)
    nothing = " ".join(typed for typed, sign in TYPED.items() if sign is Sign.NOT_APPLICABLE)

    def __init__(
        self,
        indicator: Indicator,
        categories: Sequence[Category],
        tables: Mapping[int, YearTable],
        years: Sequence[int],
        may_fill: Callable[[YearTable], bool],
    ):
        self.indicator, self.categories, self.years = indicator, categories, list(years)
        self.tables = {year: tables.get(year) or YearTable(indicator=indicator, year=year) for year in years}
        self.shape: Shape = shape_of(indicator, categories)
        self.layout: Layout = laid_out(indicator, categories, self.shape, self.years)
        self.open_years = [year for year in self.years if may_fill(self.tables[year])]
        self.versions = {year: table.version for year, table in self.tables.items()}
        self.texts: dict[str, str] = {}
        self.reasons = {
            (year, key): text for year, table in self.tables.items() for key, text in table.because.items()
        }
        self.errors: dict[str, str] = {}
        self.theirs: dict[str, str] = {}
        self.refused: list[tuple[int, str]] = []
        self.is_taken = False
        for year, table in self.tables.items():
            for spot, value in cells_of(table).items():
                self.texts[Box(year, spot, "", True).name] = write(value, self.shape.decimals)

    def take(self, data: Mapping[str, str]) -> list[Entry]:
        """Read what was typed into the open years; faults stand in ``errors`` and everything typed stays."""
        entries, self.is_taken = [], True
        self._refuse_closed(data)
        for year in self.open_years:
            if not any(name.startswith(f"v.{year}.") for name in data):
                continue
            cells, because = self._cells(year, data), self._because(year, data)
            version = data.get(f"version.{year}", "")
            self.versions[year] = int(version) if version.isdecimal() and len(version) < 10 else 0
            entries.append(Entry(year, self.versions[year], cells, because))
            self._mark_sums(year, cells, because)
        return entries

    def _refuse_closed(self, data: Mapping[str, str]) -> None:
        """What was typed for a year that is locked (by now): it is not saved, and said in full."""
        for year in set(self.years) - set(self.open_years):
            typed = [
                f"{spot_in_words(self.indicator, self.categories, spot)} {data[name]}"
                for line in self.layout.lines
                for place, spot in line.spots
                if place == year
                and (name := Box(year, spot, "", False).name) in data
                and data[name].strip() != self.texts.get(name, "")
            ]
            if typed:
                self.refused.append((year, "；".join(typed)))

    def _cells(self, year: int, data: Mapping[str, str]) -> dict[Spot, Value]:
        found = {}
        for line in self.layout.lines:
            for place, spot in line.spots:
                name = Box(year, spot, "", True).name
                if place != year or name not in data:
                    continue
                self.texts[name] = data[name]
                try:
                    found[spot] = read(data[name], decimals=self.shape.decimals, least=None)
                    refuse_outside(self.indicator, found[spot])
                except ValidationError as refusal:
                    self.errors[name] = refusal.messages[0]
        return found

    def _because(self, year: int, data: Mapping[str, str]) -> dict[str, str]:
        found = {}
        for category in self.shape.categories:
            for part in self.shape.parts:
                key = f"{category}/{part}"
                typed = data.get(f"b.{year}.{key}", self.reasons.get((year, key), ""))
                self.reasons[year, key] = typed
                try:
                    found[key] = clean_line(typed)
                except ValidationError as refusal:
                    self.errors[f"b.{year}.{key}"] = refusal.messages[0]
                    continue
                if len(found[key]) > REASON_LENGTH:
                    self.errors[f"b.{year}.{key}"] = _("不得超過 %(most)s 字。") % {"most": REASON_LENGTH}
        return {key: text for key, text in found.items() if text}

    def _mark_sums(self, year: int, cells, because) -> None:
        for one in off(self.shape, cells, because):
            name = Box(year, Spot(one.category, one.part, Side.TOTAL), "", True).name
            self.errors.setdefault(name, one.said(self.shape.decimals))

    def compare(self, table: YearTable) -> None:
        """Somebody else has saved ``table`` meanwhile: their numbers stand beside, and saving again goes over them."""
        self.versions[table.year] = table.version
        there = cells_of(table)
        for line in self.layout.lines:
            for year, spot in line.spots:
                if year != table.year:
                    continue
                name, theirs = Box(year, spot, "", True).name, write(there.get(spot), self.shape.decimals)
                if theirs != self.texts.get(name, "").strip():
                    self.theirs[name] = theirs or "–"

    @property
    def lines(self) -> list[tuple[Line, list[Box]]]:
        return [(line, [self._box(*one) for one in line.spots]) for line in self.layout.lines]

    @property
    def foot(self) -> list[tuple[Line, list[Box]]]:
        return [(line, [self._box(*one) for one in line.spots]) for line in self.layout.foot]

    @property
    def groups(self) -> list[tuple]:
        """The years across with how many columns each has; empty where the years go down."""
        return [
            (year, year_title(year), len(self.shape.sides), self.tables[year])
            for year in self.layout.groups
            if year
        ]

    @property
    def side_titles(self) -> list[Sentence]:
        return [side_title(side) for _year in self.layout.groups for side in self.shape.sides]

    @property
    def whys(self) -> list[Why]:
        """Reasons that stand or are asked for."""
        found = []
        for year in self.open_years:
            for category in self.shape.categories:
                for part in self.shape.parts:
                    key, total = f"{category}/{part}", Spot(category, part, Side.TOTAL)
                    text, asked = (
                        self.reasons.get((year, key), ""),
                        Box(year, total, "", True).name in self.errors,
                    )
                    if text or asked:
                        label = f"{year_title(year)} {spot_in_words(self.indicator, self.categories, total)}"
                        found.append(Why(year, key, label, text, self.errors.get(f"b.{year}.{key}", "")))
        return found

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id, where, what) of every error, in the order of the page."""
        boxes = [box for _line, some in self.lines for box in some if box.error]
        found = [
            (
                box.id,
                f"{year_title(box.year)} {spot_in_words(self.indicator, self.categories, box.spot)}",
                box.error,
            )
            for box in boxes
        ]
        return found + [(one.id, one.label, one.error) for one in self.whys if one.error]

    def _box(self, year: int, spot: Spot) -> Box:
        box = Box(year, spot, "", year in self.open_years, is_across=self.layout.groups != (None,))
        box.text = self.texts.get(box.name, "")
        box.error, box.theirs = self.errors.get(box.name, ""), self.theirs.get(box.name, "")
        if spot.category == WHOLE:
            box.sum = self._written(year, spot, entered=True)
        elif box.is_total:
            box.sum = self._written(year, spot, entered=False)
        return box

    def _written(self, year: int, spot: Spot, *, entered: bool) -> str:
        """What the typed numbers come to at ``spot``; with ``entered`` the totals typed in count."""
        cells = {}
        for line in self.layout.lines:
            for place, one in line.spots:
                name = Box(year, one, "", True).name
                if place != year or name in self.errors or (one.side == Side.TOTAL and not entered):
                    continue
                cells[one] = read(self.texts.get(name, ""), decimals=self.shape.decimals, least=None)
        return write(completed(self.shape, cells).get(spot), self.shape.decimals, grouped=True)
