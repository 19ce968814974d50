"""A file of lines comes in: choose, look, confirm (伍五; I-2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgets import files as lines
from budgets import permissions
from budgets.actions.bringing import bring
from budgets.forms.files import BringForm
from budgets.views.asked import the_round
from budgets.views.rounds import FORMS, home_of
from core import files
from organization.views.saying import attempt


@require_http_methods(FORMS)
def bring_file(request, year):
    """What a file would change stands on the page; only the second button writes it."""
    one = the_round(request, year)
    if refusal := permissions.why_not_bring(request.actor, one):
        raise PermissionDenied(refusal)
    form, found = BringForm(request.POST or None, request.FILES or None, actor=request.actor), None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("verb") == "confirm":
            if made := attempt(form, lambda: _bring(one, form.attachment, request.actor)):
                said = _("已匯入：新增 %(fresh)s 項，更改 %(changed)s 項。")
                messages.success(request, said % {"fresh": made.fresh, "changed": made.changed})
                return redirect("budgets:round", year=year)
        else:
            found = attempt(form, lambda: _check(one, form.attachment, request.actor))
    context = {"year": year, "form": form, "found": found, "home": home_of(year)}
    status = 400 if form.errors else 200
    return render(request, "budgets/bring.html", context, status=status)


def _check(one, kept, actor):
    with files.opened(kept) as file:
        return lines.check(file, kept.original_name, one, actor)


def _bring(one, kept, actor):
    with files.opened(kept) as file:
        return bring(one, kept, file, by=actor)
