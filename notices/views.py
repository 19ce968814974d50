"""The outbox: letters are read, mended, sent or discarded by the people of their office (N-1, N-3)."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.text import clean_line
from notices import actions, calendar, permissions
from notices.filters import OPEN, LetterFilter
from notices.forms import LetterForm
from notices.models import PLACE, Letter, Run
from organization import history

ROWS = 50


def _letters(actor):
    return Letter.objects.visible_to(actor).select_related("sent_by__person")


@require_safe
def letter_list(request):
    """The letters of the actor's offices; without a choice those that are still to be looked at."""
    if reason := permissions.why_not_open(request.actor):
        raise PermissionDenied(reason)
    asked = request.GET if {"state", "q"} & set(request.GET) else {"state": OPEN}
    mine = Letter.objects.visible_to(request.actor)
    found = LetterFilter(asked, mine)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    moment = clock.moment()
    context = {
        "form": found.form,
        "page_obj": page,
        "rows": [(letter, letter.said(moment)) for letter in page],
        "last": mine.aggregate(at=Max("sent_at"))["at"],
        "sends_alone": request.actor.agency and request.actor.agency.code in settings.DIGESTS_SENT_BY_ITSELF,
        "run": Run.objects.visible_to(request.actor).first(),
    }
    return render(request, "notices/letter_list.html", context)


@require_POST
def decide(request):
    """Send the ticked letters, or discard them with a reason."""
    ids = [int(one) for one in request.POST.getlist("id")[:ROWS] if one.isdecimal() and len(one) < 19]
    letters = list(_letters(request.actor).filter(pk__in=ids).order_by("id"))
    decision = {"send": _send, "discard": _discard}.get(request.POST.get("verb"))
    if decision is None:
        return HttpResponseBadRequest()
    if letters:
        decision(request, letters)
    else:
        messages.warning(request, _("沒有勾選任何一封。"))
    if "letter" in request.POST and letters:
        return redirect("notices:letter-detail", pk=letters[0].pk)
    return redirect(f"{reverse('notices:letter-list')}?{_shown_before(request)}")


def _shown_before(request) -> str:
    """The list's filter and page, as the form brought them along."""
    asked = QueryDict(request.POST.get("shown", "")[:500])
    return urlencode({name: asked[name] for name in ("state", "q", "page") if name in asked})


def _send(request, letters) -> None:
    _say(request, actions.send(letters, by=request.actor), _("已寄出 %(count)s 封。"))


def _discard(request, letters) -> None:
    try:
        reason = clean_line(request.POST.get("reason", ""))[:200]
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return
    _say(request, actions.discard(letters, by=request.actor, reason=reason), _("已捨棄 %(count)s 封。"))


def _say(request, outcome, text: str) -> None:
    """What was done, and why the rest was left."""
    if outcome.done:
        messages.success(request, text % {"count": len(outcome.done)})
    for letter, reason in outcome.skipped[:10]:
        messages.warning(request, _("%(who)s：%(reason)s") % {"who": letter.to_name, "reason": reason})


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    """One letter exactly as it will go out or went, the form to mend it, and what happened to it."""
    letter = get_object_or_404(_letters(request.actor), pk=pk)
    form = LetterForm(request.POST or None, letter=letter)
    theirs = None
    if request.method == "POST" and form.is_valid():
        theirs = _edit(request, letter, form)
        if not form.errors:
            messages.success(request, _("已修改，信件還沒有寄出。"))
            return redirect("notices:letter-detail", pk=pk)
    shown = theirs or get_object_or_404(_letters(request.actor), pk=pk)
    return render(request, "notices/letter_detail.html", _page(request, shown, form) | {"theirs": theirs})


def _edit(request, letter, form) -> Letter | None:
    """Call the action. Where somebody else was first, gives their version; what was typed stays in the form."""
    typed = {name: form.cleaned_data[name] for name in ("subject", "body", "to_email")}
    letter.version = form.cleaned_data["version"]
    try:
        actions.edit(letter, by=request.actor, **typed)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        for name, faults in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    except history.Conflict as conflict:
        form.add_error(None, _("這封信剛才已被別人修改。您填的內容還在下方，請與現在的內容核對後再送一次。"))
        form.data = form.data.copy()
        form.data["version"] = conflict.current.version
        return conflict.current
    return None


def _page(request, letter, form) -> dict:
    actor, moment = request.actor, clock.moment()
    return {
        "letter": letter,
        "said": letter.said(moment),
        "parts": re.split(f"({re.escape(PLACE)})", letter.body),
        "place": PLACE,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "event": calendar.read(letter.calendar) if letter.calendar else None,
        "form": form if permissions.why_not_edit(actor, letter) is None else None,
        "why_not_send": permissions.why_not_send(actor, letter),
        "may_discard": permissions.why_not_discard(actor, letter) is None,
        "may_retry": permissions.why_not_retry(actor, letter, moment) is None,
        "may_again": permissions.why_not_again(actor, letter) is None,
        "changes": history.of(letter),
    }


@require_POST
def retry(request, pk):
    """Put a discarded or interrupted letter back among those that wait."""
    letter = get_object_or_404(_letters(request.actor), pk=pk)
    actions.retry(letter, by=request.actor)
    messages.success(request, _("已放回待寄，信件還沒有寄出。"))
    return redirect("notices:letter-detail", pk=pk)


@require_POST
def again(request, pk):
    """Lay a sent letter down once more."""
    letter = get_object_or_404(_letters(request.actor), pk=pk)
    copy = actions.again(letter, by=request.actor)
    messages.success(request, _("已再擬一封同樣的信，還沒有寄出。"))
    return redirect("notices:letter-detail", pk=copy.pk)
