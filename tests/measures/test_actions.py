"""Measures and their evidence: entered, changed, withdrawn, and by whom (M-1, M-6)."""

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from measures.actions import evidence as proofs
from measures.actions import measures as actions
from measures.actions.evidence import Proof
from measures.actions.measures import Words
from measures.models import Evidence, Measure
from organization import history
from organization.actions import attach
from tests import factories as make
from tests.factories import actor_of

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def words(plan, cast):
    return Words(year=2018, unit=cast.unit_a, item="MS-A4", title="婦女節講座", held_on=make.day("107/3/8"))


def refused(error) -> dict:
    return {name: said[0] for name, said in error.value.message_dict.items()}


def test_a_day_without_an_end_lasted_that_day(words, cast, plan):
    made = actions.enter(plan, words, by=actor_of(cast.clerk))
    assert (made.held_on, made.ended_on, made.planned_on) == (words.held_on, words.held_on, None)


def test_the_same_token_makes_one_measure(words, cast, plan):
    token = uuid.uuid4()
    first = actions.enter(plan, words, by=actor_of(cast.clerk), token=token)
    assert actions.enter(plan, words, by=actor_of(cast.clerk), token=token) == first
    assert Measure.objects.count() == 1


@pytest.mark.parametrize("who", ["neighbour", "officer", "accountant", "stranger"])
def test_nobody_writes_measures_of_another_unit(words, cast, plan, who):
    with pytest.raises(PermissionDenied, match="由主辦組室或綜合企劃組登錄"):
        actions.enter(plan, words, by=actor_of(getattr(cast, who)))
    assert Measure.objects.count() == 0


@pytest.mark.parametrize("who", ["clerk", "head", "secretary"])
def test_the_units_people_and_the_secretariat_write_them(words, cast, plan, who):
    assert actions.enter(plan, words, by=actor_of(getattr(cast, who))).unit == cast.unit_a


def test_one_who_oversees_reads_and_writes_nothing(words, cast, plan):
    overseer = make.make_account(None, "OVERSIGHT", agency=plan)
    with pytest.raises(PermissionDenied):
        actions.enter(plan, words, by=actor_of(overseer))


def test_each_fault_is_said_at_its_field(words, cast, plan):
    wrong = replace(
        words,
        item="MS-F1",
        held_on=make.day("107/6/2"),
        planned_on=make.day("108/1/2"),
        joint=(cast.unit_a,),
    )
    with pytest.raises(ValidationError) as error:
        actions.enter(plan, wrong, by=actor_of(cast.clerk))
    assert refused(error) == {
        "joint": "主辦組室不必再列為共同辦理。",
        "item": "107 年的計畫沒有這個項目。",
        "planned_on": "這段期間不在 107 年。",
        "held_on": "實際辦理日期不得晚於今天。",
    }


def test_a_unit_of_another_agency_can_not_join(words, cast, plan):
    with pytest.raises(ValidationError) as error:
        actions.enter(plan, replace(words, joint=(cast.other_unit,)), by=actor_of(cast.clerk))
    assert refused(error) == {"joint": "查無此組室或無權使用。"}


def test_a_measure_over_the_turn_of_the_year_touches_its_year(words, cast, plan):
    over = replace(words, held_on=make.day("106/12/28"), ended_on=make.day("107/1/3"))
    assert actions.enter(plan, over, by=actor_of(cast.clerk)).year == 2018
    with pytest.raises(ValidationError) as error:
        actions.enter(
            plan, replace(over, title="前", ended_on=make.day("106/12/30")), by=actor_of(cast.clerk)
        )
    assert refused(error) == {"held_on": "這段期間不在 107 年。"}


def test_the_same_title_stands_once_under_an_item(words, cast, plan):
    actions.enter(plan, words, by=actor_of(cast.clerk))
    with pytest.raises(ValidationError, match="已有同名的措施"):
        actions.enter(plan, words, by=actor_of(cast.clerk))
    actions.enter(plan, replace(words, item="MS-C1"), by=actor_of(cast.clerk))
    assert Measure.objects.count() == 2


def test_a_change_names_what_it_changed_and_a_stale_one_is_told(words, cast, plan):
    made = actions.enter(plan, replace(words, joint=(cast.unit_b,)), by=actor_of(cast.clerk))
    stale = Measure.objects.get(pk=made.pk)
    actions.change(made, replace(words, male=3), by=actor_of(cast.head))
    assert [one.is_withdrawn for one in made.joint.all()] == [True]
    assert history.of(made)[0].changes["male"] == [None, 3]
    with pytest.raises(history.Conflict):
        actions.change(stale, replace(words, male=4), by=actor_of(cast.clerk))


def test_a_measure_is_withdrawn_with_a_reason_and_stays(words, cast, plan):
    made = actions.enter(plan, words, by=actor_of(cast.clerk))
    with pytest.raises(ValidationError, match="撤下須說明事由"):
        actions.withdraw(made, by=actor_of(cast.clerk), reason=" ")
    actions.withdraw(made, by=actor_of(cast.clerk), reason="併入他案")
    with pytest.raises(PermissionDenied, match="本措施已撤下"):
        actions.change(made, words, by=actor_of(cast.clerk))
    assert Measure.objects.get().withdrawn_because == "併入他案"


def test_a_new_measure_brings_its_first_evidence(words, cast, plan, photo):
    by = actor_of(cast.clerk)
    proof = Proof("PHOTO", make.day("107/3/8"), "現場", "講者說明", True, attach(photo(), by=by))
    made = actions.enter(plan, words, by=by, proof=proof)
    assert [(one.caption, one.is_public) for one in made.proofs] == [("現場", True)]


def test_evidence_that_is_refused_leaves_no_measure(words, cast, plan, photo):
    by = actor_of(cast.clerk)
    proof = Proof("DOCUMENT", make.day("107/3/8"), "現場", file=attach(photo(), by=by))
    with pytest.raises(ValidationError) as error:
        actions.enter(plan, words, by=by, proof=proof)
    assert refused(error) == {"alt_text": "照片與圖片須填替代文字，供看不到的人理解。"}
    assert Measure.objects.count() == 0


def test_evidence_can_not_be_of_tomorrow_nor_of_nothing(words, cast, plan):
    by = actor_of(cast.clerk)
    made = actions.enter(plan, words, by=by)
    with pytest.raises(ValidationError) as error:
        proofs.add_evidence(made, Proof("DOCUMENT", make.day("107/6/2"), "紀錄"), by=by)
    assert refused(error) == {"dated_on": "佐證日期不得晚於今天。", "file": "請選擇檔案，或填網址。"}


def test_evidence_is_corrected_withdrawn_and_kept(words, cast, plan):
    by = actor_of(cast.clerk)
    made = actions.enter(plan, words, by=by)
    proof = Proof("DOCUMENT", make.day("107/3/8"), "紀錄", url="https://example.org/record")
    token = uuid.uuid4()
    first = proofs.add_evidence(made, proof, by=by, token=token)
    assert proofs.add_evidence(made, proof, by=by, token=token) == first
    proofs.correct_evidence(first, replace(proof, caption="會議紀錄"), by=by)
    with pytest.raises(PermissionDenied):
        proofs.withdraw_evidence(first, by=actor_of(cast.neighbour), reason="x")
    proofs.withdraw_evidence(first, by=by, reason="不是這場")
    with pytest.raises(PermissionDenied, match="已撤下"):
        proofs.correct_evidence(first, proof, by=by)
    assert Evidence.objects.get().withdrawn_because == "不是這場"


def test_the_database_itself_refuses_what_must_never_be(cast):
    measure = make.make_measure(cast.unit_a)
    broken = [
        lambda: make.make_measure(cast.unit_a, "倒", planned_on="107/3/8", planned_end_on="107/3/7"),
        lambda: make.make_measure(cast.unit_a, "缺", ended_on="107/3/7"),
        lambda: measure.evidence.create(kind="DOCUMENT", dated_on="2018-03-08", caption="無"),
        lambda: make.make_evidence(measure, kind="PHOTO", alt_text=""),
        lambda: make.make_measure(cast.unit_a),
    ]
    for row in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            row()
