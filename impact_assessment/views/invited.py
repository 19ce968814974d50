"""What an expert sees by a personal link: this case, its form and drafts, and the own answer; nothing else (G-6).

No account, no session; the link is dead once an opinion was given, and says whom to ask (RQ-B10, H047).
"""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.forms.meetings import Plain
from core import files
from core.clock import today
from impact_assessment import permissions, standing
from impact_assessment.actions import engagements as actions
from impact_assessment.actions.unsaved import typed_by_expert
from impact_assessment.editions import content
from impact_assessment.forms.invited import DeclineForm, OpinionForm
from impact_assessment.letters import PURPOSE
from impact_assessment.models import Case, Engagement, EngagementState
from impact_assessment.views.experts import FORMS
from notices import links
from organization.actor import machine
from organization.views.saying import attempt

PAGE = "opinion"
"""Under this name the expert's unsaved text is kept."""


def engagement_of(token: str) -> Engagement:
    """The invitation that the link opens today, with its case; 404 where it opens none."""
    link = links.find(token, PURPOSE, today())
    if link is None:
        raise Http404
    engagement = get_object_or_404(_engagements(), pk=link.object_id)
    if permissions.why_not_answer(engagement):
        raise Http404
    return engagement


def _engagements():
    return Engagement.objects.select_related("case__agency", "case__unit", "expert__external")


@require_http_methods(FORMS)
def page(request, token):
    """The case, and the form that is sent once."""
    try:
        engagement = engagement_of(token)
    except Http404:
        return _dead(request, token)
    engagement.case = Case.objects.whole().get(pk=engagement.case_id)
    verb = request.POST.get("verb")
    form = _form(request, engagement, verb)
    if request.method == "POST" and _answered(engagement, verb, form):
        if verb == "accept":
            messages.success(request, _("已記下您同意參與，謝謝。"))
            return redirect("assessment:expert", token=token)
        return redirect("assessment:expert-thanks", token=token)
    unsaved = typed_by_expert(engagement, PAGE)
    initial = unsaved.fields if unsaved else None
    context = {
        "token": token,
        "engagement": engagement,
        "form": form if verb == "submit" else OpinionForm(case=engagement.case, initial=initial),
        "decline": form if verb == "decline" else DeclineForm(),
        "faulty": form,
        "unsaved": unsaved if verb is None else None,
        "why_not": actions.why_not_take_part(engagement, today()),
        **_case(engagement.case),
    }
    return links.guarded(render(request, "impact_assessment/invited.html", context))


def _form(request, engagement: Engagement, verb: str | None):
    """What was sent; taking part asks for nothing but the button."""
    if verb == "submit":
        return OpinionForm(request.POST, case=engagement.case)
    return DeclineForm(request.POST) if verb == "decline" else Plain(request.POST)


def _answered(engagement: Engagement, verb: str | None, form) -> bool:
    """Whether what was sent is done; what refuses it stands in ``form``."""
    if not form.is_valid():
        return False
    by, data = machine(engagement.expert.external.name, engagement.case.agency, today()), form.cleaned_data
    if verb == "accept":
        act = partial(actions.accept, engagement)
    elif verb == "decline":
        act = partial(actions.decline, engagement, reason=data["reason"])
    elif verb == "submit":
        words = {name: data[name] for name in ("timing", "keeps_secret")}
        act = partial(actions.submit, engagement, form.opinions(), **words)
    else:
        return False
    return attempt(form, partial(act, by=by)) is not None


def _case(case: Case) -> dict:
    """The form as it stood when it was sent out, and the drafts; no advice and no opinion of anybody else."""
    sent = [one for one in case.editions.all() if one.rule == standing.FILL]
    shown = sent[-1].content if sent else content(case)
    answers = groupby(shown["answers"], key=lambda one: one["section"])
    return {
        "case": case,
        "sections": [(section, list(rows)) for section, rows in answers],
        "statistics": shown["statistics"],
        "drafts": standing.drafts(case),
    }


def _dead(request, token):
    """404 all the same; who once had a good link learns whom to ask."""
    link = links.find_dead(token, PURPOSE, today()) or links.find(token, PURPOSE, today())
    asked = _engagements().filter(pk=link.object_id).first() if link else None
    context = {"engagement": asked}
    return links.guarded(render(request, "impact_assessment/invited_dead.html", context, status=404))


@require_safe
def thanks(request, token):
    """After the answer: that it has arrived, and whom to ask from now on."""
    link = links.find_dead(token, PURPOSE, today())
    answers = (EngagementState.SUBMITTED, EngagementState.DECLINED)
    engagement = _engagements().filter(pk=link.object_id, state__in=answers).first() if link else None
    if engagement is None:
        return _dead(request, token)
    context = {"engagement": engagement}
    return links.guarded(render(request, "impact_assessment/invited_thanks.html", context))


@require_safe
def file(request, token, pk):
    """One draft of this case."""
    engagement = engagement_of(token)
    case = Case.objects.whole().get(pk=engagement.case_id)
    row = next((one for one in standing.drafts(case) if one.pk == pk), None)
    if row is None:
        raise Http404
    return links.guarded(files.serve(row.file))
