"""An edition as PDF, printed as every chapter prints (RQ-F3 – F5, R-5 – R-7)."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from core.printing import print_pdf
from reports.annual import digest

STYLE = Path(__file__).with_name("print.css")


def page(edition: dict) -> str:
    """The HTML that is printed, always in the plan's own language."""
    with translation.override("zh-hant"):
        return render_to_string("reports/annual_print.html", {"edition": edition, "digest": digest(edition)})


def render(edition: dict) -> Path:
    """The PDF of ``edition``, one at a time for each agency."""
    return print_pdf(page(edition), styles=[STYLE], lock=edition["agency"])
