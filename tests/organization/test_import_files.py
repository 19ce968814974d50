"""Staff and posts from files, and the file itself: found by name in any order, read as an office writes (I-1 – I-7)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.spreadsheets import Sheet, read_rows, write
from organization import history
from organization.actions import imports
from organization.actions.imports import PEOPLE, POSTS
from organization.imports.template import template, with_faults
from organization.models import Attachment, BatchState, ImportBatch, Person, Post, Unit
from tests import factories as make
from tests.factories import actor_of
from tests.training.files import bytes_of, counts, faults, let_in

PEOPLE_HEAD = ["員工編號", "姓名", "性別", "電子郵件"]
POSTS_HEAD = ["員工編號", "姓名", "組室", "身分別", "職稱", "官等", "起日", "迄日（不含當日）", "組室主管"]
EXTENSIONS = ("ods", "xlsx", "csv")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"


@pytest.fixture
def by(cast):
    return actor_of(cast.officer)


def upload(head, *rows, extension="xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"名冊.{extension}", write(extension, Sheet("名冊", head, rows)))


def new_people(*rows, extension="xlsx"):
    return upload(PEOPLE_HEAD, *rows, extension=extension)


def test_new_staff_come_in_and_known_staff_are_brought_up_to_date(cast, by):
    batch = let_in(
        new_people(["00900", "新進員", "女", "new@example.org"], [cast.clerk.staff_number, "王曉明", "", ""]),
        by,
        PEOPLE,
    )
    assert (counts(batch), batch.changed) == ((1, 0, 0), 1)
    made, clerk = Person.objects.get(staff_number="00900"), Person.objects.get(pk=cast.clerk.pk)
    assert (made.name, made.sex, made.email, made.account) == ("新進員", "F", "new@example.org", None)
    assert (clerk.name, clerk.sex, clerk.version) == ("王曉明", "F", 1)
    line = history.of(clerk).first()
    assert (line.lines, line.channel, line.reason) == ([("姓名", "王小明", "王曉明")], "import", batch.reason)


def test_a_post_is_opened_and_the_same_post_ended_by_a_later_file(cast, by):
    who = make.make_person(cast.agency, None, "新進員", staff_number="00900")
    first = ["00900", "新進員", "應用服務組", "一般公務人員", "科員", "薦任", "107/1/2", "", "否"]
    opened = let_in(upload(POSTS_HEAD, first), by, POSTS)
    ended = let_in(upload(POSTS_HEAD, [*first[:7], "107/5/1", "否"]), by, POSTS)

    post = Post.objects.get(person=who)
    assert (counts(opened), opened.changed, counts(ended), ended.changed) == ((1, 0, 0), 0, (0, 0, 0), 1)
    assert (post.unit, post.title, post.rank, post.until) == (
        cast.unit_a,
        "科員",
        "INTERMEDIATE",
        datetime.date(2018, 5, 1),
    )


@pytest.mark.parametrize(
    ("changes", "column", "message"),
    [
        ({0: "99999"}, "員工編號", "查無員工編號 99999，請先匯入人員。"),
        ({1: "別人"}, "姓名", "員工編號 00900 是新進員，檔案寫別人。"),
        ({2: "他局企劃組"}, "組室", "本機關於 107/1/2 沒有「他局企劃組」。"),
        (
            {3: "長官"},
            "身分別",
            "「長官」不在選項內。可填：一般公務人員、主管人員、性別議題聯絡人、辦理性別平等業務相關人員。",
        ),
        ({6: "107/13/1"}, "起日", "沒有「107/13/1」這一天。請寫成 105/3/8。"),
        ({7: "106/12/31"}, "迄日（不含當日）", "迄日須在起日之後。"),
        ({6: ""}, "起日", "必填，不能空白。"),
        ({8: "也許"}, "組室主管", "「也許」請填「是」或「否」。"),
    ],
)
def test_what_is_wrong_with_a_post_is_said_with_its_column(cast, by, changes, column, message):
    make.make_person(cast.agency, None, "新進員", staff_number="00900")
    cells = ["00900", "新進員", "應用服務組", "一般公務人員", "科員", "", "107/1/2", "", "否"]
    for place, cell in changes.items():
        cells[place] = cell
    batch = imports.check(upload(POSTS_HEAD, cells), POSTS, by=by)
    assert (counts(batch), faults(batch)) == ((0, 0, 1), [(2, column, message)])


def test_an_import_adds_no_unit_no_account_and_nobody_of_another_agency(cast, by):
    stranger = cast.stranger
    before = (Unit.objects.count(), stranger.name)
    batch = let_in(new_people([stranger.staff_number, "同號的人", "", ""]), by, PEOPLE)
    stranger.refresh_from_db()
    assert counts(batch) == (1, 0, 0)
    assert (Unit.objects.count(), stranger.name) == before
    assert Person.objects.get(agency=cast.agency, staff_number=stranger.staff_number).account is None


def test_the_same_number_twice_puts_both_rows_at_fault(cast, by):
    batch = imports.check(
        new_people(["1", "甲", "", ""], ["2", "乙", "", ""], ["1", "丙", "", ""]), PEOPLE, by=by
    )
    assert (counts(batch), faults(batch)) == (
        (1, 0, 2),
        [(2, "員工編號", "與第 4 列重複。"), (4, "員工編號", "與第 2 列重複。")],
    )


# --- how a file is read ---------------------------------------------------------------------------


def test_columns_are_found_by_name_in_any_order_and_width_and_others_are_passed_over(cast, by):
    head = ["備考", " 姓　名".replace("　", ""), "員編", "Ｅｍａｉｌ", "id"]
    batch = imports.check(upload(head, ["x", "甲", "00900", "a@example.org", 7]), PEOPLE, by=by)
    assert counts(batch) == (1, 0, 0)
    assert batch.notes == ["下列欄位不匯入，已略過：備考、id"]


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (["員工編號", "電子郵件"], "缺少必填的欄：姓名。"),
        (["員工編號", "員編", "姓名"], "「員工編號」這一欄出現 2 次，請只留一欄。"),
        (["甲", "乙"], "找不到欄位名稱列。前 10 列須有一列是欄位名稱：員工編號、姓名、性別、電子郵件。"),
    ],
)
def test_a_head_that_does_not_do_is_refused_with_what_it_lacks_and_nothing_is_kept(cast, by, head, sentence):
    with pytest.raises(ValidationError) as refusal:
        imports.check(upload(head, ["1"] * len(head)), PEOPLE, by=by)
    assert refusal.value.messages == [sentence]
    assert (ImportBatch.objects.count(), Attachment.objects.count()) == (0, 0)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_template_filled_in_below_its_head_rows_comes_in(cast, by, extension):
    blank = template(extension, "人員", PEOPLE.columns)
    rows = read_rows(bytes_of(SimpleUploadedFile("t", blank)), f"t.{extension}")
    assert rows[0] == ["欄位名稱（此列勿刪）", *PEOPLE_HEAD]
    assert [row[0] for row in rows[1:]] == ["必填（此列勿刪）", "填寫說明（此列勿刪）", "範例（此列勿刪）"]
    filled = write(extension, Sheet("人員", rows[0], [*rows[1:], ["", "00900", "新進員", "女", ""]]))
    batch = imports.check(SimpleUploadedFile(f"a.{extension}", filled), PEOPLE, by=by)
    assert (counts(batch), batch.notes) == ((1, 0, 0), [])


def test_leading_zeros_stay_and_full_width_digits_are_digits(cast, by):
    batch = let_in(new_people(["００９００", "甲", "", ""], ["00007", "乙", "", ""]), by, PEOPLE)
    assert counts(batch) == (2, 0, 0)
    assert set(Person.objects.filter(name__in="甲乙").values_list("staff_number", flat=True)) == {
        "00900",
        "00007",
    }


@pytest.mark.parametrize(
    "cell",
    [
        "107/3/8",
        "1070308",
        "２０１８-０３-０８",
        "民國107年3月8日",
        datetime.date(2018, 3, 8),
        43167,
        1070308,
    ],
)
def test_a_day_is_a_day_however_it_was_written(cast, by, cell):
    make.make_person(cast.agency, None, "新進員", staff_number="00900")
    let_in(upload(POSTS_HEAD, ["00900", "", "應用服務組", "一般公務人員", "", "", cell, "", ""]), by, POSTS)
    assert Post.objects.get(person__staff_number="00900").since == datetime.date(2018, 3, 8)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_comes_in_in_each_encoding_with_each_delimiter(cast, by, code, delimiter):
    text = f"員工編號{delimiter}姓名\r\n00900{delimiter}王小明\r\n"
    batch = imports.check(SimpleUploadedFile("a.csv", text.encode(code)), PEOPLE, by=by)
    assert (counts(batch), batch.staged.get().values["name"]) == ((1, 0, 0), "王小明")


def test_national_ids_stop_the_file_and_are_kept_nowhere(cast, by):
    with pytest.raises(ValidationError, match="不得匯入身分證字號。第 3 列") as refusal:
        imports.check(new_people(["1", "甲", "", ""], ["2", "乙", "", "Ａ123456789"]), PEOPLE, by=by)
    assert "123456789" not in refusal.value.messages[0]
    assert (
        ImportBatch.objects.count(),
        Attachment.objects.count(),
        Person.objects.filter(name="甲").count(),
    ) == (0, 0, 0)


def test_the_file_given_back_names_each_fault_and_is_inert(cast, by):
    file = new_people(["1", "=1+1", "", "not-an-address"], ["2", "乙", "男", ""])
    batch = imports.check(file, PEOPLE, by=by)
    rows = read_rows(bytes_of(file), "a.xlsx")
    given = with_faults("xlsx", "人員", rows, 0, faults(batch))
    back = read_rows(bytes_of(SimpleUploadedFile("b", given)), "b.xlsx")
    assert back == [
        [*PEOPLE_HEAD, "錯誤說明"],
        ["1", "=1+1", "", "not-an-address", "電子郵件：請輸入有效的電子郵件地址。"],
        ["2", "乙", "男"],
    ]


# --- undoing, waiting, whose it is ----------------------------------------------------------------


def test_staff_that_nobody_needs_are_taken_out_again_and_the_history_keeps_what_they_were(cast, by):
    batch = let_in(
        new_people(["00900", "甲", "", ""], [cast.clerk.staff_number, "王曉明", "", ""]), by, PEOPLE
    )
    made = Person.objects.get(staff_number="00900")
    undone = imports.undo(batch, PEOPLE, by=by, reason="檔案有誤")
    cast.clerk.refresh_from_db()
    assert (undone.state, Person.objects.filter(pk=made.pk).exists(), cast.clerk.name) == (
        BatchState.UNDONE,
        False,
        "王小明",
    )
    line = history.of(made).first()
    assert (line.said, line.changes["name"]) == ("撤銷匯入", ["甲", None])


def test_staff_with_posts_are_not_taken_out(cast, by):
    batch = let_in(new_people(["00900", "甲", "", ""]), by, PEOPLE)
    make.make_post(Person.objects.get(staff_number="00900"), cast.unit_a)
    with pytest.raises(PermissionDenied, match="已有職務，不能撤銷"):
        imports.undo(batch, PEOPLE, by=by, reason="檔案有誤")


def test_undoing_asks_why(cast, by):
    batch = let_in(new_people(["00900", "甲", "", ""]), by, PEOPLE)
    with pytest.raises(PermissionDenied, match="撤銷須說明事由"):
        imports.undo(batch, PEOPLE, by=by, reason=" ")


def test_a_file_that_waits_for_more_than_a_day_is_given_up(cast, by):
    old = imports.check(new_people(["00900", "甲", "", ""]), PEOPLE, by=by)
    ImportBatch.objects.filter(pk=old.pk).update(made_at=old.made_at - datetime.timedelta(hours=25))
    with pytest.raises(PermissionDenied, match="已逾 24 小時"):
        imports.confirm(old, "ALL", by=by)
    imports.check(new_people(["00901", "乙", "", ""]), PEOPLE, by=by)
    old.refresh_from_db()
    assert (old.state, old.staged.count()) == (BatchState.DROPPED, 0)


def test_only_the_personnel_office_brings_files_in(cast):
    for person in (cast.clerk, cast.head, cast.secretary):
        with pytest.raises(PermissionDenied, match="匯入由本機關人事室辦理"):
            imports.check(new_people(["00900", "甲", "", ""]), PEOPLE, by=actor_of(person))


def test_a_batch_is_seen_by_its_office_and_by_nobody_else(cast, by):
    batch = imports.check(new_people(["00900", "甲", "", ""]), PEOPLE, by=by)
    seen = {
        name: ImportBatch.objects.visible_to(actor_of(getattr(cast, name))).filter(pk=batch.pk).exists()
        for name in ("officer", "clerk", "head", "secretary", "stranger")
    }
    assert seen == {"officer": True, "clerk": False, "head": False, "secretary": False, "stranger": False}
