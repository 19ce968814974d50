"""Participation by the task force, and what becomes of each opinion (伍四(三), (四); G-8)."""

import datetime
import uuid
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
from core.roc import format_day
from impact_assessment import permissions, standing
from impact_assessment.actions.locking import locked
from impact_assessment.models import Adoption, Case, Opinion, Part, Question, Reply
from organization import history
from statistics_app.actions.refusing import refuse


@transaction.atomic
def present(case: Case, meeting: Meeting, *, by) -> Case:
    """Put it on the agenda of a meeting to come; whether it was dealt with is then read from the item."""
    case = locked(case)
    refuse(permissions.why_not_own(by, case))
    item = case.presented_in
    if item and item.meeting_id == meeting.pk and not item.withdrawn_because:
        return case
    refuse(permissions.why_not_present(by, case))
    case.presented_in = put_on_agenda(
        meeting,
        title=_item_title(case),
        url=reverse("assessment:case", args=[case.pk]),
        unit=case.unit,
        section=Section.DISCUSSION,
        by=by,
    )
    return history.save(case, by=by, verb=_n("提報小組"), role=permissions.acts_as(by, case.agency_id))


@in_chinese
def _item_title(case: Case) -> str:
    """As long as an item's title may be."""
    return (_("性別影響評估程序參與：%(title)s") % {"title": case.title})[:200]


@transaction.atomic
def record_opinion(
    case: Case, text: str, *, question: Question | None = None, by, token: uuid.UUID | None = None
) -> Opinion:
    """An opinion of the task force, from the minutes of the meeting that dealt with the case."""
    case = locked(case)
    if token and (known := case.opinions.filter(token=token).first()):
        return known
    refuse(permissions.why_not_record_opinion(by, case))
    if question and (question.form_id != case.form_id or question.part != Part.PARTICIPATION):
        raise ValidationError({"question": _("評估表沒有這個意見項目。")})
    if not text.strip():
        raise ValidationError({"text": _("請填意見。")})
    row = Opinion(
        case=case,
        item=case.presented_in,
        question=question,
        round=standing.since_round(case),
        text=text,
        token=token,
    )
    return history.save(row, by=by, verb=_n("登錄小組意見"))


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, by, reason: str) -> Opinion:
    """The task force has not said so; an expert's own words can't be taken out."""
    case = locked(opinion.case)
    refuse(permissions.why_not_take_opinion(by, case, opinion))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    opinion.is_withdrawn = True
    return history.save(opinion, by=by, verb=_n("撤下"), reason=reason)


@dataclass(frozen=True)
class Answered:
    """參採、部分參採 or 未參採: where the draft changed, and why not (all of it)."""

    adoption: str
    on: datetime.date
    where_changed: str = ""
    reason: str = ""
    version: int = 0


class Overtaken(Exception):
    """Somebody else has answered the same opinions since; ``current`` are the replies that stand, by opinion."""

    def __init__(self, current: Mapping[int, Reply]):
        super().__init__(list(current))
        self.current = current


@transaction.atomic
def reply_all(case: Case, answered: Mapping[int, Answered], *, by) -> list[Reply]:
    """Several opinions answered at once, by opinion: all of them are kept, or none."""
    case = locked(case)
    there = {one.pk: one for one in standing.opinions(case) if one.pk in answered}
    overtaken = {}
    for key, one in there.items():
        known = standing.reply_of(one)
        if known and known.version != answered[key].version and not _is_same(known, answered[key]):
            overtaken[key] = known
    if overtaken:
        raise Overtaken(overtaken)
    return [reply(one, answered[key], by=by) for key, one in there.items()]


def _is_same(row: Reply, answered: Answered) -> bool:
    said = (answered.adoption, answered.where_changed, answered.reason)
    return (row.adoption, row.where_changed, row.reason) == said


@transaction.atomic
def reply(opinion: Opinion, answered: Answered, *, by) -> Reply:
    """The unit's answer to an opinion; it may be bettered until the step is finished."""
    case = locked(opinion.case)
    refuse(permissions.why_not_reply(by, case, opinion))
    _refuse_answer(case, answered, by)
    row = standing.reply_of(next(one for one in case.opinions.all() if one.pk == opinion.pk))
    row = row or Reply(opinion=opinion)
    if row.pk and _is_same(row, answered):
        return row  # the second of two clicks
    row.adoption, row.replied_on = answered.adoption, answered.on
    row.where_changed, row.reason = answered.where_changed, answered.reason
    if row.pk:
        row.version = answered.version
    return history.save(row, by=by, verb=_n("回復參採情形"))


def _refuse_answer(case: Case, answered: Answered, by) -> None:
    """Each lack is said at its own field."""
    wrong, step = {}, case.current
    if answered.adoption in (Adoption.ADOPTED, Adoption.PARTLY) and not answered.where_changed:
        wrong["where_changed"] = _("參採或部分參採者須填修正處。")
    if answered.adoption in (Adoption.NOT_ADOPTED, Adoption.PARTLY) and not answered.reason:
        wrong["reason"] = _("未參採或部分參採者須填理由。")
    since = standing.begun(case, step)
    if not since <= answered.on <= by.day:
        said = _("回復日須在前一步驟完成日（%(day)s）至今天之間。")
        wrong["replied_on"] = said % {"day": format_day(since)}
    if wrong:
        raise ValidationError(wrong)
