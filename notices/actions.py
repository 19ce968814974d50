"""Every way in which letters and personal links change, and the one way a letter goes out (N-1; RQ-B10, H12)."""

import datetime
import logging
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core import clock
from notices import links, mail, permissions
from notices.models import Letter, PersonalLink, Run, State
from organization import history
from organization.models import Agency
from organization.models.change import Channel

log = logging.getLogger("gmplan.notices")


@dataclass
class Outcome:
    """What became of many letters at once: those done, and those skipped with the reason."""

    done: list = field(default_factory=list)
    skipped: list = field(default_factory=list)


@transaction.atomic
def write(letters: list[Letter], *, by) -> list[Letter]:
    """Lay letters in their office's outbox, where they wait; a token that is there already is not laid twice."""
    for agency_id in sorted({one.agency_id for one in letters}):
        Agency.objects.select_for_update().get(pk=agency_id)  # two clicks come in turn
    for letter in letters:
        _refuse(permissions.why_not_write(by, letter))
    known = {one.token: one for one in Letter.objects.filter(token__in=[one.token for one in letters])}
    history.create_many(
        [one for one in letters if one.token not in known], by=by, verb=_n("擬信"), channel=Channel.FORM
    )
    return [known.get(one.token, one) for one in letters]


@transaction.atomic
def edit(letter: Letter, *, by, subject: str, body: str, to_email: str) -> Letter:
    """Change what will go out. ``letter.version`` is the one that was read: ``Conflict`` if it is old."""
    _refuse(permissions.why_not_edit(by, letter))
    letter.subject, letter.body, letter.to_email = subject, body, to_email
    return history.save(letter, by=by, verb=_n("修改"), role=letter.office)


@transaction.atomic
def discard(letters, *, by, reason: str) -> Outcome:
    """Letters that are not to go out; they stay, and can be put back."""
    outcome = Outcome()
    for letter in _locked(letters):
        if why_not := permissions.why_not_discard(by, letter, reason):
            outcome.skipped.append((letter, why_not))
            continue
        letter.state, letter.reason, letter.failure = State.DISCARDED, reason, ""
        history.save(letter, by=by, verb=_n("捨棄"), role=letter.office, reason=reason)
        outcome.done.append(letter)
    return outcome


@transaction.atomic
def retry(letter: Letter, *, by) -> Letter:
    """Put a discarded letter back, or one whose sending was cut off: a person takes the risk of a second copy."""
    [letter] = _locked([letter])
    _refuse(permissions.why_not_retry(by, letter, clock.moment()))
    letter.state, letter.reason, letter.claimed_at = State.WAITING, "", None
    return history.save(letter, by=by, verb=_n("放回待寄"), role=letter.office)


@transaction.atomic
def again(letter: Letter, *, by) -> Letter:
    """The same letter once more, to be read and sent anew; the first one stays as it went out."""
    _refuse(permissions.why_not_again(by, letter))
    names = [one.attname for one in Letter._meta.concrete_fields if one.attname not in NEW_IN_A_COPY]
    copy = Letter(**{name: getattr(letter, name) for name in names}, token=uuid.uuid4())
    return history.save(copy, by=by, verb=_n("再擬一封"), role=letter.office)


NEW_IN_A_COPY = {"id", "version", "state", "sent_at", "sent_by_id", "token"}


def send(letters, *, by) -> Outcome:
    """Send each letter at most once: claimed and told in transactions of their own, mailed between them."""
    outcome, stopped = Outcome(), ""
    for letter in letters:
        if stopped:
            outcome.skipped.append((letter, stopped))
            continue
        claimed, message, reason = _claim(letter, by)
        if reason:
            outcome.skipped.append((claimed, reason))
            continue
        failure = mail.deliver(message)
        _tell(claimed, failure, by)
        if failure:
            outcome.skipped.append((claimed, claimed.get_failure_display()))
            stopped = _("連不上郵件伺服器，這封還沒寄。") if failure in mail.ENDS_ALL else ""
        else:
            outcome.done.append(claimed)
    return outcome


@transaction.atomic
def _claim(letter, by) -> tuple[Letter, EmailMultiAlternatives | None, str]:
    """(the letter, its message, why not): from here on nobody else sends it."""
    [letter] = _locked([letter])
    if reason := permissions.why_not_send(by, letter):
        return letter, None, reason
    letter.state, letter.failure, letter.claimed_at = State.SENDING, "", clock.moment()
    history.save(letter, by=by, verb=_n("開始寄送"), role=letter.office)
    raw = ""
    if letter.link_view:
        raw = mint(
            agency=letter.agency,
            purpose=letter.link_purpose,
            object_id=letter.link_object_id,
            view=letter.link_view,
            until=letter.link_until,
            by=by,
        )
    return letter, mail.message(letter, raw, getattr(by.account, "email", "")), ""


@transaction.atomic
def _tell(letter, failure: str, by) -> None:
    """What became of a claimed letter."""
    letter.claimed_at = None
    if failure:
        letter.state, letter.failure = State.FAILED, failure
        log.warning("letter.failed", extra={"letter": letter.pk, "failure": str(failure)})
    else:
        letter.state, letter.sent_at, letter.sent_by = State.SENT, clock.moment(), by.account
    history.save(letter, by=by, verb=_n("未寄出") if failure else _n("寄出"), role=letter.office)


@transaction.atomic
def record_run(command: str, agency: Agency, *, by, written: int = 0, outcome: Outcome | None = None) -> Run:
    """That the command has run, so that the outbox can say when it last did."""
    outcome = outcome or Outcome()
    run = Run(
        agency=agency,
        command=command,
        ran_at=clock.moment(),
        written=written,
        sent=len(outcome.done),
        failed=len(outcome.skipped),
    )
    return history.save(run, by=by, verb=_n("執行"))


@transaction.atomic
def mint(*, agency, purpose: str, object_id: int, view: str, until: datetime.date, by) -> str:
    """A new personal link; gives its secret part, which is stored nowhere and can't be had again."""
    raw = links.fresh()
    link = PersonalLink(
        agency=agency,
        purpose=purpose,
        object_id=object_id,
        view=view,
        until=until,
        digest=links.digest(raw),
    )
    history.save(link, by=by, verb=_n("開立"))
    return raw


@transaction.atomic
def revoke(purpose: str, object_id: int, *, by, reason: str = "") -> int:
    """Every living link to the object dies at once; gives how many."""
    alive = PersonalLink.objects.select_for_update().filter(
        purpose=purpose, object_id=object_id, revoked_at=None
    )
    for link in (found := list(alive)):
        link.revoked_at = clock.moment()
        history.save(link, by=by, verb=_n("撤銷"), reason=reason)
    return len(found)


def _locked(letters) -> list[Letter]:
    """The letters as they stand now, in the order asked, held until the transaction ends."""
    ids = [one.pk for one in letters]
    found = {one.pk: one for one in Letter.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [found[pk] for pk in ids]


def _refuse(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)
