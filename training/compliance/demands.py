"""What the plan asks of whom, and how the owner has decided where it has two readings (domain 0.3).

The numbers are the plan's; here stands only which rule speaks to which posts, and what a decision changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from organization.models import PostKind
from plan.models import Force

RULES = {
    "TR-01": ("hours",),
    "TR-02": ("hours",),
    "TR-03": ("hours",),
    "TR-04": ("advanced_days",),
    "TR-05": ("hours",),
    "TR-06": ("hours",),
    "TR-07": ("hours",),
    "TR-07b": ("advanced_days",),
    "TR-09": (),
    "TR-11": (),
    "TR-12": ("evaluations", "smallest_group", "scale", "most_questions", "questions"),
    "TR-13": (),
    "TR-14": (),
    "TR-15": ("submissions",),
    "TR-16": (),
    "TR-17": ("similar", "again_modes"),
    "D-05": ("hours",),
    "D-06": ("min_days",),
    "D-15": (),
}

LIAISONS = (PostKind.FOCAL_POINT, PostKind.GENDER_STAFF)


@dataclass(frozen=True)
class Ask:
    """One duty of 伍二 under its codes in both periods: who is asked, and whether for the advanced part."""

    codes: tuple[str, str]
    kinds: tuple[PostKind, ...]
    advanced: bool = False

    def rule(self, book):
        """The rule in force, or None."""
        return next((book[code] for code in self.codes if code in book), None)


ASKS = (
    Ask(("TR-01", "TR-05"), (PostKind.GENERAL,)),
    Ask(("TR-02", "TR-06"), (PostKind.SUPERVISOR,)),
    Ask(("TR-03", "TR-07"), LIAISONS),
    Ask(("TR-04", "TR-07b"), LIAISONS, advanced=True),
)


@dataclass(frozen=True)
class Choices:
    """The owner's decisions that change who is asked and what is counted."""

    day_minutes: int
    min_days: int
    months: int | None
    in_one_course: bool = False
    counts_digital: bool = True
    each_role_on_its_own: bool = True
    counts_elsewhere: bool = True

    def other(self, code: str, reading: str, numbers: Mapping) -> "Choices":
        """These choices with decision ``code`` taken as ``reading``."""
        changed = {
            "D-05": {
                "day_minutes": numbers.get("hours", 0) * 60 or self.day_minutes,
                "in_one_course": reading == "single",
            },
            "D-06": {"min_days": numbers.get("min_days", 0)},
            "D-07": {"counts_digital": reading == "counted"},
            "D-13": {"each_role_on_its_own": reading == "every_role"},
            "D-14": {"counts_elsewhere": reading == "counted"},
            "D-15": {"months": numbers.get("months")},
        }
        return replace(self, **changed[code])


DECISIONS = ("D-05", "D-06", "D-07", "D-13", "D-14", "D-15")


@dataclass(frozen=True)
class Demands:
    """Minutes by post kind in the year, and the ranks that count as supervisors."""

    minutes: Mapping[PostKind, int]
    advanced_days: Mapping[PostKind, int]
    senior_ranks: tuple[str, ...] = ()


def demands(book) -> Demands:
    """What the rules in force ask; a post kind without a rule is not in it."""
    minutes, days, ranks = {}, {}, ()
    for ask in ASKS:
        rule = ask.rule(book)
        if rule is None or rule.force != Force.MUST:
            continue
        ranks = ranks or tuple(rule.number("supervisor_ranks") or ())
        for kind in ask.kinds:
            if ask.advanced:
                days[kind] = rule.number("advanced_days")
            else:
                minutes[kind] = rule.number("hours") * 60
    return Demands(minutes, days, ranks)


def choices(book) -> Choices | None:
    """The decisions in force, or None while one is missing: then nothing can be said."""
    if any(code not in book for code in DECISIONS):
        return None
    chosen = Choices(day_minutes=0, min_days=0, months=None)
    for code in DECISIONS:
        chosen = chosen.other(code, book[code].reading, book[code].numbers)
    return chosen
