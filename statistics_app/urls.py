"""Addresses of the statistics chapter."""

from django.urls import path

from statistics_app.views import analyses, indicators, remarks, reviews, tables, uses, yearly

app_name = "statistics"

urlpatterns = [
    path("<roc:year>/indicators/", indicators.listed, name="indicators"),
    path("<roc:year>/indicators/export.<str:kind>", indicators.export, name="indicators-export"),
    path("<roc:year>/indicators/new/", indicators.create, name="indicator-create"),
    path("indicators/<int:pk>/", indicators.detail, name="indicator"),
    path("indicators/<int:pk>/edit/", indicators.edit, name="indicator-edit"),
    path("indicators/<int:pk>/replace/", indicators.replace, name="indicator-replace"),
    path("indicators/<int:pk>/end/", indicators.end, name="indicator-end"),
    path("<roc:year>/tables/", tables.listed, name="tables"),
    path("<roc:year>/tables/export.<str:kind>", tables.list_export, name="tables-export"),
    path("indicators/<int:pk>/table/", tables.table, name="table"),
    path("indicators/<int:pk>/table/file/", tables.from_file, name="table-file"),
    path("indicators/<int:pk>/table/export.<str:kind>", tables.export, name="table-export"),
    path("tables/<int:pk>/reopen/", remarks.reopen, name="table-reopen"),
    path("tables/<int:pk>/note/", remarks.note, name="table-note"),
    path("notes/<int:pk>/withdraw/", remarks.withdraw_note, name="note-withdraw"),
    path("<roc:year>/review/", reviews.review, name="review"),
    path("<roc:year>/review/report/", reviews.report, name="review-report"),
    path("<roc:year>/analyses/", analyses.listed, name="analyses"),
    path("<roc:year>/analyses/export.<str:kind>", analyses.export, name="analyses-export"),
    path("<roc:year>/analyses/new/", analyses.create, name="analysis-create"),
    path("<roc:year>/rotation/", analyses.turns, name="rotation"),
    path("analyses/<int:pk>/", analyses.detail, name="analysis"),
    path("analyses/<int:pk>/edit/", analyses.edit, name="analysis-edit"),
    path("analyses/<int:pk>/complete/", analyses.complete, name="analysis-complete"),
    path("analyses/<int:pk>/file/", analyses.file, name="analysis-file"),
    path("analyses/<int:pk>/present/", analyses.present, name="analysis-present"),
    path("analyses/<int:pk>/withdraw/", analyses.withdraw, name="analysis-withdraw"),
    path("analyses/<int:pk>/send/", uses.send, name="send"),
    path("sendings/<int:pk>/reply/", uses.reply, name="reply"),
    path("analyses/<int:pk>/recommend/", uses.recommend, name="recommend"),
    path("recommendations/<int:pk>/", uses.decide, name="recommendation"),
    path("recommendations/<int:pk>/withdraw/", uses.withdraw, name="recommendation-withdraw"),
    path("<roc:year>/yearly/", yearly.yearly, name="yearly"),
    path("<roc:year>/yearly/form.pdf", yearly.paper, {"kind": "pdf"}, name="yearly-pdf"),
    path("<roc:year>/yearly/form.odt", yearly.paper, {"kind": "odt"}, name="yearly-odt"),
    path("<roc:year>/yearly/export.<str:kind>", yearly.export, name="yearly-export"),
    path("<roc:year>/yearly/file/", yearly.file, name="yearly-file"),
]
