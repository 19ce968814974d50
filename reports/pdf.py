"""An edition as PDF, printed as every chapter prints, with its own data attached (RQ-F3 – F5, R-4 – R-7)."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from core.contract import canonical
from core.printing import Attached, print_pdf
from reports.annual import digest

HERE = Path(__file__).parent
STYLES = {"zh-hant": [HERE / "print.css"], "en": [HERE / "print.css", HERE / "print_en.css"]}
TAGS = {"zh-hant": "zh-Hant-TW", "en": "en"}
DATA = "edition.json"
"""What the attached data are called: the edition's canonical JSON, whose SHA-256 is the printed fingerprint."""

CHINESE = "zh-hant"
SECONDS = 600
"""200 pages take two minutes on a machine with nothing else to do."""


def page(edition: dict, language: str = CHINESE) -> str:
    """The HTML that is printed: in the plan's own language, or a twin of it."""
    words = {"edition": edition, "digest": digest(edition), "language": TAGS[language]}
    with translation.override(language):
        return render_to_string("reports/annual_print.html", words)


def render(edition: dict, language: str = CHINESE) -> Path:
    """The PDF of ``edition``, one at a time for each agency."""
    data = Attached(DATA, canonical(edition), digest(edition))
    return print_pdf(
        page(edition, language),
        styles=STYLES[language],
        lock=edition["agency"],
        attached=(data,),
        seconds=SECONDS,
    )
