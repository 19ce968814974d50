"""Addresses of the living plan and the reports."""

from django.urls import path

from reports.views import (
    board,
    comparison,
    drafts,
    editions,
    errata,
    first,
    forecast,
    pack,
    plan,
    summary,
    texts,
)

app_name = "reports"

urlpatterns = [
    path("", first.first, name="first"),
    path("plan/<roc:year>/", plan.plan, name="plan"),
    path("board/<roc:year>/", board.board, name="board"),
    path("board/<roc:year>/forecast/", forecast.page, name="forecast"),
    path("board/<roc:year>/forecast.pdf", forecast.paper, name="forecast-pdf"),
    path("board/<roc:year>/forecast/remind/", forecast.remind, name="forecast-remind"),
    path("board/<roc:year>/comparison/", comparison.last_year, name="comparison"),
    path("board/<roc:year>/what-if/", comparison.other_rules, name="what-if"),
    path("board/<roc:year>/summary/", summary.page, name="summary"),
    path("board/<roc:year>/summary.pdf", summary.paper, name="summary-pdf"),
    path("board/<roc:year>/pack/", pack.page, name="pack"),
    path("reports/<roc:year>/", drafts.draft, name="draft"),
    path("reports/<roc:year>/annual.pdf", drafts.annual_pdf, name="annual-pdf"),
    path("reports/<roc:year>/texts/", texts.listed, name="texts"),
    path("reports/<roc:year>/texts/<str:section>/<int:pk>/", texts.text, name="text"),
    path("reports/<roc:year>/texts/<str:section>/<int:pk>/unsaved/", texts.keep, name="text-unsaved"),
    path("reports/<roc:year>/texts/<str:section>/<int:pk>/discard/", texts.discard, name="text-discard"),
    path("reports/<roc:year>/texts/<str:section>/<int:pk>/return/", texts.send_back, name="text-return"),
    path("reports/<roc:year>/editions/", editions.listed, name="editions"),
    path("editions/<int:pk>/", editions.detail, name="edition"),
    path("editions/<int:pk>/print/", editions.print_again, name="edition-print"),
    path("editions/<int:pk>/files/<str:kind>/", editions.file, name="edition-file"),
    path("editions/<int:pk>/data/", editions.data, name="edition-data"),
    path("editions/<int:pk>/submit/", editions.submit, name="edition-submit"),
    path("editions/<int:pk>/announce/", editions.announce, name="edition-announce"),
    path("editions/<int:pk>/changed/", errata.changed, name="edition-changed"),
    path("editions/<int:pk>/correct/", errata.correct, name="edition-correct"),
    path("editions/<int:pk>/erratum/", errata.erratum, name="edition-erratum"),
]
