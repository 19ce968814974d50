"""Amendments on their pages: proposed, put on an agenda, withdrawn, compared and printed (玖, AM-02)."""

import io
import uuid

import odfdo
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from committee import actions
from committee.models import Amendment, Meeting, Outcome, Stage
from plan.models import Rule
from tests import factories as make
from tests.committee.amending import clause, decide, force, hold, meeting, present, propose, read
from tests.factories import actor_of, day

__all__ = ["force", "meeting"]


def sent(cast, **changed) -> dict:
    """The form of 伍二(二)1 as its page shows it, filled in."""
    typed = {
        "unit": cast.unit_a.pk,
        "new_text": clause().text.replace("3小時", "4小時"),
        "TR-05-hours": "4",
        "reason": "加強培力",
        "effective_on": "",
        "token": str(uuid.uuid4()),
        "version": "0",
    }
    return typed | changed


def form_page() -> str:
    return reverse("committee:amendment-propose", args=[clause().pk])


# who proposes, and how


@pytest.mark.parametrize(
    ("role", "opens"),
    [("clerk", 403), ("head", 200), ("secretary", 200), ("officer", 403), ("stranger", 404)],
)
def test_unit_managers_and_the_secretariat_propose(force, cast, as_, role, opens):
    assert as_(getattr(cast, role)).get(form_page()).status_code == opens


def test_the_form_shows_the_words_and_numbers_that_stand(force, cast, as_):
    page = as_(cast.head).get(form_page())
    form = page.context["form"]
    assert form["new_text"].value() == clause().text
    assert (form["TR-05-hours"].value(), form["TR-05-hours"].label) == (
        3,
        f"{Rule.objects.get(code='TR-05').text}：時數",
    )
    assert form["unit"].value() == cast.unit_a.pk
    assert "修正自通過的會議當日施行" in page.content.decode()


def test_a_proposal_is_made_once_however_often_it_is_sent(force, cast, as_):
    client, typed = as_(cast.head), sent(cast)
    for _click in range(2):
        answer = client.post(form_page(), typed)
        assert answer.status_code == 302
    made = Amendment.objects.get()
    assert (made.numbers, made.unit, made.old_text) == ({"TR-05": {"hours": 4}}, cast.unit_a, clause().text)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("new_text", "", "必"),
        ("new_text", "字" * 1501, "1501"),
        ("reason", "", "必"),
        ("TR-05-hours", "", "必"),
        ("TR-05-hours", "-1", "0"),
        ("TR-05-hours", "10000", "9999"),
        ("TR-05-hours", "2.5", "整數"),
        ("TR-05-hours", "三", "整數"),
        ("effective_on", "107/2/30", "沒有「107/2/30」這一天"),
        ("unit", "0", "查無此組室或無權使用"),
    ],
)
def test_bad_input_is_refused_with_its_sentence_and_stays_as_typed(force, cast, as_, field, typed, said):
    page = as_(cast.head).post(form_page(), sent(cast, **{field: typed}))
    form = page.context["form"]
    assert said in " ".join(form.errors[field])
    assert (form[field].value(), form["token"].value() != "") == (typed, True)
    assert Amendment.objects.count() == 0


def test_nothing_changed_is_nothing_proposed(force, cast, as_):
    typed = sent(cast, new_text=clause().text, **{"TR-05-hours": "3"})
    page = as_(cast.head).post(form_page(), typed)
    assert page.context["form"].errors["new_text"] == ["條文與數值都沒有改變。"]
    assert page.context["form"]["reason"].value() == "加強培力"


def test_another_units_manager_can_not_propose_for_it(force, cast, as_):
    page = as_(cast.head).post(form_page(), sent(cast, unit=cast.unit_b.pk))
    assert page.context["form"].errors["unit"] == ["查無此組室或無權使用。"]
    assert Amendment.objects.count() == 0


def test_numbers_that_the_clause_does_not_have_are_refused(force, cast):
    for numbers in ({"MT-05": {"meetings": 4}}, {"TR-05": {"days": 4}}, {"TR-05": {"hours": "4"}}):
        with pytest.raises(ValidationError, match="沒有所填的數值"):
            propose(cast, numbers=numbers)


def test_who_saves_second_sees_both_and_loses_nothing(force, cast, as_):
    amendment = propose(cast)
    page = reverse("committee:amendment-update", args=[amendment.pk])
    client = as_(cast.head)
    client.post(page, sent(cast, reason="先存的理由"))
    shown = client.post(page, sent(cast, reason="後存的理由"))
    text = shown.content.decode()
    assert "先存的理由" in text
    assert shown.context["form"]["reason"].value() == "後存的理由"
    again = sent(cast, reason="後存的理由", version=shown.context["form"]["version"].value())
    assert client.post(page, again).status_code == 302
    assert Amendment.objects.get().reason == "後存的理由"


def test_withdrawing_asks_for_a_reason_and_stays_on_record(force, cast, as_):
    amendment = propose(cast)
    page = reverse("committee:amendment-withdraw", args=[amendment.pk])
    client = as_(cast.head)
    assert "撤回須說明事由。" in client.post(page, {"reason": " "}, follow=True).content.decode()
    assert read(amendment)[0] == Stage.PROPOSED
    client.post(page, {"reason": "併入他案"})
    assert read(amendment) == (Stage.WITHDRAWN, "撤回")
    assert (
        "併入他案" in client.get(reverse("committee:amendment-detail", args=[amendment.pk])).content.decode()
    )
    assert client.post(page, {"reason": "再撤"}).status_code == 403


def test_the_words_that_the_meeting_itself_changed_are_those_that_stand(force, meeting, cast, as_, settings):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    settings.DEMO_DAY = day("107/5/10")
    changed = {"new_text": clause().text.replace("3小時", "6小時"), "TR-05-hours": "6"}
    amendment.refresh_from_db()
    page = reverse("committee:amendment-update", args=[amendment.pk])
    assert as_(cast.head).get(page).status_code == 403
    as_(cast.secretary).post(page, sent(cast, version=amendment.version, **changed))
    decide(item, cast, Outcome.PASSED_AS_AMENDED)
    assert Rule.objects.get(code="TR-05", since=day("107/5/10")).number("hours") == 6


# on the agenda


def test_the_secretariat_puts_it_on_the_next_agenda_with_one_click(force, meeting, cast, as_):
    amendment = propose(cast)
    client = as_(cast.secretary)
    page = client.get(reverse("committee:amendment-detail", args=[amendment.pk]))
    assert list(page.context["meetings"]) == [meeting]
    address = reverse("committee:amendment-present", args=[amendment.pk])
    for _click in range(2):
        client.post(address, {"meeting": meeting.pk})
    item = meeting.items.get()
    assert (item.title, item.section, item.unit) == ("修正實施計畫伍二(二)1", "DISCUSSION", cast.unit_a)
    assert item.url == f"/committee/amendments/{amendment.pk}/"
    assert read(amendment) == (Stage.ON_AGENDA, "已排入 107 年第 2 次會議")


def test_only_the_secretariat_puts_it_there_and_only_on_its_own_task_force(force, meeting, cast, as_):
    amendment = propose(cast)
    address = reverse("committee:amendment-present", args=[amendment.pk])
    assert as_(cast.head).post(address, {"meeting": meeting.pk}).status_code == 403
    board = make.make_committee(cast.agency, kind="OTHER", name="出版小組")
    for pk in (make.make_meeting(board, number=1).pk, 0, "x", ""):
        page = as_(cast.secretary).post(address, {"meeting": pk}, follow=True)
        assert "請選擇一次即將召開的會議。" in page.content.decode()
    assert read(amendment)[0] == Stage.PROPOSED


def test_what_a_cancelled_meeting_had_is_a_proposal_again(force, meeting, cast):
    amendment = propose(cast)
    present(amendment, meeting, cast)
    actions.cancel(Meeting.objects.get(pk=meeting.pk), by=actor_of(cast.secretary, "107/4/3"), reason="颱風")
    assert read(amendment)[0] == Stage.PROPOSED
    later = make.make_meeting(force[0].committee, "107/6/10", number=2)
    present(Amendment.objects.get(pk=amendment.pk), later, cast)
    assert read(amendment) == (Stage.ON_AGENDA, "已排入 107 年第 2 次會議")


def test_what_was_put_off_is_proposed_again_as_a_proposal_of_its_own(force, meeting, cast, as_):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast, Outcome.DEFERRED)
    client = as_(cast.head)
    page = client.get(reverse("committee:amendment-detail", args=[amendment.pk]))
    assert page.context["again"] == clause()
    form = client.get(f"{form_page()}?again={amendment.pk}").context["form"]
    assert (form["new_text"].value(), form["TR-05-hours"].value()) == (amendment.new_text, 4)
    client.post(form_page(), sent(cast))
    assert [one.stage for one in Amendment.objects.order_by("id")] == [Stage.DEFERRED, Stage.PROPOSED]


# who sees it, and how it looks


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        ("head", 200, 200),
        ("secretary", 200, 200),
        ("clerk", 404, 200),
        ("neighbour", 404, 200),
        ("stranger", 404, 404),
    ],
)
def test_a_proposal_is_its_units_until_it_stands_on_an_agenda(force, meeting, cast, as_, role, before, after):
    amendment = propose(cast)
    page = reverse("committee:amendment-detail", args=[amendment.pk])
    client = as_(getattr(cast, role))
    shown = [client.get(page).status_code]
    present(amendment, meeting, cast)
    shown.append(client.get(page).status_code)
    assert shown == [before, after]


def test_the_comparison_marks_what_differs(force, cast, as_):
    amendment = propose(cast)
    page = as_(cast.head).get(reverse("committee:amendment-detail", args=[amendment.pk]))
    text = page.content.decode()
    assert '均須完成<ins class="fw-bold">4</ins>小時' in text
    assert '均須完成<del class="fw-bold">3</del>小時' in text
    assert [(one.now, one.then) for one in page.context["numbers"]] == [(3, 4)]


def test_old_numbers_are_those_before_it_was_decided(force, meeting, cast, as_):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast)
    page = as_(cast.head).get(reverse("committee:amendment-detail", args=[amendment.pk]))
    assert [(one.now, one.then) for one in page.context["numbers"]] == [(3, 4)]


def test_pdf_and_odt_say_the_same(force, cast, as_):
    amendment = propose(cast)
    client = as_(cast.head)
    answer = client.get(reverse("committee:amendment-pdf", args=[amendment.pk]))
    pages = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    printed = "".join("".join(one.extract_text() for one in pages).split())
    file = client.get(reverse("committee:amendment-odt", args=[amendment.pk])).content
    written = odfdo.Document(io.BytesIO(file)).get_formatted_text()
    for text in ("修正條文", "現行條文", "加強培力", "4小時", "3小時", "應用服務組"):
        assert (text in printed, text in "".join(written.split())) == (True, True)


@pytest.mark.parametrize("name", ["amendments", "amendment-detail"])
def test_three_proposals_cost_no_more_queries_than_one(force, meeting, cast, as_, name):
    client = as_(cast.secretary)
    first = propose(cast)
    present(first, meeting, cast)
    page = reverse(f"committee:{name}", args=[first.pk] if name == "amendment-detail" else [])
    client.get(page)
    one = queries(client, page)
    for _more in range(2):
        present(propose(cast), meeting, cast)
    assert queries(client, page) == one


def queries(client, page) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    return len(seen)
