"""The yearly review of the indicators: opened, written line by line, concluded, reported (伍三(二)1; S-7, TK-03)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee.actions import put_on_agenda
from committee.documents import in_chinese
from committee.models import Meeting, Section
from core.roc import format_day, to_roc_year
from organization import history
from organization.models import Agency, Unit
from statistics_app import permissions
from statistics_app.actions.indicators import end
from statistics_app.actions.refusing import refuse
from statistics_app.models import Indicator, IndicatorReview, Result, ReviewLine

TASKS = ("TK-03",)
"""協助增修性別統計項目及指標."""


@dataclass(frozen=True)
class Words:
    """What the review says of itself."""

    held_on: datetime.date | None = None
    participants: str = ""
    note: str = ""


@dataclass(frozen=True)
class Said:
    """What it says of one indicator."""

    result: str
    reason: str = ""


@transaction.atomic
def open_review(agency: Agency, year: int, *, by) -> IndicatorReview:
    """Begin the review of a year; one that has begun is given."""
    refuse(permissions.why_not_keep_indicators(by, agency.id))
    Agency.objects.select_for_update().get(pk=agency.pk)
    if known := IndicatorReview.objects.filter(agency=agency, year=year).first():
        return known
    review = IndicatorReview(agency=agency, year=year)
    return history.save(review, by=by, verb=_n("開始檢討"), role=permissions.acts_as(by, agency.id))


def under_review(review: IndicatorReview, day: datetime.date) -> list[Indicator]:
    """The indicators in force on ``day``, and those of which something has been said; once concluded only these."""
    said = review.lines.values("indicator")
    rows = Indicator.objects.of(review.agency_id).select_related("owner", "replaced_by")
    shown = rows.filter(id__in=said)
    return list(shown if review.concluded_on else (rows.on(day) | shown).distinct())


@transaction.atomic
def write_review(
    review: IndicatorReview, words: Words, lines: Mapping[Indicator, Said], *, by
) -> IndicatorReview:
    """All that was typed at once; a line without a result is left open."""
    refuse(permissions.why_not_review(by, review))
    if words.held_on and words.held_on > by.day:
        raise ValidationError({"held_on": _("檢討日不得晚於今天。")})
    review.held_on, review.participants, review.note = words.held_on, words.participants, words.note
    role = permissions.acts_as(by, review.agency_id)
    history.save(review, by=by, verb=_n("撰寫"), role=role)
    there = {one.indicator_id: one for one in review.lines.all()}
    for indicator, said in lines.items():
        _say(review, there.get(indicator.id), indicator, said, by=by, role=role)
    return review


def _say(review, line: ReviewLine | None, indicator: Indicator, said: Said, *, by, role) -> None:
    if indicator.agency_id != review.agency_id:
        raise ValidationError(_("查無此指標或無權使用。"))
    if line is None and not said.result:
        return
    line = line or ReviewLine(review=review, indicator=indicator)
    if line.pk and (line.result, line.reason) == (said.result, said.reason):
        return
    line.result, line.reason = said.result, said.reason
    history.save(line, by=by, verb=_n("檢討"), role=role)


@transaction.atomic
def conclude(review: IndicatorReview, *, by) -> IndicatorReview:
    """Close it: every indicator has a result; those to be dropped end at the next 1 January."""
    review = IndicatorReview.objects.select_for_update().get(pk=review.pk)
    refuse(permissions.why_not_review(by, review))
    if not review.held_on or not review.participants.strip():
        raise ValidationError(_("結案前須填檢討日及參與人員。"))
    lines = {one.indicator_id: one for one in review.lines.select_related("indicator")}
    if open_ := [one for one in under_review(review, review.held_on) if one.id not in lines]:
        codes = _("、").join(one.code for one in open_)
        raise ValidationError(
            _("尚有 %(n)s 項指標沒有檢討結果：%(codes)s。") % {"n": len(open_), "codes": codes}
        )
    for line in lines.values():
        if line.result == Result.DROPPED and line.indicator.until is None:
            end(line.indicator, datetime.date(review.year + 1, 1, 1), by=by, reason=line.reason)
    review.concluded_on = by.day
    return history.save(review, by=by, verb=_n("結案"), role=permissions.acts_as(by, review.agency_id))


@transaction.atomic
def report(review: IndicatorReview, meeting: Meeting, *, by) -> IndicatorReview:
    """Put it on the agenda of a meeting to come; "reported" is then read from the item."""
    review = IndicatorReview.objects.select_for_update().get(pk=review.pk)
    item = review.reported_in
    if item and item.meeting_id == meeting.pk and not item.withdrawn_because:
        return review
    refuse(permissions.why_not_report_review(by, review))
    if review.held_on is None:
        raise ValidationError(_("填寫檢討日後才能提報專案小組。"))
    review.reported_in = put_on_agenda(
        meeting,
        title=_title(review),
        url=reverse("statistics:review", args=[review.year]),
        unit=accounting_unit(review.agency_id, by.day),
        section=Section.REPORT,
        tasks=TASKS,
        by=by,
    )
    return history.save(review, by=by, verb=_n("提報小組"), role=permissions.acts_as(by, review.agency_id))


@in_chinese
def _title(review: IndicatorReview) -> str:
    values = {"year": to_roc_year(review.year), "day": format_day(review.held_on)}
    return _("%(year)s 年性別統計指標檢討結果（%(day)s檢討）") % values


def accounting_unit(agency_id: int, day: datetime.date) -> Unit | None:
    """The unit that is answerable for statistics that day."""
    units = Unit.objects.filter(agency_id=agency_id).on(day)
    return next((one for one in units if "ACCOUNTING" in one.functions), None)
