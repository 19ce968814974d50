"""The publishing desk: what is public, what could be, a preview as the public will see it, and the act itself (W-2)."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import today
from core.text import clean_text
from organization.models import Attachment, Role
from public_zone import pages
from public_zone.downloads import files_of
from public_zone.standing import Standing, standings
from public_zone.views.zone import answer
from public_zone.zone import Zone, zone_of
from publishing.actions import publish, withdraw
from publishing.models import Kind, Publication

OFFICES = (Role.SECRETARIAT, Role.ACCOUNTING)


def _standings(request) -> list[Standing]:
    if not any(request.actor.may(role) for role in OFFICES):
        raise PermissionDenied(_("資料由綜合企劃組及會計室公開。"))
    return standings(request.actor, today())


def _one(request, section: str, key: str) -> Standing:
    rows = _standings(request)
    standing = next((one for one in rows if (one.kind, one.key) == (section, key)), None)
    if standing is None:
        raise Http404
    return standing


@require_safe
def desk(request):
    """Every piece with its state; ``?kind=`` shows one kind."""
    rows = _standings(request)
    kind = request.GET.get("kind", "")
    kinds = [one for one in Kind if any(row.kind == one for row in rows)]
    context = {
        "rows": [one for one in rows if kind not in kinds or one.kind == kind],
        "kinds": kinds,
        "chosen": kind,
        "is_open": any(one.current for one in rows),
        "waiting": sum(1 for one in rows if one.may_publish),
        "ticks": any(one.may_tick for one in rows),
    }
    return render(request, "public_zone/desk.html", context)


@require_safe
def preview(request, section, key):
    """The page as the public will see it, under a bar that says so."""
    standing = _one(request, section, key)
    agency = standing.agency
    root = reverse("public_zone:home", kwargs={"code": agency.code})
    zone = replace(zone_of(agency) or Zone(agency, ()), root=root)
    past = Publication.objects.filter(agency=agency, kind=section, key=key).defer("content")
    context = {
        "zone": zone,
        "standing": standing,
        "differences": standing.differences() if standing.is_changed else (),
        "past": past.order_by("-id"),
    }
    with override("zh-hant"):
        shown = pages.framed(None, 0) | pages.shown(standing.copy(), _files(standing))
        return render(request, "public_zone/preview.html", shown | context)


def _files(standing: Standing) -> list[Attachment]:
    if standing.shows_current:
        return files_of(standing.current)
    rows = Attachment.objects.filter(agency=standing.agency).in_bulk(standing.piece.content.files)
    return [rows[one] for one in standing.piece.content.files if one in rows]


@require_safe
def file(request, section, name, ext):
    """A file of the preview, before anybody else can have it."""
    rows = [one for one in _standings(request) if one.kind == section and name.startswith(one.key)]
    return answer(((one.copy(), _files(one)) for one in rows), name, ext)


@require_http_methods(["GET", "HEAD", "POST"])
def make_public(request):
    """Publish what is ticked: all of it or nothing, and only what has not changed since it was looked at."""
    if request.method != "POST":
        return redirect("public_zone:desk")
    ticked = set(request.POST.getlist("piece"))
    rows = {one.stamp: one for one in _standings(request) if one.piece}
    if not ticked:
        messages.error(request, _("請勾選要公開的資料。"))
    elif ticked - set(rows):
        messages.error(request, _("有資料在您查看之後變動過，沒有公開。請重新檢視後再公開。"))
    elif any(rows[one].has_files for one in ticked) and not request.POST.get("checked"):
        messages.error(request, _("檔案將原樣公開，請先確認其中沒有個人資料。"))
    else:
        _publish(request, [rows[one] for one in sorted(ticked)])
    return redirect(_back_to(request))


def _publish(request, chosen: list[Standing]) -> None:
    try:
        with transaction.atomic():
            for one in chosen:
                publish(one.piece, agency=one.agency, by=request.actor)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("已公開 %(n)s 項資料。", "已公開 %(n)s 項資料。", len(chosen))
        messages.success(request, said % {"n": len(chosen)})


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request, section, key):
    """Withdraw what is shown, with the reason; whoever only looks is led to the piece."""
    if request.method != "POST":
        return redirect("public_zone:desk-piece", section, key)
    standing = _one(request, section, key)
    try:
        if standing.current is None:
            raise PermissionDenied(_("這項資料不在公開中。"))
        withdraw(standing.current, by=request.actor, reason=clean_text(request.POST.get("reason", "")))
    except (PermissionDenied, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", None) or [str(refusal)]))
    else:
        messages.success(request, _("已撤下「%(title)s」。") % {"title": standing.title})
    return redirect("public_zone:desk")


def _back_to(request) -> str:
    """The desk as it was filtered."""
    kind = request.POST.get("kind", "")
    return reverse("public_zone:desk") + (f"?{urlencode({'kind': kind})}" if kind in Kind.values else "")
