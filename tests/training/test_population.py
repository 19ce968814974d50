"""Who is asked in 106, with the deciding interval on the line (T-3, T-4; features 2, no. 4)."""

import pytest

from core.contract import Scope
from organization.models import PostKind
from tests import factories as make
from training.compliance import findings, people


@pytest.fixture
def everybody(plan):
    """The six odd cases of 106 and a plain clerk, in two units."""
    unit, other = make.make_unit(plan, "應用服務組"), make.make_unit(plan, "設施網路組")
    make.make_person(plan, unit, "常在員")
    make.make_person(plan, unit, "年中到職", since="106/10/15")
    make.make_person(plan, unit, "年底離職", until="106/12/1")
    moved = make.make_person(plan, unit, "年中調動", until="106/7/1")
    make.make_post(moved, other, since="106/7/1")
    liaison = make.make_person(plan, unit, "五月聯絡人")
    make.make_post(liaison, unit, kind=PostKind.FOCAL_POINT, since="106/5/1")
    away = make.make_person(plan, unit, "全年留停")
    make.make_leave(away, "106/1/1", "107/1/1")
    both = make.make_person(plan, unit, "兼任二職")
    make.make_post(both, other, kind=PostKind.SUPERVISOR, since="106/3/1")
    return plan


def asked_on(agency, text: str) -> dict:
    year = people(Scope(agency.id, 2017, make.day(text)))
    return {one.name: (one.asked, one.need, one.unit, str(one.why)) for one in year.people}


def test_each_odd_case_is_in_the_list_with_the_interval_that_decides(everybody):
    said = asked_on(everybody, "106/12/31")
    asked = {name: line[0] for name, line in said.items()}
    assert asked == {
        "常在員": True,
        "年中到職": False,
        "年底離職": False,
        "年中調動": True,
        "五月聯絡人": True,
        "全年留停": False,
        "兼任二職": True,
    }
    assert said["年中調動"][2] == "設施網路組"
    assert (said["常在員"][1], said["五月聯絡人"][1]) == (2 * 60, 18 * 60)
    assert (
        said["年中到職"][3] == "106 年 10 月 15 日 到職，至年底在職 78 日，未滿 90 日，不計入應訓人數（D-06）"
    )
    assert said["年底離職"][3] == "自 106 年 12 月 1 日 起不在職，不計入應訓人數（D-06）"
    assert said["全年留停"][3].startswith("106 年 1 月 1 日 至 106 年 12 月 31 日 留職停薪")


def test_the_rates_two_lists_add_up(everybody):
    found = {one.rule: one for one in findings(Scope(everybody.id, 2017, make.day("106/12/31")))}
    asked = {one.name for one in people(Scope(everybody.id, 2017, make.day("106/12/31"))).people if one.asked}
    for code in ("TR-01", "TR-02", "TR-03"):
        finding = found[code]
        assert (len(finding.asked.ids), len(finding.counted.ids)) == (finding.need, finding.have)
    ids = {pk for code in ("TR-01", "TR-02", "TR-03") for pk in found[code].asked.ids}
    assert len(ids) == len(asked) == 4


def test_the_same_year_asked_two_years_later_gives_the_same_list(everybody):
    assert asked_on(everybody, "108/6/1") == asked_on(everybody, "106/12/31")
