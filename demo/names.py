"""Invented names, drawn by a seeded generator; no real person is meant."""

import random

SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴"
)
FIRST = "家怡雅淑美佳欣宜思品子承冠柏志明文俊育建彥宗信哲孟書庭芳玉惠秀婉筱郁詩若映采"
SECOND = "君婷雯玲慧芬華蓉萱瑜恩蓁儒翰宏豪偉傑銘穎霖廷緯倫凱維安如真潔容珊綺伶均祐"


class Names:
    """Draws names that do not repeat."""

    def __init__(self, generator: random.Random, taken: set[str]):
        self._generator = generator
        self._used = set(taken)

    def draw(self) -> str:
        while True:
            name = "".join(self._generator.choice(part) for part in (SURNAMES, FIRST, SECOND))
            if name not in self._used and name[1] != name[2]:
                self._used.add(name)
                return name
