"""Which characters the printing face lacks (RQ-F5): said before printing, and shown as 〓 in print."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings

GETA = "〓"
"""What a printer sets where the type is missing."""


def regular() -> Path | None:
    """The face that is printed with, or None before the set-up has made it."""
    return next(iter(sorted(settings.REPORT_FONT_DIR.glob("*-Regular.ttf"))), None)


def missing(text: str) -> list[str]:
    """The characters of ``text`` without a glyph; none can be named while there is no face."""
    face = regular()
    known = _known(face) if face else None
    return sorted(sign for sign in set(text) if known and ord(sign) not in known and _is_seen(sign))


def replaced(text: str) -> str:
    """``text`` with 〓 in place of what can't be printed."""
    return text.translate({ord(sign): GETA for sign in missing(text)})


def _is_seen(sign: str) -> bool:
    return (
        unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and not 0xFE00 <= ord(sign) <= 0xFE0F
    )


@lru_cache(maxsize=2)
def _known(face: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # slow import

    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())
