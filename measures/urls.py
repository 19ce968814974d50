"""Addresses of the measures chapter."""

from django.urls import path

from measures.views import copying, evidence, imports, matrix, measures, rounds

app_name = "measures"

urlpatterns = [
    path("<roc:year>/", measures.listed, name="measures"),
    path("<roc:year>/export.<str:kind>", measures.export, name="measures-export"),
    path("<roc:year>/new/", measures.create, name="measure-create"),
    path("<roc:year>/matrix/", matrix.shown, name="matrix"),
    path("<roc:year>/matrix/export.<str:kind>", matrix.export, name="matrix-export"),
    path("<roc:year>/last-year/", copying.last_year, name="copy"),
    path("<roc:year>/round/", rounds.shown, name="round"),
    path("<roc:year>/round/export.<str:kind>", rounds.export, name="round-export"),
    path("<roc:year>/import/", imports.bring, name="import"),
    path("<roc:year>/import/template.<str:kind>", imports.blank, name="import-template"),
    path("measure/<int:pk>/", measures.detail, name="measure"),
    path("measure/<int:pk>/edit/", measures.edit, name="measure-edit"),
    path("measure/<int:pk>/withdraw/", measures.withdraw, name="measure-withdraw"),
    path("measure/<int:pk>/update/", rounds.tell, name="measure-update"),
    path("measure/<int:pk>/report/", measures.report, name="measure-report"),
    path("measure/<int:pk>/evidence/", evidence.add, name="evidence-add"),
    path("evidence/<int:pk>/", evidence.edit, name="evidence"),
    path("evidence/<int:pk>/withdraw/", evidence.withdraw, name="evidence-withdraw"),
    path("evidence/<int:pk>/file/", evidence.file, name="evidence-file"),
    path("rounds/<int:pk>/remind/", rounds.remind, name="round-remind"),
    path("rounds/<int:pk>/close/", rounds.close, name="round-close"),
]
