"""The page behind a personal link."""

from django.http import HttpResponse


def page(request, token):
    return HttpResponse("")
