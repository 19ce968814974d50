"""The command that tries failed letters once more (N-3; H175)."""

import io

from django.core.management import call_command

from notices.models import Letter
from organization import history
from tests import factories as make


def test_only_what_a_person_sent_and_surely_did_not_go_out_is_tried_again(cast, mailoutbox):
    failed = make.make_letter(cast.agency, state="FAILED", failure="AWAY")
    make.make_letter(cast.agency, state="FAILED", failure="BROKEN")
    bare = make.make_letter(cast.other_agency, state="FAILED", failure="ADDRESS", to_email="")
    make.make_letter(cast.agency)
    said = io.StringIO()

    call_command("send_notices", stdout=said)

    assert [one.state for one in Letter.objects.order_by("pk")] == ["SENT", "FAILED", "FAILED", "WAITING"]
    assert len(mailoutbox) == 1
    assert {one.who for one in history.of(failed)} == {"send_notices"}
    assert said.getvalue() == (
        f"doit: 1 sent, 0 not sent\nother: 0 sent, 1 not sent\n  {bare.pk}: 沒有電子郵件地址。\n"
    )


def test_with_nothing_failed_nothing_is_done_or_said(cast, mailoutbox):
    make.make_letter(cast.agency)
    said = io.StringIO()
    call_command("send_notices", stdout=said)
    assert (said.getvalue(), len(mailoutbox)) == ("", 0)
