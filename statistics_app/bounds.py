"""Between which numbers an indicator's values lie: people are counted from 0, a percentage ends at 100 (S-3). Pure."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.text import half_width
from statistics_app.cells import Value, write
from statistics_app.models import Indicator

PERCENT = "%"


def is_percentage(indicator: Indicator) -> bool:
    return half_width(indicator.unit_of_measure).strip() == PERCENT


def refuse_outside(indicator: Indicator, value: Value) -> None:
    """ValidationError where ``value`` is a number that the indicator can't have."""
    if not isinstance(value, Decimal):
        return
    text, is_part = write(value, indicator.decimals), is_percentage(indicator)
    if value < 0 and (indicator.counts_people or is_part):
        raise ValidationError(_("「%(text)s」不能小於 %(least)s。") % {"text": text, "least": 0})
    if is_part and value > 100:
        raise ValidationError(_("「%(text)s」不能大於 %(most)s。") % {"text": text, "most": 100})
