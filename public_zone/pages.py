"""The pages of the zone as HTML, for the site, the preview and the folder alike: nothing but copies goes in."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _n

from core import svg
from core.contract import sentence
from organization.models import Attachment
from public_zone.resources import DICTIONARY, FORMATS, LICENCE, LICENCE_URL, resources_of
from public_zone.zone import Zone
from publishing.models import Kind, Publication

ABOUT = {
    Kind.PLAN: _n("計畫全文，以及歷次通過與修改的經過。"),
    Kind.MEMBERS: _n("專案小組的委員名單與性別比例。"),
    Kind.MINUTES: _n("經會議確認的會議紀錄。"),
    Kind.STATISTICS: _n("性別統計指標的數字、圖表與開放資料。"),
    Kind.ANALYSIS: _n("運用性別統計撰寫的分析，以及各項建議的參採情形。"),
    Kind.MEASURE: _n("各組室辦理的性別平等措施與佐證資料。"),
    Kind.REPORT: _n("各年度經專案小組通過的成果報告，以及勘誤。"),
}
"""What a reader finds under each kind."""


def home(zone: Zone) -> str:
    return _page("home", zone, 0)


def sitemap(zone: Zone) -> str:
    return _page("sitemap", zone, 1)


def listing(zone: Zone, kind: str) -> str:
    return _page("listing", zone, 1, kind=Kind(kind), about=ABOUT.get(Kind(kind), ""), rows=zone.of(kind))


def piece(zone: Zone, publication: Publication, files: Sequence[Attachment]) -> str:
    """One published copy as its readers see it."""
    return _page("piece", zone, 2, **shown(publication, files))


def agencies(rows: Sequence) -> str:
    """The agencies that have a zone."""
    return _page("agencies", None, 0, rows=rows)


def missing(zone: Zone | None) -> str:
    """What isn't there, for whatever reason; ``zone`` is the agency's, if it has one."""
    return _page("missing", zone, 0)


def shown(publication: Publication, files: Sequence[Attachment]) -> dict:
    """What the page of a copy needs, in the language of the zone."""
    content = publication.content
    with override("zh-hant"):
        return {
            "publication": publication,
            "content": content,
            "kind": Kind(publication.kind),
            "summary": words(content["summary"]),
            "facts": [(words(name), words(said)) for name, said in content["facts"]],
            "chart": chart(publication),
            "resources": resources_of(publication),
            "files": [
                {
                    "name": file_name(publication.key, number, one),
                    "kind": ending(one).upper(),
                    "size": one.size,
                }
                for number, one in enumerate(files, start=1)
            ],
        }


def words(stored) -> str:
    """A text of a copy: plain, or a sentence."""
    return stored if isinstance(stored, str) else str(sentence(stored))


def _page(name: str, zone: Zone | None, depth: int, **context) -> str:
    with override("zh-hant"):
        return render_to_string(f"public_zone/{name}.html", framed(zone, depth) | context)


def framed(zone: Zone | None, depth: int) -> dict:
    """What the frame of every page needs."""
    return {
        "zone": zone.below(depth) if zone and depth else zone,
        "demo_day": settings.DEMO_DAY,
        "formats": tuple(FORMATS),
        "dictionary": DICTIONARY,
        "licence_name": gettext(LICENCE),
        "licence_url": LICENCE_URL,
    }


def file_name(key: str, number: int, file: Attachment) -> str:
    """An address of our own: what the file was called by its writer stays inside."""
    return f"{key}-file-{number}.{ending(file)}"


def ending(file: Attachment) -> str:
    return file.original_name.rpartition(".")[2].lower()


def chart(publication: Publication) -> SafeString:
    """The series as lines over their marks; empty where there are none."""
    content = publication.content
    if not content["series"]:
        return SafeString()
    series = [(words(name), [_drawn(value) for value in values]) for name, values in content["series"]]
    return svg.lines(publication.title, series, content["marks"])


def _drawn(value: int | str | None) -> int | float | None:
    """A decimal is kept as text in the copy."""
    return float(Decimal(value)) if isinstance(value, str) else value
