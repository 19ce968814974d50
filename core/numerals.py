"""The numerals of official papers (domain 6.2): small ones for items, great ones (as on cheques) for chapters.

Given by their code points because they are signs, not texts to translate.
"""

DIGITS = "".join(map(chr, (0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D)))
"""Zero to nine."""
TEN = chr(0x5341)
CHAPTERS = "".join(map(chr, (0x58F9, 0x8CB3, 0x53C3, 0x8086, 0x4F0D, 0x9678, 0x67D2, 0x634C, 0x7396, 0x62FE)))
"""One to ten."""


def numeral(number: int) -> str:
    """1 to 99 as an item is numbered."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else TEN if tens == 1 else f"{DIGITS[tens]}{TEN}"
    return head + (DIGITS[ones] if ones else "")


def chapter_numeral(number: int) -> str:
    """1 to 10 as a chapter is numbered."""
    return CHAPTERS[number - 1]
