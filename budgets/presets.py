"""Lists of categories that a round can begin with (domain 2.6; B-1): data, not program."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "categories.toml"


@dataclass(frozen=True)
class Preset:
    """A list of categories and where it comes from; one that isn't verified awaits the agency's own form."""

    code: str
    title: str
    source: str
    is_verified: bool
    categories: tuple[tuple[str, str], ...]


@cache
def presets() -> dict[str, Preset]:
    """Every list by its code, in the order of the file."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))["preset"]
    made = [
        Preset(**one | {"categories": tuple((each["code"], each["title"]) for each in one["categories"])})
        for one in told
    ]
    return {one.code: one for one in made}
