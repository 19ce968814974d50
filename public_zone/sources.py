"""The chapters that have something for the public: one import and one name for each, as in reports/chapters.py."""

import datetime

from django.utils.translation import override

import committee.public
import measures.public
import plan.public
import reports.public
import statistics_app.public
from publishing.models import Kind
from publishing.names import covered
from publishing.pieces import Piece

SOURCES = (plan.public, committee.public, statistics_app.public, measures.public, reports.public)


def pieces(agency, day: datetime.date) -> list[Piece]:
    """All that could be published on ``day``, in the zone's order and the plan's language, with names covered."""
    with override("zh-hant"):
        offered = [piece for source in SOURCES for piece in source.pieces(agency, day)]
        found = covered(offered, agency.id)
    place = {kind: number for number, kind in enumerate(Kind)}
    return sorted(found, key=lambda one: (place[Kind(one.kind)], one.order, one.key))
