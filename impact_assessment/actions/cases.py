"""Cases entered, described, judged to need an assessment or not, given up; nil returns (伍四; G-1, G-14, G-15)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import Scope
from core.roc import format_day, format_year
from impact_assessment import permissions
from impact_assessment.actions.locking import locked
from impact_assessment.models import Answer, Case, FormVersion, NilReturn, Part, Step
from impact_assessment.versions import form_for
from organization import history
from organization.models import Agency, Unit
from plan.rules import RuleBook, in_force
from statistics_app.actions.refusing import refuse

TRIGGERS, ORDER = "GIA-01", "GIA-08"


@dataclass(frozen=True)
class Words:
    """What is known of a bill, works programme or plan; ``kind`` is a code of rule GIA-01."""

    unit: Unit
    kind: str
    title: str
    year: int
    summary: str = ""
    authors: str = ""
    contractor: str = ""


@dataclass(frozen=True)
class Screening:
    """Was an assessment needed? If not: ``exemption``, a code of rule GIA-01, and why it applies."""

    is_needed: bool
    on: datetime.date
    exemption: str = ""
    because: str = ""


def named(rules: RuleBook, name: str) -> dict[str, dict]:
    """The entries ``triggers`` or ``exemptions`` of rule GIA-01 by their codes; none without a rule."""
    return {one["code"]: one for one in rules.number(TRIGGERS, name) or ()}


@transaction.atomic
def open_case(
    agency: Agency, words: Words, *, by, token: uuid.UUID | None = None, source: Case | None = None
) -> Case:
    """A new case, perhaps from an earlier one whose answers it takes over; the same token gives the first."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if token and (known := Case.objects.of(agency.id).filter(token=token).first()):
        return known
    refuse(permissions.why_not_open(by, words.unit))
    case = Case(agency=agency, token=token, opened_on=by.day, started_from=source)
    return _describe(case, words, by=by, verb=_n("沿用前案登錄") if source else _n("登錄案件"))


@transaction.atomic
def change_case(case: Case, words: Words, *, by) -> Case:
    """Other words for it; once it is known to need an assessment, unit, kind and year stay."""
    stored = locked(case)
    refuse(permissions.why_not_change(by, stored))
    if stored.is_needed:
        fixed = {
            name: _("已判定應辦，不能更改。")
            for name in ("unit", "kind", "year")
            if getattr(stored, name) != getattr(words, name)
        }
        if fixed:
            raise ValidationError(fixed)
    else:
        refuse(permissions.why_not_open(by, words.unit))
    return _describe(case, words, by=by, verb=_n("更正案件"))


def _describe(case: Case, words: Words, *, by, verb: str) -> Case:
    if words.unit.agency_id != case.agency_id:
        raise ValidationError({"unit": _("查無此組室或無權使用。")})
    if case.pk is None or not case.is_needed:
        _classify(case, words, by)
    for name in ("unit", "title", "year", "summary", "authors", "contractor"):
        setattr(case, name, getattr(words, name))
    return history.save(case, by=by, verb=verb, role=permissions.acts_as(by, case.agency_id))


def _classify(case: Case, words: Words, by) -> None:
    """Kind and reviewer are those of rule GIA-01 on the day of entry; the year must be one of the plan."""
    scope = Scope(case.agency_id, words.year, by.day)
    if not named(in_force(case.agency_id, scope.day), "triggers"):
        said = _("%(year)s 年沒有應辦性別影響評估的現行規定。")
        raise ValidationError({"year": said % {"year": format_year(words.year)}})
    trigger = named(in_force(case.agency_id, case.opened_on), "triggers").get(words.kind)
    if trigger is None:
        raise ValidationError({"kind": _("現行規定沒有這個類別。")})
    case.kind, case.kind_title = trigger["code"], trigger["title"]
    case.reviewer = trigger["reviewer"]


@transaction.atomic
def screen(case: Case, screening: Screening, *, by) -> Case:
    """Needed: the form of that day is fixed on the case, and its steps begin. Not needed: which ground, and why.

    ``case.version`` is the one that was read.
    """
    stored = locked(case)
    refuse(permissions.why_not_screen(by, stored))
    if screening.on > by.day:
        raise ValidationError({"screened_on": _("判定日不得晚於今天。")})
    rules = in_force(case.agency_id, screening.on)
    case.is_needed, case.screened_on = screening.is_needed, screening.on
    if screening.is_needed:
        _begin(case)
    else:
        _exempt(case, screening, rules)
    verb = _n("判定應辦") if screening.is_needed else _n("判定免辦")
    history.save(case, by=by, verb=verb, role=permissions.acts_as(by, case.agency_id))
    if screening.is_needed:
        _lay_steps(case, rules, by)
        _take_over(case, by)
    return case


def _begin(case: Case) -> None:
    """The form of the day; who has stated that there is nothing to assess takes that back first."""
    if NilReturn.objects.standing().filter(unit_id=case.unit_id, year=case.year).exists():
        said = _("%(unit)s已聲明 %(year)s 年無應辦案件，請先撤回聲明。")
        raise ValidationError(said % {"unit": case.unit, "year": format_year(case.year)})
    case.form = form_for(case.agency_id, case.kind, case.screened_on)
    if case.form is None:
        said = _("%(day)s沒有「%(kind)s」適用的評估表。")
        values = {"day": format_day(case.screened_on), "kind": case.kind_title}
        raise ValidationError({"screened_on": said % values})
    FormVersion.objects.select_for_update().get(pk=case.form_id)  # its questions stay from now on
    case.exemption = case.exemption_title = case.not_needed_because = ""


def _exempt(case: Case, screening: Screening, rules: RuleBook) -> None:
    wrong = {}
    ground = named(rules, "exemptions").get(screening.exemption)
    if ground is None:
        wrong["exemption"] = _("請選擇免辦類型。")
    if not screening.because.strip():
        wrong["not_needed_because"] = _("請說明免辦理由。")
    if wrong:
        raise ValidationError(wrong)
    case.exemption, case.exemption_title = ground["code"], ground["title"]
    case.not_needed_because = screening.because


def _lay_steps(case: Case, rules: RuleBook, by) -> None:
    """A row for each step that rule GIA-08 names, in its order, with the words of the step's own rule."""
    codes = rules.number(ORDER, "steps") or ()
    if not codes or any(code not in rules for code in codes):
        said = _("%(day)s沒有評估程序的現行規定。") % {"day": format_day(case.screened_on)}
        raise ValidationError({"screened_on": said})
    for number, code in enumerate(codes, start=1):
        rule = rules[code]
        step = Step(case=case, number=number, rule=code, title=step_title(rule.text), clause=rule.clause)
        history.save(step, by=by, verb=_n("開始程序"))


def step_title(text: str) -> str:
    """A rule's text as the name of a step."""
    return text.rstrip("\u3002")[:100]


def _take_over(case: Case, by) -> None:
    """Answers of the earlier case to the same questions; dates, opinions, statistics and states are not taken."""
    if case.started_from_id is None:
        return
    rows = Answer.objects.filter(case_id=case.started_from_id).select_related("question")
    given = {(one.question.number, one.question.text): one for one in rows}
    for question in case.form.questions.filter(part=Part.SELF):
        if earlier := given.get((question.number, question.text)):
            row = Answer(case=case, question=question, choice=earlier.choice, text=earlier.text)
            history.save(row, by=by, verb=_n("沿用前案"))


@transaction.atomic
def withdraw_case(case: Case, *, by, reason: str) -> Case:
    """撤案: it stays on record with the reason; the same again changes nothing."""
    stored = locked(case)
    refuse(permissions.why_not_own(by, stored))
    if stored.withdrawn_because == reason.strip() != "":
        return stored
    refuse(permissions.why_not_withdraw(by, stored))
    if waiting := permissions.why_not_leave_experts(stored):
        raise ValidationError(waiting)
    if not reason.strip():
        raise ValidationError(_("撤案須說明事由。"))
    stored.withdrawn_because = reason.strip()
    role = permissions.acts_as(by, case.agency_id)
    return history.save(stored, by=by, verb=_n("撤案"), role=role, reason=reason)


@transaction.atomic
def state_nil(unit: Unit, year: int, *, by) -> NilReturn:
    """「本年度無應辦案件」, once for a unit and year."""
    Agency.objects.select_for_update().get(pk=unit.agency_id)
    refuse(permissions.why_not_state_nil(by, unit))
    if known := NilReturn.objects.standing().filter(unit=unit, year=year).first():
        return known
    if year > by.day.year:
        raise ValidationError(_("年度尚未開始，還不能聲明。"))
    if Case.objects.standing().filter(unit=unit, year=year).exclude(is_needed=False).exists():
        said = _("%(unit)s %(year)s 年已登錄案件，不能聲明無應辦案件。")
        raise ValidationError(said % {"unit": unit, "year": format_year(year)})
    row = NilReturn(unit=unit, year=year, stated_on=by.day)
    return history.save(row, by=by, verb=_n("聲明"), role=permissions.acts_as(by, unit.agency_id))


@transaction.atomic
def withdraw_nil(row: NilReturn, *, by, reason: str) -> NilReturn:
    """There was something to assess after all."""
    refuse(permissions.why_not_state_nil(by, row.unit))
    if row.withdrawn_because == reason.strip() != "":
        return row
    if not reason.strip():
        raise ValidationError(_("撤回聲明須說明事由。"))
    row.withdrawn_because = reason.strip()
    role = permissions.acts_as(by, row.unit.agency_id)
    return history.save(row, by=by, verb=_n("撤回聲明"), role=role, reason=reason)
