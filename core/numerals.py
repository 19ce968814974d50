"""The numerals of official papers (domain 6.2): 一, 十, 二十一 for items, 壹, 貳 for chapters.

Written with \\u because they are signs, not texts to translate.
"""

DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # zero to nine
TEN = "\u5341"
CHAPTERS = "\u58f9\u8cb3\u53c3\u8086\u4f0d\u9678\u67d2\u634c\u7396\u62fe"  # one to ten, as on cheques


def numeral(number: int) -> str:
    """1 to 99 as an item is numbered."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else TEN if tens == 1 else f"{DIGITS[tens]}{TEN}"
    return head + (DIGITS[ones] if ones else "")


def chapter_numeral(number: int) -> str:
    """1 to 10 as a chapter is numbered."""
    return CHAPTERS[number - 1]
