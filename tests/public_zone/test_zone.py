"""What a citizen finds without signing in, and what nobody can find (W-1, W-4)."""

import json

import pytest
from django.apps import apps
from django.test import Client

from core.contract import Sentence, plain
from public_zone.pages import chart
from publishing.actions import withdraw
from publishing.models import Publication
from publishing.pieces import Content
from tests.factories import actor_of
from tests.guards.sources import APPS
from tests.public_zone.crawling import crawl
from tests.public_zone.house import SECRETS

ZONE = "/public/doit/"


@pytest.fixture
def found(house):
    return crawl(Client(), "/public/")


def test_every_link_leads_somewhere_within_the_zone(found):
    assert {address: status for address, (status, _text) in found.items() if status != 200} == {}
    assert [one for one in found if not one.startswith("/public/")] == []
    kinds = {one.split("/")[3] for one in found if one.count("/") == 5}
    assert kinds == {"plan", "members", "minutes", "statistics", "analyses"}


def test_no_page_and_no_file_tells_what_is_not_public(found):
    told = {(address, one) for address, (_status, text) in found.items() for one in SECRETS if one in text}
    assert told == set()


def test_the_planted_secrets_stand_in_the_records_and_would_be_seen(house):
    """All rows of the house in one text: every secret is in it."""
    rows = [
        str(row)
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for row in model._base_manager.values_list()
    ]
    text = "".join(rows)
    assert [one for one in SECRETS if one not in text and "," not in one] == []


def test_a_member_is_named_by_consent_and_staff_is_covered(found):
    minutes = found[f"{ZONE}minutes/107-1/"][1]
    assert "府外1" in minutes and "請○○○辦理" in minutes and "（不公開）" in minutes
    assert "（未公開）" in found[f"{ZONE}members/members/"][1]


def test_small_cells_are_masked_and_zero_is_not_what_was_not_published(found):
    lines = found[f"{ZONE}statistics/doit-01.csv"][1].split("\r\n")
    assert "105,1,簡任,女,,遮蔽,含留職停薪人員，○○○填" in lines
    assert "106,1,簡任,男,0,," in lines
    assert "106,1,簡任,女,,未發布," in lines


def test_the_same_numbers_stand_on_the_page_and_in_every_file(found):
    base = f"{ZONE}statistics/doit-02"
    assert "2,815" in found[f"{base}/"][1]
    assert "104,1,全體,男,2815,," in found[f"{base}.csv"][1]
    assert 'office:value="2815"' in found[f"{base}.ods"][1]
    body = json.loads(Client().get(f"{base}.json").content)
    assert body["rows"][0] == {
        "年度": 104, "期別": 1, "類別": "全體", "性別": "男", "數值": 2815, "符號": "", "註": "",
    }  # fmt: skip
    assert [one["name"] for one in body["fields"]] == list(body["rows"][0])


def test_a_page_has_chart_table_dictionary_licence_and_day(found):
    page = found[f"{ZONE}statistics/doit-02/"][1]
    for part in ("<svg", "<caption", "資料字典", "政府資料開放授權條款–第1版", "更新日 107 年 11 月 15 日"):
        assert part in page


def test_the_lines_of_a_chart_may_be_named_by_a_plain_text(cast):
    content = Content(marks=("105", "106"), series=(("甲", (1, None)), (Sentence("乙"), ("2.5", 3))))
    drawn = chart(Publication(agency=cast.agency, title="圖", content=plain(content)))
    assert all(f">{one}</text>" in drawn for one in ("甲", "乙", "2.5", "105"))


@pytest.mark.parametrize(
    "address",
    [
        "/public/other/",
        "/public/nowhere/",
        f"{ZONE}reports/",
        f"{ZONE}nothing/",
        f"{ZONE}statistics/doit-03/",
        f"{ZONE}statistics/doit-03.csv",
        f"{ZONE}statistics/doit-01.exe",
        f"{ZONE}statistics/doit-0.csv",
        f"{ZONE}minutes/107-2/",
        f"{ZONE}plan/doit-01/",
        f"{ZONE}analyses/1-file-2.pdf",
        "/public/other/statistics/x-1/",
        "/public/other/catalog.jsonld",
    ],
)
def test_what_was_not_published_is_not_there(house, client, address):
    assert client.get(address).status_code == 404


def test_an_analysis_that_nobody_published_can_not_be_guessed(house, client):
    shown, hidden = (one.id for one in house.analyses)
    files = [f"{ZONE}analyses/{id_}-file-1.pdf" for id_ in (shown, hidden)]
    assert [client.get(one).status_code for one in files] == [200, 404]


def test_what_was_withdrawn_is_gone_with_its_files(house, cast, client):
    row = Publication.objects.get(kind="statistics", key="doit-01")
    withdraw(row, by=actor_of(cast.accountant), reason="數字有誤")
    for address in ("statistics/doit-01/", "statistics/doit-01.csv", "statistics/doit-01-dictionary.json"):
        assert client.get(f"{ZONE}{address}").status_code == 404
    assert "doit-01" not in client.get(ZONE).content.decode()


def test_not_public_withdrawn_and_never_there_look_the_same_and_lead_back_into_the_zone(house, cast, client):
    withdraw(Publication.objects.get(key="doit-01"), by=actor_of(cast.accountant), reason="數字有誤")
    places = (
        "statistics/doit-01/",
        "statistics/doit-01.csv",
        "statistics/doit-03/",
        "minutes/107-2/",
        "x/",
        "x/y/",
    )
    answers = [client.get(f"{ZONE}{one}") for one in places]
    assert ({one.status_code for one in answers}, len({one.content for one in answers})) == ({404}, 1)
    page = answers[0].content.decode()
    assert f'href="{ZONE}"' in page and f'href="{ZONE}sitemap/"' in page
    assert "/accounts/" not in page and 'href="/"' not in page


def test_an_agency_with_nothing_public_looks_like_none(house, client):
    pages = [client.get(f"/public/{one}/") for one in ("other", "nowhere")]
    assert ({one.status_code for one in pages}, len({one.content for one in pages})) == ({404}, 1)
    assert 'href="/public/"' in pages[0].content.decode()


def test_reading_sets_no_cookie_takes_no_post_and_asks_again_cheaply(house, client):
    first = client.get(ZONE)
    assert not first.cookies
    assert client.post(ZONE).status_code == 405
    assert client.get(ZONE, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


def test_the_zone_speaks_the_plans_language_to_everybody(house, client):
    assert (
        client.get(f"{ZONE}members/members/", HTTP_ACCEPT_LANGUAGE="en").content
        == client.get(f"{ZONE}members/members/", HTTP_ACCEPT_LANGUAGE="zh-TW").content
    )


@pytest.mark.parametrize(("address", "most"), [("", 4), ("statistics/", 4), ("statistics/doit-01/", 6)])
def test_queries_do_not_grow_with_what_is_public(
    house, cast, client, django_assert_max_num_queries, address, most
):
    with django_assert_max_num_queries(most):
        client.get(f"{ZONE}{address}")
