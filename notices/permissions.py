"""Who may do what with a letter: each function gives the sentence that refuses, or None."""

import datetime

from django.utils.translation import gettext as _

from notices.models import Letter, State


def why_not_open(actor) -> str | None:
    """Why this person has no outbox, or None."""
    return None if actor.held or actor.units else _("寄件匣由寄信的窗口管理。")


def why_not_write(actor, letter: Letter) -> str | None:
    """Why no letter of that office or unit may be laid down or changed by this person, or None."""
    if _is_machine(actor):
        return None
    if letter.unit_id:
        return None if letter.unit_id in actor.units else _("這封信由%(unit)s管理。") % {"unit": letter.unit}
    if actor.may(letter.office, agency_id=letter.agency_id):
        return None
    return _("這封信由「%(office)s」管理。") % {"office": letter.get_office_display()}


def why_not_edit(actor, letter: Letter) -> str | None:
    return why_not_write(actor, letter) or _why_not_still(letter)


def why_not_send(actor, letter: Letter) -> str | None:
    return (
        why_not_write(actor, letter)
        or _why_not_become(letter, State.SENDING)
        or (None if letter.to_email else _("沒有電子郵件地址。"))
        or _why_not_link(actor, letter)
    )


def why_not_discard(actor, letter: Letter, reason: str | None = None) -> str | None:
    return (
        why_not_write(actor, letter)
        or _why_not_become(letter, State.DISCARDED)
        or (_("捨棄信件須說明事由。") if reason == "" else None)
    )


def why_not_retry(actor, letter: Letter, moment: datetime.datetime) -> str | None:
    """Why a letter can't be put back among those that wait, or None: discarded, or left in the middle."""
    if letter.state == State.SENDING and not letter.is_interrupted(moment):
        return _("信件正在寄送，請稍候。")
    return why_not_write(actor, letter) or _why_not_become(letter, State.WAITING)


def why_not_again(actor, letter: Letter) -> str | None:
    """Why a letter that went out can't be laid down a second time, or None."""
    if letter.state != State.SENT:
        return _("信件還沒有寄出。")
    return why_not_write(actor, letter)


def _why_not_still(letter):
    if letter.state not in (State.WAITING, State.FAILED):
        return _("信件為「%(state)s」，不能修改。") % {"state": letter.get_state_display()}
    return None


def _why_not_become(letter, state):
    if not letter.may_become(state):
        return _("信件為「%(now)s」，不能改為「%(then)s」。") % {
            "now": letter.get_state_display(),
            "then": State(state).label,
        }
    return None


def _why_not_link(actor, letter):
    """A link that would be dead on the day it is sent opens nothing."""
    if letter.link_until and letter.link_until <= actor.day:
        return _("信中的個人連結已過期，請回原頁重新產生信件。")
    return None


def _is_machine(actor) -> bool:
    return actor.account is None and bool(actor.label)
