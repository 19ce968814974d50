"""A round opened, changed, moved on to the execution, closed, put before the task force (伍五; B-5)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from budgets import permissions
from budgets.models import Round, Stage, UnitReturn
from budgets.presets import presets
from committee.actions import put_on_agenda
from committee.documents import in_chinese
from committee.models import Meeting, Section
from core.roc import to_roc_year
from organization import history
from organization.models import Agency, Unit
from organization.models.change import Channel
from statistics_app.actions.refusing import refuse
from statistics_app.actions.reviews import accounting_unit

TASKS = ("TK-06",)
"""審查性別預算."""


@dataclass(frozen=True)
class Terms:
    """What a round asks of the units. ``categories`` are (code, title); none means those of the preset."""

    due_on: datetime.date
    preset: str
    instructions: str = ""
    categories: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def open_round(agency: Agency, year: int, terms: Terms, *, by) -> Round:
    """Ask every unit for its gender budget of ``year`` (CE); a round that is there already is given."""
    refuse(permissions.why_not_run(by, agency.id))
    Agency.objects.select_for_update().get(pk=agency.pk)
    if known := Round.objects.filter(agency=agency, year=year).first():
        return known
    made = Round(agency=agency, year=year, opened_on=by.day)
    _set(made, terms)
    _keep(made, by=by, verb=_n("開始編列"))
    _ask(made, Stage.COMPILING, by=by)
    return made


def _set(one: Round, terms: Terms) -> None:
    known = presets().get(terms.preset)
    if known is None:
        raise ValidationError({"preset": _("沒有這個類別表。")})
    one.due_on, one.preset, one.instructions = terms.due_on, terms.preset, terms.instructions
    categories = terms.categories or known.categories
    if not categories:
        raise ValidationError({"categories": _("自訂類別須逐行填寫，至少一類。")})
    if lost := _used(one) - {code for code, _title in categories}:
        titles = _("、").join(sorted(one.titles.get(code, code) for code in lost))
        raise ValidationError({"categories": _("已有項目屬於：%(titles)s，不能移除。") % {"titles": titles}})
    one.categories = [{"code": code, "title": title} for code, title in categories]


def _used(one: Round) -> set[str]:
    return set(one.lines.standing().values_list("category", flat=True)) if one.pk else set()


def _ask(one: Round, stage: str, *, by) -> None:
    """A return for each unit that has lines; while they are compiled also for each that there is that day."""
    units = Unit.objects.filter(pk__in=one.lines.standing().values("unit"))
    if stage == Stage.COMPILING:
        units |= Unit.objects.filter(agency=one.agency_id).on(by.day)
    rows = [UnitReturn(round=one, unit=unit, stage=stage) for unit in units.distinct()]
    role = permissions.acts_as(by, one.agency_id)
    history.create_many(rows, by=by, verb=_n("請組室填報"), role=role, channel=Channel.FORM)


@transaction.atomic
def change_round(one: Round, terms: Terms, *, by) -> Round:
    """Other days, words or categories; a category with lines stays."""
    version, one = one.version, _locked(one)
    refuse(permissions.why_not_change_round(by, one))
    one.version = version
    _set(one, terms)
    return _keep(one, by=by, verb=_n("更改"))


@transaction.atomic
def begin_execution(one: Round, due_on: datetime.date, *, by) -> Round:
    """The year has ended: ask the units what was spent. What they compiled is locked from now on."""
    one = _locked(one)
    refuse(permissions.why_not_begin_execution(by, one))
    one.execution_opened_on, one.execution_due_on = by.day, due_on
    _keep(one, by=by, verb=_n("開始填報執行情形"))
    _ask(one, Stage.EXECUTION, by=by)
    return one


@transaction.atomic
def close(one: Round, *, by) -> Round:
    """Nothing of the year's budget may be changed any more; closed twice is closed."""
    one = _locked(one)
    if one.closed_on:
        return one
    refuse(permissions.why_not_close(by, one))
    one.closed_on = by.day
    return _keep(one, by=by, verb=_n("結案"))


@transaction.atomic
def reopen(one: Round, *, by, reason: str) -> Round:
    """Open a closed round again, with the reason."""
    one = _locked(one)
    refuse(permissions.why_not_reopen_round(by, one, reason))
    one.closed_on = None
    return _keep(one, by=by, verb=_n("重開"), reason=reason)


@transaction.atomic
def present(one: Round, meeting: Meeting, *, by) -> Round:
    """Put the year's budget on the agenda; "reviewed" is then read from the item (GB-03)."""
    one = _locked(one)
    item = one.presented_in
    if item and item.meeting_id == meeting.pk and not item.withdrawn_because:
        return one
    refuse(permissions.why_not_present(by, one))
    one.presented_in = put_on_agenda(
        meeting,
        title=_title(one),
        url=reverse("budgets:round", args=[one.year]),
        unit=accounting_unit(one.agency_id, by.day),
        section=Section.REPORT,
        tasks=TASKS,
        by=by,
    )
    return _keep(one, by=by, verb=_n("提報小組"))


@in_chinese
def _title(one: Round) -> str:
    return _("%(year)s 年度性別預算檢視") % {"year": to_roc_year(one.year)}


def _locked(one: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).get(pk=one.pk)


def _keep(one: Round, *, by, verb: str, reason: str = "") -> Round:
    role = permissions.acts_as(by, one.agency_id)
    return history.save(one, by=by, verb=verb, role=role, reason=reason)
