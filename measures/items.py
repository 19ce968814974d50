"""The six categories and their items as the plan in force has them (陸二): read from its rules, never a list here."""

import datetime
from calendar import monthrange
from dataclasses import dataclass

from committee.compliance.bodies import CODES as OF_THE_REGISTER
from plan.models import Rule
from plan.rules import RuleBook

KINDS = "MS-01"
"""The rule that names the categories, and how many a unit has to do."""
WITH_PUBLICITY = ("MS-E3",)
"""Items whose evidence is the publicity itself (須有具體宣導內容)."""
WITH_CONTENT = ("MS-C3",)
"""Items of which it must be said what was told, so that it is no mere slogan."""
FESTIVALS = "MS-A4"
BRIEF = 13
"""Characters of a category's title over a narrow column."""


@dataclass(frozen=True)
class Category:
    """One of the six; ``items`` are its rules. The register of committees speaks for one ``of_register``."""

    code: str
    clause: str
    title: str
    items: tuple[Rule, ...]

    @property
    def of_register(self) -> bool:
        return any(one.code in OF_THE_REGISTER for one in self.items)

    @property
    def number(self) -> str:
        """As the plan prints it: （一）."""
        return self.clause[self.clause.find("(") :].replace("(", "（").replace(")", "）")

    @property
    def short(self) -> str:
        return f"{self.number}{self.title}"

    @property
    def brief(self) -> str:
        """As much of it as a narrow place has room for."""
        return f"{self.number}{self.first_words}"

    @property
    def first_words(self) -> str:
        return self.title if len(self.title) <= BRIEF else f"{self.title[:BRIEF]}…"


def categories(book: RuleBook) -> tuple[Category, ...]:
    """In the plan's order; none where no rule in force names them."""
    found: dict[str, list[Rule]] = {}
    for rule in book.values():
        if category := rule.number("category"):
            found.setdefault(category, []).append(rule)
    return tuple(
        Category(one["code"], one["clause"], one["title"], tuple(found.get(one["code"], ())))
        for one in book.number(KINDS, "kinds") or ()
    )


def category_of(item: str, book: RuleBook) -> str | None:
    """The code of the item's category, or None where no rule in force has the item."""
    return book.number(item, "category")


def recorded(book: RuleBook) -> list[Category]:
    """Those under which units enter measures: all but the register's."""
    return [one for one in categories(book) if not one.of_register]


WORDS = 36
"""As much of an item's text as a choice shows."""


def item_number(rule: Rule) -> str:
    """The item as the plan counts it: （一）1."""
    return rule.clause[rule.clause.find("(") :].replace("(", "（").replace(")", "）")


def item_label(rule: Rule) -> str:
    """Its number and its first words."""
    text = rule.text.rstrip("。")
    return f"{item_number(rule)} {text[:WORDS]}{'…' if len(text) > WORDS else ''}"


@dataclass(frozen=True)
class Festival:
    """A festival of one year."""

    day: datetime.date
    title: str


def festivals(book: RuleBook, year: int) -> list[Festival]:
    """The plan's festivals of ``year``, the earliest first: on a day of a month, or its n-th weekday."""
    rows = book.number(FESTIVALS, "festivals") or ()
    return sorted((Festival(_day(one, year), one["title"]) for one in rows), key=lambda one: one.day)


def _day(festival: dict, year: int) -> datetime.date:
    month = festival["month"]
    if "day" in festival:
        return datetime.date(year, month, festival["day"])
    first, _length = monthrange(year, month)
    ahead = (festival["weekday"] - 1 - first) % 7
    return datetime.date(year, month, 1 + ahead + 7 * (festival["week"] - 1))
