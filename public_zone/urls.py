"""Addresses of the public zone, which stay what they are, and of the desk behind it (W-1 – W-3)."""

from django.urls import path

from public_zone.views import desk, zone

app_name = "public_zone"
ZONE = "public/<slug:code>/"

urlpatterns = [
    path("public/", zone.agencies, name="agencies"),
    path(ZONE, zone.home, name="home"),
    path(f"{ZONE}sitemap/", zone.sitemap, name="sitemap"),
    path(f"{ZONE}catalog.jsonld", zone.dcat, name="catalogue"),
    path(f"{ZONE}datasets.json", zone.portal, name="datasets"),
    path(f"{ZONE}<slug:section>/", zone.listing, name="listing"),
    path(f"{ZONE}<slug:section>/<slug:key>/", zone.piece, name="piece"),
    path(f"{ZONE}<slug:section>/<slug:name>.<slug:ext>", zone.file, name="file"),
    path("publish/", desk.desk, name="desk"),
    path("publish/now/", desk.make_public, name="desk-publish"),
    path("publish/<slug:section>/<slug:key>/", desk.preview, name="desk-piece"),
    path("publish/<slug:section>/<slug:key>/withdraw/", desk.take_down, name="desk-withdraw"),
    path("publish/<slug:section>/<slug:name>.<slug:ext>", desk.file, name="desk-file"),
]
