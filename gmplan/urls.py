"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, register_converter

from core.roc import RocYearConverter

register_converter(RocYearConverter, "roc")

urlpatterns = [
    path("", include("reports.urls")),
    path("accounts/", include("organization.urls")),
    path("training/", include("training.urls")),
    path("statistics/", include("statistics_app.urls")),
    path("budgets/", include("budgets.urls")),
    path("measures/", include("measures.urls")),
    path("assessments/", include("impact_assessment.urls")),
    path("", include("committee.urls")),
    path("outbox/", include("notices.urls")),
    path("", include("public_zone.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]

handler400 = "gmplan.errors.bad_request"
handler500 = "gmplan.errors.server_error"
