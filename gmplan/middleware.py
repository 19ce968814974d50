"""What every answer carries, and what no request may exceed (RQ-G1, G7, C6). They are outermost, so that error
pages and static files have the headers too."""

import secrets

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig
from django.http import HttpResponse

from gmplan.logs import request_number

LAST_PORT = 65535
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
OFF = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)


class RequestNumber:
    """A number for each request, in its answer and in every log line that it causes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number = secrets.token_hex(6)
        request_number.set(request.number)  # stays: Django logs refusals when the answer has left here
        response = self.get_response(request)
        response["X-Request-ID"] = request.number
        return response


class Headers:
    """The headers that neither Django nor django-csp sets."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = OFF
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response


class Bounds:
    """Methods we don't know get 405; a body over the limit 413 before it is read; HEAD is answered without one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
        if _length(request) > settings.BODY_MAX_BYTES:
            raise RequestDataTooBig
        if _port(request) > LAST_PORT:
            raise DisallowedHost
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL")  # no text holds it, and PostgreSQL refuses even to look for it
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response


def _port(request) -> int:
    """Django lets every number pass."""
    text = request.META.get("HTTP_HOST", "").rpartition(":")[2]
    return int(text) if text.isascii() and text.isdecimal() else 0


def _length(request) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdecimal() else 0
