"""The pool of experts: the list, one expert with bases and invitations, and how the office keeps it (伍四(三); G-5)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.members import KnownForm
from committee.models import External
from committee.permissions import is_secretariat, why_not_run
from committee.views.members import spreadsheet
from committee.views.terms import again, page
from core import files
from core.clock import today
from core.spreadsheets import CONTENT_TYPES
from impact_assessment import permissions
from impact_assessment.actions import experts as actions
from impact_assessment.eligibility import known, spans, staff_names, titles_of
from impact_assessment.forms.experts import BasisForm, ChooseForm, EmployeeForm, PoolFilter
from impact_assessment.models import Basis, Engagement, Expert
from impact_assessment.pool import line, lines, sheet
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from plan.rules import in_force

FORMS = ["GET", "HEAD", "POST"]


@require_safe
def listed(request):
    """Everybody who may be asked, on what basis, until when."""
    agency = agency_of(request)
    rows, form = _listed(request, agency)
    kinds = [(kind, f"{reverse('assessment:experts-export', args=[kind])}") for kind in CONTENT_TYPES]
    context = {
        "form": form,
        "rows": rows,
        "year": today().year,
        "expiring": sum(one.state == "EXPIRING" for one in rows),
        "exports": [(kind, f"{url}?{request.GET.urlencode()}") for kind, url in kinds],
        "keeps": permissions.why_not_keep(request.actor, agency.id) is None,
    }
    return render(request, "impact_assessment/expert_list.html", context)


def _listed(request, agency):
    day = today()
    form = PoolFilter(request.GET, titles=titles_of(in_force(agency.id, day)))
    return lines(agency.id, day, form.cleaned_data if form.is_valid() else {}), form


@require_safe
def export(request, kind):
    """The list as it is filtered."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows, _form = _listed(request, agency_of(request))
    return spreadsheet(sheet(rows), kind, "experts")


@require_safe
def detail(request, pk):
    """One expert: why and until when, and in which cases; of the cases only those that the reader may see."""
    seen = get_object_or_404(Expert.objects.visible_to(request.actor), pk=pk)
    day = today()
    book = in_force(seen.agency_id, day)
    expert = known(seen.agency_id).get(pk=pk)
    bases = [one for one in expert.bases.all() if not one.is_withdrawn]
    theirs = Engagement.objects.visible_to(request.actor).filter(expert=expert).select_related("case__unit")
    context = {
        "expert": expert,
        "line": line(expert, day, book),
        "spans": [(one, one.holds_on(day)) for one in spans(expert, book)],
        "bases": bases,
        "bears_staff_name": expert.external.name in staff_names([expert], day),
        "engagements": theirs.order_by("-invited_on", "-id"),
        "keeps": permissions.why_not_keep(request.actor, expert.agency_id) is None,
        "may_reach": is_secretariat(request.actor, expert.agency_id),
        "changes": history.around([expert, *expert.bases.all()]),
        "year": day.year,
    }
    return render(request, "impact_assessment/expert_detail.html", context)


@require_http_methods(FORMS)
def create(request):
    """Somebody whom the committee knows, or (for its secretariat) somebody new."""
    agency, actor = agency_of(request), request.actor
    if refusal := permissions.why_not_keep(actor, agency.id):
        raise PermissionDenied(refusal)
    externals = External.objects.visible_to(actor).filter(agency=agency, expert=None)
    councils = in_force(agency.id, actor.day).number("TF-05", "councils") or []
    is_new = "name" in request.POST
    chosen = ChooseForm(request.POST if "external" in request.POST else None, externals=externals)
    entered = KnownForm(request.POST if is_new else None, councils=councils)
    form = entered if is_new else chosen
    if request.method == "POST" and form.is_valid():
        made = attempt(form, partial(_add, form, agency, actor))
        if made:
            messages.success(request, _("已列入名單，請登錄其資格。"))
            return redirect("assessment:expert-detail", pk=made.pk)
    context = {"chosen": chosen, "entered": entered, "form": form, "count": externals.count()}
    context["why_not_new"] = why_not_run(actor, agency.id)
    return render(request, "impact_assessment/expert_new.html", context)


def _add(form, agency, actor) -> Expert:
    if isinstance(form, ChooseForm):
        return actions.add(form.cleaned_data["external"], by=actor)
    return actions.add_new(form.known(External(agency=agency)), by=actor, terms=form.council_terms())


def _kept(request, pk: int) -> Expert:
    """An expert whom the actor may change; 404 where not to be seen, 403 with the reason otherwise."""
    seen = Expert.objects.visible_to(request.actor).select_related("external", "agency")
    expert = get_object_or_404(seen, pk=pk)
    if refusal := permissions.why_not_keep(request.actor, expert.agency_id):
        raise PermissionDenied(refusal)
    return expert


def _home(expert: Expert) -> tuple[str, str]:
    return reverse("assessment:expert-detail", args=[expert.pk]), str(expert)


@require_http_methods(FORMS)
def basis_create(request, pk):
    """One more basis."""
    expert = _kept(request, pk)
    return _basis(request, Basis(expert=expert), _("登錄資格：%(name)s") % {"name": expert})


@require_http_methods(FORMS)
def basis_update(request, pk):
    """What is on record of a basis was wrong, or its end is known now."""
    basis = _kept_basis(request, pk)
    return _basis(request, basis, _("更正資格：%(name)s") % {"name": basis.expert})


def _kept_basis(request, pk: int) -> Basis:
    rows = Basis.objects.filter(expert__in=Expert.objects.visible_to(request.actor))
    basis = get_object_or_404(rows.select_related("expert__external", "proof"), pk=pk, is_withdrawn=False)
    _kept(request, basis.expert_id)
    return basis


def _basis(request, basis: Basis, title: str):
    form = BasisForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        basis=basis,
        titles=titles_of(in_force(basis.expert.agency_id, request.actor.day)),
        initial=BasisForm.initial_of(basis) if basis.pk else None,
    )
    if request.method == "POST" and form.is_valid():
        filled = form.filled()
        if attempt(form, lambda: again(form, lambda: actions.keep_basis(filled, by=request.actor))):
            messages.success(request, _("已儲存資格。"))
            return redirect("assessment:expert-detail", pk=basis.expert_id)
    return page(request, form, title, _home(basis.expert))


@require_POST
def basis_withdraw(request, pk):
    """It was entered wrongly."""
    basis = _kept_basis(request, pk)
    if done(request, lambda: actions.withdraw_basis(basis, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已撤下這項資格。"))
    return redirect("assessment:expert-detail", pk=basis.expert_id)


@require_safe
def proof(request, pk):
    """What proves a basis, for those who keep the pool."""
    basis = _kept_basis(request, pk)
    if basis.proof is None:
        raise Http404
    return files.serve(basis.proof)


@require_http_methods(FORMS)
def employee(request, pk):
    """Whom the agency knows by that name."""
    expert = _kept(request, pk)
    names = ("employee", "is_namesake", "version")
    initial = {name: getattr(expert, name) for name in names}
    form = EmployeeForm(request.POST or None, actor=request.actor, expert=expert, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        expert.version = expert.version if data["version"] is None else data["version"]
        mark = partial(actions.mark_employee, expert, data["employee"], is_namesake=data["is_namesake"])
        if attempt(form, lambda: again(form, partial(mark, by=request.actor))):
            messages.success(request, _("已核對。"))
            return redirect("assessment:expert-detail", pk=pk)
    return page(request, form, _("核對本機關人員：%(name)s") % {"name": expert}, _home(expert))


@require_POST
def stop(request, pk):
    """Invited no more."""
    expert = _kept(request, pk)
    if done(request, lambda: actions.stop(expert, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已停用。"))
    return redirect("assessment:expert-detail", pk=pk)


@require_POST
def resume(request, pk):
    """Invited again."""
    expert = _kept(request, pk)
    if done(request, lambda: actions.resume(expert, by=request.actor)):
        messages.success(request, _("已恢復使用。"))
    return redirect("assessment:expert-detail", pk=pk)
