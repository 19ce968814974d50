"""The pool of experts: who is in it, on what basis and until when (伍四(三); G-5)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee.actions import know_external
from committee.models import CouncilTerm, External
from impact_assessment import permissions
from impact_assessment.eligibility import titles_of
from impact_assessment.models import Basis, Expert
from organization import history
from organization.models import Agency, Person
from plan.rules import in_force
from statistics_app.actions.refusing import refuse


@transaction.atomic
def add(external: External, *, by) -> Expert:
    """Take somebody whom the committee knows into the pool; who is in it already stays the same."""
    refuse(permissions.why_not_keep(by, external.agency_id))
    Agency.objects.select_for_update().get(pk=external.agency_id)
    if known := Expert.objects.filter(external=external).first():
        return known
    expert = Expert(agency_id=external.agency_id, external=external)
    return _save(expert, by=by, verb=_n("列入專家名單"))


@transaction.atomic
def add_new(external: External, *, by, terms: list[CouncilTerm]) -> Expert:
    """Enter somebody nobody knows yet; the same form sent twice enters one."""
    refuse(permissions.why_not_keep(by, external.agency_id))
    Agency.objects.select_for_update().get(pk=external.agency_id)
    same = {name: getattr(external, name) for name in ("agency", "name", "sex", "affiliation", "title")}
    known = External.objects.filter(**same).first()
    return add(known or know_external(external, by=by, terms=terms), by=by)


@transaction.atomic
def keep_basis(basis: Basis, *, by) -> Basis:
    """Enter a basis, or correct one; ``kind`` must be one of rule GIA-07. Sent twice, it is entered once."""
    expert = _locked(basis.expert)
    refuse(permissions.why_not_keep(by, expert.agency_id))
    titles = titles_of(in_force(expert.agency_id, by.day))
    if basis.kind not in titles:
        raise ValidationError({"kind": _("現行規定沒有這種資格。")})
    names = ("kind", "detail", "since", "until", "is_withdrawn")
    same = {name: getattr(basis, name) for name in names}
    if basis.pk is None and (known := expert.bases.filter(**same).first()):
        return known
    basis.kind_title = titles[basis.kind]
    return _save(basis, by=by, verb=_n("更正資格") if basis.pk else _n("登錄資格"))


@transaction.atomic
def withdraw_basis(basis: Basis, *, by, reason: str) -> Basis:
    """A basis that was entered wrongly; one that has ended is given its last day instead."""
    refuse(permissions.why_not_keep(by, basis.expert.agency_id))
    if basis.is_withdrawn:
        return basis
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    basis.is_withdrawn = True
    return _save(basis, by=by, verb=_n("撤下資格"), reason=reason)


@transaction.atomic
def mark_employee(expert: Expert, employee: Person | None, *, is_namesake: bool, by) -> Expert:
    """Whether the person works or has worked for the agency, or only shares the name of somebody who does."""
    refuse(permissions.why_not_keep(by, expert.agency_id))
    if employee and employee.agency_id != expert.agency_id:
        raise ValidationError({"employee": _("查無此人或無權使用。")})
    if employee and is_namesake:
        raise ValidationError({"is_namesake": _("已選定人員時，不能又標為同名的另一人。")})
    expert.employee, expert.is_namesake = employee, is_namesake
    return _save(expert, by=by, verb=_n("核對本機關人員"))


@transaction.atomic
def stop(expert: Expert, *, by, reason: str) -> Expert:
    """Invited no more; what the person has said stays."""
    refuse(permissions.why_not_keep(by, expert.agency_id))
    if expert.withdrawn_because:
        return expert
    if not reason.strip():
        raise ValidationError(_("停用須說明事由。"))
    expert.withdrawn_because = reason
    return _save(expert, by=by, verb=_n("停用"), reason=reason)


@transaction.atomic
def resume(expert: Expert, *, by) -> Expert:
    """Invited again."""
    refuse(permissions.why_not_keep(by, expert.agency_id))
    if not expert.withdrawn_because:
        return expert
    expert.withdrawn_because = ""
    return _save(expert, by=by, verb=_n("恢復使用"))


def _locked(expert: Expert) -> Expert:
    return Expert.objects.select_for_update().get(pk=expert.pk)


def _save(row: Expert | Basis, *, by, verb: str, reason: str = ""):
    expert = row.expert if isinstance(row, Basis) else row
    role = permissions.acts_as(by, expert.agency_id)
    return history.save(row, by=by, verb=verb, role=role, reason=reason)
