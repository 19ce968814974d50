"""RP-05: a web zone there is, and it is kept up to date (柒一(三))."""

import pytest

from core.contract import Scope, Verdict
from publishing.actions import publish, withdraw
from publishing.models import Kind
from publishing.pieces import Content, Piece
from reports.compliance import findings
from tests.factories import actor_of, day


def found(plan, on):
    as_of = day(on)
    [one] = [one for one in findings(Scope(plan.id, as_of.year, as_of)) if one.rule == "RP-05"]
    return one.verdict, one.have, one.need, str(one.sentence)


@pytest.fixture
def published(plan, cast):
    """One page, since 106/12/31."""
    by = actor_of(cast.secretary, "106/12/31")
    return publish(Piece(Kind.PLAN, "p", "計畫", Content(summary="一")), agency=plan, by=by)


def test_nothing_ever_published_here_is_no_proof_that_there_is_no_zone(plan):
    said = "本系統尚未公開任何資料，無從判定有無專區網頁。"
    assert found(plan, "106/12/31") == (Verdict.UNDETERMINED, None, None, said)


def test_a_page_published_that_day_is_a_zone(plan, published):
    said = "專區網頁公開 1 項資料，最近更新 106 年 12 月 31 日。"
    assert found(plan, "106/12/31") == (Verdict.MET, 1, 1, said)


def test_the_last_update_may_be_twelve_months_old_and_not_a_day_more(plan, published, cast):
    assert found(plan, "107/12/31")[0] == Verdict.MET
    old = "專區網頁公開 1 項資料，最近更新 106 年 12 月 31 日，已超過 12 個月。"
    assert found(plan, "108/1/1") == (Verdict.PENDING, 0, 1, old)
    assert found(plan, "108/12/31") == (Verdict.UNMET, 0, 1, old)


def test_an_update_counts_from_its_own_day(plan, published, cast):
    newer = Piece(Kind.PLAN, "p", "計畫", Content(summary="二"))
    publish(newer, agency=plan, by=actor_of(cast.secretary, "107/6/1"))
    assert found(plan, "108/6/1")[0] == Verdict.MET
    assert found(plan, "107/5/31")[3] == "專區網頁公開 1 項資料，最近更新 106 年 12 月 31 日。"


def test_a_zone_that_shows_nothing_any_more_is_none(plan, published, cast):
    withdraw(published, by=actor_of(cast.secretary, "107/6/1"), reason="改版")
    assert found(plan, "107/5/31")[0] == Verdict.MET
    assert found(plan, "107/12/31") == (Verdict.UNMET, 0, 1, "專區網頁沒有公開中的資料。")
