"""Publishing keeps a copy; a newer one replaces it, and it can be withdrawn with a reason (W-2)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from core.contract import Column, Sentence, Table, canonical
from organization.models import Change
from publishing.actions import publish, withdraw
from publishing.models import Kind, Publication
from publishing.names import covered
from publishing.pieces import Content, Dataset, Field, Passage, Piece
from tests import factories as make
from tests.factories import actor_of


def piece(summary="一", kind=Kind.PLAN, **kw) -> Piece:
    return Piece(kind=kind, key="plan", title="計畫", content=Content(summary=summary), **kw)


@pytest.fixture
def by(cast):
    return actor_of(cast.secretary, "107/6/1")


def test_what_is_published_is_a_copy(cast, by):
    row = publish(piece(), agency=cast.agency, by=by)
    assert (row.state, row.content["summary"], row.published_on) == (
        "CURRENT",
        "一",
        datetime.date(2018, 6, 1),
    )
    assert (row.published_by, row.digest) == (cast.secretary.account, piece().digest)
    assert Change.objects.filter(model="publishing.publication", verb="公開").count() == 1


def test_the_same_again_stays_the_same_row(cast, by):
    first = publish(piece(), agency=cast.agency, by=by)
    again = publish(piece(), agency=cast.agency, by=actor_of(cast.secretary, "107/7/1"))
    assert (again.pk, again.published_on) == (first.pk, first.published_on)
    assert Publication.objects.count() == 1


def test_a_newer_copy_replaces_the_older_whose_content_stays(cast, by):
    first = publish(piece(), agency=cast.agency, by=by)
    second = publish(piece("二"), agency=cast.agency, by=actor_of(cast.secretary, "107/7/1"))
    first.refresh_from_db()
    assert (first.state, first.content["summary"], first.ended_on) == ("REPLACED", "一", second.published_on)
    assert (second.state, second.first_published_on) == ("CURRENT", first.published_on)
    assert list(Publication.objects.standing_on(make.day("107/6/15"))) == [first]
    assert list(Publication.objects.standing_on(make.day("107/7/1"))) == [second]


def test_withdrawing_says_why_and_keeps_what_was_shown(cast, by):
    row = publish(piece(), agency=cast.agency, by=by)
    with pytest.raises(PermissionDenied, match="撤下須說明事由"):
        withdraw(row, by=by, reason="  ")
    withdraw(row, by=by, reason="有誤")
    row.refresh_from_db()
    assert (row.state, row.reason, row.content["summary"]) == ("WITHDRAWN", "有誤", "一")
    assert not Publication.objects.current().exists()


def test_what_was_withdrawn_can_be_published_again_but_not_withdrawn_again(cast, by):
    row = publish(piece(), agency=cast.agency, by=by)
    withdraw(row, by=by, reason="有誤")
    with pytest.raises(PermissionDenied, match="已不在公開中"):
        withdraw(row, by=by, reason="再撤")
    again = publish(piece(), agency=cast.agency, by=actor_of(cast.secretary, "107/7/1"))
    assert (again.pk != row.pk, again.first_published_on) == (True, row.first_published_on)


def test_a_reason_that_is_too_long_takes_nothing_down(cast, by):
    row = publish(piece(), agency=cast.agency, by=by)
    with pytest.raises(ValidationError):
        withdraw(row, by=by, reason="長" * 201)
    row.refresh_from_db()
    assert row.state == "CURRENT"


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        ("secretary", Kind.PLAN, True),
        ("secretary", Kind.STATISTICS, False),
        ("secretary", Kind.ANALYSIS, False),
        ("accountant", Kind.STATISTICS, True),
        ("accountant", Kind.MINUTES, False),
        ("clerk", Kind.PLAN, False),
        ("head", Kind.MEMBERS, False),
        ("stranger", Kind.PLAN, False),
    ],
)
def test_each_office_publishes_and_withdraws_its_own(cast, who, kind, may):
    by = actor_of(getattr(cast, who), "107/6/1")
    if may:
        row = publish(piece(kind=kind), agency=cast.agency, by=by)
        assert withdraw(row, by=by, reason="有誤").state == "WITHDRAWN"
    else:
        with pytest.raises(PermissionDenied, match="公開。"):
            publish(piece(kind=kind), agency=cast.agency, by=by)


def test_what_is_not_ready_is_refused_with_its_reason(cast, by):
    with pytest.raises(PermissionDenied, match="還沒好"):
        publish(piece(refusal=Sentence("還沒好")), agency=cast.agency, by=by)
    assert not Publication.objects.exists()


def test_a_file_is_published_with_its_page(cast, by):
    file = make.make_attachment(cast.agency)
    made = Piece(Kind.PLAN, "plan", "計畫", Content(files=(file.id,)))
    assert [one.file for one in publish(made, agency=cast.agency, by=by).files.all()] == [file]


def test_there_is_one_current_copy(cast, by):
    row = publish(piece(), agency=cast.agency, by=by)
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_names_are_covered_whole_and_those_who_may_be_said_stay(cast):
    for name in ("王小", "明"):
        make.make_person(cast.agency, name=name)
    told = "王小明、府外乙與周綜企說明"
    made = [
        piece(told, said=frozenset({"周綜企"}), silent=frozenset({"府外乙"})),
        piece(told, Kind.ANALYSIS),
    ]
    said = [one.content.summary for one in covered(made, cast.agency.id)]
    assert said == ["○○○、○○○與周綜企說明", "○○○、○○○與○○○說明"]


def test_no_text_of_a_piece_is_forgotten(cast):
    """Whatever a chapter writes, and wherever: a kind of piece has nothing to remember."""
    name, words = cast.clerk.name, Sentence("%(who)s", {"who": [cast.clerk.name]})
    told = Content(
        summary=words,
        facts=((name, words),),
        passages=(Passage(1, name, name, (name,)),),
        tables=(Table("a", words, (Column("b", words),), ((name, 1, None),), foot=((words,),), note=words),),
        marks=(name,),
        series=((name, (1, "2.5")),),
        dataset=Dataset((Field(name, words),), ((name, 1, None),)),
    )
    [made] = covered([Piece(Kind.PLAN, "plan", name, told)], cast.agency.id)
    text = canonical([made.title, made.content])
    assert (name in text, text.count("○○○")) == (False, 17)
    assert (made.content.tables[0].rows[0][1:], made.content.series[0][1]) == ((1, None), (1, "2.5"))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("洽 staff.one@mail.gov.tw 索取", "洽 ○○○ 索取"),
        ("手機0912-345-678、0912345678", "手機○○○、○○○"),
        ("電話(02)2720-8889轉1234", "電話○○○"),
        ("電話 02-27208889#12；037-123456", "電話 ○○○；037-123456"),
        ("身分證A123456789號", "身分證○○○號"),
        ("北市字第0950012345號、第10530012300號函", "北市字第0950012345號、第10530012300號函"),
        ("105-108 年，0.25、12,345、98765432", "105-108 年，0.25、12,345、98765432"),
    ],
)
def test_numbers_and_addresses_of_people_are_covered_and_no_others(cast, told, said):
    [made] = covered([piece(told)], cast.agency.id)
    assert made.content.summary == said
