"""Before and after: what the form said when it went out, and what it says since (伍四(四); G-9)."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from impact_assessment import standing
from impact_assessment.changes import sides
from impact_assessment.models import Edition
from impact_assessment.views.asked import seen


@require_safe
def changes(request, pk):
    """``?from=`` and ``?to=`` name editions; without them the one the experts saw beside what stands there now."""
    case = seen(request, pk)
    editions = list(case.editions.all())
    before = _asked(request, "from", editions) or _sent_out(editions)
    after = _asked(request, "to", editions)
    context = {
        "case": case,
        "editions": editions,
        "before": before,
        "after": after,
        "after_title": title_of(after) if after else _("現在的內容"),
        "changed": sides(case, before, after) if before else [],
        "drafts": [one for one in case.files.all() if one.kind == "DRAFT"],
    }
    return render(request, "impact_assessment/changes.html", context)


def title_of(edition: Edition) -> str:
    return _("第 %(number)s 版") % {"number": edition.number}


def _asked(request, name: str, editions: list[Edition]) -> Edition | None:
    return next((one for one in editions if str(one.number) == request.GET.get(name)), None)


def _sent_out(editions: list[Edition]) -> Edition | None:
    """The last one that went to the participation; else the first there is."""
    sent = [one for one in editions if one.rule == standing.FILL]
    return sent[-1] if sent else None
