"""How an action's refusal reaches the page: above the form, with everything that was typed still in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from core.text import clean_line
from organization import history

REASON_LENGTH = 200


def attempt(form, act):
    """What ``act`` gives, or None; refusals become the form's errors."""
    try:
        return act()
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        _tell(form, refusal)
    except history.Conflict:
        form.add_error(None, _("這筆紀錄剛才已被別人修改，您填的內容還在，請核對後再送一次。"))
    return None


def _tell(form, refusal: ValidationError) -> None:
    """At the field that it speaks of where the form has it, else above the form."""
    for name, errors in getattr(refusal, "error_dict", {None: refusal.messages}).items():
        form.add_error(name if name in form.fields else None, errors)


def done(request, act) -> bool:
    """Whether ``act``, which a button alone asks for, was done; what it refuses stands above the page."""
    try:
        act()
    except ValidationError as refusal:
        for said in refusal.messages:
            messages.error(request, said)
    except history.Conflict:
        messages.error(request, _("這筆紀錄剛才已被別人修改，請核對後再試。"))
    else:
        return True
    return False


def clean_reason(request) -> str:
    """The reason typed beside a button; ValidationError where it is no plain line."""
    return clean_line(request.POST.get("reason", ""))[:REASON_LENGTH]
