"""Where ``static/js/autosave.js`` sends what is being typed, and where it is thrown away (G-4)."""

import json

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from impact_assessment.actions import unsaved as actions
from impact_assessment.models import Case, Unsaved
from impact_assessment.views.invited import PAGE, engagement_of
from notices import links

LONGEST = 200_000
"""Bytes of one message."""


def _fields(request) -> dict:
    """What the message says; ValidationError where it is no such message."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST or len(request.body) > LONGEST:
        raise ValidationError(_("文字太長，無法暫存。"))
    try:
        return json.loads(request.body)["fields"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValidationError(_("暫存的內容無法辨識。")) from None


def _told(act) -> JsonResponse:
    """When it was kept, or why it wasn't."""
    try:
        row: Unsaved = act()
    except ValidationError as refusal:
        return JsonResponse({"said": refusal.messages[0]}, status=400)
    return JsonResponse({"saved_at": timezone.localtime(row.saved_at).strftime("%H:%M")})


def _case(request, pk: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.actor), pk=pk)


@require_POST
def keep(request, pk, page):
    """What somebody of the case's unit is typing."""
    case = _case(request, pk)
    return _told(lambda: actions.keep(case, page, _fields(request), by=request.actor))


@require_POST
def discard(request, pk, page):
    """Back to what is saved."""
    actions.forget(_case(request, pk), page, by=request.actor)
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return redirect(there) if is_ours else redirect("assessment:case", pk=pk)


@require_POST
def keep_of_expert(request, token):
    """What an invited expert is typing."""
    engagement = engagement_of(token)
    return links.guarded(_told(lambda: actions.keep_of_expert(engagement, PAGE, _fields(request))))


@require_POST
def discard_of_expert(request, token):
    """The expert begins anew."""
    actions.forget_all(engagement_of(token))
    return redirect("assessment:expert", token=token)
