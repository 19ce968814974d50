"""Analyses written by turns, presented, used, sent, and the yearly form (伍三(二)3; ST-03, ST-05 – ST-08)."""

import datetime
from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import undecided
from core.contract import Evidence, Finding, Reading, Sentence, Verdict
from plan.judging import choice, judge
from plan.models import Rule
from plan.rules import RuleBook
from statistics_app.compliance.facts import Facts, Paper
from statistics_app.compliance.indicators import few, page
from statistics_app.compliance.rotation import again, said_of_turns

ANALYSES = "statistics_app.Analysis"
READINGS = "D-08"
BY_AGENCY = "agency"

NONE = Sentence(_n("本年度尚無完成的分析。"))
USED = _n("本年度完成 %(need)s 篇分析，建議事項均已決定參採情形，採用或部分採用 %(uses)s 項。")
UNUSED = _n("本年度完成 %(need)s 篇分析，%(have)s 篇的建議事項均已決定參採情形；尚未決定：%(names)s。")
NO_REPORT = Sentence(_n("本年度尚未完成綜合分析。"))
SENT = _n("本年度完成綜合分析 %(papers)s 篇，送請 %(units)s 個組室參考，%(replies)s 個已回復。")
UNSENT = _n(
    "本年度完成綜合分析 %(papers)s 篇，%(have)s 篇已送請組室參考，至少應有 %(need)s 篇；尚未送出：%(names)s。"
)
PAPERS = _n("各組室完成分析 %(have)s 篇，至少應有 %(need)s 篇。")
UNITS = _n("%(need)s 個組室中 %(have)s 個完成分析。")
OF_UNIT = _n("本組室完成分析 %(have)s 篇；機關每年至少 %(papers)s 篇，由各組室輪流。")
PRESENTED = _n("%(need)s 篇分析均已提報專案小組，並決定參採情形。")
NOT_PRESENTED = _n("%(need)s 篇分析中 %(have)s 篇已提報專案小組並決定參採情形；尚未完成：%(names)s。")
FORM_SENT = _n("%(day)s彙送%(to)s（%(number)s）。")
FORM_LATE = _n("%(day)s彙送%(to)s（%(number)s），逾期限 %(due)s。")
FORM_DUE = _n("尚未彙送，期限 %(due)s。")
NO_FORM = Sentence(_n("尚未彙送。"))


def analysis_findings(known: Facts, book: RuleBook) -> list[Finding]:
    asks = {"ST-03": _used, "ST-05": _sent, "ST-06": _submitted, "ST-07": _written, "ST-08": _presented}
    return [ask(known, book[code], book) for code, ask in asks.items() if code in book]


def is_used(paper: Paper, uses: int) -> bool:
    """It changed something so many times, or it is said why it did not."""
    return paper.is_followed_up and (paper.uses >= uses or paper.uses < len(paper.decided))


def is_sent(paper: Paper) -> bool:
    return bool(paper.sendings)


def is_settled(paper: Paper) -> bool:
    """Presented in a valid meeting, and of all its advice it is said what became of it."""
    return paper.is_presented and paper.is_followed_up


def written(known: Facts, rule: Rule, *, everybody: bool = False) -> list[Paper]:
    """The year's papers of units, written in a way that the plan names (ST-07)."""
    papers = known.of_year(comprehensive=False, everybody=everybody)
    return [one for one in papers if one.analysis.way in rule.number("kinds")]


def _used(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """ST-03: every analysis of the year changed something, or it is said why not."""
    papers = known.of_year()
    if not papers:
        return _nothing(known, rule)
    values = {"uses": sum(one.uses for one in papers)}
    return _each(
        known, rule, papers, lambda one: is_used(one, rule.number("uses")), (USED, UNUSED), values=values
    )


def _nothing(known: Facts, rule: Rule) -> Finding:
    verdict = Verdict.NOT_APPLICABLE if known.scope.closed else Verdict.PENDING
    return Finding(rule.code, rule.clause, verdict, 0, 0, NONE, unit_id=known.scope.unit_id)


def _each(
    known: Facts,
    rule: Rule,
    papers: list[Paper],
    is_done: Callable[[Paper], bool],
    messages: tuple[str, str],
    *,
    least: int = 0,
    values: dict | None = None,
) -> Finding:
    """All of ``papers`` are done, and there are at least so many."""
    done = [one for one in papers if is_done(one)]
    rest = [one.analysis.title for one in papers if not is_done(one)]
    have, need = len(done), max(least, len(papers))
    told = {"have": have, "need": need, "names": few(rest) if rest else "–", **(values or {})}
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=known.scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=Sentence(messages[have < need], told),
        counted=_evidence(known, done),
        asked=_evidence(known, papers) if len(papers) == need else None,
        unit_id=known.scope.unit_id,
    )


def _evidence(known: Facts, papers: list[Paper]) -> Evidence:
    return Evidence(ANALYSES, tuple(one.analysis.id for one in papers), page(known.scope, "analyses"))


def _sent(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """ST-05: the accounting office's comprehensive analyses, each sent to at least one unit."""
    papers = known.of_year(comprehensive=True)
    sendings = [one for paper in papers for one in paper.sendings]
    values = {
        "papers": len(papers),
        "units": len({one.unit_id for one in sendings}),
        "replies": sum(one.replies for one in papers),
    }
    messages = (SENT, UNSENT if papers else NO_REPORT.message)
    return _each(known, rule, papers, is_sent, messages, least=rule.number("reports"), values=values)


def _submitted(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """ST-06: the year's form was sent within the year, or by the day that the letter gives where that lies later."""
    form, last = known.form, last_day(known)
    is_there = form is not None and form.sent_on is not None
    counted = (form.id,) if is_there and form.sent_on <= min(last, known.scope.as_of) else ()
    need = rule.number("submissions")
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(counted), need, closed=known.scope.as_of >= last, force=rule.force),
        have=len(counted),
        need=need,
        sentence=_of_form(form, bool(counted)),
        counted=Evidence("statistics_app.YearlyForm", counted, page(known.scope, "yearly")),
        until=last,
    )


def last_day(known: Facts) -> datetime.date:
    """The last day on which sending the form still complies."""
    return max(known.scope.last, (known.form and known.form.due_on) or known.scope.last)


def _of_form(form, is_sent: bool) -> Sentence:
    if form is None or not (is_sent or form.due_on):
        return NO_FORM
    if not is_sent:
        return Sentence(FORM_DUE, {"due": form.due_on})
    values = {"day": form.sent_on, "to": form.sent_to, "number": form.document_number, "due": form.due_on}
    return Sentence(FORM_LATE if form.due_on and form.sent_on > form.due_on else FORM_SENT, values)


def _written(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """ST-07: so many papers a year, of the agency or of every unit as D-08 is read, by turns."""
    reading = book.reading(READINGS)
    if reading is None:
        return undecided(rule, READINGS)
    papers, number = written(known, rule), rule.number("papers")
    have, need, counted = count(known, papers, number, reading)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=known.scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=_of_papers(known, papers, (have, need, number), reading),
        counted=counted,
        unit_id=known.scope.unit_id,
        readings=_readings(known, rule, book, papers, (have, need)),
    )


def count(known: Facts, papers: list[Paper], number: int, reading: str) -> tuple[int, int, Evidence]:
    """(have, need, what is counted). The agency's duty is no unit's of its own."""
    if known.scope.unit_id or reading == BY_AGENCY:
        have = len(papers)
        need = 0 if known.scope.unit_id and reading == BY_AGENCY and not papers else number
        return have, need, _evidence(known, papers)
    theirs = Counter(known.heirs[unit.id] for one in papers for unit in one.units)
    done = tuple(one.id for one in known.units if theirs[one.id] >= number)
    return len(done), len(known.units), Evidence("organization.Unit", done, page(known.scope, "rotation"))


def _of_papers(known: Facts, papers: list[Paper], numbers: tuple[int, int, int], reading: str) -> Sentence:
    have, need, number = numbers
    if known.scope.unit_id and reading == BY_AGENCY:
        said = Sentence(OF_UNIT, {"have": have, "papers": number})
    else:
        is_by_unit = reading != BY_AGENCY and not known.scope.unit_id
        said = Sentence(UNITS if is_by_unit else PAPERS, {"have": have, "need": need})
    turns = said_of_turns(again(known, papers))
    return Sentence("%(said)s%(turns)s", {"said": said, "turns": turns}) if turns else said


def _readings(known: Facts, rule: Rule, book: RuleBook, papers: list[Paper], as_read: tuple) -> tuple:
    """What D-08 read the other way would give, where it differs."""
    found = []
    for other in book[READINGS].alternatives:
        have, need, _counted = count(known, papers, rule.number("papers"), other["reading"])
        if (have, need) != as_read:
            verdict = judge(have, need, closed=known.scope.closed, force=rule.force)
            found.append(Reading(READINGS, choice(other), verdict, have, need))
    return tuple(found)


def _presented(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """ST-08: the year's papers were presented to the task force, and it is said what became of their advice."""
    papers = written(known, book["ST-07"]) if "ST-07" in book else known.of_year(comprehensive=False)
    if not papers and known.scope.unit_id:
        return _nothing(known, rule)
    messages = (PRESENTED, NOT_PRESENTED if papers else NONE.message)
    return _each(known, rule, papers, is_settled, messages, least=rule.number("items"))
