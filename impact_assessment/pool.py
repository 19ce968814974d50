"""The pool of experts line by line: on what basis each may take part, until when, and how much there is to do (G-5)."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from core.spreadsheets import Sheet
from impact_assessment.eligibility import LOAD, Span, basis_on, known, open_ones, why_not_eligible
from impact_assessment.models import Case, Engagement, EngagementState, Expert
from plan.rules import RuleBook, in_force


@dataclass(frozen=True)
class Line:
    """One expert on a day. ``refusal`` says why the person is none that day; ``load`` are the open invitations."""

    expert: Expert
    basis: Span | None
    load: int
    most: int | None
    refusal: str | None
    is_expiring: bool

    @property
    def last(self) -> datetime.date | None:
        """The last day of the basis, as people say it."""
        return self.basis.last if self.basis else None

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.load >= self.most

    @property
    def state(self) -> str:
        """A key of ``STATES``."""
        if self.expert.withdrawn_because:
            return "STOPPED"
        if self.refusal:
            return "LAPSED"
        return "EXPIRING" if self.is_expiring else "VALID"

    @property
    def state_label(self) -> str:
        return states()[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]


TONES = {"VALID": "ok", "EXPIRING": "due", "LAPSED": "fail", "STOPPED": "quiet"}


def states() -> dict[str, str]:
    return {
        "VALID": _("資格有效"),
        "EXPIRING": _("今年到期"),
        "LAPSED": _("資格不符"),
        "STOPPED": _("已停用"),
    }


def lines(agency_id: int, day: datetime.date, asked: dict | None = None) -> list[Line]:
    """Everybody of the pool that ``asked`` (word, basis, state) leaves; the stopped only where they are asked for."""
    asked = asked or {}
    book = in_force(agency_id, day)
    rows = known(agency_id)
    if word := asked.get("q"):
        names = ("name", "affiliation", "background")
        found = Q()
        for name in names:
            found |= Q(**{f"external__{name}__icontains": word})
        rows = rows.filter(found)
    made = [line(one, day, book) for one in rows]
    if kind := asked.get("basis"):
        made = [one for one in made if one.basis and one.basis.kind == kind]
    if state := asked.get("state"):
        return [one for one in made if one.state == state]
    return [one for one in made if one.state != "STOPPED"]


def line(expert: Expert, day: datetime.date, book: RuleBook) -> Line:
    """``expert`` comes from ``eligibility.known``."""
    basis = basis_on(expert, day, book)
    ends_this_year = basis is not None and basis.until is not None and basis.last.year == day.year
    return Line(
        expert=expert,
        basis=basis,
        load=len(open_ones(expert.engagements.all())),
        most=book.number(LOAD, "cases"),
        refusal=why_not_eligible(expert, day, book),
        is_expiring=ends_this_year,
    )


def sheet(rows: list[Line]) -> Sheet:
    """The list for an office program; how to reach the experts stands elsewhere."""
    headers = (
        _("姓名"),
        _("性別"),
        _("服務單位"),
        _("職稱"),
        _("專長背景"),
        _("資格"),
        _("屆次、編號或機關"),
        _("資格迄日"),
        _("狀態"),
        _("未提意見案數"),
        _("說明"),
    )
    return Sheet(_("性別平等專家學者"), headers, [_cells(one) for one in rows])


def _cells(one: Line) -> tuple:
    external = one.expert.external
    return (
        external.name,
        external.get_sex_display(),
        external.affiliation,
        external.title,
        external.background,
        one.basis.title if one.basis else "",
        one.basis.detail if one.basis else "",
        one.last,
        one.state_label,
        one.load,
        one.expert.withdrawn_because or one.refusal or "",
    )


def only_expert(case: Case) -> int | None:
    """The expert whom every other case of the year has, where it is always the same: advice only (GIA-07)."""
    asked = Engagement.objects.filter(case__agency=case.agency_id, case__year=case.year)
    asked = asked.filter(case__withdrawn_because="").exclude(case=case)
    kept = asked.exclude(state__in=(EngagementState.CANCELLED, EngagementState.DECLINED))
    experts = set(kept.order_by().values_list("expert", flat=True).distinct())
    return experts.pop() if len(experts) == 1 else None
