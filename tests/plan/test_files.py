"""A plan file goes in once, comes out as it was, and is refused with its place and reason."""

import pytest
from django.core.management import CommandError, call_command

from organization.actor import machine
from organization.models import Agency, Change
from plan import files
from plan.actions import amend
from plan.models import Clause, Plan, Rule
from tests.factories import SEED_PLAN, day, make_agency

pytestmark = pytest.mark.django_db
CODE = "taipei_doit_105_108"


def load(capsys, file=SEED_PLAN, **options) -> str:
    call_command("load_plan", str(file), **options)
    return capsys.readouterr().out


def test_a_second_load_changes_nothing_and_says_so(capsys):
    assert "Added 232 rows, changed 0." in load(capsys)
    lines = Change.objects.count()
    assert "nothing was changed" in load(capsys)
    assert (Change.objects.count(), Clause.objects.count(), Rule.objects.count()) == (lines, 105, 122)


def test_the_dump_is_the_file_byte_for_byte(plan, tmp_path):
    call_command("dump_plan", CODE, folder=tmp_path, verbosity=0)
    target = tmp_path / SEED_PLAN.name
    assert target.read_bytes() == SEED_PLAN.read_bytes()
    assert files.rules_file(target).read_bytes() == files.rules_file(SEED_PLAN).read_bytes()


def test_the_file_makes_its_agency_and_another_may_take_it_too(capsys):
    load(capsys)
    other = make_agency("other", "臺北市政府他局", "他局")
    load(capsys, agency="other")
    assert set(Agency.objects.values_list("code", flat=True)) == {"doit", "other"}
    assert Rule.objects.of(other.id).count() == 122
    with pytest.raises(CommandError, match="2 plans have the code"):
        call_command("dump_plan", CODE)


def test_a_changed_file_changes_just_that_row_and_names_it(capsys, copy):
    load(capsys)
    said = load(capsys, copy("hours = 18", "hours = 20"))
    assert "Added 0 rows, changed 1." in said
    assert "changed  TR-03: numbers" in said
    assert Rule.objects.get(code="TR-03").number("hours") == 20


def test_what_is_taken_out_of_the_file_is_taken_out_of_the_row(capsys, copy):
    load(capsys)
    note = 'note = "原文有（一）而無（二）。"\n'
    assert "changed  參二(一): note" in load(capsys, copy(note))
    assert Clause.objects.get(label="參二(一)").note == ""


def test_a_gap_is_said_and_is_no_error(capsys):
    said = load(capsys)
    assert "gap  TR-01: nothing holds from 2018-01-01 until 2020-01-01" in said
    assert "gap  MT-05" not in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "TR-05"', 'code = "TR-06"', "TR-06 holds twice on 2018-01-01"),
        ('label = "貳一"', 'label = "壹"', "壹 holds twice on 2016-01-01"),
        ('clause = "伍一(一)1"', 'clause = "伍九"', "TF-02 names clause 伍九, which isn't there"),
        ('rules = ["ST-07"]', 'rules = ["ST-99"]', "D-08 concerns ST-99, not a rule"),
        ('force = "must"', "", r"\[rule\] PLN-03 lacks force"),
        ('number = "壹、"', 'numeral = "壹、"', r"\[clause\] 壹 lacks number"),
        ('act = "PASSED"', 'act = "PASSED"\nvotes = 3', r"\[adoption\] 2013-03-28 doesn't know votes"),
        ("level = 1", "level = eins", "Invalid value"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(copy, old, new, said):
    with pytest.raises(CommandError, match=said):
        call_command("load_plan", str(copy(old, new)), verbosity=0)
    assert Plan.objects.count() == 0


def test_a_force_that_the_plan_does_not_know_loads_nothing(copy):
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_plan", str(copy('force = "must"', 'force = "perhaps"')), verbosity=0)
    assert Plan.objects.count() == 0


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_plan", str(tmp_path / "plan.toml"))


def test_an_amendment_comes_out_with_the_dump_and_goes_in_again(plan, tmp_path, capsys):
    rule = Rule.objects.get(code="TR-05")
    amend(
        rule,
        since=day("108/1/1"),
        by=machine("test", plan, day("107/12/1")),
        reason="4 小時",
        numbers={"hours": 4},
    )
    call_command("dump_plan", CODE, folder=tmp_path)
    make_agency("other", "臺北市政府他局", "他局")
    load(capsys, tmp_path / SEED_PLAN.name, agency="other")
    amended = Rule.objects.filter(plan__agency__code="other", code="TR-05")
    assert [(one.since, one.number("hours")) for one in amended] == [
        (day("107/1/1"), 3),
        (day("108/1/1"), 4),
    ]
    assert load(capsys, tmp_path / SEED_PLAN.name).startswith("The plan stands as the file says")


def test_an_old_file_is_not_laid_over_an_amendment(plan):
    rule = Rule.objects.get(code="TR-05")
    amend(
        rule,
        since=day("108/1/1"),
        by=machine("test", plan, day("107/12/1")),
        reason="4 小時",
        numbers={"hours": 4},
    )
    with pytest.raises(CommandError, match="TR-05：自 2018-01-01 起的版本與自 2019-01-01 起的版本重疊"):
        call_command("load_plan", str(SEED_PLAN), verbosity=0)
    assert Rule.objects.get(code="TR-05", since=day("107/1/1")).until == day("108/1/1")
