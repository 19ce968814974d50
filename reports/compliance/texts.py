"""Did every unit hand in its texts before the report was compiled (RP-06)?"""

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Sentence
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook
from reports.compliance.facts import Facts
from reports.compliance.rules import day_after

ALL = _n("應送 %(need)s 節文字均已送出。")
SOME = _n("應送 %(need)s 節文字，已送出 %(have)s 節；尚缺：%(names)s。")
NONE = Sentence(_n("本組室沒有應送的文字。"))
NAMED = 8
AND_MORE = _n("等 %(n)s 個")


def compiled(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """One text for each section and unit; after the units' day, or once the report is compiled, it is late."""
    have, need = len(known.owed) - len(known.missing), len(known.owed)
    last = day_after(known.scope.year, rule.number("unit_day"))
    closed = known.scope.as_of > last or known.compiled_on is not None
    page = reverse("reports:texts", kwargs={"year": known.scope.year})
    ids = tuple(text.id for key, text in known.submitted.items() if key in {one.key for one in known.owed})
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=closed),
        have=have,
        need=need,
        sentence=_said(known, have, need),
        counted=Evidence("reports.ChapterText", ids, page),
        asked=Evidence("organization.Unit", tuple(dict.fromkeys(one.unit.id for one in known.owed)), page),
        unit_id=known.scope.unit_id,
        until=min(last, known.compiled_on or last),
    )


def _said(known: Facts, have: int, need: int) -> Sentence:
    if need == 0:
        return NONE
    if have == need:
        return Sentence(ALL, {"need": need})
    names = list(dict.fromkeys(one.unit.name for one in known.missing))
    shown = names[:NAMED] + ([Sentence(AND_MORE, {"n": len(names)})] if len(names) > NAMED else [])
    return Sentence(SOME, {"need": need, "have": have, "names": shown})
