"""What leaves the house on paper: HTML printed as PDF, a document as PDF and ODT, papers bound into one pack."""

from core.printing.document import Document, Facts, Grid, Heading, PageBreak, Para, as_html, as_pdf
from core.printing.odt import as_odt
from core.printing.pack import make_pack
from core.printing.pdf import Attached, PrintFailed, print_pdf

__all__ = [
    "Attached",
    "Document",
    "Facts",
    "Grid",
    "Heading",
    "PageBreak",
    "Para",
    "PrintFailed",
    "as_html",
    "as_odt",
    "as_pdf",
    "make_pack",
    "print_pdf",
]
