"""What the units wrote for the year's report, as an edition prints it (柒二; R-2)."""

from reports.models import ChapterText, TextState


def texts_of(agency_id: int, year: int) -> list[dict]:
    """What was submitted, by sections and units: {section, unit, text, has_nothing}; one query.

    What a unit is still writing, or was given back, is nobody's to read yet.
    """
    rows = ChapterText.objects.of(agency_id, year).filter(state=TextState.SUBMITTED).select_related("unit")
    return [
        {"section": one.section, "unit": one.unit.name, "text": one.text, "has_nothing": one.has_nothing}
        for one in rows.order_by("section", "unit__order", "unit_id")
    ]
