"""The handlers of ``urls.py`` for what goes wrong: a body too large is 413, a database that is busy 503 (RQ-H4)."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.shortcuts import render
from django.views import defaults

from organization.views.kept import page_that_keeps

BUSY = ("locked", "busy", "lock timeout", "canceling statement due to lock")


def bad_request(request, exception):
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)


def server_error(request):
    """The error is still being handled when Django calls this, so it can be asked for."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError) and any(word in str(error).lower() for word in BUSY):
        response = page_that_keeps(request, "503.html", status=503)
        response["Retry-After"] = "20"
        return response
    return defaults.server_error(request)
