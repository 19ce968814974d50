"""The public pages: no sign-in, no cookie, read only. What isn't public doesn't exist (W-1, W-4)."""

from dataclasses import replace
from functools import wraps
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from core.files import serve
from organization.models import Agency
from public_zone import catalogue, pages
from public_zone.downloads import files_of, found
from public_zone.zone import Zone, zone_of
from publishing.models import Publication


def open_to_all(view):
    """GET and HEAD only; a reader who has the page already gets 304."""
    return require_safe(conditional_page(_or_missing(view)))


def _or_missing(view):
    """The zone's own page for what isn't there: not yet public, withdrawn and never there look the same."""

    @wraps(view)
    def answered(request, code="", **kwargs):
        try:
            return view(request, code=code, **kwargs) if code else view(request)
        except Http404:
            zone = zone_of(Agency.objects.filter(code=code).first())
            home = reverse("public_zone:home", kwargs={"code": code})
            response = _html(pages.missing(zone and replace(zone, root=home)))
            response.status_code = 404
            return response

    return answered


def _zone(code: str, *, whole: bool = False) -> Zone:
    zone = zone_of(get_object_or_404(Agency, code=code), whole=whole)
    if zone is None:
        raise Http404
    return zone


def _html(text: str) -> HttpResponse:
    return HttpResponse(text, headers={"Content-Language": "zh-Hant-TW"})


@open_to_all
def agencies(request):
    shown = Publication.objects.current().values("agency_id")
    return _html(pages.agencies(Agency.objects.filter(id__in=shown)))


@open_to_all
def home(request, code):
    return _html(pages.home(_zone(code)))


@open_to_all
def sitemap(request, code):
    return _html(pages.sitemap(_zone(code)))


@open_to_all
def listing(request, code, section):
    zone = _zone(code)
    if not zone.of(section):
        raise Http404
    return _html(pages.listing(zone, section))


@open_to_all
def piece(request, code, section, key):
    zone = _zone(code)
    publication = next((one for one in zone.of(section) if one.key == key), None)
    if publication is None:
        raise Http404
    files = [one.file for one in publication.files.select_related("file")]
    return _html(pages.piece(zone, publication, files))


@require_safe
@_or_missing
def file(request, code, section, name, ext):
    """Data of a page, or a file that was published with it."""
    rows = Publication.objects.filter(agency__code=code, kind=section).current().select_related("agency")
    keys = [key for key in rows.values_list("key", flat=True) if name.startswith(key)]
    named = rows.filter(key__in=keys).prefetch_related("files__file")
    return answer(((one, files_of(one)) for one in named), name, ext)


def answer(rows, name: str, ext: str) -> HttpResponse:
    """The file of that name of one of the pages, as a download; ``rows`` as ``downloads.found`` takes them."""
    download = found(rows, name, ext)
    if download is None:
        raise Http404
    if download.attachment:
        response = serve(download.attachment)
    else:
        response = HttpResponse(download.body(), content_type=download.media)
    response.headers["Content-Disposition"] = f'attachment; filename="{download.name}"'
    return response


@open_to_all
def dcat(request, code):
    zone = _zone(code, whole=True)
    return HttpResponse(catalogue.dcat(zone, _base(code)), content_type="application/ld+json; charset=utf-8")


@open_to_all
def portal(request, code):
    zone = _zone(code, whole=True)
    return HttpResponse(catalogue.portal(zone, _base(code)), content_type="application/json; charset=utf-8")


def _base(code: str) -> str:
    """The site's own name, whatever host was asked for."""
    return urljoin(settings.SITE_URL, reverse("public_zone:home", kwargs={"code": code}))
