"""A unit's text for its section of the year's report: written, kept while typing, submitted, returned (柒二; R-2)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.clock import moment
from core.text import CONTROLS, TEXT_LENGTH
from notices import actions as notices
from organization import history
from organization.models import Agency, Unit
from reports import letters, permissions
from reports.actions.refusing import refuse
from reports.models import ChapterText, TextDraft, TextState
from reports.owed import owed


def text_of(agency: Agency, year: int, section: str, unit: Unit) -> ChapterText | None:
    """The unit's text for the section, or a new one; None where the plan asks this unit for none."""
    known = ChapterText.objects.of(agency.id, year).filter(section=section, unit=unit)
    if found := known.select_related("unit", "agency").first():
        return found
    if (section, unit.id) not in {one.key for one in owed(agency.id, year)}:
        return None
    return ChapterText(agency=agency, year=year, section=section, unit=unit)


@transaction.atomic
def write(text: ChapterText, words: str, *, has_nothing: bool, by, submits: bool = False) -> ChapterText:
    """Save what was written upon ``text.version``, and hand it in where it ``submits``.

    The same words sent again change nothing; somebody else's newer ones raise ``history.Conflict``.
    """
    Agency.objects.select_for_update().get(pk=text.agency_id)
    text = _current(text)
    if (
        submits
        and text.state == TextState.SUBMITTED
        and (words, has_nothing) == (text.text, text.has_nothing)
    ):
        return text
    refuse(permissions.why_not_write(by, text))
    if words and has_nothing:
        raise ValidationError({"has_nothing": _("已填內容，不能同時註明本年度無辦理情形。")})
    is_same = text.pk and (words, has_nothing) == (text.text, text.has_nothing)
    if not (is_same and not submits):
        text.text, text.has_nothing = words, has_nothing
        if submits:
            _hand_in(text, by)
        role = permissions.acts_as(by, text.agency_id)
        history.save(text, by=by, verb=_n("送出") if submits else _n("撰寫"), role=role)
    TextDraft.objects.filter(text=text, account=by.account).delete()
    return text


def _current(text: ChapterText) -> ChapterText:
    """A text that somebody else has begun since the page was opened is theirs, and the page's is older."""
    if text.pk is None:
        rows = ChapterText.objects.of(text.agency_id, text.year)
        if known := rows.filter(section=text.section, unit_id=text.unit_id).first():
            raise history.Conflict(known)
        return text
    return text


def _hand_in(text: ChapterText, by) -> None:
    if not text.text and not text.has_nothing:
        raise ValidationError({"text": _("送出前請填內容，或註明本年度無辦理情形。")})
    text.state, text.reason = TextState.SUBMITTED, ""
    text.submitted_on, text.submitted_by = by.day, by.account


@transaction.atomic
def send_back(text: ChapterText, *, by, reason: str) -> ChapterText:
    """The secretariat gives it back with a reason; the letter that says so waits in its outbox."""
    text = ChapterText.objects.select_for_update(of=("self",)).select_related("unit").get(pk=text.pk)
    if text.state == TextState.RETURNED and text.reason == reason:
        return text
    refuse(permissions.why_not_return(by, text, reason))
    text.state, text.reason = TextState.RETURNED, reason
    role = permissions.acts_as(by, text.agency_id)
    history.save(text, by=by, verb=_n("退回"), role=role, reason=reason)
    notices.write(letters.returned(text, by=by), by=by)
    return text


@transaction.atomic
def keep(text: ChapterText, typed: str, *, version: int, by) -> TextDraft:
    """What is being typed and nobody has saved; it is no record and has no history."""
    if not isinstance(typed, str) or len(typed) > TEXT_LENGTH:
        raise ValidationError(_("文字超過 %(most)s 字，無法暫存。") % {"most": TEXT_LENGTH})
    refuse(permissions.why_not_write(by, text))
    Agency.objects.select_for_update().get(pk=text.agency_id)
    if text.pk is None:
        text = _begun(text, by)
    before = TextDraft.objects.filter(text=text, account=by.account).first()
    row, _made = TextDraft.objects.update_or_create(
        text=text,
        account=by.account,
        defaults={
            "typed": CONTROLS.sub("", typed.replace("\r\n", "\n")),
            "version": before.version if before else version,
            "saved_at": moment(),
        },
    )
    return row


def _begun(text: ChapterText, by) -> ChapterText:
    """The row that what is typed belongs to, made by whoever types first."""
    rows = ChapterText.objects.of(text.agency_id, text.year)
    if known := rows.filter(section=text.section, unit_id=text.unit_id).first():
        return known
    return history.save(text, by=by, verb=_n("開始撰寫"), role=permissions.acts_as(by, text.agency_id))


@transaction.atomic
def forget(text: ChapterText, *, by) -> None:
    """Back to what is saved."""
    TextDraft.objects.filter(text=text, account=by.account).delete()


def typed(text: ChapterText, *, by) -> TextDraft | None:
    """What this person typed and has not saved."""
    return TextDraft.objects.filter(text=text, account=by.account).first() if text.pk else None
