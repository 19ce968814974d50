"""The chain over the history (RQ-H16, RG-12): whatever is changed, removed or added behind it is named."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from core.clock import moment
from organization import chain, sealed
from organization.actions.chain import seal
from organization.models import Change, HistoryLink
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def write(agency, count=3, **kw) -> list[Change]:
    values = {"who": "王小明", "model": "organization.person", "object_id": 1, "verb": "改名"} | kw
    return [
        Change.objects.create(agency=agency, changes={"name": ["甲", "乙"]}, **values) for _ in range(count)
    ]


@pytest.fixture
def two(db):
    """Two agencies whose lines alternate, sealed in two steps; and lines of no agency."""
    ours, other = make.make_agency(), make.make_agency("other", "他局", "他局")
    for _ in range(2):
        for agency in (ours, other, None, ours):
            write(agency, 2)
        seal(at=moment())
    return ours


def tamper(table: str, *statements: str) -> None:
    """What somebody with the database's own rights could do."""
    vendor = connection.vendor
    sealed.run(connection, sealed.unsealing(vendor, table))
    sealed.run(connection, list(statements))
    sealed.run(connection, sealed.sealing(vendor, table))


def lines(table_statement: str) -> None:
    tamper("organization_change", table_statement)


def links(table_statement: str) -> None:
    tamper("organization_historylink", table_statement)


def wrong() -> list[str]:
    return [one.wrong for one in chain.verify() if one.wrong]


def test_an_untouched_history_holds_in_every_agency(two):
    write(two, 1)
    assert [(one.links, one.lines, one.waiting, one.wrong) for one in chain.verify()] == [
        (2, 4, 0, ""),
        (2, 8, 1, ""),
        (2, 4, 0, ""),
    ]


def test_sealing_again_adds_nothing(two):
    assert (seal(at=moment()), HistoryLink.objects.count()) == ([], 6)


def test_a_link_holds_a_thousand_lines_at_most(two, monkeypatch):
    monkeypatch.setattr("organization.actions.chain.MOST", 2)
    write(two, 5)
    assert [len(link.lines) for link in seal(at=moment())] == [2, 2, 1]
    assert wrong() == []


@pytest.mark.parametrize(
    "change",
    [
        "who = '別人'",
        'changes = \'{"name": ["甲", "丙"]}\'',
        "reason = '補'",
        "verb = '改'",
        "channel = 'import'",
        "object_id = 2",
        "stands_in_for = '某'",
        "at = '2001-01-01 00:00:00+00:00'",
        "model = 'organization.unit'",
    ],
)
def test_a_changed_line_is_named_whatever_of_it_was_changed(two, change):
    pks = list(Change.objects.filter(agency=two).order_by("pk").values_list("pk", flat=True))
    lines(f"UPDATE organization_change SET {change} WHERE id IN ({pks[5]}, {pks[2]})")
    assert wrong() == [f"第 {pks[2]} 筆已被改動。"]


@pytest.mark.parametrize("place", [0, 3, 4, 7], ids=["first", "end of a link", "beginning of a link", "last"])
def test_a_removed_line_is_named(two, place):
    pks = list(Change.objects.filter(agency=two).order_by("pk").values_list("pk", flat=True))
    lines(f"DELETE FROM organization_change WHERE id = {pks[place]}")
    assert wrong() == [f"第 {pks[place]} 筆已被移除。"]


def test_a_line_given_to_another_agency_is_missed_in_the_one_and_strange_in_the_other(two):
    pk = Change.objects.filter(agency=two).earliest("pk").pk
    other = make.Agency.objects.get(code="other")
    lines(f"UPDATE organization_change SET agency_id = {other.pk} WHERE id = {pk}")
    assert sorted(wrong()) == sorted([f"第 {pk} 筆已被移除。", f"第 {pk} 筆是封存後才加入的。"])


def test_a_line_put_in_afterwards_is_named(two):
    pk = Change.objects.filter(agency=None).earliest("pk").pk
    lines(f"DELETE FROM organization_change WHERE id = {pk}")
    tamper("organization_historylink", "DELETE FROM organization_historylink WHERE agency_id IS NULL")
    chain.heads_file().unlink()
    assert wrong() == []  # of this agency nothing is sealed any more, nor known to have been
    write(two, 1, id=pk)
    assert wrong() == [f"第 {pk} 筆是封存後才加入的。"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_removed_link_is_named_also_the_last(two, number):
    links(f"DELETE FROM organization_historylink WHERE agency_id = {two.pk} AND number = {number}")
    said = {1: "缺第 1 段封存。", 2: "缺第 2 段封存（已記錄的最後一段）。"}
    assert wrong() == [said[number]]


def test_the_last_link_removed_with_its_lines_and_sealed_anew_is_still_known(two):
    last = HistoryLink.objects.filter(agency=two).last()
    links(f"DELETE FROM organization_historylink WHERE id = {last.pk}")
    lines(f"DELETE FROM organization_change WHERE agency_id = {two.pk} AND id >= {last.first}")
    seal(at=moment())
    assert wrong() == ["缺第 2 段封存（已記錄的最後一段）。"]
    write(two, 1)
    seal(at=moment())
    assert wrong() == ["第 2 段封存與所記錄的指紋不同。"]


def test_all_links_removed_is_named(two):
    links("DELETE FROM organization_historylink")
    assert wrong() == ["缺第 2 段封存（已記錄的最後一段）。"] * 3


@pytest.mark.parametrize(
    "change", ["digest = previous", "lines = '[]'", "previous = ''", "first = first - 1", "last = last - 1"]
)
def test_a_changed_link_is_named(two, change):
    links(f"UPDATE organization_historylink SET {change} WHERE agency_id = {two.pk} AND number = 2")
    assert len(wrong()) == 1


@pytest.mark.parametrize(
    "way", ["UPDATE organization_historylink SET digest = 'x'", "DELETE FROM organization_historylink"]
)
def test_the_database_refuses_to_change_or_remove_a_link(two, way):
    with pytest.raises(IntegrityError), transaction.atomic():
        sealed.run(connection, [way])
    assert wrong() == []


def test_the_heads_stand_outside_for_nobody_else_to_read(two):
    assert chain.heads_file().stat().st_mode & 0o777 == 0o600
    assert json.loads(chain.heads_file().read_text()) == chain.heads()


def test_the_same_line_has_the_same_text_wherever_it_is_read():
    """Kept as a vector: whoever changes the text can no longer prove what was sealed."""
    row = dict.fromkeys(chain.COLUMNS) | {
        "id": 7,
        "at": datetime.datetime(2018, 11, 15, 1, 2, 3, 45, tzinfo=datetime.UTC),
        "changes": {"乙": [None, 1.5], "a": ["x", "é"]},
    }
    assert chain.fingerprints([(7, chain.text_of(row))]) == [[7, "965a3996588d5274"]]


def run(name: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command(name, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_what_holds_and_ends_with_one_where_it_does_not(two):
    write(two, 1)
    assert run("verify_history")[1].splitlines()[1] == "✓ 臺北市政府資訊局：2 段 8 筆相符，1 筆尚未封存。"
    pk = Change.objects.filter(agency=two).earliest("pk").pk
    lines(f"UPDATE organization_change SET who = 'x' WHERE id = {pk}")
    code, said = run("verify_history")
    assert (code, said.splitlines()[1]) == (1, f"✗ 臺北市政府資訊局：第 {pk} 筆已被改動。")


def test_the_command_seals_and_shows_the_heads(two):
    write(two, 2)
    said = run("seal_history")[1].splitlines()
    head = next(one for one in chain.heads() if one["agency"] == two.pk)
    assert (said[0], said[2]) == ("新增 1 段，共 2 筆。", f"臺北市政府資訊局：第 3 段  {head['digest']}")


def test_the_questions_do_not_grow_with_the_lines(two, django_assert_num_queries):
    with django_assert_num_queries(18):
        chain.verify()
    write(two, 50)
    with django_assert_num_queries(18):
        chain.verify()
