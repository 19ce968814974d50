"""Letters to experts, laid in the outbox of the case's unit to be read before they go (G-6, G-11).

The expert answers by a personal link that dies once an opinion was given, or when the invitation is called off.
"""

import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from impact_assessment.models import Case, Engagement
from notices import actions as notices
from notices.models import PLACE, Letter, State
from organization.models import Role

PURPOSE = "assessment.engagement"
VIEW = "assessment:expert"


def invite(engagement: Engagement, *, by) -> None:
    _write(engagement, "invitation", _("邀請提供性別影響評估意見：%(case)s"), by)


def remind(engagement: Engagement, *, by) -> None:
    """In place of what still waits."""
    discard_waiting(engagement, by=by, reason=_("由較新的信取代。"))
    _write(engagement, "reminder", _("提醒提供性別影響評估意見：%(case)s"), by)


def call_off(engagement: Engagement, *, by) -> None:
    """Only to whom a letter has gone out."""
    if of(engagement).filter(state=State.SENT).exists():
        _write(engagement, "cancelled", _("取消邀請：%(case)s"), by)


def of(engagement: Engagement):
    """The letters that brought the expert a link."""
    return Letter.objects.filter(link_purpose=PURPOSE, link_object_id=engagement.pk)


def discard_waiting(engagement: Engagement, *, by, reason: str) -> None:
    waiting = of(engagement).filter(state__in=(State.WAITING, State.FAILED))
    notices.discard(list(waiting), by=by, reason=reason)


def _write(engagement: Engagement, template: str, subject, by) -> None:
    """Official letters are in the plan's language."""
    with override("zh-hant"):
        letter = _letter(engagement, template, str(subject), by)
    notices.write([letter], by=by)


def _letter(engagement: Engagement, template: str, subject: str, by) -> Letter:
    case, external = engagement.case, engagement.expert.external
    context = {
        "engagement": engagement,
        "case": case,
        "name": external.name,
        "sender": by.name,
        "address": PLACE,
    }
    link = {
        "link_view": VIEW,
        "link_purpose": PURPOSE,
        "link_object_id": engagement.pk,
        "link_until": _until(engagement, by.day),
    }
    return Letter(
        agency=case.agency,
        office=Role.UNIT_MANAGER,
        unit=case.unit,
        to_name=external.name,
        to_email=external.email,
        subject=(subject % {"case": case.title})[:200],
        body=render_to_string(f"impact_assessment/mail/{template}.txt", context),
        about=case.title[:200],
        about_url=page_of(case),
        **(link if template != "cancelled" else {}),
    )


def page_of(case: Case) -> str:
    return reverse("assessment:case", args=[case.pk])


def _until(engagement: Engagement, day: datetime.date) -> datetime.date:
    """The first day on which the link is dead: some time after the day asked for, or after a late letter."""
    return max(engagement.due_on, day) + settings.PERSONAL_LINK_LIVES + datetime.timedelta(days=1)
