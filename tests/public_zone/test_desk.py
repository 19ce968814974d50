"""The desk: every piece with its state, a preview as the public will see it, and publishing as an act (W-2)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committee.actions import appoint
from publishing.models import Publication
from statistics_app.models import Indicator, YearTable
from tests import factories as make
from tests.factories import actor_of
from tests.public_zone.house import publish_all

DESK = "/publish/"
STAMP = re.compile(r'name="piece" value="([^"]+)"')


def states(client, kind="") -> dict[str, str]:
    """title → what the desk says of it."""
    page = client.get(DESK, {"kind": kind}).content.decode()
    rows = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>.*?<span class="toned[^>]*>(.*?)</span>', page, re.S)
    return dict(rows)


def stamp(client, place: str) -> str:
    return STAMP.search(client.get(f"{DESK}{place}/").content.decode())[1]


def test_the_desk_says_how_each_piece_stands(house, cast, as_):
    client = as_(cast.accountant)
    assert states(client, "statistics") == {
        "員工人數": "公開中（107 年 11 月 15 日）",
        "參訓人次": "公開後有更新（公開於 107 年 11 月 15 日）",
        "未核定指標": "不能公開：尚無已核定的統計表。",
    }
    assert states(client, "analyses")["未公開的分析"] == "未公開"
    assert states(client)["性別平等專案小組 107 年第 2 次會議紀錄"] == "不能公開：會議紀錄尚未經會議確認。"


def test_the_preview_is_the_page_that_the_public_gets(house, cast, as_):
    client = as_(cast.accountant)
    address = f"analyses/{house.analyses[1].id}"
    before = client.get(f"{DESK}{address}/").content.decode()
    refused = client.post(f"{DESK}now/", {"piece": stamp(client, address)}, follow=True).content.decode()
    assert "請先確認其中沒有個人資料" in refused
    assert Client().get(f"/public/doit/{address}/").status_code == 404
    client.post(f"{DESK}now/", {"piece": stamp(client, address), "checked": "on"})
    after = Client().get(f"/public/doit/{address}/").content.decode()

    def main(page):
        return re.sub(r'href="[^"]*"', "", re.search(r"<h1>.*</main>", page, re.S)[0])

    assert "預覽" in before and "預覽" not in after
    assert main(before) == main(after)


def test_the_preview_of_a_changed_piece_says_what_differs(house, cast, as_):
    page = as_(cast.accountant).get(f"{DESK}statistics/doit-02/").content.decode()
    assert re.search(r"與公開中的版本不同之處：\s*表格、圖、資料集", page)
    assert "87,654" in page


def test_the_preview_of_what_can_not_be_published_now_shows_what_the_public_has(house, cast, as_):
    YearTable.objects.filter(indicator__code="DOIT-02").update(state="DRAFT", approved_on=None)
    page = as_(cast.accountant).get(f"{DESK}statistics/doit-02/").content.decode()
    assert "以下就是公眾將看到的頁面" not in page
    assert "不能更新：尚無已核定的統計表。" in page and "以下是公開中的版本。" in page
    assert 'href="/public/doit/statistics/doit-02/"' in page and "2,815" in page


def test_what_is_not_ready_and_was_never_public_has_no_page_to_show(house, cast, as_):
    page = as_(cast.accountant).get(f"{DESK}statistics/doit-03/").content.decode()
    assert "不能公開：尚無已核定的統計表。" in page and "以下" not in page


def test_whoever_only_looks_at_an_act_is_led_back(house, cast, as_):
    client = as_(cast.accountant)
    assert client.get(f"{DESK}statistics/doit-01/withdraw/").url == f"{DESK}statistics/doit-01/"
    assert client.get(f"{DESK}now/").url == DESK


def test_a_file_can_be_looked_at_before_it_is_public(house, cast, as_):
    name = f"analyses/{house.analyses[1].id}-file-1.pdf"
    assert as_(cast.accountant).get(f"{DESK}{name}").status_code == 200
    assert Client().get(f"/public/doit/{name}").status_code == 404


def test_from_the_list_goes_what_was_updated_and_not_what_is_new_or_has_files(house, cast, as_):
    client = as_(cast.accountant)
    ticked = STAMP.findall(client.get(DESK).content.decode())
    assert [one.rpartition("/")[0] for one in ticked] == ["statistics/doit-02"]
    client.post(f"{DESK}now/", {"piece": ticked})
    assert Publication.objects.filter(kind="statistics", key="doit-02").count() == 2
    assert "87,654" in Client().get("/public/doit/statistics/doit-02/").content.decode()
    assert set(states(client, "statistics").values()) >= {"公開中（107 年 11 月 15 日）"}


def test_what_changed_after_it_was_looked_at_is_not_published(house, cast, as_):
    client = as_(cast.accountant)
    seen = stamp(client, "statistics/doit-02")
    Indicator.objects.filter(code="DOIT-02").update(definition="改了定義")
    answer = client.post(f"{DESK}now/", {"piece": seen}, follow=True).content.decode()
    assert "變動過，沒有公開" in answer
    assert Publication.objects.filter(kind="statistics", key="doit-02").count() == 1


def test_nothing_ticked_publishes_nothing(house, cast, as_):
    answer = as_(cast.accountant).post(f"{DESK}now/", follow=True).content.decode()
    assert "請勾選要公開的資料。" in answer


def test_each_office_publishes_its_own(house, cast, as_):
    accountants = stamp(as_(cast.accountant), "statistics/doit-02")
    client = as_(cast.secretary)
    assert STAMP.findall(client.get(DESK).content.decode()) == []
    answer = client.post(f"{DESK}now/", {"piece": accountants}, follow=True).content.decode()
    assert "這類資料由會計室公開。" in answer
    assert Publication.objects.filter(kind="statistics", key="doit-02").count() == 1


def test_withdrawing_asks_for_a_reason(house, cast, as_):
    client = as_(cast.accountant)
    address = f"{DESK}statistics/doit-01/withdraw/"
    assert "撤下須說明事由。" in client.post(address, {"reason": " "}, follow=True).content.decode()
    client.post(address, {"reason": "數字有誤"})
    row = Publication.objects.get(kind="statistics", key="doit-01")
    assert (row.state, row.reason) == ("WITHDRAWN", "數字有誤")
    assert states(client, "statistics")["員工人數"] == "未公開"
    assert "數字有誤" in client.get(f"{DESK}statistics/doit-01/").content.decode()


def test_a_copy_whose_source_is_gone_can_still_be_withdrawn(house, cast, as_):
    house.analyses[0].withdrawn_because = "不再撰擬"
    house.analyses[0].save()
    client = as_(cast.accountant)
    assert states(client, "analyses")["資訊人力性別分析"].endswith("來源已無此資料")
    address = f"{DESK}analyses/{house.analyses[0].id}/"
    assert client.get(address).status_code == 200
    client.post(f"{address}withdraw/", {"reason": "停止"})
    assert "資訊人力性別分析" not in states(client, "analyses")


def test_whoever_takes_back_the_consent_is_named_no_longer_at_once(house, cast):
    member = house.members[0]
    name, places = member.who.name, ("members/members/", "minutes/107-1/")
    pages = [Client().get(f"/public/doit/{one}").content.decode() for one in places]
    assert all(name in one for one in pages)
    member.is_public = False
    appoint(member, by=actor_of(cast.secretary, "107/11/15"))
    assert [Client().get(f"/public/doit/{one}").status_code for one in places] == [404, 404]
    publish_all(house.agency, cast)
    pages = [Client().get(f"/public/doit/{one}") for one in places]
    assert [(one.status_code, name in one.content.decode()) for one in pages] == [(200, False)] * 2


@pytest.mark.parametrize("who", ["clerk", "head", "officer"])
def test_nobody_else_comes_to_the_desk(house, cast, as_, who):
    client = as_(getattr(cast, who))
    for address in (DESK, f"{DESK}statistics/doit-01/", f"{DESK}statistics/doit-01.csv"):
        assert client.get(address).status_code == 403
    assert client.post(f"{DESK}now/", {"piece": "x"}).status_code == 403


def test_without_the_rule_on_small_cells_no_count_of_people_is_published(house, cast, as_, settings):
    settings.DEMO_DAY = make.day("110/1/1")
    said = states(as_(cast.accountant), "statistics")["員工人數"]
    assert said.endswith("不能更新：沒有小細格遮蔽的現行規定（D-18），人數不得公開。")


def test_queries_do_not_grow_with_the_pieces(house, cast, as_):
    client = as_(cast.accountant)
    client.get(DESK)
    with CaptureQueriesContext(connection) as before:
        client.get(DESK)
    for number in range(4, 8):
        more = make.make_indicator(house.agency, cast.unit_b, code=f"DOIT-0{number}", counts_people=False)
        make.make_table(more, 2016, [1, 2], "APPROVED")
        make.make_table(more, 2017, [3, 4], "APPROVED")
    with CaptureQueriesContext(connection) as after:
        client.get(DESK)
    assert len(after) == len(before)
