"""One third of each sex among members and liaisons, and what was filed where posts forbid it (TF-09 – TF-11)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _n

from committee.compliance.quorum import LEADERS
from committee.compliance.records import Roster
from committee.compliance.thirds import Heads, Share, heads
from committee.models import Committee, Filing, Membership
from core.contract import Evidence, Finding, Reading, Sentence, Verdict
from organization.models import Sex
from plan.judging import choice
from plan.models import Rule
from plan.rules import RuleBook

MEMBERS = "committee.Membership"


def members(rows: Iterable[Membership], page: str) -> Evidence:
    return Evidence(MEMBERS, tuple(one.id for one in rows), page)


@dataclass(frozen=True)
class Group:
    """Whose sexes are counted: records by their number, and the page that lists them."""

    model: str
    sexes: dict[int, str]
    page: str

    @property
    def count(self) -> Heads:
        return heads(self.sexes.values())

    @property
    def smaller(self) -> Evidence:
        """The records of the smaller sex."""
        sex = Sex.MALE if self.count.men <= self.count.women else Sex.FEMALE
        return Evidence(self.model, tuple(one for one, of in self.sexes.items() if of == sex), self.page)


def thirds(book: RuleBook, roster: Roster, page: str):
    """TF-10: a third of each sex among all; TF-11: what was filed where ex-officio posts make it impossible."""
    rule = book.get("TF-10")
    if rule is None:
        return
    found = _of_all(rule, book, roster, page)
    filing = covering(roster, book.get("TF-11")) if found.verdict == Verdict.UNMET else None
    if filing:
        found = replace(found, verdict=Verdict.EXEMPT_ON_FILE)
    yield found
    if filed := book.get("TF-11"):
        yield _filed(filed, found.verdict, filing, page)


def _of_all(rule: Rule, book: RuleBook, roster: Roster, page: str) -> Finding:
    """All members, or those without convener and vice convener, as D-01 has it; the other reading beside it."""
    decision = book.get("D-01")
    if decision is None:
        return undecided(rule, "D-01")
    found = third(rule, book, _members(roster, decision.reading, page))
    share = share_of(rule, book.reading("D-10"))
    if share is None:
        return found
    others = []
    for other in decision.alternatives:
        read = _read(other, "D-01", share, _members(roster, other["reading"], page).count)
        if (read.have, read.need) != (found.have, found.need):
            others.append(read)
    return replace(found, readings=(*found.readings, *others))


def _members(roster: Roster, reading: str, page: str) -> Group:
    rows = [one for one in roster.members if reading != "excluded" or one.seat not in LEADERS]
    return Group(MEMBERS, {one.id: one.sex for one in rows}, page)


def _read(alternative: dict, decision: str, share: Share, count: Heads) -> Reading:
    """What a decision taken as ``alternative`` gives."""
    least = share.least(share.total(count))
    return Reading(decision, choice(alternative), share.judge(count), count.minority, least)


def share_of(rule: Rule, reading: str | None) -> Share | None:
    """The share that ``rule`` asks for, with D-10 as ``reading``; None while the owner hasn't decided."""
    if reading is None:
        return None
    return Share(rule.number("numerator"), rule.number("denominator"), reading == "in_total")


def third(rule: Rule, book: RuleBook, group: Group) -> Finding:
    """One body's one-third rule: have is the smaller sex, need the least number of it."""
    share = share_of(rule, book.reading("D-10"))
    if share is None:
        return undecided(rule, "D-10")
    count = group.count
    total = share.total(count)
    verdict = share.judge(count)
    values = {
        "men": count.men,
        "women": count.women,
        "others": count.others,
        "total": total,
        "least": share.least(total),
        "smallest": share.smallest,
    }
    return Finding(
        rule.code,
        rule.clause,
        verdict,
        count.minority,
        share.least(total),
        Sentence(_third_message(share, count, verdict), values),
        group.smaller,
        readings=_other_sexes(rule, book, count),
    )


def undecided(rule: Rule, decision: str) -> Finding:
    message = _n("條文有兩種讀法而尚未決定採用何者（%(decision)s），無從判定。")
    sentence = Sentence(message, {"decision": decision})
    return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, sentence)


def _third_message(share: Share, count: Heads, verdict: Verdict) -> str:
    if verdict == Verdict.UNDETERMINED and share.total(count) < share.smallest:
        return _n("共 %(total)s 人（男 %(men)s、女 %(women)s），不足 %(smallest)s 人，三分之一須由機關認定。")
    if verdict == Verdict.UNDETERMINED:
        return _n(
            "共 %(total)s 人，男 %(men)s、女 %(women)s、其他或未填 %(others)s；"
            "任一性別至少 %(least)s 人，登錄為其他或未填者足以影響結果。"
        )
    if count.others:
        return _n(
            "共 %(total)s 人，男 %(men)s、女 %(women)s、其他或未填 %(others)s；任一性別至少 %(least)s 人。"
        )
    return _n("共 %(total)s 人，男 %(men)s、女 %(women)s；任一性別至少 %(least)s 人。")


def _other_sexes(rule: Rule, book: RuleBook, count: Heads) -> tuple[Reading, ...]:
    """What D-10 read the other way would give, where somebody is of neither sex."""
    if not count.others:
        return ()
    return tuple(
        _read(other, "D-10", share_of(rule, other["reading"]), count) for other in book["D-10"].alternatives
    )


def covering(roster: Roster, rule: Rule | None) -> Filing | None:
    """The filing of exactly this list, for ex-officio posts, made before the list took effect (須先…備查)."""
    if rule is None or roster.committee is None:
        return None
    began = since_when(roster.committee, roster.day)
    ids = sorted(one.id for one in roster.members)
    filings = Filing.objects.filter(
        committee=roster.committee, cause=rule.number("cause"), filed_on__lte=began
    ).order_by("-filed_on", "-id")
    return next((one for one in filings if sorted(one.roster) == ids), None)


def since_when(committee: Committee, day: datetime.date) -> datetime.date:
    """The day from which the list of ``day`` has been as it is: its last appointment or departure."""
    rows = Membership.objects.filter(committee=committee, since__lte=day).values_list("since", "until")
    days = [one for row in rows for one in row if one and one <= day]
    return max(days, default=day)


def _filed(rule: Rule, verdict: Verdict, filing: Filing | None, page: str) -> Finding:
    if verdict == Verdict.EXEMPT_ON_FILE:
        values = {"day": filing.filed_on, "number": filing.number, "recipient": filing.recipient}
        sentence = Sentence(_n("已於 %(day)s 以 %(number)s 函送%(recipient)s備查。"), values)
        there = Evidence("committee.Filing", (filing.id,), page)
        return Finding(rule.code, rule.clause, verdict, 1, 1, sentence, there)
    if verdict == Verdict.UNMET:
        message = _n("名單未達三分之一，且沒有生效前以特定職務為由送%(recipient)s備查的相同名單。")
        sentence = Sentence(message, {"recipient": rule.number("recipient")})
        return Finding(rule.code, rule.clause, Verdict.UNMET, 0, 1, sentence)
    if verdict == Verdict.MET:
        sentence = Sentence(_n("全體委員已符合三分之一，無須備查。"))
        return Finding(rule.code, rule.clause, Verdict.NOT_APPLICABLE, None, None, sentence)
    sentence = Sentence(_n("全體委員是否符合三分之一尚待確認。"))
    return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, sentence)
