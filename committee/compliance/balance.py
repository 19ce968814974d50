"""One third of each sex among members and liaisons, and what was filed where posts forbid it (TF-09 – TF-11)."""

import datetime

from django.utils.translation import gettext_noop as _n

from committee.compliance.records import Roster
from committee.compliance.thirds import SMALLEST, Heads, Share, heads
from committee.models import Committee, Filing, Membership, Seat
from core.contract import Evidence, Finding, Reading, Sentence, Verdict
from plan.models import Rule
from plan.rules import RuleBook

LEADERS = (Seat.CONVENER, Seat.VICE_CONVENER)
MEMBERS = "committee.Membership"


def members(rows: list[Membership], page: str) -> Evidence:
    return Evidence(MEMBERS, tuple(one.id for one in rows), page)


def thirds(book: RuleBook, roster: Roster, page: str):
    """TF-10: a third of each sex among all; TF-11: what was filed where ex-officio posts make it impossible."""
    rule = book.get("TF-10")
    if rule is None:
        return
    everybody = list(roster.members)
    found = third(rule, book, _counted(everybody, book.reading("D-01")), members(everybody, page))
    if (other := _without_leaders(rule, book, everybody, found)) is not None:
        found = Finding(**(vars(found) | {"readings": (*found.readings, other)}))
    filing = covering(roster, book.get("TF-11")) if found.verdict == Verdict.UNMET else None
    if filing:
        found = Finding(**(vars(found) | {"verdict": Verdict.EXEMPT_ON_FILE}))
    yield found
    if filed := book.get("TF-11"):
        yield _filed(filed, found.verdict, filing, page)


def _counted(rows: list[Membership], reading: str | None) -> Heads:
    return heads(one.sex for one in rows if reading != "excluded" or one.seat not in LEADERS)


def _without_leaders(rule: Rule, book: RuleBook, rows: list[Membership], found: Finding) -> Reading | None:
    """What D-01 read the other way would give, where it differs."""
    decision = book.get("D-01")
    share = share_of(rule, book.reading("D-10"))
    if decision is None or share is None:
        return None
    other = decision.alternatives[0]
    count = _counted(rows, other["reading"])
    if (count.minority, share.total(count)) == (found.have, found.need):
        return None
    return Reading("D-01", _said(other), share.judge(count), count.minority, share.least(share.total(count)))


def _said(alternative: dict) -> Sentence:
    return Sentence(alternative["label"].replace("%", "%%"))


def share_of(rule: Rule, reading: str | None) -> Share | None:
    """The share that ``rule`` asks for, with D-10 as ``reading``; None while the owner hasn't decided."""
    if reading is None:
        return None
    return Share(rule.number("numerator"), rule.number("denominator"), reading == "in_total")


def third(rule: Rule, book: RuleBook, count: Heads, counted: Evidence) -> Finding:
    """One body's one-third rule: have is the smaller sex, need the least number of it."""
    share = share_of(rule, book.reading("D-10"))
    if share is None:
        return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, NO_DECISION)
    total = share.total(count)
    values = {
        "men": count.men,
        "women": count.women,
        "others": count.others,
        "total": total,
        "least": share.least(total),
    }
    verdict = share.judge(count)
    return Finding(
        rule.code,
        rule.clause,
        verdict,
        count.minority,
        share.least(total),
        Sentence(_third_message(count, verdict, total), values),
        counted,
        readings=_other_sexes(rule, book, count, verdict),
    )


NO_DECISION = Sentence(_n("條文有兩種讀法而尚未決定採用何者（D-10），無從判定。"))


def _third_message(count: Heads, verdict: Verdict, total: int) -> str:
    if total < SMALLEST:
        return _n("共 %(total)s 人（男 %(men)s、女 %(women)s），不足 3 人，三分之一須由機關認定。")
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


def _other_sexes(rule: Rule, book: RuleBook, count: Heads, verdict: Verdict) -> tuple[Reading, ...]:
    """What D-10 read the other way would give."""
    if not count.others:
        return ()
    found = []
    for other in book["D-10"].alternatives:
        share = share_of(rule, other["reading"])
        found.append(
            Reading(
                "D-10",
                _said(other),
                share.judge(count),
                count.minority,
                share.least(share.total(count)),
            )
        )
    return tuple(found)


def covering(roster: Roster, rule: Rule | None) -> Filing | None:
    """The filing of exactly this list, for ex-officio posts, made before the list took effect (須先…備查)."""
    if rule is None or roster.committee is None:
        return None
    began = since_when(roster.committee, roster.day)
    ids = sorted(one.id for one in roster.members)
    return next(
        (
            one
            for one in Filing.objects.filter(
                committee=roster.committee, cause=rule.number("cause"), filed_on__lte=began
            ).order_by("-filed_on", "-id")
            if sorted(one.roster) == ids
        ),
        None,
    )


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
