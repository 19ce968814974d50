"""The task force's tables and duties: sums, consent, and the year asked for (T1 – T3, T12)."""

import datetime
import json

import pytest
from django.utils.translation import override

from committee import actions
from committee.chapter import duties, tables
from committee.models import FollowUp, Membership, Outcome, Section
from core.contract import Scope, canonical
from tests import factories as make
from tests.factories import actor_of, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def force(plan, cast):
    """19 members, four of them external, since 105/1/1."""
    return make.make_task_force(plan, since="105/1/1")


def scope(agency, roc=107, as_of=None, unit=None) -> Scope:
    on = day(as_of) if as_of else datetime.date(roc + 1911, 12, 31)
    return Scope(agency.id, roc + 1911, on, unit.id if unit else None)


def plain(cell):
    return str(cell) if type(cell).__name__ == "Sentence" else cell


def table(found, key) -> list[dict]:
    """A table's rows as dicts of plain values."""
    one = next(one for one in found if one.key == f"committee-{key}")
    keys = [column.key for column in one.columns]
    return [dict(zip(keys, map(plain, row), strict=True)) for row in one.rows]


def hold(members, cast, on="107/5/10", came=None, number=1):
    """A meeting opened by the real action."""
    meeting = make.make_meeting(members[0].committee, on, number)
    make.hold_meeting(meeting, members[:10] if came is None else came, actor_of(cast.secretary, on))
    meeting.refresh_from_db()
    return meeting


def motion(meeting, cast, title="加開課程", order=None, tasks=("TK-02",), **kw):
    """A motion that the meeting passes, followed up by ``order`` where one is given."""
    by = actor_of(cast.secretary, meeting.held_on.isoformat())
    item = actions.add_item(
        meeting, actions.Words(title, Section.EXTEMPORE, tasks=tasks), by=by, unit=cast.unit_a
    )
    for name, value in kw.items():
        setattr(item, name, value)
    item.save()
    decision = actions.Decision(Outcome.PASSED, "照案通過")
    actions.decide(item, decision, by=by, orders=(order,) if order else ())
    return item


def said(found) -> list[tuple]:
    return [(one.rule, str(one.who), str(one.what), one.until) for one in found]


def test_a_year_without_records_has_no_table_and_no_duty(plan):
    assert (tables(scope(plan, 106)), duties(scope(plan, 106))) == ((), ())


def test_the_members_stand_in_the_order_of_an_official_list(plan, force):
    rows = table(tables(scope(plan)), "members")
    assert [one["number"] for one in rows] == list(range(1, 20))
    assert [one["seat"] for one in rows[:6]] == ["召集人", "副召集人", *["府外委員"] * 4]
    assert {one["since"] for one in rows} == {day("105/1/1")}


def test_the_totals_of_the_list_are_those_of_its_rows(plan, force):
    found = tables(scope(plan))
    assert table(found, "balance")[0] == {
        "group": "全體委員",
        "men": 9,
        "women": 10,
        "others": 0,
        "all": len(table(found, "members")),
        "share": (9, 19),
        "least": 7,
        "verdict": "符合",
    }
    outside, inside = table(found, "balance")[1:3]
    assert outside["all"] + inside["all"] == 19


def test_who_does_not_agree_is_named_nowhere(plan, force, cast):
    secret = force[0]
    Membership.objects.filter(id=secret.id).update(is_public=False)
    secret.external.affiliation, secret.external.name = "某某大學", "不願具名"
    secret.external.save()
    hold(force, cast)
    text = canonical(tables(scope(plan)))
    assert ("不願具名" in text, "某某大學" in text) == (False, False)
    assert [one["home"] for one in table(tables(scope(plan)), "members")].count("（未公開）") == 1
    assert [one["name"] for one in table(tables(scope(plan)), "attendance")].count("（未公開）") == 1


def test_a_published_list_says_the_sex_of_nobody(plan, force):
    one = tables(scope(plan))[0]
    assert {column.key for column in one.columns}.isdisjoint({"sex", "men", "women"})


def test_a_term_ends_on_its_last_day_in_the_list_and_a_later_departure_is_not_told(plan, force):
    Membership.objects.filter(id=force[18].id).update(until=day("108/1/1"), left_because="TERM")
    Membership.objects.filter(id=force[17].id).update(until=day("108/3/1"), left_because="RESIGNED")
    last = [one["last"] for one in table(tables(scope(plan)), "members")]
    assert [one for one in last if one] == [day("107/12/31")]


def test_a_meeting_stands_with_how_its_members_came(plan, force, cast):
    meeting = make.make_meeting(force[0].committee, "107/5/10", 1)
    rows = [actions.Came(one.id, "PRESENT") for one in force[:8]]
    rows += [actions.Came(one.id, "ONLINE") for one in force[8:10]]
    rows += [actions.Came(force[10].id, "DEPUTY", "李代理"), actions.Came(force[11].id, "EXCUSED")]
    by = actor_of(cast.secretary, "107/5/10")
    actions.record_attendance(meeting, rows, by=by)
    actions.open_meeting(meeting, at=meeting.starts, chair=meeting.chair, by=by)
    motion(meeting, cast)
    assert table(tables(scope(plan)), "meetings") == [
        {
            "name": "第 1 次",
            "day": day("107/5/10"),
            "place": "第一會議室",
            "chair": "委員5",
            "members": 19,
            "present": 8,
            "deputies": 1,
            "online": 2,
            "rate": (11, 19),
            "external": 4,
            "valid": "有效",
            "reports": 0,
            "discussions": 1,
        }
    ]


def test_invalid_meetings_and_informal_talks_stand_there_as_such(plan, force, cast):
    hold(force, cast, "107/2/10", number=1)
    hold(force, cast, "107/5/10", came=force[4:9], number=2)
    talk = hold(force, cast, "107/9/20", came=force[4:9], number=3)
    actions.make_informal(talk, by=actor_of(cast.secretary, "107/9/20"), reason="人數不足")
    found = tables(scope(plan))
    assert [one["valid"] for one in table(found, "meetings")] == ["有效", "無效", "談話會"]
    assert [column.key for column in found[4].columns][2:-1] == [
        f"meeting_{talk.committee.meetings.get(number=1).id}"
    ]


def test_a_member_is_asked_only_for_meetings_of_the_own_term(plan, force, cast):
    committee = force[0].committee
    late = make.make_member(committee, make.make_person(plan, None, "新委員"), since="107/7/1")
    Membership.objects.filter(id=force[18].id).update(until=day("107/7/1"), left_because="POST")
    hold(force, cast, "107/2/10", number=1)
    hold(force, cast, "107/5/10", number=2)
    hold(force, cast, "107/9/20", came=[*force[:10], late], number=3)
    rows = {one["name"]: one for one in table(tables(scope(plan)), "attendance")}
    assert (rows["新委員"]["asked"], rows["新委員"]["rate"]) == (1, (1, 1))
    assert (rows["委員19"]["asked"], rows["委員19"]["absent"]) == (2, 2)
    assert (rows["委員5"]["asked"], rows["委員5"]["present"]) == (3, 3)
    ways = ("present", "online", "deputy", "excused", "absent")
    assert [sum(one[way] for way in ways) for one in rows.values()] == [one["asked"] for one in rows.values()]
    of_meetings = [one["members"] for one in table(tables(scope(plan)), "meetings")]
    assert sum(one["asked"] for one in rows.values()) == sum(of_meetings) == 57


def test_somebody_of_two_terms_is_one_row(plan, force, cast):
    last = force[18]
    hold(force, cast, "107/2/10", number=1)
    Membership.objects.filter(id=last.id).update(until=day("107/7/1"), left_because="TERM")
    make.make_member(last.committee, last.person, since="107/7/1")
    hold(force, cast, "107/9/20", number=2)
    rows = [one for one in table(tables(scope(plan)), "attendance") if one["name"] == "委員19"]
    assert [one["asked"] for one in rows] == [2]


def test_a_follow_up_stays_until_it_is_released(plan, force, cast):
    order = actions.Order(cast.unit_a, "規劃課程", day("107/9/30"))
    motion(hold(force, cast, number=1), cast, order=order)
    actions.report_progress(
        FollowUp.objects.get(), on=day("107/6/30"), text="已洽講師", by=actor_of(cast.head, "107/6/30")
    )
    spring = table(tables(scope(plan, as_of="107/7/1")), "follow-ups")
    assert spring == [
        {
            "number": 1,
            "meeting": "107 年第 1 次",
            "item": "加開課程",
            "outcome": "通過",
            "unit": "應用服務組",
            "what": "規劃課程",
            "progress": "已洽講師",
            "due": day("107/9/30"),
            "state": "繼續列管",
        }
    ]
    second = hold(force, cast, "107/9/20", number=2)
    by = actor_of(cast.secretary, "107/9/20")
    actions.decide(second.items.get(section="FOLLOW_UP"), actions.Decision(Outcome.CLOSED), by=by)
    assert [one["state"] for one in table(tables(scope(plan)), "follow-ups")] == ["解除列管"]
    assert table(tables(scope(plan, as_of="107/7/1")), "follow-ups") == spring
    assert "committee-follow-ups" not in {one.key for one in tables(scope(plan, 108))}


def test_a_resolution_stands_with_what_is_still_to_be_done(plan, force, cast):
    meeting = hold(force, cast)
    motion(meeting, cast, order=actions.Order(cast.unit_a, "規劃課程", day("107/9/30")))
    motion(meeting, cast, "內部案", is_restricted=True, tasks=("TK-07", "TK-02"))
    found = tables(scope(plan))
    assert table(found, "resolutions") == [
        {
            "meeting": "107 年第 1 次",
            "section": "臨時動議",
            "item": item,
            "unit": "應用服務組",
            "outcome": "通過",
            "text": text,
            "open": count,
            "closed": 0,
        }
        for item, text, count in (("加開課程", "照案通過", 1), ("（不公開）", "（不公開）", 0))
    ]
    assert "內部案" not in canonical(found)
    tasks = table(found, "tasks")
    assert [one["clause"] for one in tasks[5:]] == [
        "伍一(二)1",
        "伍一(二)2",
        "伍一(二)3",
        "伍一(二)4",
        "伍一(二)5",
    ]
    assert [one["all"] for one in tasks] == [0, 2, 0, 0, 0, 0, 1, 0, 0, 0]
    assert [one[f"meeting_{meeting.id}"] for one in tasks] == [one["all"] for one in tasks]


def test_other_committees_stand_with_the_third_and_the_statute(plan, force):
    for number, sex in enumerate("M" * 80 + "F" * 20):
        person = make.make_person(plan, plan.units.first(), f"同仁{number}", sex=sex)
    staff = plan.units.first().posts.count()
    board = make.make_committee(plan, "EVALUATION_BOARD", "考績委員會", legal_basis="考績委員會組織規程")
    for number, sex in enumerate("M" * 7 + "F" * 2):
        make.make_member(board, make.make_person(plan, None, f"考績{number}", sex=sex), "DESIGNATED")
    assert (person.sex, staff >= 100) == ("F", True)
    assert table(tables(scope(plan)), "bodies") == [
        {
            "name": "考績委員會",
            "kind": "一級機關考績委員會",
            "basis": "考績委員會組織規程",
            "all": 9,
            "men": 7,
            "women": 2,
            "others": 0,
            "share": (2, 9),
            "least": 3,
            "lawful": 2,
            "verdict": "未符合，依法例外",
        }
    ]


def test_the_year_before_reads_the_same_for_ever(plan, force, cast):
    motion(hold(force, cast, "106/5/10"), cast, order=actions.Order(cast.unit_a, "規劃課程", None))
    before = tables(Scope(plan.id, 2017, day("106/12/31")))
    hold(force, cast, "108/5/10")
    make.make_member(force[0].committee, make.make_person(plan, None, "新委員"), since="108/1/1")
    assert tables(Scope(plan.id, 2017, day("108/6/1"))) == before


def test_a_year_to_come_has_no_meetings_yet(plan, force, cast):
    hold(force, cast, "107/5/10")
    keys = {one.key for one in tables(scope(plan, 107, "106/12/1"))}
    assert keys == {"committee-members", "committee-balance"}


def test_the_tables_can_be_frozen_and_read_in_english(plan, force, cast):
    motion(hold(force, cast), cast)
    found = tables(scope(plan))
    with override("en"):
        assert tables(scope(plan)) == found
    assert len(json.loads(canonical(found))) == 6
    for one in found:
        assert {len(row) for row in one.rows} == {len(one.columns)}


def test_a_unit_is_shown_and_asked_only_what_it_follows_up(plan, force, cast):
    meeting = hold(force, cast)
    motion(meeting, cast, order=actions.Order(cast.unit_a, "規劃課程", day("107/9/30")))
    motion(meeting, cast, "改善廁所", order=actions.Order(cast.unit_b, "檢討配置", None), tasks=())
    own = scope(plan, as_of="107/6/1", unit=cast.unit_a)
    assert [one.key for one in tables(own)] == ["committee-follow-ups"]
    assert [one["unit"] for one in table(tables(own), "follow-ups")] == ["應用服務組"]
    assert said(duties(own)) == [("TK-02", "應用服務組", "列管：規劃課程", day("107/9/30"))]
    other = scope(plan, as_of="107/6/1", unit=cast.unit_b)
    assert said(duties(other)) == [("TK-08", "設施網路組", "列管：檢討配置", day("107/12/31"))]
    assert duties(scope(plan, as_of="107/6/1", unit=cast.accounting)) == ()


def test_a_follow_up_without_a_day_waits_for_the_next_meeting_announced(plan, force, cast):
    motion(hold(force, cast), cast, order=actions.Order(cast.unit_a, "規劃課程", None))
    own = scope(plan, as_of="107/6/1", unit=cast.unit_a)
    meeting = make.make_meeting(force[0].committee, "107/9/20", 2, state="DRAFT")
    assert duties(own)[0].until == day("107/12/31")
    meeting.state = "RELEASED"
    meeting.save()
    assert duties(own)[0].until == day("107/9/20")


def test_the_meetings_still_to_be_held_have_their_last_day(plan, force, cast):
    hold(force, cast, "107/2/10")
    found = [one for one in duties(scope(plan, as_of="107/6/1")) if one.rule.startswith("MT-0")]
    assert said(found) == [
        ("MT-05", "綜合企劃組", "尚須召開有效會議 2 次", day("107/12/31")),
        ("MT-06", "綜合企劃組", "第 2 次會議須於 5 至 6 月召開", day("107/6/30")),
        ("MT-06", "綜合企劃組", "第 3 次會議須於 9 至 10 月召開", day("107/10/31")),
        ("MT-01", "綜合企劃組", "傳閱107 年第 1 次會議紀錄", day("107/12/31")),
    ]
    assert {one.url for one in found[:3]} == {"/committee/107/meetings/"}
    meeting = make.make_meeting(force[0].committee, "107/6/20", 2)
    window = next(one for one in duties(scope(plan, as_of="107/6/1")) if one.rule == "MT-06")
    assert said([window]) == [("MT-06", "綜合企劃組", "召開107 年第 2 次會議", day("107/6/20"))]
    assert window.url == f"/committee/meetings/{meeting.id}/"


def test_a_window_that_has_passed_and_a_closed_year_ask_for_no_meeting(plan, force):
    autumn = [one for one in duties(scope(plan, as_of="107/7/1")) if one.rule == "MT-06"]
    assert [one.until for one in autumn] == [day("107/10/31")]
    assert {one.rule[:2] for one in duties(scope(plan, as_of="108/3/1"))} == {"TF"}


def test_tasks_not_yet_taken_up_are_asked_for(plan, force, cast):
    motion(hold(force, cast), cast, tasks=("TK-02", "TK-04"))
    found = [one for one in duties(scope(plan, as_of="107/6/1")) if one.rule.startswith("TK")]
    assert [one.rule for one in found] == ["TK-01", "TK-03", "TK-06", "TK-07"]
    assert str(found[1].what) == "提請會議討論：協助增修性別統計項目及指標"


def test_a_list_that_is_short_says_the_smallest_repair(plan, cast):
    make.make_task_force(plan, men=15, women=4, externals=2)
    found = {one.rule: (str(one.what), one.until) for one in duties(scope(plan, as_of="107/6/1"))}
    assert {code: found[code] for code in ("TF-04", "TF-05", "TF-07", "TF-10", "TF-11")} == {
        "TF-04": ("增聘府外委員 1 位", None),
        "TF-05": ("增聘現任或曾任女權會委員的府外委員 1 位", None),
        "TF-07": ("增派性別議題聯絡人 3 位", None),
        "TF-10": ("換 3 位男性委員為女性即符合", None),
        "TF-11": ("先將委員名單送臺北市政府性別平等辦公室備查", None),
    }


def test_another_committee_below_a_third_is_asked_until_the_reference_day(plan, force):
    body = make.make_committee(plan, "TASK_FORCE", "資訊審議小組")
    for number, sex in enumerate("MMMMMMMFF"):
        make.make_member(body, make.make_person(plan, None, f"審議{number}", sex=sex), "DESIGNATED")
    found = [one for one in duties(scope(plan, as_of="107/6/1")) if one.rule == "MS-F2"]
    assert [(str(one.what), one.until) for one in found] == [
        ("資訊審議小組：換 1 位男性委員為女性即符合", day("107/12/31"))
    ]
    Membership.objects.filter(committee=body).update(is_ex_officio=True)
    found = [one for one in duties(scope(plan)) if one.rule == "MS-F2"]
    assert [(str(one.what), one.until) for one in found] == [("資訊審議小組：增聘 2 位女性即符合", None)]


def test_a_task_force_without_members_is_asked_to_have_some(plan, cast):
    make.make_committee(plan)
    found = {one.rule: str(one.what) for one in duties(scope(plan, as_of="107/6/1"))}
    assert found["TF-01"] == "聘（派）委員，成立專案小組"
