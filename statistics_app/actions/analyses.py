"""Analyses planned, written, handed in, given up, presented (伍三(二)3; S-8, ST-05, ST-07, ST-08)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee.actions import put_on_agenda
from committee.documents import in_chinese
from committee.models import Meeting, Section
from organization import history
from organization.models import Agency, Attachment, Unit
from statistics_app import permissions
from statistics_app.actions.refusing import refuse
from statistics_app.models import Analysis, AnalysisUnit, Way

TASKS = ("TK-04",)
"""協助業務研析性別分析."""


@dataclass(frozen=True)
class Plan:
    """What is planned: the topic, who writes it and how."""

    year: int
    title: str
    units: tuple[Unit, ...]
    way: str = Way.IN_HOUSE
    authors: str = ""
    is_comprehensive: bool = False


@transaction.atomic
def plan_analysis(agency: Agency, plan: Plan, *, by, token: uuid.UUID | None = None) -> Analysis:
    """A new analysis; the same token gives the first."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if token and (known := Analysis.objects.of(agency.id).filter(token=token).first()):
        return known
    refuse(permissions.why_not_plan_analysis(by, agency.id, plan.units))
    _refuse_plan(agency.id, plan, by)
    analysis = Analysis(agency=agency, token=token)
    _describe(analysis, plan, by=by, verb=_n("預定"))
    return analysis


@transaction.atomic
def change_analysis(analysis: Analysis, plan: Plan, *, by) -> Analysis:
    """Another topic, other units, another way."""
    refuse(permissions.why_not_change_analysis(by, analysis))
    refuse(permissions.why_not_plan_analysis(by, analysis.agency_id, plan.units))
    _refuse_plan(analysis.agency_id, plan, by)
    _describe(analysis, plan, by=by, verb=_n("更正"))
    return analysis


def _refuse_plan(agency_id: int, plan: Plan, by) -> None:
    if any(one.agency_id != agency_id for one in plan.units):
        raise ValidationError({"units": _("查無此組室或無權使用。")})
    if plan.is_comprehensive and not permissions.is_accounting(by, agency_id):
        raise ValidationError({"is_comprehensive": _("綜合分析由會計室撰擬。")})


def _describe(analysis: Analysis, plan: Plan, *, by, verb: str) -> None:
    for name in ("year", "title", "way", "authors", "is_comprehensive"):
        setattr(analysis, name, getattr(plan, name))
    role = permissions.acts_as(by, analysis.agency_id)
    history.save(analysis, by=by, verb=verb, role=role)
    wanted = {one.id: one for one in plan.units}
    known = {one.unit_id: one for one in analysis.units.all()}
    for unit_id in {*wanted, *known}:
        row = known.get(unit_id) or AnalysisUnit(analysis=analysis, unit=wanted[unit_id])
        if row.pk is None or row.is_withdrawn == (unit_id in wanted):
            row.is_withdrawn = unit_id not in wanted
            history.save(row, by=by, verb=_n("撤下") if row.is_withdrawn else _n("列入"), role=role)


@transaction.atomic
def complete(analysis: Analysis, *, on: datetime.date, file: Attachment | None, summary: str, by) -> Analysis:
    """The text is there (a commission: accepted on that day); without a new file the one it has stays."""
    refuse(permissions.why_not_complete(by, analysis))
    if on > by.day:
        raise ValidationError({"completed_on": _("完成日不得晚於今天。")})
    if file is None and analysis.file is None:
        raise ValidationError({"file": _("完成的分析須附全文檔案。")})
    verb = _n("更正全文") if analysis.completed_on else _n("完成")
    analysis.completed_on, analysis.summary = on, summary
    analysis.file = file or analysis.file
    return history.save(analysis, by=by, verb=verb, role=permissions.acts_as(by, analysis.agency_id))


@transaction.atomic
def withdraw_analysis(analysis: Analysis, *, by, reason: str) -> Analysis:
    """停止撰擬: it stays on record with the reason."""
    if analysis.withdrawn_because == reason.strip() != "":
        return analysis
    refuse(permissions.why_not_withdraw_analysis(by, analysis))
    if not reason.strip():
        raise ValidationError(_("停止撰擬須說明事由。"))
    analysis.withdrawn_because = reason
    role = permissions.acts_as(by, analysis.agency_id)
    return history.save(analysis, by=by, verb=_n("停止撰擬"), role=role, reason=reason)


@transaction.atomic
def present(analysis: Analysis, meeting: Meeting, *, by) -> Analysis:
    """Put it on the agenda of a meeting to come; "presented" is then read from the item."""
    analysis = Analysis.objects.select_for_update().get(pk=analysis.pk)
    item = analysis.presented_in
    if item and item.meeting_id == meeting.pk and not item.withdrawn_because:
        return analysis
    refuse(permissions.why_not_present_analysis(by, analysis))
    writers = analysis.writers
    analysis.presented_in = put_on_agenda(
        meeting,
        title=_item_title(analysis),
        url=reverse("statistics:analysis", args=[analysis.pk]),
        unit=next((one for one in writers if one.id in by.managed_units), writers[0]),
        section=Section.REPORT,
        tasks=TASKS,
        by=by,
    )
    role = permissions.acts_as(by, analysis.agency_id)
    return history.save(analysis, by=by, verb=_n("提報小組"), role=role)


@in_chinese
def _item_title(analysis: Analysis) -> str:
    """As long as an item's title may be."""
    return (_("性別分析專題報告：%(title)s") % {"title": analysis.title})[:200]
