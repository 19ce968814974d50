"""The plan in force only by passing, and amended only so (AM-01, AM-02; 玖)."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.compliance.records import sittings
from committee.models import PASSING, Amendment, Meeting, Resolution, Section
from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from plan.judging import judge
from plan.models import Adoption, Clause, Rule
from plan.rules import RuleBook


def amendment_findings(scope: Scope, book: RuleBook) -> list[Finding]:
    """At most eight queries."""
    found = [_in_force(scope, book.get("AM-01")), _amended(scope, book.get("AM-02"))]
    return [one for one in found if one]


def _in_force(scope: Scope, rule: Rule | None) -> Finding | None:
    """AM-01: the last decision on the plan was taken by a valid meeting that is on record."""
    if rule is None:
        return None
    day = min(scope.day, scope.as_of)  # neither a closed year's later amendments nor a day to come
    last = Adoption.objects.filter(plan=rule.plan, adopted_on__lte=day).order_by("-adopted_on").first()
    if last is None:
        sentence = Sentence(_n("計畫尚無經專案小組通過的紀錄。"))
        return Finding(rule.code, rule.clause, Verdict.UNMET, 0, 1, sentence)
    page = Evidence("plan.Adoption", (last.id,), reverse("reports:plan", kwargs={"year": scope.year}))
    verdict, message = _of_decision(scope.agency_id, last, rule)
    have, need = (None, None) if verdict == Verdict.UNDETERMINED else (int(verdict == Verdict.MET), 1)
    return Finding(rule.code, rule.clause, verdict, have, need, Sentence(message, {"text": last.text}), page)


def _of_decision(agency_id: int, last: Adoption, rule: Rule) -> tuple[Verdict, str]:
    """Whether the meeting behind the line at the plan's head is on record, was valid, and passed something."""
    meetings = Meeting.objects.gender().held().filter(committee__agency_id=agency_id)
    there = sittings(meetings.filter(held_on=last.adopted_on).select_related("committee", "chair"))
    if not there:
        return Verdict.UNDETERMINED, NOT_ON_RECORD
    valid = [one.meeting for one in there if one.is_valid]
    if not valid:
        return judge(0, 1, closed=True, force=rule.force), INVALID
    passed = Resolution.objects.filter(item__meeting__in=valid, item__section__in=OWN, outcome__in=PASSING)
    if not passed.exists():
        return Verdict.UNDETERMINED, WITHOUT_RESOLUTION
    return judge(1, 1, closed=True, force=rule.force), VALID


NOT_ON_RECORD = _n("%(text)s；該次會議的出席與決議紀錄尚未建檔，無從查核是否有效。")
WITHOUT_RESOLUTION = _n("%(text)s；該次會議有效，但沒有通過議案的決議紀錄，無從查核。")
INVALID = _n("%(text)s，但該次會議無效。")
VALID = _n("%(text)s，該次會議有效。")
OWN = (Section.REPORT, Section.DISCUSSION, Section.EXTEMPORE)
"""Where a plan can be passed: not among the last minutes or what is followed up."""


def _amended(scope: Scope, rule: Rule | None) -> Finding | None:
    """AM-02: each new version that began in the year was proposed by a unit and passed."""
    if rule is None:
        return None
    changed = [*_followed(Rule, "code", scope), *_followed(Clause, "label", scope)]
    passed = list(
        Amendment.objects.filter(
            unit__agency_id=scope.agency_id, applied_on__gte=scope.first, applied_on__lte=scope.day
        ).select_related("clause")
    )
    known = {(one.clause.label, one.applied_on) for one in passed}
    known |= {(code, one.applied_on) for one in passed for code in one.numbers}
    have = sum(one in known for one in changed)
    if not changed:
        sentence = Sentence(_n("本年度沒有修正計畫。"))
    else:
        sentence = Sentence(
            _n("本年度起施行的修正 %(need)s 處，%(have)s 處有組室提案並經會議通過的紀錄。"),
            {"have": have, "need": len(changed)},
        )
    return Finding(
        rule.code,
        rule.clause,
        judge(have, len(changed), closed=True, force=rule.force),
        have,
        len(changed),
        sentence,
        Evidence("committee.Amendment", tuple(one.id for one in passed), reverse("committee:amendments")),
    )


def _followed(model, name: str, scope: Scope) -> list[tuple]:
    """(name, since) of rows begun in the year that follow an earlier version of the same name."""
    rows = list(model.objects.of(scope.agency_id).filter(since__lte=scope.day).values_list(name, "since"))
    first = {}
    for key, since in sorted(rows, key=lambda row: row[1]):
        first.setdefault(key, since)
    return [(key, since) for key, since in rows if since >= scope.first and since > first[key]]
