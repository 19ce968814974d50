"""The other committees."""

from django.http import HttpResponse


def register(request, year):
    return HttpResponse("")
