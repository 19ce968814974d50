"""The update rounds: opened, told of each measure, closed (M-5)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from measures import permissions
from measures.actions.measures import fill_ends, wrong_days
from measures.letters import reminders
from measures.models import Measure, Update, UpdateRound
from notices import actions as notices
from notices.models import Letter
from organization import history
from organization.models import Agency, Unit
from statistics_app.actions.refusing import refuse


@dataclass(frozen=True)
class Told:
    """What is said of a measure in the middle of the year; the days and numbers are the measure's own."""

    is_as_planned: bool
    text: str = ""
    planned_on: datetime.date | None = None
    planned_end_on: datetime.date | None = None
    held_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    male: int | None = None
    female: int | None = None
    other: int | None = None
    unstated: int | None = None
    achieved: str = ""


OF_THE_MEASURE = (
    "planned_on",
    "planned_end_on",
    "held_on",
    "ended_on",
    "male",
    "female",
    "other",
    "unstated",
    "achieved",
)


@transaction.atomic
def open_round(agency: Agency, year: int, *, due_on: datetime.date, by) -> UpdateRound:
    """A round for the year; where one is open with the same day to answer, it is that one."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    refuse(permissions.why_not_keep_rounds(by, agency.id))
    if known := UpdateRound.objects.of(agency.id).open().filter(year=year, due_on=due_on).first():
        return known
    row = UpdateRound(agency=agency, year=year, opened_on=by.day, due_on=due_on)
    return history.save(row, by=by, verb=_n("開始填報"), role=permissions.acts_as(by, agency.id))


@transaction.atomic
def close_round(update_round: UpdateRound, *, by) -> UpdateRound:
    """Nothing more is told to it; once more changes nothing."""
    update_round = UpdateRound.objects.select_for_update().get(pk=update_round.pk)
    refuse(permissions.why_not_keep_rounds(by, update_round.agency_id))
    if update_round.closed_on:
        return update_round
    update_round.closed_on = by.day
    role = permissions.acts_as(by, update_round.agency_id)
    return history.save(update_round, by=by, verb=_n("結束填報"), role=role)


@transaction.atomic
def remind(update_round: UpdateRound, *, by) -> tuple[list[Letter], list[Unit]]:
    """Letters to the heads that are behind lie in the secretariat's outbox; a second click of a day adds none."""
    refuse(permissions.why_not_keep_rounds(by, update_round.agency_id))
    refuse(permissions.why_not_told(update_round))
    letters, headless = reminders(update_round, by.day)
    return notices.write(letters, by=by), headless


@transaction.atomic
def tell(update_round: UpdateRound, measure: Measure, told: Told, *, by) -> Update:
    """What the round is told of the measure; its days and numbers are brought up to date with it."""
    update_round = UpdateRound.objects.select_for_update().get(pk=update_round.pk)
    refuse(permissions.why_not_update(by, measure, update_round))
    wrong = wrong_days(told, measure.year, by.day)
    if not told.is_as_planned and not told.text:
        wrong["text"] = _("未依原定規劃辦理者須填辦理情形。")
    if wrong:
        raise ValidationError(wrong)
    role = permissions.acts_as(by, measure.agency_id)
    for name in OF_THE_MEASURE:
        setattr(measure, name, getattr(told, name))
    fill_ends(measure)
    history.save(measure, by=by, verb=_n("期中填報"), role=role)  # its version guards what is told, too
    row = Update.objects.filter(round=update_round, measure=measure).first()
    row = row or Update(round=update_round, measure=measure)
    row.is_as_planned, row.text, row.filled_on = told.is_as_planned, told.text, by.day
    return history.save(row, by=by, verb=_n("填報"), role=role)
