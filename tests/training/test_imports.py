"""Files of hours: every fault named, good rows in, again no change, whole or not at all (T-7, I-2 – I-10)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from organization import history
from organization.actions import imports
from organization.models import BatchState, Change, ImportBatch
from tests import factories as make
from tests.factories import actor_of
from tests.training.files import HEAD, counts, faults, let_in, row, upload
from training import actions
from training.actions.imports import HOURS
from training.models import Course, Hours, Session, StagedHours, StagedSession, State


def test_a_row_becomes_a_verified_record_like_one_that_was_logged(office):
    batch = let_in(upload([row(office.clerk)]), office.by)

    record = Hours.objects.get()
    assert (batch.state, counts(batch)) == (BatchState.DONE, (1, 0, 0))
    assert (record.person, record.session, record.held_on) == (
        office.clerk,
        office.session,
        datetime.date(2017, 3, 8),
    )
    assert (record.minutes, record.state, record.verified_by) == (120, State.VERIFIED, office.by.account)


def test_the_history_of_an_imported_record_says_what_that_of_a_logged_one_says(office):
    batch = let_in(upload([row(office.clerk)]), office.by)
    line = history.of(Hours.objects.get()).get()

    written = history.values(Hours.objects.get())
    expected = {
        name: [None, value] for name, value in written.items() if value is not None and name != "token"
    }
    assert line.changes == expected
    assert (line.verb, line.who, line.channel, line.reason) == ("登錄", "陳人事", "import", batch.reason)
    assert (line.account, line.agency) == (office.by.account, office.agency)


def test_a_waiting_record_has_no_verifier(office):
    let_in(upload([row(office.clerk, state="")]), office.by)
    record = Hours.objects.get()
    assert (record.state, record.verified_by, record.verified_at) == (State.PENDING, None, None)
    assert "verified_by_id" not in history.of(record).get().changes


def test_a_course_that_is_not_known_is_added_with_its_session(office):
    rows = [
        row(one, code="X9", title="CEDAW 進階", hours=hours, 類別="進階")
        for one, hours in ((office.clerk, "3"), (office.head, "6"))
    ]
    batch = let_in(upload(rows), office.by)

    session = Session.objects.exclude(pk=office.session.pk).get()
    assert (session.course.code, session.course.level, session.course.organiser) == ("X9", "ADVANCED", "DCSD")
    assert (session.minutes, sorted(session.hours.values_list("minutes", flat=True))) == (360, [180, 360])
    assert history.of(session).get().reason == history.of(session.course).get().reason == batch.reason


def thousand(office) -> list[list]:
    """1,000 rows: 963 in order, 37 at fault in ways of their own."""
    people = [make.make_person(office.agency, office.unit_a, f"同仁{n}") for n in range(963)]
    rows = [row(one) for one in people]
    ways = [
        {"員工編號": "99999"},
        {"姓名": "別人"},
        {"時數": "二"},
        {"時數": "-1"},
        {"時數": ""},
        {"時數": "2.3"},
        {"結束日": "106/2/30", "開課日": ""},
        {"結束日": "108/3/1", "開課日": "108/3/1"},
        {"類別": "高階"},
        {"狀態": "退回"},
        {"時數": "9"},
        {"課程名稱": "另一門課"},
    ]
    others = [make.make_person(office.agency, office.unit_a, f"他人{n}") for n in range(37)]
    bad = [row(one, **ways[n % len(ways)]) for n, one in enumerate(others)]
    return [*rows[:500], *bad, *rows[500:]]


def test_all_37_faulty_rows_of_a_thousand_are_named_and_the_good_ones_come_in_alone(office):
    file = upload(thousand(office))
    batch = imports.check(file, HOURS, by=office.by)
    assert counts(batch) == (963, 0, 37)
    assert {number for number, _column, _message in faults(batch)} == set(range(502, 539))

    with pytest.raises(PermissionDenied, match="有 37 列錯誤"):
        imports.confirm(batch, "ALL", by=office.by)
    assert Hours.objects.count() == 0

    batch, _taken = imports.confirm(batch, "GOOD", by=office.by)
    batch = imports.run(batch, HOURS, by=office.by)
    assert (batch.state, Hours.objects.count()) == (BatchState.DONE, 963)
    assert Change.objects.filter(model="training.hours", reason=batch.reason).count() == 963

    again = imports.check(file, HOURS, by=office.by)
    assert (counts(again), Hours.objects.count()) == ((0, 963, 37), 963)
    assert (
        StagedHours.objects.filter(batch=batch).count(),
        StagedSession.objects.filter(batch=batch).count(),
    ) == (0, 0)


WAYS_TO_FAIL = [
    ({"員工編號": "99999"}, "員工編號", "查無員工編號 99999 或無權使用。"),
    (
        {"員工編號": 7, "姓名": "零七"},
        "員工編號",
        "查無員工編號 7，是否為 00007？請將儲存格設為文字，保留開頭的 0。",
    ),
    ({"姓名": "別人"}, "姓名", "員工編號 00100 是王小明，檔案寫別人。"),
    ({"課程名稱": "另一門課"}, "課程代碼", "課程代碼 B1 是「性別主流化概念」，檔案寫「另一門課」。"),
    ({"課程名稱": ""}, "課程名稱", "必填，不能空白。"),
    ({"類別": "進階"}, "類別", "課程清單為「基礎」，檔案寫「進階」。"),
    ({"類別": "高階"}, "類別", "「高階」不在選項內。可填：基礎、進階。"),
    ({"辦理單位": "本機關自辦"}, "辦理單位", "課程清單為「公訓處」，檔案寫「本機關自辦」。"),
    ({"開課日": "106/3/9"}, "開課日", "結束日不得早於開課日。"),
    ({"結束日": "107/6/2"}, "結束日", "課程於 107 年 6 月 2 日 結束，尚未舉行，不能登錄。"),
    (
        {"結束日": "98/3/1", "開課日": ""},
        "結束日",
        "98 年 3 月 1 日 不在本機關任職期間。若為原服務機關的時數，請填寫原服務機關。",
    ),
    ({"時數": "2.3"}, "時數", "時數以 0.5 小時為單位，「2.3」不合。"),
    ({"時數": "3"}, "時數", "時數不得超過全程 2 小時。"),
    ({"時數": 0}, "時數", "時數須在 0.5 至 24 之間，不能填「0」。"),
    ({"時數": "NaN"}, "時數", "「NaN」不是時數。請填數字，例如 2 或 2.5。"),
    ({"時數": "1e400"}, "時數", "「1e400」不是時數。請填數字，例如 2 或 2.5。"),
    ({"狀態": "退回"}, "狀態", "匯入的時數只能是已核或待核。"),
]


@pytest.mark.parametrize(("changes", "column", "message"), WAYS_TO_FAIL, ids=lambda one: str(one)[:30])
def test_each_fault_is_said_with_its_column_and_reason(office, changes, column, message):
    office.clerk.staff_number = "00100"
    office.clerk.save()
    make.make_person(office.agency, office.unit_a, "零七", staff_number="00007")
    batch = imports.check(upload([row(office.clerk, **changes)]), HOURS, by=office.by)
    assert (counts(batch), faults(batch)) == ((0, 0, 1), [(2, column, message)])


def test_hours_earned_elsewhere_come_in_with_the_name_of_the_place(office):
    newcomer = make.make_person(office.agency, office.unit_a, "新進員", since="107/1/2")
    rows = [[*row(newcomer), "他機關"], [*row(office.clerk), ""]]
    batch = let_in(upload(rows, head=[*HEAD, "原服務機關"]), office.by)
    assert (counts(batch), Hours.objects.get(person=newcomer).earned_at) == ((2, 0, 0), "他機關")


def test_an_officer_does_not_verify_their_own_hours_by_a_file(office):
    batch = imports.check(upload([row(office.officer)]), HOURS, by=office.by)
    assert faults(batch) == [(2, "狀態", "不能核定自己的時數。")]


def test_a_person_of_another_agency_is_refused_by_row(office):
    batch = imports.check(upload([row(office.stranger), row(office.clerk)]), HOURS, by=office.by)
    assert counts(batch) == (1, 0, 1)
    assert faults(batch) == [(2, "員工編號", f"查無員工編號 {office.stranger.staff_number} 或無權使用。")]


def test_the_same_record_twice_in_a_file_puts_both_rows_at_fault(office):
    batch = imports.check(
        upload([row(office.clerk), row(office.head), row(office.clerk)]), HOURS, by=office.by
    )
    said = "與第 %s 列重複：同一人同一場次只能有一筆。"
    assert counts(batch) == (1, 0, 2)
    assert faults(batch) == [(2, "員工編號", said % 4), (4, "員工編號", said % 2)]


HEAD_OF_NEW = [*HEAD, "CEDAW 課程", "全程時數"]


@pytest.mark.parametrize(
    ("column", "first", "then"),
    [
        ("課程名稱", "新課", "別的課"),
        ("類別", "基礎", "進階"),
        ("CEDAW 課程", "是", "否"),
        ("辦理單位", "公訓處", "本機關自辦"),
        ("全程時數", "2", "3"),
    ],
)
def test_rows_that_contradict_each_other_about_a_new_course_are_both_at_fault(office, column, first, then):
    def new(person, value=""):
        said = {"課程名稱": "新課", "課程代碼": "N1", "類別": "", "辦理單位": ""} | (
            {column: value} if value else {}
        )
        told = row(person, **said)
        return [*told, said.get("CEDAW 課程", ""), said.get("全程時數", "")]

    rows = [new(office.secretary), new(office.clerk, first), new(office.head, then), new(office.neighbour)]
    batch = imports.check(upload(rows, head=HEAD_OF_NEW), HOURS, by=office.by)
    said = "與第 %s 列不一致：同一課程或場次的這一欄寫法不同。"
    start = 2 if column != "課程名稱" else 1
    assert sorted(faults(batch)) == sorted([(start + 1, column, said % 4), (4, column, said % (start + 1))])
    assert counts(batch) == (2, 0, 2)


def test_a_new_course_is_what_the_rows_say_together(office):
    rows = [
        row(office.clerk, title="新課", code="N1", 類別="", 辦理單位=""),
        row(office.head, title="新課", code="N1", 類別="進階", 辦理單位="本機關自辦"),
    ]
    let_in(upload(rows), office.by)
    course = Course.objects.get(code="N1")
    assert (course.level, course.organiser, Session.objects.filter(course=course).count()) == (
        "ADVANCED",
        "SELF",
        1,
    )


def test_what_is_there_already_is_never_written_over(office):
    make.make_hours(office.clerk, office.session, minutes=60)
    make.make_hours(office.head, office.session)
    batch = imports.check(upload([row(office.clerk), row(office.head)]), HOURS, by=office.by)
    assert faults(batch) == [
        (2, "時數", "已登錄 1 小時，檔案為 2 小時。請先撤回原紀錄再匯入。"),
        (3, "狀態", "已登錄，狀態為「待核」，檔案為「已核」。請到時數核定頁辦理。"),
    ]


def test_a_course_that_the_person_logged_outside_the_catalogue_is_the_same(office):
    own = make.make_course(office.agency, "性別主流化概念", in_catalogue=False)
    make.make_hours(office.clerk, make.make_session(own, "106/3/8", 120), verified_by=office.officer.account)
    batch = imports.check(upload([row(office.clerk), row(office.head)]), HOURS, by=office.by)
    assert counts(batch) == (1, 1, 0)


def test_late_records_are_said_with_their_year(office):
    rows = [
        row(office.clerk),
        row(office.head),
        row(office.neighbour, ended_on="107/3/8", title="新課", code=""),
    ]
    batch = imports.check(upload(rows), HOURS, by=office.by)
    assert batch.notes == [
        "2 列屬於已結束的 106 年度，匯入後該年度的統計會變動。",
        "將新增場次 1 場：新課",
    ]


# --- whole or not at all --------------------------------------------------------------------------


def test_more_than_24_hours_on_one_day_are_said_and_come_in(office):
    long = {"hours": "9", "ended_on": "106/5/1"}
    rows = [row(office.clerk, title=f"課{n}", code=f"L{n}", **long) for n in range(3)]
    rows += [row(office.head, title=f"課{n}", code=f"L{n}", **(long | {"hours": "8"})) for n in range(3)]
    batch = imports.check(upload(rows), HOURS, by=office.by)
    assert "1 人在檔案中有一日合計超過 24 小時，請核對：王小明" in batch.notes
    assert counts(batch) == (6, 0, 0)


def confirmed(office, rows, choice="ALL"):
    batch = imports.check(upload(rows), HOURS, by=office.by)
    return imports.confirm(batch, choice, by=office.by)[0]


def test_of_two_confirmations_the_second_finds_the_file_taken(office):
    batch = imports.check(upload([row(office.clerk)]), HOURS, by=office.by)
    taken = [imports.confirm(batch, "ALL", by=office.by)[1] for _click in range(2)]
    runs = [
        imports.run(batch, HOURS, by=office.by).state
        for batch in ImportBatch.objects.all()
        for _run in range(2)
    ]
    assert (taken, runs, Hours.objects.count()) == ([True, False], ["DONE", "DONE"], 1)


def test_what_changed_after_the_check_is_judged_again(office):
    batch = confirmed(office, [row(office.clerk), row(office.head)], "GOOD")
    actions.log_hours(person=office.clerk, session=office.session, minutes=60, by=actor_of(office.clerk))
    batch = imports.run(batch, HOURS, by=office.by)
    assert (batch.state, counts(batch)) == (BatchState.DONE, (1, 0, 1))
    assert Hours.objects.get(person=office.clerk).minutes == 60


def test_all_or_nothing_stays_so_when_something_changed_after_the_check(office):
    batch = confirmed(office, [row(office.clerk), row(office.head)])
    actions.log_hours(person=office.clerk, session=office.session, minutes=60, by=actor_of(office.clerk))
    batch = imports.run(batch, HOURS, by=office.by)
    assert (batch.state, batch.message) == (
        BatchState.FAILED,
        "資料於檢查後有變動，現有 1 列錯誤，沒有寫入任何一列。",
    )
    assert Hours.objects.filter(person=office.head).count() == 0
