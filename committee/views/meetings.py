"""Meetings."""

from django.http import HttpResponse


def listed(request, year):
    return HttpResponse("")


def detail(request, pk):
    return HttpResponse("")
