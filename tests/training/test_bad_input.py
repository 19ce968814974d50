"""Bad input: a clear sentence at its place, nothing written, everything typed kept; another's record is not there."""

import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from organization.models import Attachment
from tests import factories as make
from training.models import Course, Hours, State

PDF = b"%PDF-1.4 proof"


@pytest.fixture
def today(settings, tmp_path):
    settings.DEMO_DAY = make.day("107/6/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"


@pytest.fixture
def session(plan, cast, today):
    return make.make_session(make.make_course(plan, "概念", code="B1"), "107/3/8", 120)


def own(**changed) -> dict:
    sent = {
        "title": "外訓",
        "held_on": "107/3/8",
        "minutes": "2",
        "organiser": "OTHER",
        "level": "BASIC",
        "token": str(uuid.uuid4()),
    }
    return sent | changed


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("held_on", "107/2/29", "沒有「107/2/29」這一天"),
        ("held_on", "105/2/30", "沒有「105/2/30」這一天"),
        ("held_on", "民國前1年1月1日", "民國"),
        ("held_on", "3/8/2016", "看不出哪一個是月"),
        ("held_on", "107/6/2", "不得晚於"),
        ("held_on", "", "請填日期"),
        ("minutes", "0", "時數須在"),
        ("minutes", "-1", "不是時數"),
        ("minutes", "2.2", "0.5 小時為單位"),
        ("minutes", "25", "時數須在"),
        ("minutes", "NaN", "不是時數"),
        ("minutes", "1e3", "不是時數"),
        ("minutes", "", "請填時數"),
        ("title", "", "必"),
        ("title", "字" * 201, "201"),
    ],
)
def test_a_course_of_ones_own_is_refused_with_its_sentence_and_stays_as_typed(
    as_, cast, today, plan, field, typed, said
):
    page = as_(cast.clerk).post("/training/107/my/own-course/", own(**{field: typed}))
    form = page.context["form"]
    assert said in " ".join(form.errors[field])
    assert form[field].value() == typed
    assert (Hours.objects.count(), Course.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("２.５", 150), ("0.5", 30), ("24", 1440), ("", 120)],
    ids=["full width", "least", "most", "whole"],
)
def test_hours_are_taken_as_people_write_them(as_, cast, plan, today, typed, minutes):
    session = make.make_session(make.make_course(plan), "107/3/8", max(minutes, 120))
    as_(cast.clerk).post(
        "/training/107/my/", {"session": session.pk, "minutes": typed, "token": str(uuid.uuid4())}
    )
    assert [one.minutes for one in Hours.objects.all()] == [minutes]


def test_more_hours_than_the_session_had_are_refused(as_, cast, session):
    sent = {"session": session.pk, "minutes": "2.5", "token": str(uuid.uuid4())}
    page = as_(cast.clerk).post("/training/107/my/", sent)
    assert "時數不得超過全程 2 小時。" in page.content.decode()
    assert Hours.objects.count() == 0


def test_a_session_that_is_still_to_come_can_not_be_chosen(as_, cast, plan, today):
    later = make.make_session(make.make_course(plan), "107/6/2", 120)
    page = as_(cast.clerk).post("/training/107/my/", {"session": later.pk, "token": str(uuid.uuid4())})
    assert "查無此場次或無權使用。" in page.content.decode()
    assert Hours.objects.count() == 0


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return out.getvalue()


def picture(width: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, width)).save(out, "png")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.exe", b"MZ", "不收這種檔案"),
        ("x.svg", b"<svg/>", "不收這種檔案"),
        ("x.pdf", b"MZ\x90", "與副檔名「pdf」不符"),
        ("x.docx", archive(a="b"), "與副檔名「docx」不符"),
        ("x.png", picture(7000), "4,000 萬像素"),
        ("x.pdf", b"", "空的"),
    ],
    ids=["program", "svg", "program as pdf", "zip as docx", "bomb", "empty"],
)
def test_a_proof_of_the_wrong_kind_is_refused_and_nothing_is_kept(as_, cast, session, name, content, said):
    sent = {"session": session.pk, "minutes": "2", "token": str(uuid.uuid4())}
    page = as_(cast.clerk).post("/training/107/my/", sent | {"proof": SimpleUploadedFile(name, content)})
    text = " ".join(page.context["form"].errors["proof"])
    assert said in text
    assert page.context["form"]["minutes"].value() == "2"
    assert (Hours.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_proof_over_the_limit_is_refused(as_, cast, session, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    sent = {"session": session.pk, "minutes": "2", "token": str(uuid.uuid4())}
    big = SimpleUploadedFile("x.pdf", PDF + b"0" * settings.UPLOAD_MAX_BYTES)
    page = as_(cast.clerk).post("/training/107/my/", sent | {"proof": big})
    assert "檔案超過 1 MB。" in " ".join(page.context["form"].errors["proof"])
    assert (Hours.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_proof_that_came_with_a_refused_form_need_not_be_chosen_again(as_, cast, session):
    sent = {"session": session.pk, "minutes": "9", "token": str(uuid.uuid4())}
    client = as_(cast.clerk)
    page = client.post("/training/107/my/", sent | {"proof": SimpleUploadedFile("證明.pdf", PDF)})
    kept = page.context["form"]["kept"].value()
    client.post("/training/107/my/", sent | {"minutes": "2", "kept": kept})
    record = Hours.objects.get()
    assert (record.proof.original_name, record.minutes) == ("證明.pdf", 120)


def test_somebody_elses_kept_file_is_not_taken(as_, cast, session):
    sent = {"session": session.pk, "minutes": "9", "token": str(uuid.uuid4())}
    page = as_(cast.neighbour).post("/training/107/my/", sent | {"proof": SimpleUploadedFile("a.pdf", PDF)})
    kept = page.context["form"]["kept"].value()
    as_(cast.clerk).post(
        "/training/107/my/", sent | {"minutes": "2", "kept": kept, "token": str(uuid.uuid4())}
    )
    assert Hours.objects.get().proof is None


def test_enter_in_the_box_of_the_reason_never_verifies(as_, cast, session):
    record = make.make_hours(cast.clerk, session)
    page = as_(cast.officer).get("/training/107/verify/").content.decode()
    assert page.index('value="return"') < page.index('value="verify"')
    for verb in ("", "zzz"):
        assert (
            as_(cast.officer).post("/training/hours/decide/", {"id": record.pk, "verb": verb}).status_code
            == 400
        )
    record.refresh_from_db()
    assert record.state == State.PENDING


def test_sending_back_without_a_reason_changes_nothing(as_, cast, session):
    record = make.make_hours(cast.clerk, session)
    page = as_(cast.officer).post("/training/hours/decide/", {"id": record.pk, "verb": "return"}, follow=True)
    assert "退回須說明事由。" in page.content.decode()
    record.refresh_from_db()
    assert record.state == State.PENDING


def test_nobody_verifies_their_own_hours(as_, cast, session):
    record = make.make_hours(cast.officer, session)
    page = as_(cast.officer).post("/training/hours/decide/", {"id": record.pk, "verb": "verify"}, follow=True)
    assert "不能核定自己的時數。" in page.content.decode()
    record.refresh_from_db()
    assert record.state == State.PENDING


def test_the_same_list_for_105_when_asked_in_108(as_, cast, plan, settings):
    session = make.make_session(make.make_course(plan), "105/3/8", 120)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    lists = []
    for asked_on in ("106/1/2", "108/12/31"):
        settings.DEMO_DAY = make.day(asked_on)
        for which in ("counted", "asked"):
            page = as_(cast.officer).get("/training/105/people/", {"rule": "TR-01", "list": which})
            lists.append([one.name for one in page.context["people"]])
    assert lists[0] == lists[2] == ["王小明"]
    assert lists[1] == lists[3]
    assert len(lists[1]) == 5
