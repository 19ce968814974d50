"""What is followed up."""

from django.http import HttpResponse


def listed(request, year):
    return HttpResponse("")
