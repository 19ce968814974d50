"""Who may do what with indicators, tables and analyses: the sentence that refuses, or None (伍三)."""

from django.utils.translation import gettext as _

from committee.models import State as MeetingState
from organization.models import Post, Role
from statistics_app.models import State


def is_accounting(actor, agency_id: int) -> bool:
    """The accounting office, or a command that acts of itself."""
    return actor.may(Role.ACCOUNTING, agency_id=agency_id) or (actor.account is None and bool(actor.label))


def works_in(actor, unit) -> bool:
    """Does the actor manage the unit, or hold a post in it that day?"""
    if unit is None:
        return False
    if actor.may(Role.UNIT_MANAGER, agency_id=unit.agency_id, unit_id=unit.id):
        return True
    if actor.person_id is None:
        return False
    return Post.objects.employed().on(actor.day).filter(person=actor.person_id, unit=unit).exists()


def why_not_keep_indicators(actor, agency_id: int) -> str | None:
    """Indicators, their review and the yearly form are the accounting office's (伍三(二)1, 3A)."""
    return None if is_accounting(actor, agency_id) else _("性別統計指標由會計室管理。")


def acts_as(actor, agency_id: int) -> Role | None:
    """The office that the actor does this for, where it is one."""
    offices = (Role.ACCOUNTING, Role.SECRETARIAT)
    return next((one for one in offices if actor.may(one, agency_id=agency_id)), None)


def why_not_redefine(indicator) -> str | None:
    """Numbers mean what the definition said when they were entered: a series is never rewritten (ST-01)."""
    tables = indicator.tables.all()
    if tables.exclude(cells={}).exists() or tables.filter(footnotes__isnull=False).exists():
        return _("已有數值，定義、單位、期別與類別不能更改；定義有變時請另起新指標。")
    return None


def why_not_replace(actor, indicator) -> str | None:
    """Why no new indicator may take this one's place, or None: it has one successor at most."""
    if refusal := why_not_keep_indicators(actor, indicator.agency_id):
        return refusal
    if later := type(indicator).objects.filter(replaces=indicator).first():
        return _("本指標已由「%(later)s」接續。") % {"later": later}
    return None


def why_not_end(actor, indicator) -> str | None:
    """Why the indicator may not be ended, or None."""
    if refusal := why_not_keep_indicators(actor, indicator.agency_id):
        return refusal
    return _("本指標已停用。") if indicator.until else None


def why_not_review(actor, review) -> str | None:
    """Why the review may not be written any more, or None."""
    if refusal := why_not_keep_indicators(actor, review.agency_id):
        return refusal
    return _("檢討已結案，內容不能再更改。") if review.concluded_on else None


def why_not_report_review(actor, review) -> str | None:
    """Why the review may not be put on an agenda, or None: the office's, and whoever keeps the agenda."""
    refusal = why_not_keep_indicators(actor, review.agency_id)
    if refusal and not actor.may(Role.SECRETARIAT, agency_id=review.agency_id):
        return refusal
    return why_not_put_again(review.reported_in)


def why_not_put_again(item) -> str | None:
    """An item that waits, or that a valid meeting dealt with, is not put on an agenda again."""
    if item is None or item.withdrawn_because or item.meeting.state == MeetingState.CANCELLED:
        return None
    resolution = getattr(item, "resolution", None)
    if item.meeting.state == MeetingState.HELD and not (resolution and resolution.is_valid):
        return None
    return _("已排入%(meeting)s。") % {"meeting": item.meeting}


def why_not_fill(actor, table) -> str | None:
    """Why these numbers may not be entered by this person, or None."""
    indicator = table.indicator
    if not is_accounting(actor, indicator.agency_id) and not works_in(actor, indicator.owner):
        return _("本表由%(unit)s或會計室填報。") % {"unit": indicator.owner}
    if table.state == State.APPROVED:
        return _("本表已核定鎖定，須由會計室重開後才能修改。")
    return None


def why_not_become(actor, table, state: str, reason: str = "") -> str | None:
    """Why the table may not be submitted, approved, returned or reopened, or None."""
    if state not in table.ALLOWED[State(table.state)]:
        return _("本表的狀態為「%(state)s」，不能這樣做。") % {"state": table.get_state_display()}
    if state == State.SUBMITTED:
        return why_not_fill(actor, table)
    if not is_accounting(actor, table.indicator.agency_id):
        return _("統計表由會計室核定。")
    if state == State.OPEN and not reason.strip():
        return _("退回或重開須說明事由。")
    return None


def may_answer_for(actor, agency_id: int, units) -> bool:
    """The accounting office, the secretariat, or whoever works in one of the units."""
    if is_accounting(actor, agency_id) or actor.may(Role.SECRETARIAT, agency_id=agency_id):
        return True
    return any(works_in(actor, unit) for unit in units)


def why_not_plan_analysis(actor, agency_id: int, units) -> str | None:
    """Why an analysis may not be planned for these units by this person, or None."""
    if not units:
        return _("須有撰擬組室。")
    if may_answer_for(actor, agency_id, units):
        return None
    return _("性別分析由撰擬組室、會計室或綜合企劃組登錄。")


def why_not_change_analysis(actor, analysis) -> str | None:
    """Why this analysis is not the actor's to change, or None."""
    if analysis.withdrawn_because:
        return _("本分析已停止撰擬。")
    return why_not_plan_analysis(actor, analysis.agency_id, analysis.writers)


def why_not_complete(actor, analysis) -> str | None:
    """Why the text may not be handed in, or changed, or None: what a meeting has seen stays."""
    if refusal := why_not_change_analysis(actor, analysis):
        return refusal
    return _("已提報專案小組，全文不能再更換。") if analysis.is_presented else None


def why_not_withdraw_analysis(actor, analysis) -> str | None:
    """Why it may not be given up, or None."""
    if refusal := why_not_change_analysis(actor, analysis):
        return refusal
    return _("已完成的分析不能停止撰擬。") if analysis.completed_on else None


def why_not_present_analysis(actor, analysis) -> str | None:
    """Why it may not be put on an agenda, or None (伍三(二)3B)."""
    if refusal := why_not_change_analysis(actor, analysis):
        return refusal
    if not analysis.completed_on:
        return _("分析完成後才能提報專案小組。")
    return why_not_put_again(analysis.presented_in)


def why_not_recommend(actor, analysis) -> str | None:
    """Why no recommendation may be added or taken away, or None."""
    return why_not_change_analysis(actor, analysis)


def why_not_send(actor, analysis) -> str | None:
    """Why the analysis may not be sent to units for their use, or None (伍三(二)3A(1))."""
    if refusal := why_not_change_analysis(actor, analysis):
        return refusal
    return None if analysis.completed_on else _("分析完成後才能送請參考。")


def why_not_reply(actor, sending) -> str | None:
    """The unit that was asked answers; the accounting office may write down its answer."""
    if is_accounting(actor, sending.analysis.agency_id) or works_in(actor, sending.unit):
        return None
    return _("由%(unit)s回復。") % {"unit": sending.unit}


def why_not_decide(actor, recommendation) -> str | None:
    """The unit concerned decides whether a recommendation is adopted; the accounting office may write it down."""
    analysis = recommendation.analysis
    if recommendation.is_withdrawn:
        return _("這項建議已撤下。")
    if not analysis.completed_on:
        return _("分析完成後才能填參採情形。")
    units = [recommendation.unit] if recommendation.unit else analysis.writers
    if may_answer_for(actor, analysis.agency_id, units):
        return None
    return _("參採情形由研析組室填寫。")
