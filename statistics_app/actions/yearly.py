"""The yearly form on the use of statistics: when it is due, and that it was sent (伍三(二)3A(2); S-13, ST-06)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.models import Agency, Attachment
from statistics_app import permissions
from statistics_app.actions.refusing import refuse
from statistics_app.models import YearlyForm


@dataclass(frozen=True)
class Sent:
    """That it was sent: to whom, when, under which number, and the very file."""

    to: str
    on: datetime.date
    number: str
    file: Attachment | None = None


def yearly_form(agency: Agency, year: int) -> YearlyForm:
    """The record of the year, or a new one that isn't kept yet."""
    return YearlyForm.objects.filter(agency=agency, year=year).first() or YearlyForm(agency=agency, year=year)


@transaction.atomic
def set_due(form: YearlyForm, due_on: datetime.date | None, *, by) -> YearlyForm:
    """The day that the 主計處's letter gives."""
    refuse(permissions.why_not_keep_indicators(by, form.agency_id))
    form = _locked(form)
    form.due_on = due_on
    return history.save(form, by=by, verb=_n("登錄期限"), role=permissions.acts_as(by, form.agency_id))


@transaction.atomic
def record_sent(form: YearlyForm, sent: Sent, *, by) -> YearlyForm:
    """What was sent stays with its file; a mistake is corrected, and the history keeps it."""
    refuse(permissions.why_not_keep_indicators(by, form.agency_id))
    form = _locked(form)
    if sent.on > by.day:
        raise ValidationError({"sent_on": _("彙送日不得晚於今天。")})
    if sent.file is None and form.file is None:
        raise ValidationError({"file": _("請附送出的檔案，或勾選以系統產製的 PDF 存查。")})
    verb = _n("更正彙送") if form.sent_on else _n("登錄彙送")
    form.sent_to, form.sent_on, form.document_number = sent.to, sent.on, sent.number
    form.file = sent.file or form.file
    return history.save(form, by=by, verb=verb, role=permissions.acts_as(by, form.agency_id))


def _locked(form: YearlyForm) -> YearlyForm:
    """One row a year, whoever is first; what was read before keeps its version."""
    Agency.objects.select_for_update().get(pk=form.agency_id)
    if form.pk is None and (known := YearlyForm.objects.filter(agency=form.agency, year=form.year).first()):
        raise history.Conflict(known)
    return form
