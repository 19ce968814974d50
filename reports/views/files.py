"""A document that is printed while somebody waits for it."""

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect

from core.printing import Document, PrintFailed, as_html, print_pdf
from core.printing.document import STYLE


def pdf_answer(request, document: Document, agency, back: str, *, style: Path | None = None):
    """``document`` as PDF named by its title, set closer by ``style``; when it can't be printed the page says why."""
    styles = [STYLE, style] if style else [STYLE]
    try:
        path = print_pdf(as_html(document), styles=styles, lock=agency.name)
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return redirect(back)
    name = f"{document.title}.pdf"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer
