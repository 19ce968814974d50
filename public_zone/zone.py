"""What an agency shows the public now, and where a page stands in it (W-1).

Links are relative, so that the same pages stand on the site and in a folder (W-5).
"""

from dataclasses import dataclass, replace

from organization.models import Agency
from publishing.models import Kind, Publication


@dataclass(frozen=True)
class Zone:
    """The current copies, in the order of the zone. ``index`` ends a link to a page in a folder without a server."""

    agency: Agency
    publications: tuple[Publication, ...]
    root: str = "./"
    index: str = ""

    def below(self, depth: int) -> "Zone":
        """The zone seen from a page so many folders down."""
        return replace(self, root="../" * depth or "./")

    @property
    def updated_on(self):
        return max(one.published_on for one in self.publications)

    @property
    def kinds(self) -> list[tuple[Kind, list[Publication]]]:
        """Each kind that has something to show, with it."""
        found = [(kind, self.of(kind)) for kind in Kind]
        return [(kind, rows) for kind, rows in found if rows]

    def of(self, kind: str) -> list[Publication]:
        return [one for one in self.publications if one.kind == kind]


def zone_of(agency, *, whole: bool = False) -> Zone | None:
    """One query, with the contents too where the ``whole`` is asked for; None while nothing is public."""
    rows = Publication.objects.filter(agency=agency).current().select_related("agency")
    rows = rows.prefetch_related("files__file") if whole else rows.defer("content")
    place = {kind: number for number, kind in enumerate(Kind)}
    found = sorted(rows, key=lambda one: (place[Kind(one.kind)], one.order, one.key))
    return Zone(agency, tuple(found)) if found else None
