"""The catalogue of an agency's open data: DCAT for machines, and the keys of the national portal (domain 6.7; W-3)."""

import datetime
import json
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.contract import back, sentence
from public_zone.pages import words
from public_zone.resources import FORMATS, LICENCE, LICENCE_URL, Resource, resources_of
from public_zone.zone import Zone
from publishing.models import Kind, Publication

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
OFTEN = "http://publications.europa.eu/resource/authority/frequency/"
FREQUENCIES = {
    "YEAR": ("ANNUAL", "1", "year"),
    "HALF": ("ANNUAL_2", "6", "month"),
    "QUARTER": ("QUARTERLY", "3", "month"),
    "MONTH": ("MONTHLY", "1", "month"),
}
"""A statistics table's frequency in the words of DCAT and of the portal; all else comes irregularly."""
IRREGULAR = ("IRREG", "", "")
MEDIA = "https://www.iana.org/assignments/media-types/"


def dcat(zone: Zone, base: str) -> bytes:
    """``base`` is where the zone stands, with a slash at its end; empty for addresses relative to the file."""
    with override("zh-hant"):
        sets = [_dataset(one, zone, base) for one in zone.publications if resources_of(one)]
        catalogue = {
            "@context": CONTEXT,
            "@id": f"{base}catalog.jsonld",
            "@type": "dcat:Catalog",
            "dct:title": _("%(agency)s性別主流化專區開放資料") % {"agency": zone.agency.name},
            "dct:publisher": _publisher(zone),
            "dct:license": {"@id": LICENCE_URL},
            "dct:language": "zh-TW",
            "dct:issued": _day(min(one.first_published_on for one in zone.publications)),
            "dct:modified": _day(zone.updated_on),
            "foaf:homepage": {"@id": base or "./"},
            "dcat:dataset": sets,
        }
    return _json(catalogue)


def _dataset(publication: Publication, zone: Zone, base: str) -> dict:
    page = f"{base}{publication.kind}/{publication.key}/"
    dataset = publication.content["dataset"] or {}
    often, _times, _unit = FREQUENCIES.get(dataset.get("frequency"), IRREGULAR)
    found = {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{zone.agency.code}/{publication.kind}/{publication.key}",
        "dct:title": publication.title,
        "dct:description": description(publication),
        "dct:publisher": _publisher(zone),
        "dct:license": {"@id": LICENCE_URL},
        "dct:issued": _day(publication.first_published_on),
        "dct:modified": _day(publication.published_on),
        "dct:language": "zh-TW",
        "dct:accrualPeriodicity": {"@id": f"{OFTEN}{often}"},
        "dcat:theme": str(Kind(publication.kind).label),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": list(_distributions(publication, base)),
    }
    if dataset.get("first"):
        first, last = back(dataset["first"]), back(dataset["last"])
        found["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(first),
            "dcat:endDate": _day(last),
        }
    return found


def _publisher(zone: Zone) -> dict:
    return {"@type": "foaf:Organization", "foaf:name": zone.agency.name}


def _distributions(publication: Publication, base: str) -> Iterable[dict]:
    for resource in resources_of(publication):
        for extension, media in FORMATS.items():
            address = _address(publication, resource, extension, base)
            yield {
                "@id": address,
                "@type": "dcat:Distribution",
                "dct:title": f"{resource.title}（{extension.upper()}）",
                "dct:license": {"@id": LICENCE_URL},
                "dcat:mediaType": {"@id": f"{MEDIA}{media.partition(';')[0]}"},
                "dct:format": extension.upper(),
                "dcat:accessURL": {"@id": address},
                "dcat:downloadURL": {"@id": address},
            }


def _address(publication: Publication, resource: Resource, extension: str, base: str) -> str:
    return f"{base}{publication.kind}/{resource.name}.{extension}"


def description(publication: Publication) -> str:
    """What the page says of itself, else its title."""
    return words(publication.content["summary"]) or publication.title


def portal(zone: Zone, base: str) -> bytes:
    """The same sets with the keys of data.gov.tw; how to reach a person isn't given, only the agency."""
    with override("zh-hant"):
        sets = [_entry(one, zone, base) for one in zone.publications if resources_of(one)]
    return _json(sets)


def _entry(publication: Publication, zone: Zone, base: str) -> dict:
    dataset = publication.content["dataset"] or {}
    _often, times, unit = FREQUENCIES.get(dataset.get("frequency"), IRREGULAR)
    first, last = back(dataset.get("first")), back(dataset.get("last"))
    return {
        "categoryService": _("公共資訊"),
        "categoryDataset": str(Kind(publication.kind).label),
        "datasetid": f"{zone.agency.code}-{publication.kind}-{publication.key}",
        "title": publication.title,
        "description": description(publication),
        "type": "rawData",
        "license": _(LICENCE),
        "cost": _("免費"),
        "dataProvider": zone.agency.name,
        "publisherOID": "",
        "publisherContactName": zone.agency.name,
        "publisherContactPhone": "",
        "publisherContactEmail": "",
        "updateFrequency": {
            "regularupdate": "true" if times else "false",
            "Frequency": times,
            "unittime": unit,
        },
        "dataQuality": "",
        "coverageStartedDate": _day(first),
        "coverageEndedDate": _day(last),
        "publishedDate": _day(publication.first_published_on),
        "modifiedDate": _day(publication.published_on),
        "spatialCoverage": "",
        "language": "zh-TW",
        "relatedUrl": f"{base}{publication.kind}/{publication.key}/",
        "notes": "；".join(
            str(sentence(one["note"])) for one in publication.content["tables"] if one["note"]
        ),
        "distribution": [
            {
                "resourceDescription": resource.title,
                "resourceFormat": extension.upper(),
                "resourceCharacterEncoding": "UTF-8",
                "resourceDownloadUrl": _address(publication, resource, extension, base),
                "resourceModifiedDate": _day(publication.published_on),
                "resourceField": [
                    {"name": name, "description": said} for name, said, _kind in resource.fields
                ],
            }
            for resource in resources_of(publication)
            for extension in FORMATS
        ],
    }


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _json(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
