"""The catalogue of the open data: DCAT, and the national portal's keys (domain 6.7)."""

import json

import pytest


@pytest.fixture
def dcat(house, client, settings):
    settings.SITE_URL = "https://gm.example.gov.tw"
    return json.loads(client.get("/public/doit/catalog.jsonld").content)


def test_the_catalogue_names_publisher_licence_and_days(dcat):
    assert dcat["@type"] == "dcat:Catalog"
    assert dcat["dct:publisher"] == {"@type": "foaf:Organization", "foaf:name": "臺北市政府資訊局"}
    assert dcat["dct:license"] == {"@id": "https://data.gov.tw/license"}
    assert (dcat["dct:issued"], dcat["dct:modified"]) == ("2018-11-15", "2018-11-15")


def test_a_statistics_table_says_how_often_and_for_which_years(dcat):
    [found] = [one for one in dcat["dcat:dataset"] if one["dct:identifier"] == "doit/statistics/doit-01"]
    assert found["dct:accrualPeriodicity"]["@id"].endswith("/ANNUAL")
    assert found["dct:temporal"] == {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": "2016-01-01",
        "dcat:endDate": "2017-12-31",
    }
    assert [one["dct:format"] for one in found["dcat:distribution"]] == ["CSV", "ODS", "JSON"]


def test_every_address_of_the_catalogue_stands_on_the_sites_own_name_and_opens(dcat, client):
    addresses = [
        part["dcat:downloadURL"]["@id"] for one in dcat["dcat:dataset"] for part in one["dcat:distribution"]
    ] + [one["dcat:landingPage"]["@id"] for one in dcat["dcat:dataset"]]
    assert all(one.startswith("https://gm.example.gov.tw/public/doit/") for one in addresses)
    paths = [one.removeprefix("https://gm.example.gov.tw") for one in addresses]
    assert {client.get(one).status_code for one in paths} == {200}
    assert len(set(addresses)) == len(addresses)


def test_the_portal_gets_its_keys_and_no_person(house, client):
    sets = json.loads(client.get("/public/doit/datasets.json").content)
    [found] = [one for one in sets if one["datasetid"] == "doit-statistics-doit-01"]
    assert found["updateFrequency"] == {"regularupdate": "true", "Frequency": "1", "unittime": "year"}
    assert found["license"] == "政府資料開放授權條款–第1版"
    assert {one["publisherContactName"] for one in sets} == {"臺北市政府資訊局"}
    assert {one["publisherContactEmail"] for one in sets} == {""}
    assert found["distribution"][0]["resourceField"][0] == {"name": "年度", "description": "民國年"}
