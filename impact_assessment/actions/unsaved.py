"""Text that is being typed, kept before anybody saves it; it is no record and has no history (G-4)."""

import re
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import moment
from core.text import CONTROLS, TEXT_LENGTH
from impact_assessment import permissions
from impact_assessment.models import Case, Engagement, Unsaved

PAGES = 40
"""On so many pages of a case one person may have unsaved text at a time."""
FIELDS = 200
NAME = re.compile(r"^[\w.-]{1,60}$", re.ASCII)
VERSION = "version"
"""Names that end so hold the version that was read when the typing began."""


@transaction.atomic
def keep(case: Case, page: str, fields: Mapping[str, str], *, by) -> Unsaved:
    """What a person of the case's unit has typed on ``page``."""
    if refusal := permissions.why_not_work(by, case):
        raise PermissionDenied(refusal)
    Case.objects.select_for_update().get(pk=case.pk)
    return _keep({"case": case, "account": by.account, "engagement": None}, page, fields)


@transaction.atomic
def keep_of_expert(engagement: Engagement, page: str, fields: Mapping[str, str]) -> Unsaved:
    """What an invited expert has typed."""
    Case.objects.select_for_update().get(pk=engagement.case_id)
    if refusal := permissions.why_not_answer(Engagement.objects.select_related("case").get(pk=engagement.pk)):
        raise PermissionDenied(refusal)
    return _keep({"case": engagement.case, "account": None, "engagement": engagement}, page, fields)


def _keep(owner: dict, page: str, fields: Mapping[str, str]) -> Unsaved:
    theirs = Unsaved.objects.filter(**owner)
    before = theirs.filter(page=page).first()
    if before is None and theirs.count() >= PAGES:
        raise ValidationError(_("暫存的頁面太多，請先儲存或捨棄。"))
    said = merged(before.fields if before else {}, checked(fields))
    row, _made = Unsaved.objects.update_or_create(
        **owner, page=page, defaults={"fields": said, "saved_at": moment()}
    )
    return row


def checked(fields: Mapping[str, str]) -> dict[str, str]:
    """Plain texts by plain names, each no longer than a field may be; ValidationError for anything else."""
    if not isinstance(fields, Mapping) or len(fields) > FIELDS:
        raise ValidationError(_("暫存的內容無法辨識。"))
    for name, text in fields.items():
        if not NAME.match(name) or not isinstance(text, str):
            raise ValidationError(_("暫存的內容無法辨識。"))
        if len(text) > TEXT_LENGTH:
            raise ValidationError(_("文字超過 %(most)s 字，無法暫存。") % {"most": TEXT_LENGTH})
    return {name: CONTROLS.sub("", text.replace("\r\n", "\n")) for name, text in fields.items()}


def merged(before: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """The newer texts over the older ones; a version stays that of the first typing, so that no one is overtaken."""
    versions = {name: text for name, text in before.items() if name.endswith(VERSION)}
    found = {**before, **fields, **versions}
    if len(found) > FIELDS:
        raise ValidationError(_("暫存的內容無法辨識。"))
    return found


@transaction.atomic
def forget(case: Case, page: str, *, by) -> None:
    """It was saved, or is not wanted any more."""
    Unsaved.objects.filter(case=case, account=by.account, page=page).delete()


@transaction.atomic
def forget_all(engagement: Engagement) -> None:
    """The expert has answered, or is asked no longer."""
    Unsaved.objects.filter(engagement=engagement).delete()


def typed(case: Case, page: str, *, by) -> Unsaved | None:
    """What this person typed there and has not saved."""
    return Unsaved.objects.filter(case=case, account=by.account, page=page).first()


def typed_by_expert(engagement: Engagement, page: str) -> Unsaved | None:
    return Unsaved.objects.filter(engagement=engagement, page=page).first()
