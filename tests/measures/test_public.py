"""What the public may read of 陸: what is done, evidence marked for it, small numbers masked, no names (W-1, W-4)."""

import pytest

from core.contract import canonical
from measures.models import Measure
from measures.public import pieces as own
from plan.models import Rule
from public_zone.sources import pieces
from tests import factories as make
from tests.factories import day
from tests.measures.records import hold


def offered(agency, on="107/11/15") -> dict:
    return {one.title: one for one in pieces(agency, day(on)) if one.kind == "measures"}


def facts(piece) -> dict:
    return {str(label): str(said) for label, said in piece.content.facts}


@pytest.fixture
def measure(plan, cast) -> Measure:
    """An activity of two days with one photo of its own."""
    return hold(plan, "應用服務組+設施網路組 C1 107/3/7 107/3/8")


TITLE = "C1措施1（107 年）"


def test_a_measure_is_offered_when_it_is_held_and_proved(plan, measure):
    hold(plan, "應用服務組 D1 107/12/1 預定")
    hold(plan, "應用服務組 A1 107/4/1 無佐證")
    hold(plan, "應用服務組 A2 107/4/1 撤下")
    assert list(offered(plan)) == [TITLE]
    assert offered(plan, "107/3/7") == {}


def test_it_says_what_when_and_by_whom(plan, measure):
    assert facts(offered(plan)[TITLE]) == {
        "類別": "（三）辦理活動融入性別平等概念或性別友善設計",
        "項目": "（三）1 於活動主題融入性別平等概念。",
        "主辦組室": "應用服務組（與設施網路組共同辦理）",
        "辦理期間": "107 年 3 月 7 日至107 年 3 月 8 日",
        "參與人數": "男 12 人、女 15 人、其他／未填 0 人，計 27 人",
    }


def test_only_evidence_marked_for_it_is_public(plan, measure):
    assert (offered(plan)[TITLE].content.tables, offered(plan)[TITLE].content.files) == ((), ())
    shown = make.make_evidence(
        measure, "107/3/8", "PHOTO", caption="開場", alt_text="講者站在台前", is_public=True
    )
    make.make_evidence(measure, "107/3/8", is_public=True, withdrawn_because="有個人資料")
    make.make_evidence(measure, "108/1/2", is_public=True)
    content = offered(plan, "108/1/31")[TITLE].content
    assert content.files == (shown.file_id,)
    ((number, kind, dated_on, caption, alt, url),) = content.tables[0].rows
    assert (number, str(kind), dated_on, caption, alt, url) == (
        1,
        "照片",
        day("107/3/8"),
        "開場",
        "講者站在台前",
        None,
    )


def test_each_row_names_the_number_of_its_file(plan, measure):
    for caption in ("簽到", "網頁", "海報"):
        proof = make.make_evidence(measure, "107/3/8", caption=caption, is_public=True)
        if caption == "網頁":
            type(proof).objects.filter(pk=proof.pk).update(file=None, url="https://doit.example/day")
    content = offered(plan)[TITLE].content
    assert [(row[0], row[3]) for row in content.tables[0].rows] == [(1, "簽到"), (None, "網頁"), (2, "海報")]
    assert len(content.files) == 2


@pytest.mark.parametrize(
    ("male", "female", "said"),
    [
        (5, 40, "男 5 人、女 40 人、其他／未填 0 人，計 45 人"),
        (4, 40, "男 * 人、女 * 人、其他／未填 0 人，計 44 人"),
        (0, 40, "男 0 人、女 40 人、其他／未填 0 人，計 40 人"),
    ],
)
def test_small_numbers_of_people_are_masked(plan, measure, male, female, said):
    Measure.objects.filter(pk=measure.pk).update(male=male, female=female)
    assert facts(offered(plan)[TITLE])["參與人數"].partition("（*")[0] == said


def test_without_a_threshold_no_numbers_of_people_are_told(plan, measure):
    Rule.objects.filter(code="D-18").delete()
    assert "參與人數" not in facts(offered(plan)[TITLE])


def test_no_text_names_staff(plan, cast, measure):
    told = dict.fromkeys(("content", "relation", "achieved", "partners"), f"由{cast.clerk.name}辦理")
    Measure.objects.filter(pk=measure.pk).update(title=f"{cast.clerk.name}講座", **told)
    alt = f"{cast.clerk.name}在台前"
    make.make_evidence(measure, "107/3/8", "PHOTO", caption=alt, alt_text=alt, is_public=True)
    (piece,) = offered(plan).values()
    text = canonical([piece.title, piece.content])
    assert cast.clerk.name not in text
    assert "○○○在台前" in text


def test_the_latest_year_comes_first_and_a_long_title_keeps_its_year(plan, cast, measure):
    old = make.make_measure(cast.unit_a, "長" * 200, item="MS-A1", year=2017, held_on="106/3/1")
    make.make_evidence(old, "106/3/1")
    titles = list(offered(plan))
    assert [title[-7:] for title in titles] == ["（107 年）", "（106 年）"]
    assert len(titles[1]) <= 200


def test_another_agencys_measures_are_not_offered(plan, cast, measure):
    other = make.make_measure(cast.other_unit, held_on="107/3/8", item="MS-A1")
    make.make_evidence(other, "107/3/8")
    assert list(offered(plan)) == [TITLE]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_measures(plan, cast, number, django_assert_num_queries):
    for _place in range(number):
        hold(plan, "應用服務組 C1 107/3/8")
    with django_assert_num_queries(7):
        own(plan, day("107/11/15"))
