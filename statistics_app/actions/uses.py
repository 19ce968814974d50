"""What becomes of an analysis: sent to units, answered, its advice adopted or not (伍三(二)3; ST-03, ST-05)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.roc import format_day
from organization import history
from organization.models import Unit
from statistics_app import permissions
from statistics_app.actions.refusing import refuse
from statistics_app.models import Adoption, Analysis, Recommendation, Sending


@dataclass(frozen=True)
class Decision:
    """參採情形: what became of a recommendation, where and when, or why not."""

    adoption: str
    used_in: str = ""
    reason: str = ""
    decided_on: datetime.date | None = None


@transaction.atomic
def send(analysis: Analysis, units: list[Unit], *, on: datetime.date, by) -> list[Sending]:
    """To several units at once; one that has it already isn't asked again."""
    analysis = Analysis.objects.select_for_update().get(pk=analysis.pk)
    refuse(permissions.why_not_send(by, analysis))
    if any(one.agency_id != analysis.agency_id for one in units):
        raise ValidationError({"units": _("查無此組室或無權使用。")})
    if not analysis.completed_on <= on <= by.day:
        day = format_day(analysis.completed_on)
        raise ValidationError({"sent_on": _("送出日須在完成日（%(day)s）至今天之間。") % {"day": day}})
    there = set(analysis.sendings.values_list("unit_id", flat=True))
    role = permissions.acts_as(by, analysis.agency_id)
    rows = [Sending(analysis=analysis, unit=one, sent_on=on) for one in units if one.id not in there]
    return [history.save(one, by=by, verb=_n("送請參考"), role=role) for one in rows]


@transaction.atomic
def reply(sending: Sending, *, on: datetime.date, text: str, by) -> Sending:
    """What the unit answers; it may answer better later."""
    refuse(permissions.why_not_reply(by, sending))
    if not sending.sent_on <= on <= by.day:
        day = format_day(sending.sent_on)
        raise ValidationError({"replied_on": _("回復日須在送出日（%(day)s）至今天之間。") % {"day": day}})
    sending.replied_on, sending.reply = on, text
    role = permissions.acts_as(by, sending.analysis.agency_id)
    return history.save(sending, by=by, verb=_n("回復"), role=role)


@transaction.atomic
def recommend(analysis: Analysis, text: str, *, unit: Unit | None, by) -> Recommendation:
    """Something it recommends, to the unit that has to study it; the same words are not taken twice."""
    analysis = Analysis.objects.select_for_update().get(pk=analysis.pk)
    refuse(permissions.why_not_recommend(by, analysis))
    if unit and unit.agency_id != analysis.agency_id:
        raise ValidationError({"unit": _("查無此組室或無權使用。")})
    if known := analysis.recommendations.filter(text=text, unit=unit, is_withdrawn=False).first():
        return known
    row = Recommendation(analysis=analysis, text=text, unit=unit)
    role = permissions.acts_as(by, analysis.agency_id)
    return history.save(row, by=by, verb=_n("登錄建議"), role=role)


@transaction.atomic
def decide(row: Recommendation, decision: Decision, *, by) -> Recommendation:
    """Adopted, partly, or not, with where it is used and why not."""
    refuse(permissions.why_not_decide(by, row))
    _refuse_decision(row, decision, by)
    row.adoption, row.used_in = decision.adoption, decision.used_in
    row.reason, row.decided_on = decision.reason, decision.decided_on
    role = permissions.acts_as(by, row.analysis.agency_id)
    return history.save(row, by=by, verb=_n("填報參採情形"), role=role)


def _refuse_decision(row: Recommendation, decision: Decision, by) -> None:
    """Each lack is said at its own field."""
    wrong = {}
    if decision.adoption in (Adoption.ADOPTED, Adoption.PARTLY) and not decision.used_in:
        wrong["used_in"] = _("採用者須填運用之政策、計畫或業務。")
    if decision.adoption in (Adoption.NOT_ADOPTED, Adoption.PARTLY) and not decision.reason:
        wrong["reason"] = _("不採用或部分採用須填理由。")
    if decision.adoption == Adoption.PENDING:
        if decision.decided_on:
            wrong["decided_on"] = _("研析中的建議沒有決定日。")
    elif decision.decided_on is None:
        wrong["decided_on"] = _("請填決定日。")
    elif not row.analysis.completed_on <= decision.decided_on <= by.day:
        day = format_day(row.analysis.completed_on)
        wrong["decided_on"] = _("決定日須在完成日（%(day)s）至今天之間。") % {"day": day}
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def withdraw_recommendation(row: Recommendation, *, by, reason: str) -> Recommendation:
    """It should not have been listed; the reason stays in the history."""
    refuse(permissions.why_not_recommend(by, row.analysis))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    row.is_withdrawn = True
    role = permissions.acts_as(by, row.analysis.agency_id)
    return history.save(row, by=by, verb=_n("撤下"), role=role, reason=reason)
