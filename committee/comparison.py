"""修正對照表: what an amendment changes, in words and numbers, beside what stands now (玖, AM-02)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.documents import in_chinese
from committee.models import Amendment, State
from core.printing import Document, Facts, Grid, Heading
from core.roc import format_roc
from plan.models import Clause, Rule

NAMES = {
    "advanced_days": gettext_lazy("進階課程天數"),
    "board_largest": gettext_lazy("委員最多人數"),
    "board_smallest": gettext_lazy("委員最少人數"),
    "categories": gettext_lazy("類別數"),
    "consultations": gettext_lazy("諮詢次數"),
    "days": gettext_lazy("日數"),
    "denominator": gettext_lazy("比例的分母"),
    "elected": gettext_lazy("票選委員人數"),
    "elected_per": gettext_lazy("每幾位委員須有票選委員"),
    "evaluations": gettext_lazy("評估次數"),
    "experts": gettext_lazy("專家人數"),
    "first_year": gettext_lazy("起始年（西元）"),
    "floor_members": gettext_lazy("最低委員人數"),
    "floor_staff": gettext_lazy("適用最低人數的員額"),
    "hours": gettext_lazy("時數"),
    "items": gettext_lazy("件數"),
    "last_year": gettext_lazy("終止年（西元）"),
    "meetings": gettext_lazy("會議次數"),
    "members": gettext_lazy("人數"),
    "min_days": gettext_lazy("最少在職日數"),
    "minutes": gettext_lazy("分鐘數"),
    "month": gettext_lazy("月份"),
    "months": gettext_lazy("月數"),
    "numerator": gettext_lazy("比例的分子"),
    "papers": gettext_lazy("篇數"),
    "plans": gettext_lazy("計畫數"),
    "reports": gettext_lazy("報告數"),
    "reviews": gettext_lazy("檢討次數"),
    "rosters": gettext_lazy("名冊數"),
    "rounds": gettext_lazy("辦理次數"),
    "smallest_group": gettext_lazy("最小組別人數"),
    "statistics": gettext_lazy("統計數"),
    "step": gettext_lazy("步驟次序"),
    "submissions": gettext_lazy("提報次數"),
    "units": gettext_lazy("組室數"),
    "uses": gettext_lazy("運用次數"),
}
"""What the plan's numbers are called; one that a later plan brings is shown by its own name."""


@dataclass(frozen=True)
class Number:
    """One whole number of a rule, as it stands and as it is proposed."""

    rule: Rule
    name: str
    now: int
    then: int

    @property
    def label(self) -> str:
        return _("%(rule)s：%(name)s") % {
            "rule": self.rule.text or self.rule.question,
            "name": NAMES.get(self.name, self.name),
        }

    @property
    def field(self) -> str:
        return f"{self.rule.code}-{self.name}"

    @property
    def changes(self) -> bool:
        return self.now != self.then


def numbers_on(clause: Clause, day: datetime.date, proposed: dict) -> list[Number]:
    """The whole numbers of the clause's rules on ``day`` beside those that are ``proposed``."""
    rules = Rule.objects.filter(plan=clause.plan, clause=clause.label).on(day)
    return [
        Number(rule, name, value, proposed.get(rule.code, {}).get(name, value))
        for rule in rules
        for name, value in rule.numbers.items()
        if type(value) is int
    ]


def changed_numbers(amendment: Amendment, today: datetime.date) -> list[Number]:
    """What it changes, beside what stood before it was decided."""
    meeting = amendment.item.meeting if amendment.item else None
    decided_on = amendment.applied_on or (
        meeting.held_on if meeting and meeting.state == State.HELD else None
    )
    day = decided_on - datetime.timedelta(days=1) if decided_on else today
    found = numbers_on(amendment.clause, day, amendment.numbers)
    return [one for one in found if one.rule.code in amendment.numbers and one.changes]


@in_chinese
def comparison_document(amendment: Amendment, today: datetime.date) -> Document:
    """The comparison as it is laid before the meeting."""
    clause = amendment.clause
    facts = [
        (_("條款"), clause.label),
        (_("提案單位"), amendment.unit.name),
        (_("辦理情形"), amendment.said),
    ]
    if amendment.effective_on:
        facts.append((_("擬施行日"), format_roc(amendment.effective_on)))
    words = Grid(
        (_("修正條文"), _("現行條文"), _("說明")),
        ((amendment.new_text, amendment.old_text, amendment.reason),),
        (36, 36, 28),
    )
    blocks = [Facts(tuple(facts)), words]
    if numbers := changed_numbers(amendment, today):
        rows = tuple((one.rule.code, one.label, str(one.then), str(one.now)) for one in numbers)
        header = (_("規則"), _("數值"), _("修正"), _("現行"))
        blocks += [Heading(1, _("修正的數值")), Grid(header, rows, (14, 58, 14, 14))]
    title = _("%(plan)s修正條文對照表") % {"plan": clause.plan.title}
    return Document(title, blocks=tuple(blocks), header=title)
