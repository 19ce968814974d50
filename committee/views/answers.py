"""What members answer: the date poll, and whether they come (C-8)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from committee import actions, letters, permissions
from committee.forms.meetings import AnswerForm, PollForm
from committee.models import Slot
from committee.views.meetings import PAGE_METHODS, meetings_of, own_invitation, page_of
from organization.views.saying import attempt, done


@require_http_methods(PAGE_METHODS)
def poll(request, pk):
    """Put days and times to the members."""
    if request.method != "POST":  # the form that was refused, opened again by its address
        return redirect("committee:meeting-detail", pk=pk)
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    form = PollForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(
            form, lambda: actions.offer_slots(meeting, data["slots"], until=data["until"], by=request.actor)
        ):
            messages.success(request, _("日期調查的信已放入寄件匣。"))
            return redirect("committee:meeting-detail", pk=pk)
    return page_of(request, meeting, poll_form=form, status=400)


@require_POST
def choose(request, pk, slot):
    """Take one of the proposed times."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    chosen = get_object_or_404(Slot, pk=slot, meeting=meeting)
    if done(request, lambda: actions.choose_slot(meeting, chosen, by=request.actor)):
        messages.success(request, _("已採用這個時間。"))
    return redirect("committee:meeting-detail", pk=pk)


@require_POST
def remind(request, pk):
    """Write to those who have not answered."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if reason := permissions.why_not_change_meeting(request.actor, meeting):
        raise PermissionDenied(reason)
    count = letters.remind(meeting, by=request.actor)
    text = ngettext("%(n)s 封提醒信已放入寄件匣。", "%(n)s 封提醒信已放入寄件匣。", count)
    messages.success(request, text % {"n": count} if count else _("每位委員都已回復，沒有信要寄。"))
    return redirect("committee:meeting-detail", pk=pk)


@require_http_methods(PAGE_METHODS)
def reply(request, pk):
    """A member of the agency says whether they come."""
    if request.method != "POST":  # as above
        return redirect("committee:meeting-detail", pk=pk)
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    own = own_invitation(request.actor, meeting)
    if own is None:
        raise PermissionDenied(_("您不在這次會議的受邀名單中。"))
    form = AnswerForm(request.POST)
    if form.is_valid() and attempt(form, lambda: actions.answer(own, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("已記下您的回復。"))
        return redirect("committee:meeting-detail", pk=pk)
    return page_of(request, meeting, answer_form=form, status=400)
