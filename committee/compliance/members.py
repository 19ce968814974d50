"""Who sits on the task force, judged on a day (TF-01 – TF-11): a breach counts at once, not only in December."""

import datetime
import re
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import Group, members, third, thirds
from committee.compliance.records import Roster, roster_on
from committee.models import Kind, Membership, Seat
from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from organization.models import Post, PostKind, Unit
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook

POSTS = "organization.Post"
ACTING = re.compile("^本局|代理")
"""What stands before or after the name of a post without making it another one; 副 would."""


def member_findings(scope: Scope, book: RuleBook) -> list[Finding]:
    """Nine queries at most, whatever the number of members."""
    roster = roster_on(scope.agency_id, scope.day)
    page = roster_page(scope.day)
    return [
        *_terms(scope, book.get("TF-01"), roster, page),
        *_leaders(scope, book, roster, page),
        *_externals(book, roster, page),
        *_internals(book.get("TF-06"), scope, roster, page),
        *_liaisons(book, roster, page),
        *thirds(book, roster, page),
    ]


def roster_page(day: datetime.date) -> str:
    return f"{reverse('committee:roster')}?{urlencode({'on': day.isoformat()})}"


def _at_once(rule: Rule, have: int, need: int, sentence: Sentence, counted=None, asked=None, readings=()):
    """A finding of what must be so on every day."""
    verdict = judge(have, need, closed=True, force=rule.force)
    return Finding(rule.code, rule.clause, verdict, have, need, sentence, counted, asked, readings=readings)


def _terms(scope: Scope, rule: Rule | None, roster: Roster, page: str):
    """TF-01: on every day of the year so far there is a list of members in force."""
    if rule is None:
        return
    rows = Membership.objects.filter(
        committee__agency_id=scope.agency_id, committee__kind=Kind.GENDER, since__lte=scope.day
    ).filter(Q(until__isnull=True) | Q(until__gt=scope.first))
    spans = list(rows.order_by("since").values_list("since", "until"))
    without = gaps(spans, scope.first, scope.day)
    need = rule.number("rosters")
    if without:
        days = [
            Sentence(_n("%(first)s至%(last)s"), {"first": first, "last": last}) for first, last in without
        ]
        sentence = Sentence(_n("沒有委員名單的期間：%(days)s。"), {"days": days})
    else:
        sentence = Sentence(_n("本年度逐日均有委員名單。"))
    lists = () if without or roster.committee is None else (roster.committee.id,)
    there = Evidence("committee.Committee", lists, page)
    yield _at_once(rule, 0 if without else need, need, sentence, there)


def gaps(spans, first: datetime.date, last: datetime.date) -> list[tuple[datetime.date, datetime.date]]:
    """The closed spans of first … last that none of the half-open ``spans`` (by their first day) covers."""
    found, reached = [], first
    for since, until in spans:
        if since > reached:
            found.append((reached, min(since - datetime.timedelta(days=1), last)))
        reached = max(reached, until or last + datetime.timedelta(days=1))
    if reached <= last:
        found.append((reached, last))
    return [one for one in found if one[0] <= last]


LED_BY = (("TF-02", Seat.CONVENER), ("TF-03", Seat.VICE_CONVENER))


def _leaders(scope: Scope, book: RuleBook, roster: Roster, page: str):
    """TF-02, TF-03: who holds the post sits in that seat."""
    rules = [(book[code], seat) for code, seat in LED_BY if code in book]
    titles = [rule.number("title") for rule, _ in rules]
    posts = Post.objects.on(roster.day).filter(person__agency_id=scope.agency_id, title__in=titles)
    held = set(posts.values_list("title", flat=True))
    for rule, seat in rules:
        yield _led(rule, roster, seat, rule.number("title") in held, page)


def _led(rule: Rule, roster: Roster, seat: str, is_held: bool, page: str) -> Finding:
    """An acting holder may sit; with the post vacant and nobody acting there is nothing to judge."""
    title = rule.number("title")
    seated = roster.of_seat(seat)
    holding = [one for one in seated if ACTING.sub("", roster.held_title(one) or one.post_title) == title][:1]
    values = {"post": title, "names": [str(one) for one in seated]}
    if not seated and not is_held:
        message = _n("目前無人擔任，也查無現任的%(post)s。")
        sentence = Sentence(message, values)
        return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, sentence)
    if holding:
        message = _n("由%(post)s %(names)s 擔任。")
    elif seated:
        message = _n("現由 %(names)s 擔任，其職務不是%(post)s。")
    else:
        message = _n("目前無人擔任，應由%(post)s擔任。")
    return _at_once(rule, len(holding), 1, Sentence(message, values), members(holding, page))


def _externals(book: RuleBook, roster: Roster, page: str):
    """TF-04: enough external members; TF-05: one of them is or was on the women's rights council."""
    externals = roster.of_seat(Seat.EXTERNAL)
    if rule := book.get("TF-04"):
        need = rule.number("members")
        message = _n("府外委員 %(have)s 位，至少 %(need)s 位。")
        yield _at_once(
            rule,
            len(externals),
            need,
            Sentence(message, {"have": len(externals), "need": need}),
            members(externals, page),
        )
    if rule := book.get("TF-05"):
        councils = rule.number("councils")
        known = [one for one in externals if _was_on(one, councils, roster.day)]
        values = {"names": [str(one) for one in known], "council": councils[0]}
        message = (
            _n("現任或曾任%(council)s委員：%(names)s。")
            if known
            else _n("府外委員中尚無現任或曾任%(council)s委員者。")
        )
        yield _at_once(
            rule, len(known), rule.number("members"), Sentence(message, values), members(known, page)
        )


def _was_on(member: Membership, councils: list[str], day: datetime.date) -> bool:
    return any(term.council in councils and term.since <= day for term in member.external.council_terms.all())


def _internals(rule: Rule | None, scope: Scope, roster: Roster, page: str):
    """TF-06: every head of a unit and every liaison sits; a unit without a head can't be judged."""
    if rule is None:
        return
    due = {one.person_id: one for one in (*roster.heads, *roster.liaisons)}
    missing = [one for person_id, one in due.items() if person_id not in roster.people]
    led = {one.unit_id for one in roster.heads}
    units = Unit.objects.filter(agency_id=scope.agency_id).on(roster.day)
    vacant = [one.name for one in units if one.id not in led]
    values = {
        "have": len(due) - len(missing),
        "need": len(due),
        "names": [one.person.name for one in missing],
        "units": vacant,
    }
    if missing:
        message = _n("應為委員的主管及聯絡人 %(need)s 位，尚未列入：%(names)s。")
    elif vacant:
        message = _n("主管及聯絡人 %(have)s/%(need)s 位為委員；查無主管的組室：%(units)s。")
    else:
        message = _n("各組室主管及聯絡人 %(need)s 位均為委員。")
    found = _at_once(rule, values["have"], values["need"], Sentence(message, values))
    unknown = not due or (vacant and not missing)
    yield Finding(
        rule.code,
        rule.clause,
        Verdict.UNDETERMINED if unknown else found.verdict,
        found.have,
        found.need,
        found.sentence,
        Evidence(POSTS, tuple(one.id for one in due.values() if one not in missing), page),
        Evidence(POSTS, tuple(one.id for one in due.values()), page),
    )


def _liaisons(book: RuleBook, roster: Roster, page: str):
    """TF-07 – TF-09: enough liaisons, of first-line supervisor's rank, a third of each sex."""
    liaisons = list(roster.liaisons)
    there = Evidence(POSTS, tuple(one.id for one in liaisons), page)
    if rule := book.get("TF-07"):
        need = rule.number("members")
        message = _n("性別議題聯絡人 %(have)s 位，至少 %(need)s 位。")
        values = {"have": len(liaisons), "need": need}
        yield _at_once(rule, len(liaisons), need, Sentence(message, values), there)
    if rule := book.get("TF-08"):
        led = {one.person_id for one in roster.posts.values() if one.kind == PostKind.SUPERVISOR}
        above = [one for one in liaisons if one.person_id in led]
        below = [one.person.name for one in liaisons if one not in above]
        values = {"have": len(above), "need": len(liaisons), "names": below}
        message = _n("非主管的聯絡人：%(names)s。") if below else _n("%(need)s 位聯絡人均為主管。")
        counted = Evidence(POSTS, tuple(one.id for one in above), page)
        yield _at_once(rule, len(above), len(liaisons), Sentence(message, values), counted, there)
    if rule := book.get("TF-09"):
        yield third(rule, book, Group(POSTS, {one.id: one.person.sex for one in liaisons}, page))
