"""A change is said in the words of its page (U-1)."""

import pytest
from django.template.loader import render_to_string

from organization import history
from organization.models import Post, PostKind
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_change_reads_from_and_to_with_labels_dates_and_names(cast):
    by = make.actor_of(cast.officer)
    post = Post(person=cast.clerk, unit=cast.unit_b, kind=PostKind.FOCAL_POINT, since=make.day("106/5/1"))
    history.save(post, by=by, verb="就任職務")
    post.unit, post.kind, post.until = cast.unit_a, PostKind.GENDER_STAFF, make.day("107/5/1")
    history.save(post, by=by, verb="卸任職務", reason="調任")
    last, first = history.of(post)
    assert first.lines == []
    assert last.lines == [
        ("迄日（不含當日）", "–", "107 年 5 月 1 日"),
        ("組室", "設施網路組", "應用服務組"),
        ("身分別", "性別議題聯絡人", "辦理性別平等業務相關人員"),
    ]
    page = render_to_string("components/history.html", {"changes": [last, first]})
    assert "組室：設施網路組 → 應用服務組" in page
    assert "調任" in page


def test_what_is_secret_never_enters_a_line(cast):
    account = cast.clerk.account
    account.is_active = False
    account.set_password("Something-else-9")
    history.save(account, by=make.actor_of(cast.officer), verb="停用帳號")
    assert history.of(account).get().lines == [("啟用", "是", "否")]
