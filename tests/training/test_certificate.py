"""What somebody has done in a year, on paper: verified hours only, for the person and the personnel office (T-15)."""

import io
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.contract import Scope
from core.printing import Facts, Grid, Para
from organization.models import PostKind
from plan.models import Rule
from tests import factories as make
from tests.factories import day
from training import actions
from training.compliance import people
from training.documents import certificate

YEAR = 2018
ON = day("107/12/31")


@pytest.fixture
def house(plan, cast, settings, tmp_path):
    """王小明 has two verified records in 107, one that waits, one sent back and one of 106."""
    settings.DEMO_DAY = ON
    settings.PDF_ROOT = tmp_path / "pdf"
    by = cast.officer.account
    basic = make.make_course(plan, "概論", organiser="SELF")
    cedaw = make.make_course(plan, "CEDAW 案例", level="ADVANCED", organiser="DCSD", is_cedaw=True)
    make.make_hours(cast.clerk, make.make_session(basic, "107/3/8", 120), verified_by=by)
    make.make_hours(cast.clerk, make.make_session(cedaw, "107/5/9", 90), verified_by=by)
    make.make_hours(cast.clerk, make.make_session(make.make_course(plan, "還沒核"), "107/6/1", 60))
    sent_back = make.make_session(make.make_course(plan, "退回的"), "107/6/2", 60)
    make.make_hours(cast.clerk, sent_back, state="RETURNED", reason="缺證明")
    make.make_hours(cast.clerk, make.make_session(basic, "106/3/8", 60), verified_by=by)
    return cast


def paper(house, year=YEAR, on=ON):
    return certificate(house.clerk, Scope(house.agency.id, year, on))


def part(document, kind):
    return next(one for one in document.blocks if isinstance(one, kind))


def test_each_verified_record_has_its_line_and_nothing_that_waits(house):
    assert part(paper(house), Grid).rows == (
        ("1", "107/3/8", "概論", "基礎", "2", "本機關自辦"),
        ("2", "107/5/9", "CEDAW 案例（CEDAW）", "進階", "1.5", "公訓處"),
        ("", "", "合計", "", "3.5", ""),
    )


def test_it_says_who_what_was_needed_and_whether_it_is_done(house):
    assert part(paper(house), Facts).rows == (
        ("姓名", "王小明"),
        ("員工編號", house.clerk.staff_number),
        ("組室", "應用服務組"),
        ("應完成", "3 小時"),
        ("已採計", "3.5 小時"),
        ("完成情形", "已完成"),
        ("統計至", "107 年 12 月 31 日"),
    )


def test_a_liaison_has_the_advanced_part_on_it(house):
    make.make_post(house.clerk, house.unit_a, kind=PostKind.FOCAL_POINT)
    facts = dict(part(paper(house), Facts).rows)
    assert facts["進階"].startswith("1.5 小時（應完成 ")
    assert facts["完成情形"] == "尚未完成"


def test_as_of_a_day_later_records_are_not_on_it(house):
    assert part(paper(house, on=day("107/4/1")), Grid).rows[-1][4] == "2"


def test_hours_a_decision_leaves_out_are_said(house):
    Rule.objects.filter(code="D-14").update(reading="not_counted")
    elsewhere = make.make_session(make.make_course(house.agency, "外機關課程"), "107/7/1", 60)
    make.make_hours(house.clerk, elsewhere, verified_by=house.officer.account, earned_at="他機關")
    document = paper(house)
    assert part(document, Grid).rows[-2] == ("3", "107/7/1", "外機關課程", "基礎", "1", "他機關")
    assert dict(part(document, Facts).rows)["已採計"] == "3.5 小時"
    assert part(document, Para) == Para("其中 1 小時依本機關之決定不採計（D-07、D-14）。")


def test_somebody_who_did_not_serve_that_year_gets_an_empty_one(house):
    document = paper(house, year=2010, on=day("99/12/31"))
    assert part(document, Grid).rows == (("", "", "合計", "", "0", ""),)
    assert dict(part(document, Facts).rows)["應完成"] == "–"


def test_hours_of_december_that_are_entered_in_january_count_for_december(house, settings):
    settings.DEMO_DAY = day("108/1/8")
    late = make.make_session(make.make_course(house.agency, "年底課程"), "107/12/20", 60)
    officer = make.actor_of(house.officer, "108/1/8")
    record = actions.log_hours(
        person=house.clerk, session=late, minutes=60, by=make.actor_of(house.clerk, "108/1/8")
    )
    actions.verify([record], by=officer)
    assert part(paper(house), Grid).rows[-2][1:3] == ("107/12/20", "年底課程")
    [then] = people(Scope(house.agency.id, 2018, day("108/1/8")), house.clerk.id).people
    [now] = people(Scope(house.agency.id, 2019, day("108/1/8")), house.clerk.id).people
    assert (then.have, now.have) == (270, 0)


def address(house, person, kind="pdf"):
    return reverse(f"training:certificate-{kind}", args=[YEAR, person.pk])


def test_the_person_prints_it_as_pdf(house, as_):
    answer = as_(house.clerk).get(address(house, house.clerk))
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()
    assert "性別主流化訓練時數證明" in text and "王小明" in text and "還沒核" not in text


def test_the_personnel_office_prints_anybodys_as_odt(house, as_):
    answer = as_(house.officer).get(address(house, house.clerk, "odt"))
    content = zipfile.ZipFile(io.BytesIO(answer.content)).read("content.xml").decode()
    assert "CEDAW 案例（CEDAW）" in content


@pytest.mark.parametrize(
    ("who", "status"), [("head", 403), ("secretary", 403), ("neighbour", 404), ("stranger", 404)]
)
def test_nobody_else_prints_it(house, as_, who, status):
    assert as_(getattr(house, who)).get(address(house, house.clerk)).status_code == status
