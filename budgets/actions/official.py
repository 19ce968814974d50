"""Official totals entered, corrected, withdrawn, and what differs from them explained (伍五; B-6)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from budgets import permissions
from budgets.comparison import difference
from budgets.models import OfficialTotal
from organization import history
from organization.models.change import Channel
from statistics_app.actions.refusing import refuse


@transaction.atomic
def keep_total(total: OfficialTotal, *, by, channel: str = Channel.FORM) -> OfficialTotal:
    """Enter or correct a total. Another amount leaves the old explanation to the old difference."""
    refuse(permissions.why_not_change_round(by, total.round))
    if total.unit_id and total.unit.agency_id != total.round.agency_id:
        raise ValidationError(_("查無此組室或無權使用。"))
    verb = _n("更正總數") if total.pk else _n("登錄總數")
    return _keep(total, by=by, verb=verb, channel=channel)


@transaction.atomic
def explain(total: OfficialTotal, explanation: str, *, by) -> OfficialTotal:
    """Say why the lines don't sum to the total, as far as they differ now."""
    version = total.version
    total = _locked(total)
    refuse(permissions.why_not_explain(by, total))
    total.version = version
    gap = difference(total)
    if not gap:
        raise ValidationError(_("各項合計與總數相符，不須說明。"))
    total.explained, total.explanation = gap, explanation
    return _keep(total, by=by, verb=_n("說明差異"))


@transaction.atomic
def withdraw_total(total: OfficialTotal, *, by, reason: str) -> OfficialTotal:
    """Take off a total that was entered by mistake."""
    total = _locked(total)
    refuse(permissions.why_not_change_round(by, total.round))
    if total.withdrawn_because:
        return total
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    total.withdrawn_because = reason
    return _keep(total, by=by, verb=_n("撤下總數"), reason=reason)


def _locked(total: OfficialTotal) -> OfficialTotal:
    rows = OfficialTotal.objects.select_for_update(of=("self",)).select_related("round__agency", "unit")
    return rows.get(pk=total.pk)


def _keep(total: OfficialTotal, *, by, verb: str, reason: str = "", channel: str = Channel.FORM):
    role = permissions.acts_as(by, total.round.agency_id)
    return history.save(total, by=by, verb=verb, role=role, reason=reason, channel=channel)
