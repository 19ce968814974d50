"""The site's addresses, and a page behind a personal link such as chapters have."""

from django.http import Http404, HttpResponse
from django.urls import include, path

from core.clock import today
from notices import links


def opinion(request, raw):
    link = links.find(raw, "opinion", today())
    if link is None:
        raise Http404
    return links.guarded(HttpResponse(str(link.object_id)))


urlpatterns = [
    path("invited/<str:raw>/", opinion, name="opinion"),
    path("", include("gmplan.urls")),
]
