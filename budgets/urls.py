"""Addresses of the budget chapter."""

from django.urls import path

from budgets.views import bringing, comparison, lines, rounds, units

app_name = "budgets"

urlpatterns = [
    path("<roc:year>/", rounds.detail, name="round"),
    path("<roc:year>/new/", rounds.create, name="round-create"),
    path("<roc:year>/edit/", rounds.edit, name="round-edit"),
    path("<roc:year>/execution/", rounds.execution, name="round-execution"),
    path("<roc:year>/close/", rounds.close, name="round-close"),
    path("<roc:year>/present/", rounds.present, name="round-present"),
    path("<roc:year>/export.<str:kind>", rounds.export, name="export"),
    path("<roc:year>/import/", bringing.bring, {"of": "lines"}, name="import"),
    path("<roc:year>/import/template.<str:kind>", bringing.blank, {"of": "lines"}, name="import-template"),
    path("<roc:year>/changes/", comparison.changes, name="changes"),
    path("<roc:year>/changes/export.<str:kind>", comparison.changes_export, name="changes-export"),
    path("<roc:year>/official/", comparison.official, name="official"),
    path("<roc:year>/official/export.<str:kind>", comparison.official_export, name="official-export"),
    path("<roc:year>/official/import/", bringing.bring, {"of": "totals"}, name="official-import"),
    path(
        "<roc:year>/official/import/template.<str:kind>",
        bringing.blank,
        {"of": "totals"},
        name="official-import-template",
    ),
    path("<roc:year>/official/new/", comparison.total_create, name="total-create"),
    path("totals/<int:pk>/edit/", comparison.total_edit, name="total-edit"),
    path("totals/<int:pk>/explain/", comparison.explain, name="total-explain"),
    path("totals/<int:pk>/withdraw/", comparison.total_withdraw, name="total-withdraw"),
    path("<roc:year>/units/<int:pk>/", units.unit, name="unit"),
    path("<roc:year>/units/<int:pk>/decide/", units.decide, name="unit-decide"),
    path("lines/<int:pk>/", lines.detail, name="line"),
    path("lines/<int:pk>/edit/", lines.edit, name="line-edit"),
    path("lines/<int:pk>/withdraw/", lines.withdraw, name="line-withdraw"),
    path("lines/<int:pk>/link/", lines.link, name="line-link"),
    path("links/<int:pk>/withdraw/", lines.unlink, name="link-withdraw"),
]
