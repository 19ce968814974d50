"""Who may do what with the report's texts and editions: the sentence that refuses, or None (柒)."""

from django.utils.translation import gettext as _

from committee.models import Outcome
from committee.models import State as MeetingState
from organization.models import Role
from plan.years import plan_years
from reports.models import Announcement, EditionKind, TextState


def is_secretariat(actor, agency_id: int) -> bool:
    """The secretariat, or a command that acts of itself."""
    return actor.may(Role.SECRETARIAT, agency_id=agency_id) or (actor.account is None and bool(actor.label))


def acts_as(actor, agency_id: int) -> Role | None:
    """The office that the actor does this for, where it is one."""
    offices = (Role.SECRETARIAT, Role.UNIT_MANAGER)
    return next((one for one in offices if actor.may(one, agency_id=agency_id)), None)


def reads_texts(actor, agency_id: int) -> bool:
    """Whoever compiles, and the oversight, read every unit's texts; everybody else those of the own unit."""
    overseen = agency_id in actor.agency_ids and Role.OVERSIGHT in {one.role for one in actor.held}
    return overseen or is_secretariat(actor, agency_id)


def why_not_write(actor, text) -> str | None:
    """Why this text is not the actor's to write now, or None: its unit's own people, until it is submitted."""
    if text.unit_id not in actor.units and not (actor.account is None and actor.label):
        return _("這一節由%(unit)s撰寫。") % {"unit": text.unit}
    if text.state == TextState.SUBMITTED:
        return _("已送出，綜合企劃組退回後才能修改。")
    return None


def why_not_return(actor, text, reason: str | None = None) -> str | None:
    """Why the text may not be given back, or None."""
    if refusal := why_not_compile(actor, text.agency_id):
        return refusal
    if TextState.RETURNED not in text.ALLOWED[TextState(text.state)]:
        return _("本節的狀態為「%(state)s」，不能退回。") % {"state": text.get_state_display()}
    return _("退回須說明事由。") if reason is not None and not reason.strip() else None


def why_not_compile(actor, agency_id: int) -> str | None:
    """The report is compiled, put before the task force and announced by the secretariat (柒二)."""
    return None if is_secretariat(actor, agency_id) else _("成果報告由綜合企劃組彙整、提報及公告。")


def decision_of(edition):
    """What a meeting that was held has decided on the edition, or None."""
    item = edition.item
    if item is None or item.meeting.state != MeetingState.HELD:
        return None
    return getattr(item, "resolution", None)


def counts(edition, resolution) -> bool:
    """Was it decided in a valid meeting that is more than an informal one?"""
    return bool(resolution and resolution.is_valid and not edition.item.meeting.is_informal)


def is_amended(edition) -> bool:
    """Passed as amended: what is announced is the corrected edition (RP-03)."""
    resolution = decision_of(edition)
    return counts(edition, resolution) and resolution.outcome == Outcome.PASSED_AS_AMENDED


def may_be_announced(edition) -> bool:
    """Passed as it is; an erratum passed or noted; or made after its predecessor was passed as amended (RP-04)."""
    resolution = decision_of(edition)
    if counts(edition, resolution):
        noted = edition.kind == EditionKind.ERRATUM and resolution.outcome == Outcome.NOTED
        if resolution.outcome == Outcome.PASSED or noted:
            return True
    return edition.kind == EditionKind.CORRECTED and is_amended(edition.replaces)


def is_decided(edition) -> bool:
    """Has the task force settled what is to be announced?"""
    return may_be_announced(edition) or is_amended(edition)


def is_waiting(edition) -> bool:
    """Does it stand on the agenda of a meeting to come?"""
    item = edition.item
    return bool(item and item.meeting.state in (MeetingState.DRAFT, MeetingState.RELEASED))


def why_not_freeze(actor, agency_id: int, year: int, last) -> str | None:
    """Why no new edition may be frozen for the task force, or None: ``last`` is the newest of the year."""
    if refusal := why_not_compile(actor, agency_id):
        return refusal
    if year not in plan_years(agency_id):
        return _("這一年不在計畫期程內，沒有成果報告可定稿。")
    if last is None:
        return None
    if Announcement.objects.filter(edition__agency=agency_id, edition__year=year).exists():
        return _("已公告，更正須以勘誤版為之。")
    if is_waiting(last):
        return _("第 %(number)s 版已送小組，會議決議後才能再定稿。") % {"number": last.number}
    if may_be_announced(last):
        return _("第 %(number)s 版已通過，尚待公告。") % {"number": last.number}
    if is_amended(last):
        return _("第 %(number)s 版修正後通過，請製作修正版。") % {"number": last.number}
    return None


def why_not_submit(actor, edition) -> str | None:
    """Why the edition may not be put on an agenda, or None: not while it waits there, nor once it was dealt with."""
    if refusal := why_not_compile(actor, edition.agency_id) or _why_not_newest(edition):
        return refusal
    if edition.kind == EditionKind.CORRECTED and is_amended(edition.replaces):
        return _("修正版依決議製作，不必再送小組。")
    if is_waiting(edition):
        return _("已排入%(meeting)s。") % {"meeting": edition.item.meeting}
    if is_decided(edition):
        return _("專案小組已有決議。")
    return None


def why_not_correct(actor, edition, reason: str | None = None) -> str | None:
    """Why no corrected edition may follow this one, or None: only what was passed as amended is corrected."""
    if refusal := why_not_compile(actor, edition.agency_id) or _why_not_newest(edition):
        return refusal
    if not is_amended(edition):
        return _("修正後通過的版次才有修正版。")
    return _why_not_said(reason)


def why_not_announce(actor, edition) -> str | None:
    """Why the edition may not be made public, or None (RP-03, RP-04)."""
    if refusal := why_not_compile(actor, edition.agency_id):
        return refusal
    if edition.is_announced:
        return _("這個版次已公告。")
    if not may_be_announced(edition):
        if is_amended(edition):
            return _("修正後通過，須先製作修正版再公告。")
        return _("尚未經性別平等專案小組於有效會議通過，不能公告。")
    if refusal := _why_not_newest(edition):
        return refusal
    if not any(one.kind == "PDF" for one in edition.files.all()):
        return _("請先產生成果報告 PDF。")
    return None


def why_not_err(actor, edition, reason: str | None = None) -> str | None:
    """Why no erratum may follow this edition, or None: only what was announced, or an erratum that failed (R-11)."""
    if refusal := why_not_compile(actor, edition.agency_id):
        return refusal
    failed = edition.kind == EditionKind.ERRATUM and not (is_waiting(edition) or is_decided(edition))
    if not (edition.is_announced or failed):
        return _("已公告的版次才有勘誤版。")
    return _why_not_newest(edition) or _why_not_said(reason)


def _why_not_newest(edition) -> str | None:
    if later := getattr(edition, "successor", None):
        return _("已由第 %(number)s 版取代。") % {"number": later.number}
    return None


def _why_not_said(reason: str | None) -> str | None:
    return _("修正或勘誤須說明事由。") if reason is not None and not reason.strip() else None


def why_not_remind(actor, agency_id: int) -> str | None:
    """Why the units may not be told what they still owe, or None: the secretariat watches over the plan (參三)."""
    return None if is_secretariat(actor, agency_id) else _("待辦事項的通知由綜合企劃組擬發。")


def why_not_pack(actor, agency_id: int) -> str | None:
    """Why the year's evidence may not be taken away as one file, or None: it names people."""
    overseen = agency_id in actor.agency_ids and Role.OVERSIGHT in {one.role for one in actor.held}
    if overseen or is_secretariat(actor, agency_id):
        return None
    return _("佐證資料包由綜合企劃組或督導機關下載。")
