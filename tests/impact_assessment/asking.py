"""A case that has come to its 程序參與, and experts who are asked for their opinion."""

from impact_assessment import eligibility, letters
from impact_assessment.actions import engagements
from impact_assessment.models import Case, Engagement, Expert, Part
from notices.actions import mint
from plan.rules import in_force
from tests.factories import actor_of, day
from tests.impact_assessment import ways

TODAY = "107/6/1"


def waiting(cast, **kw) -> Case:
    """Its first two steps are done."""
    case = ways.screened(cast, **kw)
    return ways.fill(ways.gather(case, cast), cast)


def invited(case: Case, cast, expert: Expert | None = None, on=TODAY, due="107/6/15") -> Engagement:
    """Asked by 王小明 of the case's unit."""
    expert = expert or Expert.objects.first() or ways.make_expert(cast.agency)
    return engagements.invite(case, expert, due_on=day(due), by=actor_of(cast.clerk, on))


def link_of(engagement: Engagement, by, until="107/6/30") -> str:
    return mint(
        agency=engagement.case.agency,
        purpose=letters.PURPOSE,
        object_id=engagement.id,
        view=letters.VIEW,
        until=day(until),
        by=by,
    )


def parts_of(case: Case) -> list:
    """The expert's questions of the case's own form."""
    return list(case.form.questions.filter(part=Part.PARTICIPATION))


def typed(case: Case, text="請補充性別目標。", **kw) -> dict:
    """What the expert's form sends: a text for each part, and the consent."""
    said = {f"q{one.id}": f"{one.number} {text}" for one in parts_of(case)}
    return said | {"verb": "submit", "keeps_secret": "on", "timing": "於草案階段參與，合宜。"} | kw


def refusal(expert: Expert, case: Case, on=TODAY) -> str | None:
    """Why the expert may not be asked on that day, read as the pages read it."""
    expert = eligibility.known(case.agency_id).get(pk=expert.pk)
    staff = eligibility.staff_names([expert], day(on))
    book = in_force(case.agency_id, day(on))
    return eligibility.why_not_invite(expert, ways.fresh(case), day(on), book, staff)
