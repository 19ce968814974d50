"""Which version of the form a case is answered with (G-3)."""

import datetime

from impact_assessment.models import FormVersion


def form_for(agency_id: int, kind: str, day: datetime.date) -> FormVersion | None:
    """The version in force on ``day`` for that kind of case; None where there is none."""
    rows = FormVersion.objects.filter(agency_id=agency_id).on(day).order_by("-since", "-id")
    return next((one for one in rows if kind in one.kinds), None)


def clashing(form: FormVersion) -> FormVersion | None:
    """Another version for one of the same kinds that holds on one of the same days."""
    others = FormVersion.objects.filter(agency_id=form.agency_id).exclude(pk=form.pk)
    if form.until:
        others = others.filter(since__lt=form.until)
    return next(
        (
            one
            for one in others
            if (one.until is None or one.until > form.since) and set(one.kinds) & set(form.kinds)
        ),
        None,
    )
