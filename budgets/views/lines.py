"""One line: all that is said of it, what it pays for, its history (伍五; B-1)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import permissions
from budgets.actions import lines as actions
from budgets.actions.returns import return_of
from budgets.forms.lines import ExecutionForm, LineForm
from budgets.forms.links import LinkForm
from budgets.models import TARGETS, Line, Link, Stage
from budgets.views.asked import line_of
from budgets.views.rounds import FORMS
from committee.views.terms import again, page
from organization import history
from organization.views.saying import attempt, clean_reason, done


def home_of(line: Line) -> tuple[str, str]:
    """The line's own page."""
    return reverse("budgets:line", args=[line.pk]), line.title


@require_safe
def detail(request, pk):
    """Everything of the line, with what may be done."""
    return _page(request, line_of(request, pk))


def _page(request, line: Line, form: LinkForm | None = None):
    actor, handed = request.actor, return_of(line.round, line.unit)
    links = list(line.links.filter(is_withdrawn=False).select_related(*TARGETS))
    may_link = permissions.why_not_link(actor, line) is None
    context = {
        "line": line,
        "year": line.round.year,
        "handed": handed,
        "links": [(one, _address(one)) for one in links],
        "form": form or (LinkForm(line=line, actor=actor) if may_link else None),
        "may_edit": not line.withdrawn_because and permissions.why_not_fill(actor, handed) is None,
        "may_withdraw": permissions.why_not_withdraw(actor, line, handed, "-") is None,
        "changes": history.around([line, *links]),
    }
    return render(request, "budgets/line.html", context, status=400 if form else 200)


PLACES = {
    "case": "assessment:case",
    "indicator": "statistics:indicator",
    "analysis": "statistics:analysis",
    "measure": "measures:measure",
}


def _address(one: Link) -> str:
    name = next(name for name in TARGETS if getattr(one, f"{name}_id"))
    return reverse(PLACES[name], args=[getattr(one, f"{name}_id")])


@require_http_methods(FORMS)
def edit(request, pk):
    """The line's texts and amounts; at the end of the year what was spent."""
    line = line_of(request, pk)
    handed = return_of(line.round, line.unit)
    if refusal := permissions.why_not_fill(request.actor, handed):
        raise PermissionDenied(refusal)
    kind = LineForm if handed.stage == Stage.COMPILING else ExecutionForm
    form = kind(request.POST or None, line=line, initial=kind.initial_of(line))
    if request.method == "POST" and form.is_valid():
        line.version = form.cleaned_data["version"]
        act = partial(actions.describe, line, form.values, by=request.actor)
        if attempt(form, lambda: again(form, act)):
            messages.success(request, _("已儲存。"))
            return redirect("budgets:line", pk=pk)
    return page(request, form, _("更改：%(title)s") % {"title": line.title}, home_of(line))


@require_POST
def withdraw(request, pk):
    """Take the line out of the round, with the reason."""
    line = line_of(request, pk)
    if done(request, lambda: actions.withdraw(line, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已撤下「%(title)s」。") % {"title": line.title})
    return redirect("budgets:line", pk=pk)


@require_POST
def link(request, pk):
    """Say what the line pays for."""
    line = line_of(request, pk)
    if refusal := permissions.why_not_link(request.actor, line):
        raise PermissionDenied(refusal)
    form = LinkForm(request.POST, line=line, actor=request.actor)
    if not form.is_valid():
        return _page(request, line, form)
    for name, target in form.targets():
        actions.link(line, name, target, by=request.actor)
    messages.success(request, _("已列入對應。"))
    return redirect("budgets:line", pk=pk)


@require_POST
def unlink(request, pk):
    """Take a link off."""
    lines = Line.objects.visible_to(request.actor)
    found = get_object_or_404(Link.objects.filter(line__in=lines), pk=pk)
    actions.unlink(found, by=request.actor)
    messages.success(request, _("已撤下對應。"))
    return redirect("budgets:line", pk=found.line_id)
