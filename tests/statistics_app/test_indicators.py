"""Indicators: listed, begun, reworded, followed by a new series, ended (伍三(二)1; S-1, S-10, ST-01)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.spreadsheets import read_rows
from organization import history
from organization.models import Role, Unit
from statistics_app.actions import indicators as actions
from statistics_app.cells import cells_of
from statistics_app.figures.trend import trend
from statistics_app.models import Indicator, IndicatorReview
from statistics_app.permissions import why_not_redefine
from statistics_app.sums import completed, shape_of
from tests import factories as make
from tests.factories import actor_of, day

PAGE = "/statistics/107/indicators/"
NEW = "/statistics/107/indicators/new/"


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def staff(cast):
    """Employees by rank, with the numbers of 106 and 107."""
    indicator = make.make_indicator(
        cast.agency, cast.personnel, "簡任", "薦任", dimension="官等", group="人力"
    )
    make.make_table(indicator, 2017, [3, 2, 20, 25], "APPROVED")
    make.make_table(indicator, 2018, [4, 2, 22, ""])
    return indicator


def text(answer) -> str:
    return answer.content.decode()


def typed(cast, **changed) -> dict:
    said = {
        "code": "DOIT-09",
        "title": "資訊人員",
        "unit_of_measure": "人",
        "definition": "年底在職資訊人員數",
        "source": "人事資料",
        "frequency": "YEAR",
        "timing": "END",
        "owner": cast.personnel.pk,
        "dimension": "官等",
        "categories": "簡任\n薦任\n",
        "totals": "ALL",
        "decimals": "0",
        "counts_people": "on",
        "since": "107/1/1",
    }
    return said | changed


def test_those_in_force_and_those_ended_stand_apart(as_, cast, staff):
    make.make_indicator(cast.agency, cast.unit_a, code="OLD-1", until=day("106/1/1"))
    make.make_indicator(cast.agency, cast.unit_a, code="NEXT-1", since="109/1/1")
    shown = as_(cast.clerk).get(PAGE).context
    assert [one.code for one in shown["standing"]] == ["DOIT-01"]
    assert [one.code for one in shown["ended"]] == ["OLD-1"]


def test_the_list_is_filtered_by_owner_and_group(as_, cast, staff):
    make.make_indicator(cast.agency, cast.unit_a, code="A-1", group="服務")
    client = as_(cast.clerk)
    for asked, codes in (
        ({"owner": cast.unit_a.pk}, ["A-1"]),
        ({"group": "人力"}, ["DOIT-01"]),
        ({"owner": cast.unit_a.pk, "group": "人力"}, []),
    ):
        assert [one.code for one in client.get(PAGE, asked).context["standing"]] == codes


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_list_is_exported_in_the_official_columns(as_, cast, staff, kind, tmp_path):
    file = tmp_path / f"list.{kind}"
    file.write_bytes(as_(cast.clerk).get(f"/statistics/107/indicators/export.{kind}").content)
    head, row = list(read_rows(file.open("rb"), file.name))
    assert head[:6] == ["編號", "中類", "指標名稱", "單位", "定義", "計算公式"]
    assert row[:5] == ["DOIT-01", "人力", "員工人數", "人", "年底在職員工人數"]
    assert row[11] == "簡任\n薦任"


def test_a_long_list_costs_what_a_short_one_costs(as_, cast, today):
    client, costs = as_(cast.clerk), []
    for number in range(1, 4):
        make.make_indicator(cast.agency, cast.unit_a, "甲", "乙", code=f"A-{number}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as spent:
            client.get(PAGE)
        costs.append(len(spent))
    assert costs[0] == costs[2]


def test_another_agencys_indicators_are_not_there(as_, cast, staff):
    client = as_(cast.stranger)
    assert client.get(PAGE).context["count"] == 0
    for name in ("indicator", "indicator-edit", "indicator-replace", "indicator-end"):
        assert client.get(reverse(f"statistics:{name}", args=[staff.pk])).status_code == 404


@pytest.mark.parametrize("role", ["clerk", "head", "neighbour", "officer", "secretary"])
def test_only_the_accounting_office_keeps_them(as_, cast, staff, role):
    client = as_(getattr(cast, role))
    assert client.get(NEW).status_code == 403
    for name in ("indicator-edit", "indicator-replace", "indicator-end"):
        assert client.post(reverse(f"statistics:{name}", args=[staff.pk]), {}).status_code == 403


def test_the_page_has_the_metadata_the_numbers_and_the_chart(as_, cast, staff):
    answer = as_(cast.clerk).get(reverse("statistics:indicator", args=[staff.pk]))
    said = text(answer)
    for words in ("年底在職員工人數", "官等：簡任、薦任", "尚未核定：107 年", "<svg"):
        assert words in said
    assert answer.context["table"].foot[0] == (
        answer.context["table"].foot[0][0],
        "23",
        "27",
        "50",
        "26",
        "",
        "",
    )
    assert [one.year for one in answer.context["unapproved"]] == [2018]


def test_an_indicator_without_numbers_says_so(as_, cast):
    bare = make.make_indicator(cast.agency, cast.unit_a)
    assert "尚未填報數值。" in text(as_(cast.clerk).get(reverse("statistics:indicator", args=[bare.pk])))


def test_the_accounting_office_begins_one_with_its_categories_once(as_, cast):
    client = as_(cast.accountant)
    assert [client.post(NEW, typed(cast)).status_code for _again in range(2)] == [302, 302]
    made = Indicator.objects.get()
    assert [one.title for one in made.categories.all()] == ["簡任", "薦任"]
    assert (made.agency, made.version, history.of(made).count()) == (cast.agency, 0, 1)


def test_one_without_a_dimension_has_a_single_nameless_category(as_, cast):
    as_(cast.accountant).post(NEW, typed(cast, dimension="", categories=""))
    assert [one.title for one in Indicator.objects.get().categories.all()] == [""]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"code": "甲-1"}, "code", "編號請用英文字母"),
        ({"code": "doit-01"}, "code", "編號 DOIT-01 已用於「員工人數」"),
        ({"categories": "簡任\n簡任"}, "categories", "類別名稱不能重複。"),
        ({"dimension": ""}, "dimension", "有多個類別時須填複分類的名稱。"),
        ({"decimals": "1"}, "decimals", "以人數計的指標沒有小數。"),
        ({"since": "107/2/30"}, "since", "沒有「107/2/30」這一天"),
        ({"owner": "0"}, "owner", "查無此組室或無權使用。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(as_, cast, staff, changed, field, said):
    form = as_(cast.accountant).post(NEW, typed(cast, **changed)).context["form"]
    assert said in " ".join(form.errors[field])
    assert form[field].value() == changed[field]
    assert Indicator.objects.count() == 1


@pytest.fixture
def reviewed(cast):
    """The review of 107, held on 107/3/1 and concluded."""
    days = {"held_on": day("107/3/1"), "concluded_on": day("107/4/1")}
    IndicatorReview.objects.create(agency=cast.agency, year=2018, participants="各組室", **days)


def test_none_begins_before_a_review_that_has_spoken_of_all(as_, cast, staff, reviewed):
    client = as_(cast.accountant)
    refused = client.post(NEW, typed(cast, since="107/3/1")).context["form"]
    said = "107 年指標檢討（107 年 3 月 1 日）已結案，起日須在檢討日之後。"
    assert refused.errors["since"] == [said]
    assert client.post(NEW, typed(cast, since="107/3/2")).status_code == 302
    made = Indicator.objects.get(code="DOIT-09")
    made.since = day("106/1/1")
    with pytest.raises(ValidationError, match="起日須在檢討日之後"):
        actions.edit(made, ["簡任", "薦任"], by=actor_of(cast.accountant))


def test_an_open_review_hinders_nothing(as_, cast, staff, reviewed):
    IndicatorReview.objects.update(concluded_on=None)
    assert as_(cast.accountant).post(NEW, typed(cast, since="106/1/1")).status_code == 302


def test_a_full_width_code_is_taken_as_typed_on_paper(as_, cast):
    as_(cast.accountant).post(NEW, typed(cast, code="ＤＯＩＴ－０９"))
    assert Indicator.objects.get().code == "DOIT-09"


def test_words_are_corrected_while_the_meaning_is_locked(as_, cast, staff):
    address = reverse("statistics:indicator-edit", args=[staff.pk])
    client = as_(cast.accountant)
    page = client.get(address)
    assert "已有數值" in text(page) and reverse("statistics:indicator-replace", args=[staff.pk]) in text(page)
    forged = typed(cast, title="本局員工", source="人事系統", definition="改了", categories="甲", version="0")
    assert client.post(address, forged).status_code == 302
    staff.refresh_from_db()
    assert (staff.title, staff.source, staff.definition) == ("本局員工", "人事系統", "年底在職員工人數")
    assert [one.title for one in staff.categories.all()] == ["簡任", "薦任"]


def test_no_way_around_the_lock_leads_through_the_action(cast, staff):
    staff.definition = "含約聘"
    with pytest.raises(ValidationError, match="另起新指標"):
        actions.edit(staff, ["簡任", "薦任"], by=actor_of(cast.accountant))
    staff.refresh_from_db()
    with pytest.raises(ValidationError, match="另起新指標"):
        actions.edit(staff, ["簡任"], by=actor_of(cast.accountant))


def test_before_there_are_numbers_categories_are_named_anew(cast):
    bare = make.make_indicator(cast.agency, cast.unit_a, "甲", "乙", "丙")
    assert why_not_redefine(bare) is None
    kept = bare.categories.get(title="丙").pk
    actions.edit(bare, ["丙", "丁"], by=actor_of(cast.accountant))
    assert [(one.title, one.order) for one in bare.categories.all()] == [("丙", 1), ("丁", 2)]
    assert bare.categories.get(title="丙").pk == kept


def test_who_saves_second_is_told_and_keeps_what_was_typed(as_, cast, staff):
    address = reverse("statistics:indicator-edit", args=[staff.pk])
    client = as_(cast.accountant)
    client.post(address, typed(cast, source="甲", version="0"))
    form = client.post(address, typed(cast, source="乙", version="0")).context["form"]
    assert "剛才已被別人修改" in form.non_field_errors()[0]
    assert (form["source"].value(), form["version"].value()) == ("乙", 1)


def test_a_new_series_takes_the_place_of_the_old_from_its_day_on(as_, cast, staff):
    address = reverse("statistics:indicator-replace", args=[staff.pk])
    client = as_(cast.accountant)
    form = client.get(address).context["form"]
    assert (form["since"].value(), form["code"].value()) == (datetime.date(2019, 1, 1), "")
    sent = typed(cast, definition="含約聘", since="108/1/1", change_reason="定義納入約聘人員")
    assert [client.post(address, sent).status_code for _again in range(2)] == [302, 302]
    new = Indicator.objects.get(code="DOIT-09")
    staff.refresh_from_db()
    assert (new.replaces, staff.until, new.change_reason) == (staff, day("108/1/1"), "定義納入約聘人員")
    page = text(client.get(reverse("statistics:indicator", args=[new.pk])))
    assert "修訂紀錄" in page and "定義納入約聘人員" in page
    assert f'<dd><a href="/statistics/indicators/{staff.pk}/">' in page


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"change_reason": ""}, "change_reason", ""),
        ({"since": "99/1/1"}, "since", "之後"),
        ({"since": "107/1/1"}, "since", "指標已有 107 年的數值"),
        ({"code": "DOIT-01"}, "code", "請換一個編號"),
    ],
)
def test_a_new_series_is_refused_with_the_reason(as_, cast, staff, changed, field, said):
    sent = typed(cast, since="108/1/1", change_reason="定義改變") | changed
    address = reverse("statistics:indicator-replace", args=[staff.pk])
    form = as_(cast.accountant).post(address, sent).context["form"]
    assert said in " ".join(form.errors[field])
    staff.refresh_from_db()
    assert (staff.until, Indicator.objects.count()) == (None, 1)


def test_an_indicator_ends_with_a_reason_and_once(as_, cast, staff):
    address = reverse("statistics:indicator-end", args=[staff.pk])
    client = as_(cast.accountant)
    early = client.post(address, {"until": "107/1/1", "reason": "不再編製"}).context["form"]
    assert "指標已有 107 年的數值" in early.errors["until"][0]
    assert client.post(address, {"until": "108/1/1", "reason": ""}).status_code == 200
    assert client.post(address, {"until": "108/1/1", "reason": "不再編製"}).status_code == 302
    staff.refresh_from_db()
    assert staff.until == day("108/1/1")
    assert history.of(staff).first().reason == "不再編製"
    assert client.get(address).status_code == 403


def test_another_agencys_unit_can_not_own_one(cast):
    foreign = Indicator(
        agency=cast.agency, owner=Unit.objects.get(pk=cast.other_unit.pk), code="X", title="甲"
    )
    with pytest.raises(ValidationError, match="查無此組室"):
        actions.begin(foreign, [], by=actor_of(cast.accountant))
    with pytest.raises(PermissionDenied):
        actions.begin(foreign, [], by=actor_of(cast.head))


def test_the_overseer_reads_an_agency_below_and_writes_nothing(as_, cast, staff):
    city = make.make_agency("taipei", "臺北市政府", "市府")
    cast.agency.parent = city
    cast.agency.save()
    overseer = make.make_person(city, None, "余性平")
    make.make_account(overseer, Role.OVERSIGHT, username="oversight")
    client = as_(overseer)
    page = client.get(PAGE, {"agency": cast.agency.code})
    assert page.context["count"] == 1
    assert "/statistics/107/review/?agency=doit" in text(page)
    assert client.get(reverse("statistics:indicator", args=[staff.pk])).status_code == 200
    assert client.get(NEW, {"agency": cast.agency.code}).status_code == 403


def known_of(indicator) -> dict:
    shape = shape_of(indicator, indicator.categories.all())
    return {one.year: completed(shape, cells_of(one)) for one in indicator.tables.all()}


def test_a_missing_year_leaves_a_gap_in_the_line(cast):
    indicator = make.make_indicator(cast.agency, cast.unit_a)
    for year, numbers in ((2016, [3, 4]), (2017, ["…", 5]), (2018, [0, 6])):
        make.make_table(indicator, year, numbers)
    marks, series = trend(shape_of(indicator, indicator.categories.all()), known_of(indicator))
    assert marks == ["105", "106", "107"]
    assert [(str(name), values) for name, values in series] == [("男", [3, None, 0]), ("女", [4, 5, 6])]


def test_rates_of_several_categories_have_no_line_for_the_whole(cast):
    rates = {"totals": "NONE", "decimals": 1, "counts_people": False}
    indicator = make.make_indicator(cast.agency, cast.unit_a, "甲", "乙", **rates)
    for year in (2017, 2018):
        make.make_table(indicator, year, ["1.5", "2.5", "3.5", "4.5"])
    assert trend(shape_of(indicator, indicator.categories.all()), known_of(indicator)) is None
