"""Who is asked, who has done it and who is short: the lists behind the numbers, and the same as files."""

import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.clock import today
from core.contract import Scope
from core.roc import parse_roc, to_roc_year
from core.spreadsheets import CONTENT_TYPES, Sheet, write_csv, write_ods, write_xlsx
from organization.models import Person, Sex, Unit
from organization.views.asked import agency_of
from training import permissions
from training.compliance import people
from training.compliance.findings import lists_of
from training.compliance.progression import advanced_without_basic

ROWS = 100
LISTS = ("missing", "asked", "counted", "all", "advanced")
WRITERS = {
    "ods": lambda sheet: write_ods([sheet]),
    "xlsx": lambda sheet: write_xlsx([sheet]),
    "csv": write_csv,
}


@require_safe
def people_list(request, year):
    """The people of the year that the actor may see, by unit, those shortest of hours first."""
    shown = _chosen(request, year)
    units = (
        Unit.objects.visible_to(request.actor)
        .filter(agency_id=shown["scope"].agency_id)
        .on(shown["scope"].day)
    )
    choices = [(one, label, one == shown["which"]) for one, label in _labels()]
    exports = [
        (
            kind,
            f"{reverse('training:people-export', kwargs={'year': year, 'kind': kind})}?{request.GET.urlencode()}",
        )
        for kind in WRITERS
    ]
    is_office = permissions.is_personnel(request.actor, shown["scope"].agency_id)
    page = Paginator(shown["people"], ROWS).get_page(request.GET.get("page"))
    context = shown | {"units": units, "choices": choices, "exports": exports, "is_office": is_office}
    context["page_obj"] = page
    why_not = permissions.why_not_remind(request.actor, shown["scope"].agency_id, year)
    if why_not is None:
        context["remind"] = f"{reverse('training:remind', kwargs={'year': year})}?{_where(request)}"
    return render(request, "training/people.html", context)


def _where(request) -> str:
    """The agency and unit of the page, for the page that follows."""
    return urlencode({name: request.GET[name] for name in ("agency", "unit") if request.GET.get(name)})


def _labels():
    return (
        ("missing", _("尚缺")),
        ("counted", _("已完成")),
        ("asked", _("應訓")),
        ("all", _("全部（含不列入）")),
        ("advanced", _("未修基礎而修進階（提醒）")),
    )


@require_safe
def export(request, year, kind):
    """The same list as ODS, XLSX or CSV."""
    writer = WRITERS.get(kind)
    if writer is None:
        raise Http404
    shown = _chosen(request, year)
    rows = [
        [
            one.staff_number,
            one.name,
            str(Sex(one.sex).label),
            one.unit,
            _("是") if one.asked else _("否"),
            Decimal(one.have) / 60,
            Decimal(one.pending) / 60,
            Decimal(one.short) / 60 if one.asked else None,
            Decimal(one.short_advanced) / 60 if one.asked else None,
            str(one.why),
        ]
        for one in shown["people"]
    ]
    answer = HttpResponse(writer(Sheet(_("完訓情形"), _headers(), rows)), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="training-{to_roc_year(year)}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _headers() -> list[str]:
    return [
        _("員工編號"),
        _("姓名"),
        _("性別"),
        _("組室"),
        _("應訓"),
        _("已核時數"),
        _("待核時數"),
        _("尚缺時數"),
        _("尚缺進階時數"),
        _("說明"),
    ]


def _chosen(request, year: int) -> dict:
    """The list asked for, cut to whom the actor may see."""
    actor = request.actor
    agency_id = agency_of(request).id
    which = request.GET.get("list", "missing")
    which = which if which in LISTS else "missing"
    scope = Scope(agency_id, year, _day(request), unit_of(request))
    found = people(scope)
    asked, done = lists_of(request.GET.get("rule", ""), found)
    ids = {one.person_id for one in done}
    lists = {
        "missing": [one for one in asked if one.person_id not in ids],
        "asked": asked,
        "counted": done,
        "all": list(found.people),
        "advanced": [],
    }
    if which == "advanced":
        early = advanced_without_basic(scope)
        lists[which] = [one for one in found.people if one.person_id in early]
    seen = set(Person.objects.visible_to(actor).values_list("id", flat=True))
    shown = [one for one in lists[which] if one.person_id in seen]
    shown.sort(key=lambda one: -(one.short + one.short_advanced))
    rule = found.book.get(request.GET.get("rule", ""))
    return {"scope": scope, "which": which, "people": shown, "rule": rule, "unit": scope.unit_id}


def _day(request) -> datetime.date:
    """The day that the number stood for, which its link names; today without one."""
    try:
        return min(parse_roc(request.GET["as_of"]), today())
    except (KeyError, ValidationError):
        return today()


def unit_of(request) -> int | None:
    """The unit asked for, among those the actor may know; another is as if it weren't there."""
    asked = request.GET.get("unit", "")
    if not asked:
        return None
    found = Unit.objects.visible_to(request.actor).filter(
        pk=asked if asked.isdecimal() and len(asked) < 19 else 0
    )
    if not found.exists():
        raise Http404
    return int(asked)
