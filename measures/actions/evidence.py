"""Evidence added, corrected, withdrawn; its day is its own (M-6)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from measures import permissions
from measures.models import Evidence, Kind, Measure
from organization import history
from organization.models import Attachment
from statistics_app.actions.refusing import refuse


@dataclass(frozen=True)
class Proof:
    """A file or an address, of which day it is, what it shows, and whether the public may see it."""

    kind: str
    dated_on: datetime.date
    caption: str
    alt_text: str = ""
    is_public: bool = False
    file: Attachment | None = None
    url: str = ""


@transaction.atomic
def add_evidence(measure: Measure, proof: Proof, *, by, token: uuid.UUID | None = None) -> Evidence:
    """One more piece; the same token gives the first."""
    Measure.objects.select_for_update().get(pk=measure.pk)
    if token and (known := measure.evidence.filter(token=token).first()):
        return known
    refuse(permissions.why_not_change(by, measure))
    return _describe(Evidence(measure=measure, token=token), proof, by=by, verb=_n("加入佐證"))


@transaction.atomic
def correct_evidence(evidence: Evidence, proof: Proof, *, by) -> Evidence:
    """Another day, another caption, another file; without a new file the one it has stays."""
    refuse(permissions.why_not_change_evidence(by, evidence))
    return _describe(evidence, proof, by=by, verb=_n("更正佐證"))


def _describe(evidence: Evidence, proof: Proof, *, by, verb: str) -> Evidence:
    for name in ("kind", "dated_on", "caption", "alt_text", "is_public", "url"):
        setattr(evidence, name, getattr(proof, name))
    evidence.file = proof.file or evidence.file
    _refuse(evidence, by)
    return history.save(evidence, by=by, verb=verb, role=permissions.acts_as(by, evidence.measure.agency_id))


def _refuse(evidence: Evidence, by) -> None:
    wrong = {}
    if evidence.dated_on > by.day:
        wrong["dated_on"] = _("佐證日期不得晚於今天。")
    if evidence.file is None and not evidence.url:
        wrong["file"] = _("請選擇檔案，或填網址。")
    if not evidence.alt_text and (evidence.kind == Kind.PHOTO or is_picture(evidence.file)):
        wrong["alt_text"] = _("照片與圖片須填替代文字，供看不到的人理解。")
    if wrong:
        raise ValidationError(wrong)


def is_picture(file: Attachment | None) -> bool:
    return file is not None and file.content_type.startswith("image/")


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by, reason: str) -> Evidence:
    """It proves nothing any more; it stays on record with the reason."""
    if evidence.withdrawn_because == reason.strip() != "":
        return evidence
    refuse(permissions.why_not_change_evidence(by, evidence))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    evidence.withdrawn_because = reason
    role = permissions.acts_as(by, evidence.measure.agency_id)
    return history.save(evidence, by=by, verb=_n("撤下佐證"), role=role, reason=reason)
