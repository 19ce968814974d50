"""Charts as SVG text: the same in page, print and PDF, readable without colour, real text in it.

Only presentation attributes are used (the page's policy allows no inline style), labels are escaped, and the
same numbers give the same bytes. A chart's message is its title; its numbers stand in the table beside it.
"""

import hashlib
import unicodedata
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK, QUIET, LINE, PAPER, PLUM, OCHRE, SLATE = (
    "#1f2430", "#5a6070", "#e3ded6", "#fdfcfa", "#5b2a6e", "#b07d1a", "#2b5c8a",
)  # fmt: skip
# An attribute of <svg>: style sheets don't reach the text inside where the PDF is made.
FAMILY = "Report, 'Noto Sans TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
MISSING = "–"

WIDTH, SIZE, SMALL = 600, 15, 13
LABEL, VALUE = 172, 148
ROOM = WIDTH - LABEL - VALUE
ROW, BAR, LEADING = 34, 18, 17

Rows = Sequence[tuple]


def ratio(title: str, rows: Rows) -> SafeString:
    """One bar a row of (label, have, need). The whole bar is the need, the filled part what is had."""
    parts, top = [], 6
    for label, have, need in rows:
        words = _wrapped(str(label))
        height = max(ROW, LEADING * len(words) + 8)
        middle = top + height / 2
        share = 0 if not need or have is None else min(1, have / need)
        parts += _label(words, middle)
        parts.append(_bar(LABEL, middle, ROOM, PAPER))
        if share:
            parts.append(_filled(LABEL, middle, ROOM * share, 0))
        parts.append(_text(LABEL + ROOM + 10, middle + 5, fraction(have, need)))
        top += height
    return _frame(title, top + 6, parts)


def bars(title: str, rows: Rows, names: Sequence[str] = ("",)) -> SafeString:
    """Bars in groups: rows of (label, value, value …), a value for each of ``names``; None is missing."""
    most = max((value or 0 for _, *values in rows for value in values), default=0) or 1
    parts, top = _legend(names), 34 if len(names) > 1 else 6
    for label, *values in rows:
        words = _wrapped(str(label))
        height = max(ROW, (BAR + 3) * len(values) + 14, LEADING * len(words) + 8)
        parts += _label(words, top + height / 2)
        for number, value in enumerate(values):
            middle = top + height / 2 + (number - (len(values) - 1) / 2) * (BAR + 3)
            length = max(2, ROOM * value / most) if value else 0
            if length:
                parts.append(_filled(LABEL, middle, length, number))
            shown = MISSING if value is None else f"{value:,}"
            parts.append(_text(LABEL + length + 8, middle + 5, shown))
        top += height
    return _frame(title, top + 6, parts)


def lines(title: str, series: Rows, marks: Sequence[str]) -> SafeString:
    """Values over time: (name, values) with a value for each of ``marks``; a missing one leaves a gap."""
    known = [value for _, given in series for value in given if value is not None]
    low, high = min([0, *known]), max([1, *known])
    top, floor, first = 62, 250, 44
    across = (WIDTH - 2 * first) / max(1, len(marks) - 1)
    parts = [*_legend([name for name, _ in series], first - 20, _sample), _rule(first - 20, floor)]
    for position, mark in enumerate(marks):
        parts.append(_text(first + across * position, floor + 24, str(mark), anchor="middle", size=SMALL))
    drawn = [
        [
            None
            if value is None
            else (first + across * n, floor - (floor - top) * (value - low) / (high - low))
            for n, value in enumerate(given)
        ]
        for _, given in series
    ]
    for number, points in enumerate(drawn):
        parts += _line(number, points)
        for n, value in enumerate(series[number][1]):
            if value is not None:
                x, y = points[n]
                others = [other[n][1] for one, other in enumerate(drawn) if one != number and other[n]]
                parts.append(_text(x, _beside(y, others, floor), f"{value:,}", anchor="middle", size=SMALL))
    return _frame(title, floor + 34, parts)


def _beside(y: float, others: list[float], floor: float) -> float:
    """Where a point's number stands: above the highest and near the floor, else below."""
    crowded = any(y - 36 < other <= y for other in others)
    above = all(y < other for other in others) or (y > floor - 28 and not crowded)
    return y - 11 if above or not others else y + 21


def fraction(have: int | None, need: int | None) -> str:
    """``17/19 89.5%`` (an en space between), rounded half up; nothing to divide by shows no percentage."""
    if have is None or need is None:
        return MISSING
    if not need:
        return f"{have:,}/{need:,}"
    tenths = (2000 * have + need) // (2 * need)
    return f"{have:,}/{need:,}\u2002{tenths // 10}.{tenths % 10}%"


COLOURS = (PLUM, OCHRE, SLATE)
PATTERNS = {
    "hatch": '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke="#fff" stroke-width="1.6"/>',
    "dots": '<circle cx="4" cy="4" r="1.6" fill="#fff"/>',
}


def _frame(title: str, height: float, parts: list[str]) -> SafeString:
    """The whole picture; what it refers to inside bears its own mark, so that pictures of a page don't mix."""
    body = "".join(parts)
    mark = hashlib.sha256(f"{title}{body}".encode("utf-8", "replace")).hexdigest()[:8]
    patterns = ""
    for name, drawing in PATTERNS.items():
        if f'fill="url(#{name})"' in body:
            body = body.replace(f'fill="url(#{name})"', f'fill="url(#{name}-{mark})"')
            patterns += (
                f'<pattern id="{name}-{mark}" width="8" height="8" patternUnits="userSpaceOnUse">'
                f"{drawing}</pattern>"
            )
    # Every label in ``parts`` went through escape(); the rest is ours.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" font-family="{FAMILY}" font-size="{SIZE}" fill="{INK}">'
        f"<title>{escape(title)}</title><defs>{patterns}</defs>{body}</svg>"
    )


def _filled(x: float, middle: float, width: float, number: int) -> str:
    """A bar in the colour of its series, the pattern drawn over it: patterns alone show seams in the PDF."""
    pattern = ("", "url(#hatch)", "url(#dots)")[number % 3]
    return _bar(x, middle, width, COLOURS[number % 3]) + (_bar(x, middle, width, pattern) if pattern else "")


def _bar(x: float, middle: float, width: float, fill: str) -> str:
    return (
        f'<rect x="{x:g}" y="{middle - BAR / 2:g}" width="{round(width, 2):g}" height="{BAR}" '
        f'fill="{fill}" stroke="{QUIET}" stroke-width="0.75"/>'
    )


def _rule(margin: float, y: float) -> str:
    return (
        f'<path d="M{margin:g} {y:g}H{WIDTH - margin:g}" stroke="{QUIET}" stroke-width="0.75" fill="none"/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = SIZE) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _label(words: list[str], middle: float) -> list[str]:
    first = middle + 5 - LEADING * (len(words) - 1) / 2
    return [_text(LABEL - 12, first + LEADING * n, line, anchor="end") for n, line in enumerate(words)]


def _ems(text: str) -> float:
    """The width of ``text`` in signs of full width."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.6 for sign in text)


def _wrapped(text: str, *, lines: int = 2, ems: float = 10) -> list[str]:
    """``text`` in lines that fit into the place of a label; what is too long ends with …"""
    words = [""]
    for sign in " ".join(text.split()):
        if _ems(words[-1] + sign) > ems:
            if len(words) == lines:
                words[-1] = words[-1][:-1] + "…"
                break
            kept, blank, moved = words[-1].rpartition(" ")  # a Latin word goes to the next line whole
            whole = blank and (moved + sign).isascii()
            words[-1:] = [kept, moved] if whole else [words[-1], ""]
        words[-1] += sign
    return words


def _sample(x: float, number: int) -> str:
    return _stroke(number, f"M{x:g} 16h22") + _dot(x + 11, 16, number)


def _legend(names: Sequence[str], x: float = LABEL, sample=None) -> list[str]:
    """Names beside what stands for them; one name needs none."""
    if len(names) < 2:
        return []
    parts = []
    for number, name in enumerate(names):
        shown = _wrapped(str(name), lines=1)[0]
        parts.append(sample(x, number) if sample else _filled(x, 16, 22, number))
        parts.append(_text(x + 30, 21, shown, size=SMALL))
        x += 50 + _ems(shown) * SMALL
    return parts


DASHES = ("none", "7 4", "2 4")


def _line(number: int, points: list[tuple[float, float] | None]) -> list[str]:
    """A line with a colour, a dash and a shape of dots of its own, broken where a value is missing."""
    path, step = "", "M"
    for point in points:
        path += f"{step}{point[0]:g} {point[1]:g}" if point else ""
        step = "L" if point else "M"
    return [_stroke(number, path), *(_dot(*point, number) for point in points if point)] if path else []


def _stroke(number: int, path: str) -> str:
    return (
        f'<path d="{path}" stroke="{COLOURS[number % 3]}" stroke-width="2" fill="none" '
        f'stroke-dasharray="{DASHES[number % 3]}"/>'
    )


def _dot(x: float, y: float, number: int) -> str:
    shape = (
        f"M{x - 4.5:g} {y:g}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
        f"M{x - 4.5:g} {y - 4.5:g}h9v9h-9z",
        f"M{x:g} {y - 6:g}l6 10h-12z",
    )[number % 3]
    return f'<path d="{shape}" fill="{COLOURS[number % 3]}"/>'
