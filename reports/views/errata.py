"""What an edition would print otherwise now, and the editions that set it right (R-11; features 3 no. 7)."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organization.views.saying import attempt
from reports import permissions
from reports.actions import editions as actions
from reports.forms.editions import CorrectForm
from reports.models import Edition, EditionKind
from reports.since import drift
from reports.views.asked import of_agency, reads_all
from reports.views.editions import printed, seen

FORMS = ["GET", "HEAD", "POST"]


@require_safe
def changed(request, pk):
    """Old → new for each printed number, with the changes behind it."""
    edition = seen(request, pk)
    may_err = permissions.why_not_err(request.actor, edition) is None
    return _page(request, edition, None, may_err=may_err)


@require_http_methods(FORMS)
def erratum(request, pk):
    """The list, and the reason with which it becomes an edition."""
    return _follow(request, pk, permissions.why_not_err, actions.erratum, EditionKind.ERRATUM)


@require_http_methods(FORMS)
def correct(request, pk):
    """The list, and the resolution's wish with which it becomes an edition."""
    return _follow(request, pk, permissions.why_not_correct, actions.correct, EditionKind.CORRECTED)


def _follow(request, pk: int, why_not, act, kind: str):
    edition = seen(request, pk)
    form = CorrectForm(request.POST or None, initial={"token": uuid.uuid4()})
    refusal = why_not(request.actor, edition)
    if refusal and not _is_again(form, edition):
        raise PermissionDenied(refusal)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if made := attempt(form, lambda: act(edition, by=request.actor, **said)):
            told = _("第 %(number)s 版已定稿。") % {"number": made.number}
            return printed(request, made, told)
    return _page(request, edition, form, kind=kind)


def _is_again(form: CorrectForm, edition: Edition) -> bool:
    """The second of two clicks: what it asks for is made already."""
    return form.is_bound and form.is_valid() and edition.is_followed_by(form.cleaned_data["token"])


def _page(request, edition: Edition, form, *, kind: str = "", may_err: bool = False):
    base = actions.base_of(Edition(agency=edition.agency, year=edition.year, replaces=edition, kind=kind))
    context = {
        "year": edition.year,
        "edition": edition,
        "base": (base if form and base else edition),
        "form": form,
        "kind": kind,
        "may_err": may_err,
        "names": reads_all(request.actor, edition.agency_id),
        "of_agency": of_agency(request),
    }
    context["drift"] = drift(context["base"])
    status = 400 if form and form.errors else 200
    return render(request, "reports/drift.html", context, status=status)
