"""The report's list of cases as a file: with names, for those who see the case (T9)."""

import csv
from io import StringIO

import pytest

from impact_assessment.models import Case
from tests.factories import day
from tests.impact_assessment.records import build

ADDRESS = "/assessments/107/register.csv"


@pytest.fixture
def cases(plan, cast, settings):
    settings.DEMO_DAY = day("107/12/31")
    heard = {"steps": ["107/3/1", "107/3/20", "107/4/10"], "opinions": ["部分參採 107/4/20", "尚未回復"]}
    build(
        plan,
        {
            "cases": [
                {"title": "案甲", "unit": "應用服務組", **heard},
                {"title": "案乙", "unit": "設施網路組", "steps": ["107/3/1"]},
                {"title": "去年", "unit": "應用服務組", "year": 106},
            ]
        },
    )
    return Case.objects.get(title="案甲")


def rows(client, address=ADDRESS) -> list[list[str]]:
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1:]


def test_each_opinion_is_a_line_with_its_expert(cases, cast, as_):
    found = rows(as_(cast.secretary))
    name = cases.engagements.get().expert.external.name
    assert [(row[1], row[7], row[10], row[11], row[12]) for row in found] == [
        ("案甲", f"{name}（性別主流化人才資料庫）", "部分參採", "第 3 章", "經費不足"),
        ("案甲", f"{name}（性別主流化人才資料庫）", "", "", ""),
        ("案乙", "", "", "", ""),
    ]


def test_a_unit_gets_its_own_cases_alone(cases, cast, as_):
    assert {row[1] for row in rows(as_(cast.clerk))} == {"案甲"}
    assert rows(as_(cast.officer)) == []


def test_there_is_no_file_of_another_kind(cases, cast, as_):
    assert as_(cast.secretary).get(ADDRESS.replace("csv", "exe")).status_code == 404
