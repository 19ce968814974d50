"""Addresses of gender impact assessments (伍四)."""

from django.urls import path

from impact_assessment.views import engagements, experts, invited, papers, unsaved

app_name = "assessment"

urlpatterns = [
    path("experts/", experts.listed, name="experts"),
    path("experts/export.<str:kind>", experts.export, name="experts-export"),
    path("experts/new/", experts.create, name="expert-create"),
    path("experts/<int:pk>/", experts.detail, name="expert-detail"),
    path("experts/<int:pk>/bases/new/", experts.basis_create, name="basis-create"),
    path("experts/<int:pk>/employee/", experts.employee, name="expert-employee"),
    path("experts/<int:pk>/stop/", experts.stop, name="expert-stop"),
    path("experts/<int:pk>/resume/", experts.resume, name="expert-resume"),
    path("bases/<int:pk>/", experts.basis_update, name="basis-update"),
    path("bases/<int:pk>/proof/", experts.proof, name="basis-proof"),
    path("bases/<int:pk>/withdraw/", experts.basis_withdraw, name="basis-withdraw"),
    path("<int:pk>/experts/", engagements.choose, name="case-experts"),
    path("engagements/<int:pk>/remind/", engagements.remind, name="engagement-remind"),
    path("engagements/<int:pk>/call-off/", engagements.call_off, name="engagement-call-off"),
    path("<int:pk>/case.pdf", papers.printed, {"kind": "pdf"}, name="case-pdf"),
    path("<int:pk>/case.odt", papers.printed, {"kind": "odt"}, name="case-odt"),
    path("<int:pk>/unsaved/<slug:page>/", unsaved.keep, name="unsaved"),
    path("<int:pk>/unsaved/<slug:page>/discard/", unsaved.discard, name="unsaved-discard"),
    path("invited/<str:token>/", invited.page, name="expert"),
    path("invited/<str:token>/thanks/", invited.thanks, name="expert-thanks"),
    path("invited/<str:token>/files/<int:pk>/", invited.file, name="expert-file"),
    path("invited/<str:token>/unsaved/", unsaved.keep_of_expert, name="expert-unsaved"),
    path("invited/<str:token>/unsaved/discard/", unsaved.discard_of_expert, name="expert-unsaved-discard"),
]
