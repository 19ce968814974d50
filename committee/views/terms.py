"""Members appointed, corrected, released; people from outside; lists filed (伍一(一)). The secretariat's forms.

The same forms serve the other committees, which the personnel office keeps as well (陸二(六)).
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import actions, permissions
from committee.compliance.rules import RULES
from committee.forms.filings import FilingForm
from committee.forms.members import (
    AppointExternalForm,
    AppointForm,
    EndForm,
    KnownForm,
    TermForm,
    shown,
)
from committee.models import Committee, External, Filing, Membership
from core import files
from core.roc import format_day, parse_roc
from organization import history
from organization.views.saying import attempt
from plan.rules import in_force

forms_only = require_http_methods(["GET", "HEAD", "POST"])


def again(form, act):
    """``act`` as ``attempt`` calls it; when somebody else was first the form says what they did, and may be resent."""
    try:
        return act()
    except history.Conflict as conflict:
        form.data = form.data.copy()
        form.data["version"] = conflict.current.version
        form.theirs = history.of(conflict.current)[:1]
        raise


def page(request, form, title: str, home: tuple[str, str], button: str = "", notice: str = "", changes=()):
    """One form on a page of its own; ``home`` is where it belongs: address and title. ``changes`` come below."""
    context = {"form": form, "title": title, "home": home[0], "home_title": home[1]}
    context |= {"button": button or _("儲存"), "notice": notice, "changes": changes}
    return render(request, "committee/member_form.html", context)


def home_of(committee: Committee) -> tuple[str, str]:
    """The page of the committee: the task force's own, or the one in the register."""
    if committee.kind == "GENDER":
        return reverse("committee:roster"), _("委員名單")
    return reverse("committee:committee-detail", args=[committee.pk]), committee.name


def kept_committee(request, pk: int, why_not=permissions.why_not_keep) -> Committee:
    """A committee that the actor may change; 404 where it isn't to be seen, 403 with the reason otherwise."""
    committee = get_object_or_404(Committee.objects.visible_to(request.actor), pk=pk)
    if reason := why_not(request.actor, committee):
        raise PermissionDenied(reason)
    return committee


def _kept_term(request, pk: int) -> Membership:
    seen = Membership.objects.visible_to(request.actor).select_related("committee", "person", "external")
    term = get_object_or_404(seen, pk=pk)
    if reason := permissions.why_not_keep(request.actor, term.committee):
        raise PermissionDenied(reason)
    return term


def _why_not_run(actor, committee: Committee):
    """People from outside and 備查 belong to the task force alone."""
    if committee.kind != "GENDER":
        raise Http404
    return permissions.why_not_run(actor, committee.agency_id)


@forms_only
def appoint(request, pk):
    """An employee becomes a member; the list of who should sit leads here with the fields filled in."""
    committee = kept_committee(request, pk)
    term = Membership(committee=committee)
    form = AppointForm(request.POST or None, actor=request.actor, term=term, initial=_prefilled(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.appoint(form.term, by=request.actor))
    ):
        messages.success(request, _("已登錄 %(name)s 的聘期。") % {"name": form.term.who.name})
        return redirect(home_of(committee)[0])
    return page(request, form, _("新增委員"), home_of(committee))


def _prefilled(request) -> dict:
    found = {name: request.GET[name] for name in ("person", "seat", "since") if name in request.GET}
    try:
        found["since"] = parse_roc(found["since"])
    except (KeyError, ValidationError):
        found.pop("since", None)
    return found | {"is_ex_officio": "is_ex_officio" in request.GET, "is_public": True}


@forms_only
def appoint_external(request, pk):
    """Somebody from outside becomes a member of the task force."""
    committee = kept_committee(request, pk, _why_not_run)
    form = AppointExternalForm(
        request.POST or None,
        actor=request.actor,
        term=Membership(committee=committee),
        councils=_councils(committee.agency_id, request.actor.day),
    )
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _enter(form, request.actor)):
        messages.success(request, _("已登錄 %(name)s 的聘期。") % {"name": form.term.who.name})
        return redirect(home_of(committee)[0])
    return page(request, form, _("新增府外委員"), home_of(committee))


def _enter(form: AppointExternalForm, actor) -> Membership:
    if form.cleaned_data["external"]:
        return actions.appoint(form.term, by=actor)
    return actions.appoint_external(form.term, by=actor, terms=form.council_terms())


def _councils(agency_id: int, day) -> list[str]:
    """The councils that rule TF-05 names."""
    return in_force(agency_id, day).number("TF-05", "councils") or []


@forms_only
def correct(request, pk):
    """What is on record of a term was wrong, or its end is known now."""
    term = _kept_term(request, pk)
    form = TermForm(request.POST or None, term=term, initial=shown(term))
    home = home_of(term.committee)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: again(form, lambda: actions.appoint(form.term, by=request.actor)))
    ):
        messages.success(request, _("已更正 %(name)s 的聘期。") % {"name": term.who.name})
        return redirect(home[0])
    title = _("更正聘期：%(name)s") % {"name": term.who.name}
    return page(request, form, title, home, changes=history.of(term))


@forms_only
def end(request, pk):
    """A member leaves."""
    term = _kept_term(request, pk)
    form = EndForm(request.POST or None, term=term)
    home = home_of(term.committee)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _end(pk, form.cleaned_data, request.actor))
    ):
        messages.success(request, _("已登錄 %(name)s 離任。") % {"name": term.who.name})
        return redirect(home[0])
    title = _("離任：%(name)s") % {"name": term.who.name}
    return page(request, form, title, home, _("登錄離任"))


def _end(pk: int, data: dict, actor) -> Membership:
    """The form has tried the day on its own copy of the term; the action reads the stored one."""
    return actions.end_term(Membership.objects.get(pk=pk), data["until"], because=data["because"], by=actor)


@forms_only
def external_update(request, pk):
    """What is known of somebody from outside, and a further term on the council."""
    external = get_object_or_404(External.objects.visible_to(request.actor), pk=pk)
    if reason := permissions.why_not_run(request.actor, external.agency_id):
        raise PermissionDenied(reason)
    names = ("name", "sex", "affiliation", "background", "email", "version")
    initial = {name: getattr(external, name) for name in names} | {"external_title": external.title}
    councils = _councils(external.agency_id, request.actor.day)
    form = KnownForm(request.POST or None, councils=councils, initial=initial)
    if request.method == "POST" and form.is_valid():
        known, terms = form.known(external), form.council_terms()
        enter = partial(actions.know_external, known, by=request.actor, terms=terms)
        if attempt(form, lambda: again(form, enter)):
            messages.success(request, _("已儲存 %(name)s 的資料。") % {"name": known.name})
            return redirect("committee:roster")
    notice = _("；").join(f"{one}（{format_day(one.since)}–）" for one in external.council_terms.all())
    if notice:
        notice = _("已登錄的女權會任期：%(terms)s。下方可再加一段。") % {"terms": notice}
    title = _("府外專家學者：%(name)s") % {"name": external.name}
    return page(request, form, title, (reverse("committee:roster"), _("委員名單")), notice=notice)


@forms_only
def file_roster(request, pk):
    """Record that the list was sent for the file before it took effect (須先…備查)."""
    committee = kept_committee(request, pk, _why_not_run)
    book = in_force(committee.agency_id, request.actor.day, RULES)
    initial = {"recipient": book.number("TF-11", "recipient"), "cause": book.number("TF-11", "cause")}
    initial |= {"day": _prefilled(request).get("since"), "filed_on": request.actor.day}
    form = FilingForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: actions.file_roster(form.filing(committee), day=data["day"], by=request.actor),
        ):
            messages.success(request, _("已登錄備查，文號 %(number)s。") % {"number": data["number"]})
            if data["filed_on"] > data["day"] or data["cause"] != initial["cause"]:
                messages.warning(request, _("這次備查不構成例外：須於名單生效前，以特定職務為由函送。"))
            return redirect("committee:roster")
    notice = _("備查須在名單生效前函送；名單再有異動時須重新送備查。")
    return page(request, form, _("名單送備查"), home_of(committee), notice=notice)


@require_safe
def filing_file(request, pk):
    """The letter of a filing, for the secretariat."""
    filings = Filing.objects.filter(committee__agency_id__in=request.actor.agency_ids, file__isnull=False)
    filing = get_object_or_404(filings.select_related("committee", "file"), pk=pk)
    if reason := permissions.why_not_run(request.actor, filing.committee.agency_id):
        raise PermissionDenied(reason)
    return files.serve(filing.file)
