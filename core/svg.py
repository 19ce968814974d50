"""Charts as SVG text: the same in page, print and PDF, readable without colour, real text in it.

Only presentation attributes are used (the page's policy allows no inline style), labels are escaped, and the
same numbers give the same bytes.
"""

import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK, QUIET, LINE, PLUM, OCHRE = "#1f2430", "#5a6070", "#e3ded6", "#5b2a6e", "#b07d1a"
FAMILY = "Report, 'Noto Sans TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
MISSING = "–"

WIDTH = 720
LABEL = 168
VALUE = 120
ROW = 30
BAR = 14


def ratio(title: str, rows: list[tuple]) -> SafeString:
    """One bar a row: ``rows`` are (label, have, need). The whole bar is the need, the filled part what is had."""
    room = WIDTH - LABEL - VALUE
    parts = []
    for position, (label, have, need) in enumerate(rows):
        top = 8 + position * ROW
        share = 0 if not need or have is None else min(1, have / need)
        parts.append(_text(LABEL - 12, top + BAR - 1, _short(str(label), 12), anchor="end"))
        parts.append(_bar(LABEL, top, room, "none", stroke=QUIET))
        if share:
            parts.append(_bar(LABEL, top, round(room * share, 2), PLUM))
        parts.append(_text(LABEL + room + 10, top + BAR - 1, fraction(have, need)))
    return _frame(title, len(rows) * ROW + 12, parts)


def bars(title: str, rows: list[tuple], names: tuple[str, ...]) -> SafeString:
    """Grouped bars: ``rows`` are (label, value, value …), one value for each of ``names``; None is missing."""
    most = max((value for _, *values in rows for value in values if value is not None), default=0) or 1
    room = WIDTH - LABEL - VALUE
    parts, top = [], 8
    for label, *values in rows:
        parts.append(_text(LABEL - 12, top + BAR - 1, _short(str(label), 12), anchor="end"))
        for number, value in enumerate(values):
            if value:
                parts.append(_bar(LABEL, top, round(room * value / most, 2), _fill(number)))
            shown = MISSING if value is None else f"{names[number]} {value:,}"
            parts.append(_text(LABEL + round(room * (value or 0) / most, 2) + 8, top + BAR - 2, shown, size=12))
            top += BAR + 4
        top += 8
    return _frame(title, top, parts)


def fraction(have: int | None, need: int | None) -> str:
    """``17/19 89.5%``, rounded half up; nothing to divide by shows no percentage."""
    if have is None or need is None:
        return MISSING
    if not need:
        return f"{have:,}/{need:,}"
    tenths = (2000 * have + need) // (2 * need)
    return f"{have:,}/{need:,}　{tenths // 10}.{tenths % 10}%"


def _fill(number: int) -> str:
    return (PLUM, "url(#hatch)", QUIET)[number % 3]


def _frame(title: str, height: int, parts: list[str]) -> SafeString:
    hatch = (
        '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="{OCHRE}"/></pattern>'
    )
    # Every label in ``parts`` went through escape(); the rest is ours.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FAMILY}" font-size="14" fill="{INK}"><title>{escape(title)}</title>'
        f"<defs>{hatch}</defs>{''.join(parts)}</svg>"
    )


def _bar(x: float, y: float, width: float, fill: str, stroke: str = "none") -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{BAR}" fill="{fill}" stroke="{stroke}" stroke-width="0.75"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 14) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    """At most ``most`` full-width signs, so that no label runs out of its place."""
    width = 0
    for position, sign in enumerate(text):
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width > 2 * most:
            return text[: max(1, position - 1)] + "…"
    return text
