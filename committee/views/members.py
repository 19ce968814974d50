"""The list of members."""

from django.http import HttpResponse


def roster(request):
    return HttpResponse("")
