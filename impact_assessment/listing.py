"""Cases as a list to be watched: how far each is, who holds it and for how long (G-1, G-2)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.contract import Sentence
from core.roc import to_roc_year
from core.spreadsheets import Sheet
from impact_assessment import standing
from impact_assessment.models import Case
from impact_assessment.standing import Stage, StepStanding
from organization.models import Role

SETTLED = (Stage.NOT_NEEDED, Stage.CONTROLLED, Stage.WITHDRAWN)
"""Nothing is to be done any more."""


@dataclass(frozen=True)
class Row:
    """A case with the step it stands at; ``days`` is how long it has stood there; ``is_for_review``: by this person."""

    case: Case
    stage: Stage
    step: StepStanding | None
    who: Sentence | None
    since: datetime.date | None
    days: int | None
    is_mine: bool
    is_late: bool
    is_for_review: bool

    @property
    def number(self) -> int:
        return self.step.step.number if self.step else 0

    @property
    def due_on(self) -> datetime.date | None:
        return self.step.step.due_on if self.step else None


def rows(cases: Iterable[Case], actor, day: datetime.date) -> list[Row]:
    """``cases`` come ``whole()``."""
    return [_row(one, actor, day) for one in cases]


def _row(case: Case, actor, day: datetime.date) -> Row:
    stage = standing.stage(case)
    step, who, since = None, None, None
    if stage == Stage.SCREENING:
        who, since = Sentence("%(unit)s", {"unit": case.unit.name}), case.opened_on
    elif stage not in SETTLED:
        step = next(one for one in standing.steps(case) if one.step.done_on is None)
        who, since = step.who, step.since
    days = max((day - since).days, 0) if since else None
    is_late = bool(step and step.step.due_on and step.step.due_on < day)
    is_reviewer = actor.may(Role.REVIEWER, agency_id=case.agency_id)
    return Row(
        case=case,
        stage=stage,
        step=step,
        who=who,
        since=since,
        days=days,
        is_mine=case.unit_id in actor.units,
        is_late=is_late,
        is_for_review=is_reviewer and stage == Stage.IN_REVIEW,
    )


ORDERS = {
    "": lambda one: (
        not one.is_for_review,
        not one.is_mine,
        one.stage in SETTLED,
        -one.case.year,
        one.case.pk,
    ),
    "age": lambda one: (one.days is None, -(one.days or 0), one.case.pk),
    "step": lambda one: (list(Stage).index(one.stage), one.number, one.case.pk),
    "unit": lambda one: (one.case.unit.order, one.case.unit_id, one.case.pk),
    "title": lambda one: (one.case.title, one.case.pk),
}
"""First what waits for one's review, then one's own unit's; ``age`` puts first what has stood longest."""


def sheet(found: Iterable[Row]) -> Sheet:
    """The list for an office program."""
    headers = (
        _("年度"),
        _("案名"),
        _("類別"),
        _("主辦組室"),
        _("狀態"),
        _("步驟"),
        _("辦理者"),
        _("自"),
        _("日數"),
        _("期限"),
        _("尚缺"),
    )
    return Sheet(_("性別影響評估案件"), headers, [_cells(one) for one in found])


def _cells(one: Row) -> tuple:
    return (
        to_roc_year(one.case.year),
        one.case.title,
        one.case.kind_title,
        one.case.unit.name,
        one.stage.label,
        str(one.step.step) if one.step else "",
        str(one.who) if one.who else "",
        one.since,
        one.days,
        one.due_on,
        "\n".join(str(sentence) for sentence in one.step.missing) if one.step else "",
    )
