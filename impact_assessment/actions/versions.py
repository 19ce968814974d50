"""Forms loaded, followed by a new version, put right while no case has begun with them (G-3)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.roc import format_day
from impact_assessment import permissions
from impact_assessment.models import AnswerKind, FormVersion, Question
from impact_assessment.versions import clashing
from organization import history
from organization.models import Agency
from organization.models.change import Channel
from statistics_app.actions.refusing import refuse

COPIED = ("part", "section", "number", "text", "hint", "kind", "required_for", "required_when", "order")
"""What a question is made of."""
WORDS = ("title", "source", "is_unverified")
"""What may be said otherwise of a form that isn't used yet."""


@transaction.atomic
def load(forms: list[dict], agency: Agency, *, by) -> list[FormVersion]:
    """Forms that aren't there yet (``formfiles.read``); one that is there stays as its keepers have it."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    refuse(permissions.why_not_keep(by, agency.pk))
    there = {one.code: one for one in FormVersion.objects.filter(agency=agency)}
    made = []
    for told in forms:
        if told["code"] in there:
            continue
        columns = {name: told[name] for name in ("code", "title", "kinds", "since", "until", "source")}
        replaces = there.get(told["replaces"])
        form = FormVersion(agency=agency, is_unverified=True, replaces=replaces, **columns)
        there[form.code] = _keep(form, told["questions"], by=by, channel=Channel.COMMAND)
        made.append(form)
    return made


def _keep(form: FormVersion, questions: list[dict], *, by, channel: str) -> FormVersion:
    if other := clashing(form):
        said = _("與「%(form)s」（%(day)s起）適用的期間重疊。")
        raise ValidationError({"since": said % {"form": other, "day": format_day(other.since)}})
    role = permissions.acts_as(by, form.agency_id)
    history.save(form, by=by, verb=_n("新增表式"), role=role, channel=channel)
    rows = [Question(form=form, **one) for one in questions]
    history.create_many(rows, by=by, verb=_n("新增題目"), role=role, channel=channel)
    return form


@transaction.atomic
def follow(old: FormVersion, *, code: str, title: str, since: datetime.date, source: str, by) -> FormVersion:
    """A new version with the same questions holds from ``since`` on; cases keep the one they began with."""
    old = FormVersion.objects.select_for_update().get(pk=old.pk)
    refuse(permissions.why_not_keep(by, old.agency_id))
    if known := FormVersion.objects.filter(replaces=old, code=code, since=since).first():
        return known
    if since <= old.since or (old.until and since > old.until):
        said = _("須在原版本的起日（%(day)s）之後，並與其迄日銜接。")
        raise ValidationError({"since": said % {"day": format_day(old.since)}})
    if used := old.cases.filter(screened_on__gte=since).order_by("-screened_on").first():
        said = _("已有案件於%(day)s以原版本開始，新版本須自其後起。")
        raise ValidationError({"since": said % {"day": format_day(used.screened_on)}})
    new = FormVersion(
        agency_id=old.agency_id,
        code=code,
        title=title,
        kinds=old.kinds,
        since=since,
        until=old.until,
        source=source,
        is_unverified=old.is_unverified,
        replaces=old,
    )
    if new.until == since:
        new.until = None
    if old.until != since:
        old.until = since
        history.save(old, by=by, verb=_n("由新版接續"), role=permissions.acts_as(by, old.agency_id))
    rows = [{name: getattr(one, name) for name in COPIED} for one in old.questions.all()]
    return _keep(new, rows, by=by, channel=Channel.FORM)


@transaction.atomic
def describe(form: FormVersion, *, by) -> FormVersion:
    """Other words for it (``WORDS``), set by the caller with the version that was read."""
    _refuse_used(form, by)
    return history.save(form, by=by, verb=_n("更正表式"), role=permissions.acts_as(by, form.agency_id))


@transaction.atomic
def keep_question(question: Question, *, by) -> Question:
    """A new question, or other words for one, in a form that no case has begun with."""
    form = _refuse_used(question.form, by)
    if strangers := sorted(set(question.required_for) - set(form.kinds)):
        said = _("這份表式不適用於這些類別：%(kinds)s。")
        raise ValidationError({"required_for": said % {"kinds": _("、").join(strangers)}})
    asked = form.questions.filter(kind=AnswerKind.YES_NO, part=question.part).exclude(pk=question.pk)
    if strangers := sorted(set(question.required_when) - set(asked.values_list("number", flat=True))):
        said = _("沒有這些是／否題：%(numbers)s。")
        raise ValidationError({"required_when": said % {"numbers": _("、").join(strangers)}})
    verb = _n("更正題目") if question.pk else _n("新增題目")
    return history.save(question, by=by, verb=verb, role=permissions.acts_as(by, form.agency_id))


@transaction.atomic
def drop_question(question: Question, *, by, reason: str) -> None:
    """Out of a form that no case has begun with; what it said stays in the history."""
    form = _refuse_used(question.form, by)
    if not reason.strip():
        raise ValidationError(_("刪去題目須說明事由。"))
    role = permissions.acts_as(by, form.agency_id)
    history.remove(question, by=by, verb=_n("刪去題目"), role=role, reason=reason, channel=Channel.FORM)


def _refuse_used(form: FormVersion, by) -> FormVersion:
    """The form, held so that no case begins with it meanwhile."""
    stored = FormVersion.objects.select_for_update().get(pk=form.pk)
    refuse(permissions.why_not_edit_form(by, stored))
    return stored
