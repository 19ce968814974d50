"""Two wordings side by side."""

import time

import pytest

from core.compare import compare


def marked(pieces) -> str:
    return "".join(f"[{one.text}]" if one.differs else one.text for one in pieces)


@pytest.mark.parametrize(
    ("old", "new", "olds", "news"),
    [
        ("每年3小時", "每年4小時", "每年[3]小時", "每年[4]小時"),
        ("每年小時", "每年4小時", "每年小時", "每年[4]小時"),
        ("每年4小時", "每年小時", "每年[4]小時", "每年小時"),
        ("同", "同", "同", "同"),
        ("", "新", "", "[新]"),
        ("舊", "", "[舊]", ""),
        ("", "", "", ""),
        ("一\n二", "一\n三", "一\n[二]", "一\n[三]"),
    ],
)
def test_what_differs_is_marked_on_each_side(old, new, olds, news):
    assert tuple(map(marked, compare(old, new))) == (olds, news)


def test_the_pieces_joined_are_the_texts_again():
    old, new = "本局一般公務人員每人每年均須完成3小時訓練", "一般人員及主管每人於每年完成6小時以上訓練"
    assert tuple("".join(one.text for one in side) for side in compare(old, new)) == (old, new)


def test_a_long_text_of_one_sign_takes_no_longer_than_a_page_may():
    begun = time.perf_counter()
    compare("字" * 1500, "字" * 1499 + "句")
    assert time.perf_counter() - begun < 3
