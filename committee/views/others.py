"""The register of the agency's other committees: who sits on them, by sex, on a day (陸二(六); C-20)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import actions, permissions
from committee.compliance.bodies import Body, bodies, body_findings
from committee.compliance.records import roster_on
from committee.compliance.rules import RULES
from committee.compliance.thirds import heads
from committee.forms.bodies import BodyForm, DissolveForm, MembersForm
from committee.lists import last_day, lines
from committee.models import Committee, Membership
from committee.views.members import exports, spreadsheet
from committee.views.terms import again, home_of, kept_committee, page
from core.contract import Scope, Verdict
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES, Sheet
from organization.views.asked import agency_of, day_of
from organization.views.saying import attempt
from plan.rules import RuleBook, in_force

forms_only = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def register(request, year):
    """Every other committee that stands on the day, those below a third first. A day leads to its year's page."""
    agency = agency_of(request)
    scope, refused = _scope(request, agency.id, year)
    if request.GET.get("on") and scope.as_of.year != year and not refused:
        page = reverse("committee:others", args=[scope.as_of.year])
        return redirect(f"{page}?{request.GET.urlencode()}")
    book = in_force(agency.id, scope.day, RULES)
    context = {
        "year": year,
        "day": scope.day,
        "asked": request.GET.get("on", ""),
        "refused": refused,
        "bodies": _listed(scope, book),
        "findings": body_findings(scope, book),
        "keeps": permissions.why_not_keep_bodies(request.actor, agency.id) is None,
        "exports": exports(request, "committee:others-export", on=scope.day.isoformat(), year=year),
    }
    return render(request, "committee/others.html", context, status=400 if refused else 200)


def _scope(request, agency_id: int, year: int) -> tuple[Scope, str]:
    """The year as of the day asked for, which is kept within it."""
    day, refused = day_of(request)
    return Scope(agency_id, year, day), refused


def _listed(scope: Scope, book: RuleBook) -> list[Body]:
    """The judged ones, those that don't comply first; then those of which no rule in force speaks."""
    judged = [one for rows in bodies(scope, book).values() for one in rows]
    judged.sort(key=lambda body: body.verdict == Verdict.MET)
    known = {one.committee.id for one in judged}
    rest = Committee.objects.others().filter(agency_id=scope.agency_id).on(scope.day).exclude(id__in=known)
    terms = Membership.objects.filter(committee__in=rest).on(scope.day).select_related("person", "external")
    members = {one.id: [] for one in rest}
    for one in terms:
        members[one.committee_id].append(one)
    return judged + [_unjudged(one, members[one.id]) for one in rest]


def _unjudged(committee: Committee, members: list[Membership]) -> Body:
    free = heads(one.sex for one in members if not one.is_ex_officio)
    count = heads(one.sex for one in members)
    return Body(committee, count=count, free=free, verdict=Verdict.UNDETERMINED, least=0)


@require_safe
def register_export(request, year, kind):
    """The register as ODS, XLSX or CSV."""
    agency = agency_of(request)
    scope, refused = _scope(request, agency.id, year)
    if kind not in CONTENT_TYPES or refused:
        raise Http404
    rows = [_row(one) for one in _listed(scope, in_force(agency.id, scope.day, RULES))]
    headers = [_("名稱"), _("性質"), _("層級"), _("設置依據"), _("委員數"), _("男"), _("女"), _("其他或未填")]
    headers += [_("三分之一至少"), _("法定男性至少"), _("法定女性至少"), _("判定"), _("基準日")]
    made = Sheet(_("委員會名冊"), headers, [[*row, scope.day] for row in rows])
    return spreadsheet(made, kind, f"committees-{to_roc_year(year)}")


def _row(body: Body) -> list:
    committee, count = body.committee, body.count
    return [
        committee.name,
        committee.get_kind_display(),
        committee.get_level_display(),
        committee.legal_basis,
        count.total,
        count.men,
        count.women,
        count.others,
        body.least or None,
        *(body.lawful or (None, None)),
        body.verdict.label,
    ]


@require_safe
def detail(request, pk):
    """One committee with its members on a day."""
    committee = get_object_or_404(Committee.objects.visible_to(request.actor).others(), pk=pk)
    day, refused = day_of(request)
    scope = Scope(committee.agency_id, day.year, day)
    roster = roster_on(committee.agency_id, day, committee)
    listed = _listed(scope, in_force(committee.agency_id, day, RULES))
    former = Membership.objects.filter(committee=committee, until__lte=day).select_related(
        "person", "external"
    )
    context = {
        "committee": committee,
        "day": day,
        "asked": request.GET.get("on", ""),
        "refused": refused,
        "body": next((one for one in listed if one.committee == committee), None),
        "lines": lines(roster),
        "last": last_day(committee),
        "former": [{"member": one, "last": last_day(one)} for one in former.order_by("-until", "id")],
        "keeps": permissions.why_not_keep(request.actor, committee) is None,
    }
    return render(request, "committee/committee_detail.html", context, status=400 if refused else 200)


def _register_home(year: int) -> tuple[str, str]:
    return reverse("committee:others", args=[year]), _("委員會名冊")


@forms_only
def create(request):
    """Enter a committee in the register; the secretariat enters the task force here, too."""
    actor = request.actor
    if actor.agency_id is None:
        raise Http404
    if reason := permissions.why_not_keep_bodies(actor, actor.agency_id):
        raise PermissionDenied(reason)
    with_task_force = permissions.is_secretariat(actor, actor.agency_id)
    initial = {"kind": request.GET.get("kind", "")}
    form = BodyForm(request.POST or None, with_task_force=with_task_force, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.found(form.body(Committee(agency=actor.agency)), by=actor))
        if made:
            messages.success(request, _("已登錄「%(name)s」。") % {"name": made.name})
            return redirect(home_of(made)[0])
    return page(request, form, _("新增委員會"), _register_home(actor.day.year))


@forms_only
def update(request, pk):
    """What the register says of a committee was wrong, or has changed."""
    committee = kept_committee(request, pk)
    names = ("name", "kind", "level", "legal_basis", "seats", "fee", "since", "version")
    form = BodyForm(
        request.POST or None,
        with_task_force=committee.kind == "GENDER",
        initial={name: getattr(committee, name) for name in names},
    )
    title, home = _("更正：%(name)s") % {"name": committee.name}, home_of(committee)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: again(form, lambda: actions.found(form.body(committee), by=request.actor)))
    ):
        messages.success(request, _("已更正「%(name)s」。") % {"name": committee.name})
        return redirect(home[0])
    return page(request, form, title, home)


@forms_only
def end(request, pk):
    """A committee is dissolved."""
    committee = kept_committee(request, pk)
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: actions.dissolve(committee, data["until"], by=request.actor, reason=data["reason"]),
        ):
            messages.success(request, _("已登錄裁撤「%(name)s」。") % {"name": committee.name})
            return redirect(home_of(committee)[0])
    title = _("裁撤：%(name)s") % {"name": committee.name}
    return page(request, form, title, home_of(committee), _("登錄裁撤"))


@forms_only
def members(request, pk):
    """Several members at once: all of them are appointed, or none."""
    committee = kept_committee(request, pk)
    form = MembersForm(request.POST or None, actor=request.actor, committee=committee)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.appoint_all(form.terms(), by=request.actor))
        if made:
            messages.success(request, _("已登錄 %(count)s 位委員。") % {"count": len(made)})
            return redirect(home_of(committee)[0])
    context = {"form": form, "committee": committee, "home": home_of(committee)[0]}
    return render(request, "committee/committee_members.html", context)
