"""The system check that the plan gives every number the chapters ask for (architecture 3)."""

from django.core.checks import register

from plan.checks import lacking_numbers
from reports.chapters import CHAPTERS


@register("plan", deploy=True)
def check_numbers(app_configs, **kwargs):
    required = {}
    for chapter in CHAPTERS:
        required |= chapter.RULES
    return lacking_numbers(required)
