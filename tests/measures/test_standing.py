"""How far a measure has come is read from its days and evidence (M-3)."""

import pytest

from measures.models import Measure
from measures.standing import Stage, standing
from plan.rules import in_force
from tests import factories as make


@pytest.fixture
def stage(plan, cast):
    """``stage(measure, "107/6/1")`` as of that day, with what is missing in words."""
    book = in_force(plan.id, make.day("107/1/1"))

    def read(measure, on="107/6/1"):
        found = standing(Measure.objects.whole().get(pk=measure.pk), book, make.day(on))
        return found.stage, [str(one) for one in found.missing]

    return read


def test_without_a_day_it_is_a_draft(stage, cast):
    assert stage(make.make_measure(cast.unit_a)) == (Stage.DRAFT, ["尚未填預定辦理日期。"])


def test_it_is_planned_until_its_first_day_comes(stage, cast):
    measure = make.make_measure(cast.unit_a, planned_on="107/6/2", planned_end_on="107/6/3")
    assert stage(measure, "107/6/1") == (Stage.PLANNED, [])
    assert stage(measure, "107/6/2") == (Stage.UNDER_WAY, [])
    assert stage(measure, "107/6/3") == (Stage.UNDER_WAY, [])
    assert stage(measure, "107/6/4") == (Stage.UNDER_WAY, ["預定日期已過，尚未填實際辦理日期。"])


def test_it_is_held_on_its_last_day_and_done_with_evidence_and_numbers(stage, cast):
    measure = make.make_measure(cast.unit_a, held_on="107/3/8", ended_on="107/3/9")
    assert stage(measure, "107/3/8")[0] == Stage.UNDER_WAY
    assert stage(measure, "107/3/9") == (Stage.HELD, ["尚無本年度的佐證。", "尚未填男、女參與人數。"])
    make.make_evidence(measure, "107/3/9")
    measure.male, measure.female = 0, 12
    measure.save()
    assert stage(measure, "107/3/9") == (Stage.DONE, [])


def test_an_item_that_asks_for_no_numbers_is_done_without_them(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-A2", held_on="107/3/8")
    make.make_evidence(measure)
    assert stage(measure) == (Stage.DONE, [])


def test_a_photo_of_december_uploaded_in_january_belongs_to_december(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-A2", held_on="107/12/20")
    make.make_evidence(measure, "107/12/20", file=make.make_attachment(cast.agency))
    assert stage(measure, "107/12/31") == (Stage.DONE, [])


def test_a_photo_of_january_proves_nothing_of_the_year_before(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-A2", held_on="107/12/20")
    make.make_evidence(measure, "108/1/2")
    assert stage(measure, "108/2/1") == (Stage.HELD, ["尚無本年度的佐證。"])


def test_withdrawn_evidence_proves_nothing(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-A2", held_on="107/3/8")
    make.make_evidence(measure, withdrawn_because="不是這場活動")
    assert stage(measure) == (Stage.HELD, ["尚無本年度的佐證。"])


def test_publicity_of_ones_own_must_be_attached_as_a_file(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-E3", held_on="107/3/8", male=1, female=1)
    make.make_evidence(measure)
    assert stage(measure) == (Stage.HELD, ["須附文宣內容的檔案。"])
    make.make_evidence(measure, kind="PUBLICITY")
    assert stage(measure) == (Stage.DONE, [])


def test_what_was_told_along_with_an_event_must_be_written_down(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-C3", held_on="107/3/8", male=1, female=1)
    make.make_evidence(measure)
    assert stage(measure) == (Stage.HELD, ["須載明宣導內容。"])


def test_an_item_that_no_rule_in_force_has_is_never_done(stage, cast):
    measure = make.make_measure(cast.unit_a, item="MS-Z9", held_on="107/3/8")
    make.make_evidence(measure)
    assert stage(measure) == (Stage.HELD, ["沒有適用的規定說明這個項目，待確認。"])


def test_a_measure_that_was_withdrawn_counts_for_nothing(stage, cast):
    assert stage(make.make_measure(cast.unit_a, withdrawn_because="停辦")) == (Stage.WITHDRAWN, [])
