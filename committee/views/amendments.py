"""Amendments of the plan."""

from django.http import HttpResponse


def listed(request):
    return HttpResponse("")
