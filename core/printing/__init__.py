"""What leaves the house on paper: HTML printed as PDF, a document as PDF and ODT, papers bound into one pack."""

from core.printing.document import Block, Document, Facts, Grid, Heading, PageBreak, Para, as_html, as_pdf
from core.printing.docx import as_docx
from core.printing.odt import as_odt
from core.printing.pack import make_pack
from core.printing.pdf import Attached, PrintFailed, print_pdf, progress

__all__ = [
    "Attached",
    "Block",
    "Document",
    "Facts",
    "Grid",
    "Heading",
    "PageBreak",
    "Para",
    "PrintFailed",
    "as_docx",
    "as_html",
    "as_odt",
    "as_pdf",
    "make_pack",
    "print_pdf",
    "progress",
]
