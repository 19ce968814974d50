"""The reviewer's page, and the gender goals followed until the project ends (伍四(五); G-10, G-12)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.views.terms import again, page
from impact_assessment import permissions, standing
from impact_assessment.actions import reviews as actions
from impact_assessment.changes import sides
from impact_assessment.forms.reviews import ReviewForm
from impact_assessment.forms.working import GoalForm, GoalResultForm
from impact_assessment.models import Case, Decision, Edition, Goal, Review
from impact_assessment.views.asked import FORMS, home_of, kept, piece, refuse_page, seen
from organization import history
from organization.views.saying import attempt, clean_reason


@require_http_methods(FORMS)
def review(request, pk):
    """All that is needed to decide, and the decision."""
    case = seen(request, pk)
    pending = standing.pending_review(case)
    refuse_page(permissions.why_not_review(request.actor, case, pending))
    day = request.actor.day
    form = ReviewForm(request.POST or None, case=case, latest=day, initial={"decided_on": day})
    if request.method == "POST" and form.is_valid():
        pending.case = case
        if attempt(form, lambda: _decide(pending, form.cleaned_data, request.actor)):
            said = _("已審核通過，列入管制。")
            if form.cleaned_data["decision"] == Decision.RETURNED:
                said = _("已退回，通知信已放入寄件匣，尚未寄出。")
            messages.success(request, said)
            return redirect("assessment:case", pk=pk)
    editions = list(case.editions.all())
    sent_out = [one for one in editions if one.rule == standing.FILL]
    returned = [one for one in editions if one.rule == standing.ADOPT and one.round < pending.round]
    context = {
        "case": case,
        "review": pending,
        "form": form,
        "opinions": standing.opinions(case),
        "former": [one for one in case.reviews.all() if one.decided_on],
        "drafts": standing.drafts(case),
        "changed": sides(case, sent_out[-1], None) if sent_out else [],
        "since": _since(case, returned[-1]) if returned else None,
        "tasks": standing.steps(case),
    }
    return render(request, "impact_assessment/review.html", context)


def _since(case: Case, edition: Edition) -> dict:
    """What has changed since the edition that was returned: answers, and whether there is another draft."""
    drafts = standing.drafts(case)
    is_new_draft = bool(drafts) and drafts[-1].file_id != edition.draft_id
    return {"changed": sides(case, edition, None), "is_new_draft": is_new_draft}


def _decide(pending: Review, data: dict, actor) -> Review:
    if data["decision"] == Decision.APPROVED:
        return actions.approve(pending, on=data["decided_on"], remark=data["reason"], by=actor)
    words = {"on": data["decided_on"], "reason": data["reason"]}
    return actions.return_to(pending, data["to_step"], **words, by=actor)


@require_http_methods(FORMS)
def set_goal(request, pk):
    """One more gender goal."""
    case = kept(request, pk, permissions.why_not_follow)
    form = GoalForm(request.POST or None, initial={"token": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        token, aim = form.cleaned_data["token"], form.aim()
        if attempt(form, lambda: actions.set_goal(case, aim, by=request.actor, token=token)):
            messages.success(request, _("已訂定性別目標。"))
            return redirect("assessment:case", pk=pk)
    return page(request, form, _("訂定性別目標"), home_of(case))


def _goal(request, pk: int) -> Goal:
    row = piece(request, Goal, pk)
    refuse_page(permissions.why_not_change_goal(request.actor, row.case, row))
    return row


@require_http_methods(FORMS)
def goal(request, pk):
    """How far it has come; closed with a day."""
    row = _goal(request, pk)
    names = ("result", "closed_on", "version")
    initial = {name: getattr(row, name) for name in names}
    form = GoalResultForm(request.POST or None, latest=request.actor.day, initial=initial)
    if request.method == "POST" and form.is_valid():
        row.version, data = form.cleaned_data["version"], form.cleaned_data
        words = {"closed_on": data["closed_on"], "by": request.actor}
        if attempt(form, lambda: again(form, lambda: actions.report_goal(row, data["result"], **words))):
            messages.success(request, _("已儲存。"))
            return redirect("assessment:case", pk=row.case_id)
    context = {"row": row, "case": row.case, "form": form, "changes": history.of(row)}
    return render(request, "impact_assessment/goal.html", context)


@require_http_methods(FORMS)
def edit_goal(request, pk):
    """Other words for it."""
    row = _goal(request, pk)
    initial = {name: getattr(row, name) for name in ("text", "target", "due_on", "version")}
    form = GoalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row.version, aim = form.cleaned_data["version"] or 0, form.aim()
        if attempt(form, lambda: again(form, lambda: actions.change_goal(row, aim, by=request.actor))):
            messages.success(request, _("已儲存。"))
            return redirect("assessment:case", pk=row.case_id)
    return page(request, form, _("更正性別目標"), home_of(row.case))


@require_POST
def withdraw_goal(request, pk):
    """It is followed no more."""
    row = piece(request, Goal, pk)
    try:
        actions.withdraw_goal(row, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下。"))
    return redirect("assessment:case", pk=row.case_id)
