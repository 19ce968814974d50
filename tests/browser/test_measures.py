"""Measures in a real browser: entered with a file in four clicks, last year's copied in two, all units at a glance."""

import datetime
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from PIL import Image

from core.spreadsheets import read_rows
from demo.cast import UNITS
from measures.models import Measure, Update, UpdateRound
from tests import factories as make
from tests.browser.test_pages import faults

ITEMS = ("MS-A2", "MS-A4", "MS-B1", "MS-C3", "MS-D1", "MS-E1")


@pytest.fixture
def house(transactional_db, settings, tmp_path):
    """All units of the demonstration on 107/6/1, each with measures of both years, and a head of the third."""
    settings.DEMO_DAY = datetime.date(2018, 6, 1)
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    units = [make.make_unit(agency, one.name, one.functions, order=place) for place, one in enumerate(UNITS)]
    for place, unit in enumerate(units):
        for item in ITEMS[: 1 + place % len(ITEMS)]:
            make.make_measure(unit, f"去年{item}", item, 2017, held_on="106/3/8", male=1, female=1)
            one = make.make_measure(unit, f"今年{item}", item, held_on="107/3/8", male=12, female=34)
            make.make_evidence(one)
    head = make.make_person(agency, units[2], "林主任")
    make.make_account(head, "UNIT_MANAGER", unit=units[2], username="head")
    secretary = make.make_person(agency, units[1], "周綜企")
    make.make_account(secretary, "SECRETARIAT", username="secretary")
    return SimpleNamespace(agency=agency, units=units, mine=units[2])


@pytest.fixture
def photo(tmp_path) -> Path:
    data = io.BytesIO()
    Image.new("RGB", (16, 16), "purple").save(data, "JPEG")
    path = tmp_path / "現場.jpg"
    path.write_bytes(data.getvalue())
    return path


class Clicks:
    """Counts what is clicked, chosen from a list or from a dialog; typing is not counted."""

    def __init__(self):
        self.count = 0

    def __call__(self, act, *args):
        self.count += 1
        return act(*args)


def test_a_measure_with_one_file_takes_four_clicks_from_the_matrix(house, visit, photo):
    page, click = visit().sign_in("head", make.PASSWORD), Clicks()
    page.goto("/measures/107/matrix/")
    click(page.get_by_role("link", name="新增措施").click)
    click(page.get_by_label("類別及項目").select_option, "MS-E2")
    page.get_by_label("措施名稱").fill("校園宣導")
    page.get_by_label("實際開始日").fill("107/5/20")
    page.get_by_label("男", exact=True).fill("20")
    page.get_by_label("女", exact=True).fill("30")
    page.get_by_label("替代文字").fill("講者於禮堂說明")
    click(page.get_by_label("佐證檔案").set_input_files, photo)
    click(page.get_by_role("button", name="儲存").click)
    page.get_by_text("已新增措施。").wait_for()
    assert click.count == 4
    made = Measure.objects.get(title="校園宣導")
    assert (made.unit, [one.file.original_name for one in made.proofs]) == (house.mine, ["現場.jpg"])
    assert page.locator(".statebar [aria-current]").inner_text().strip() == "已辦理"


def test_last_years_measures_are_copied_in_two_clicks(house, visit):
    page, click = visit().sign_in("head", make.PASSWORD), Clicks()
    Measure.objects.in_year(2018).filter(unit=house.mine).update(withdrawn_because="重來")
    page.goto("/measures/107/")
    click(page.get_by_role("link", name="沿用去年").click)
    click(page.get_by_role("button", name="沿用勾選的措施").click)
    page.get_by_text("已沿用 3 項措施為草稿。").wait_for()
    assert click.count == 2
    copies = Measure.objects.in_year(2018).filter(unit=house.mine, copied_from__isnull=False)
    assert [(one.held_on, one.male, one.proofs) for one in copies] == [(None, None, [])] * 3


def test_all_units_stand_on_one_page_without_scrolling_sideways_and_go_out_as_ods(house, visit, tmp_path):
    visitor = visit(width=1280)
    page = visitor.sign_in("secretary", make.PASSWORD)
    page.goto("/measures/107/matrix/")
    rows = page.locator("table.matrix tbody tr")
    assert rows.count() == len(UNITS) == 9
    assert page.locator("table.matrix thead th").count() == 9
    wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    frame = page.locator(".table-frame").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert (wide <= room, frame[0] <= frame[1]) == (True, True)
    last = rows.last.bounding_box()
    assert last["y"] + last["height"] <= 900
    with page.expect_download() as download:
        page.get_by_role("link", name="ODS").click()
    path = tmp_path / "matrix.ods"
    download.value.save_as(path)
    with path.open("rb") as file:
        head, *body = read_rows(file, "matrix.ods")
    assert ([row[0] for row in body], head[-1]) == ([one.name for one in UNITS], "尚缺類數")


def test_a_cell_leads_to_the_list_of_what_it_counts(house, visit):
    page = visit().sign_in("head", make.PASSWORD)
    page.goto("/measures/107/matrix/")
    row = page.get_by_role("row").filter(has_text="本組室")
    row.get_by_role("link").first.click()
    page.wait_for_url("**/measures/107/?unit=*")
    titles = page.locator("table tbody th").all_inner_texts()
    assert [one.strip() for one in titles] == ["今年MS-A2", "今年MS-A4"]


def test_the_round_leads_from_one_measure_to_the_next_on_a_phone_without_scripts(house, visit):
    opened = {"opened_on": "2018-05-01", "due_on": "2018-07-15"}
    UpdateRound.objects.create(agency=house.agency, year=2018, **opened)
    page = visit(width=390, javascript=False).sign_in("head", make.PASSWORD)
    page.goto("/measures/107/round/")
    page.get_by_role("link", name="填報下一項").click()
    for _time in range(3):
        page.get_by_role("button", name="儲存，下一項").click()
    page.get_by_text("已填報：").wait_for()
    assert page.url.endswith(f"/measures/107/round/#m{Update.objects.order_by('id').last().measure_id}")
    assert Update.objects.filter(measure__unit=house.mine, is_as_planned=True).count() == 3


ADDRESSES = ("", "matrix/", "new/", "last-year/", "round/", "import/")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_fit(house, visit, width):
    visitor = visit(width=width)
    page = visitor.sign_in("head", make.PASSWORD)
    one = Measure.objects.in_year(2018).filter(unit=house.mine).first()
    proof = one.evidence.get()
    found = {}
    paths = [f"/measures/107/{end}" for end in ADDRESSES]
    for path in [*paths, f"/measures/measure/{one.pk}/", f"/measures/evidence/{proof.pk}/"]:
        page.goto(path)
        found[path] = faults(visitor)
    assert {path: said for path, said in found.items() if said} == {}
