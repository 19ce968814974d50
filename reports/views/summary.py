"""The director's summary: one screen, and one page of paper (D-5)."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organization.views.asked import agency_of
from reports import papers
from reports.comparison import compare
from reports.views.board import beside, looked_at
from reports.views.files import pdf_answer


@require_safe
def page(request, year):
    """How many of each verdict, what comes first, chapter by chapter."""
    context = beside(request, looked_at(request, year))
    found = papers.summary(context["board"], compare(context["board"]))
    shown = [verdict for verdict, _count in context["board"].tally()]
    chapters = [(heading, [count[one] for one in shown]) for heading, count in found.chapters]
    context |= {"found": found, "shown": shown, "chapters": chapters}
    return render(request, "reports/board_summary.html", context)


@require_safe
def paper(request, year):
    """The same on one page."""
    context, agency = beside(request, looked_at(request, year)), agency_of(request)
    board = context["board"]
    document = papers.of_summary(board, papers.summary(board, compare(board)), agency, context["unit"])
    back = reverse("reports:summary", kwargs={"year": year})
    return pdf_answer(request, document, agency, back, style=papers.ONE_PAGE)
