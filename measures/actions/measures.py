"""Measures entered, changed, taken out of the year, reported to the task force (陸; M-1, M-8)."""

import datetime
import uuid
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee.actions import put_on_agenda
from committee.documents import in_chinese
from committee.models import Meeting, Section
from core.contract import Scope
from core.roc import format_year
from measures import permissions
from measures.actions.evidence import Proof, add_evidence
from measures.items import recorded
from measures.models import Funding, JointUnit, Measure
from organization import history
from organization.models import Agency, Unit
from organization.models.change import Channel
from plan.rules import in_force
from statistics_app.actions.refusing import refuse


@dataclass(frozen=True)
class Words:
    """All that is typed of a measure. Where only the first day is given, it lasted that day."""

    year: int
    unit: Unit
    item: str
    title: str
    joint: tuple[Unit, ...] = ()
    content: str = ""
    relation: str = ""
    target_group: str = ""
    planned_on: datetime.date | None = None
    planned_end_on: datetime.date | None = None
    held_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    male: int | None = None
    female: int | None = None
    other: int | None = None
    unstated: int | None = None
    resources: str = ""
    partners: str = ""
    budget_note: str = Funding.UNSTATED
    goal: str = ""
    achieved: str = ""
    follow_up: str = ""
    url: str = ""


OWN = tuple(one.name for one in fields(Words) if one.name != "joint")
"""The measure's own columns among them."""


@transaction.atomic
def enter(
    agency: Agency,
    words: Words,
    *,
    by,
    token: uuid.UUID | None = None,
    proof: Proof | None = None,
    channel: str = Channel.FORM,
) -> Measure:
    """A new measure, with its first piece of evidence where one is given; the same token gives the first."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if token and (known := Measure.objects.of(agency.id).filter(token=token).first()):
        return known
    refuse(permissions.why_not_write_for(by, words.unit))
    measure = _describe(Measure(agency=agency, token=token), words, by=by, verb=_n("新增"), channel=channel)
    if proof:
        add_evidence(measure, proof, by=by)
    return measure


@transaction.atomic
def change(measure: Measure, words: Words, *, by, channel: str = Channel.FORM) -> Measure:
    """What is on record of it becomes ``words``."""
    refuse(permissions.why_not_change(by, measure))
    refuse(permissions.why_not_write_for(by, words.unit))
    return _describe(measure, words, by=by, verb=_n("更正"), channel=channel)


def _describe(measure: Measure, words: Words, *, by, verb: str, channel: str) -> Measure:
    refuse_words(measure.agency_id, words, by)
    for name in OWN:
        setattr(measure, name, getattr(words, name))
    fill_ends(measure)
    role = permissions.acts_as(by, measure.agency_id)
    history.save(measure, by=by, verb=verb, role=role, channel=channel)
    wanted = {one.id: one for one in words.joint}
    known = {one.unit_id: one for one in measure.joint.all()}
    for unit_id in {*wanted, *known}:
        row = known.get(unit_id) or JointUnit(measure=measure, unit=wanted[unit_id])
        if row.pk is None or row.is_withdrawn == (unit_id in wanted):
            row.is_withdrawn = unit_id not in wanted
            said = _n("撤下") if row.is_withdrawn else _n("列入")
            history.save(row, by=by, verb=said, role=role, channel=channel)
    return measure


def fill_ends(measure: Measure) -> None:
    """An end that isn't said is the first day."""
    measure.planned_end_on = measure.planned_end_on or measure.planned_on
    measure.ended_on = measure.ended_on or measure.held_on


def refuse_words(agency_id: int, words: Words, by) -> None:
    """Each fault is said at its own field."""
    wrong = {}
    if words.unit.agency_id != agency_id or any(one.agency_id != agency_id for one in words.joint):
        wrong["joint"] = _("查無此組室或無權使用。")
    elif words.unit in words.joint:
        wrong["joint"] = _("主辦組室不必再列為共同辦理。")
    book = in_force(agency_id, Scope(agency_id, words.year, by.day).day)
    if not any(rule.code == words.item for one in recorded(book) for rule in one.items):
        wrong["item"] = _("%(year)s 年的計畫沒有這個項目。") % {"year": format_year(words.year)}
    wrong |= wrong_days(words, words.year, by.day)
    if wrong:
        raise ValidationError(wrong)


def wrong_days(words, year: int, today: datetime.date) -> dict[str, str]:
    """What is wrong with the days planned and held: in order, within the year, and nothing held tomorrow."""
    wrong = {}
    for first, last in (("planned_on", "planned_end_on"), ("held_on", "ended_on")):
        begins, ends = getattr(words, first), getattr(words, last) or getattr(words, first)
        if begins is None:
            if ends:
                wrong[first] = _("有結束日時須填開始日。")
        elif ends < begins:
            wrong[last] = _("結束日不得早於開始日。")
        elif not begins.year <= year <= ends.year:
            wrong[first] = _("這段期間不在 %(year)s 年。") % {"year": format_year(year)}
        elif first == "held_on" and ends > today:
            wrong[last if getattr(words, last) else first] = _("實際辦理日期不得晚於今天。")
    return wrong


@transaction.atomic
def withdraw(measure: Measure, *, by, reason: str) -> Measure:
    """Take it out of the year; it stays on record with the reason."""
    if measure.withdrawn_because == reason.strip() != "":
        return measure
    refuse(permissions.why_not_withdraw(by, measure))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    measure.withdrawn_because = reason
    role = permissions.acts_as(by, measure.agency_id)
    return history.save(measure, by=by, verb=_n("撤下"), role=role, reason=reason)


@transaction.atomic
def report(measure: Measure, meeting: Meeting, *, by) -> Measure:
    """Put it on the agenda of a meeting to come; "reported" is then read from the item."""
    measure = Measure.objects.select_for_update(of=("self",)).select_related("unit").get(pk=measure.pk)
    item = measure.reported_in
    if item and item.meeting_id == meeting.pk and not item.withdrawn_because:
        return measure
    refuse(permissions.why_not_report(by, measure))
    measure.reported_in = put_on_agenda(
        meeting,
        title=_item_title(measure),
        url=reverse("measures:measure", args=[measure.pk]),
        unit=measure.unit,
        section=Section.REPORT,
        by=by,
    )
    return history.save(measure, by=by, verb=_n("提報小組"), role=permissions.acts_as(by, measure.agency_id))


@in_chinese
def _item_title(measure: Measure) -> str:
    """As long as an item's title may be."""
    return (_("具體措施辦理情形報告：%(title)s") % {"title": measure.title})[:200]
