"""What would comply, by whom and until when: the accounting office's and the units' (伍三)."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from core.roc import to_roc_year
from organization.models import Unit, UnitFunction
from plan.models import Rule
from plan.rules import RuleBook, in_force
from statistics_app.compliance.analyses import BY_AGENCY, READINGS, is_sent, last_day, written
from statistics_app.compliance.facts import Facts, Paper, facts
from statistics_app.compliance.indicators import few, page, unreviewed
from statistics_app.compliance.rules import RULES
from statistics_app.compliance.zone import to_publish
from statistics_app.figures.rotation import rotation

REVIEW = _n("完成 %(year)s 年性別統計指標檢討")
FILL = _n("填報 %(year)s 年統計表：%(names)s")
PUBLISH = _n("公開統計表及分析：%(names)s")
DECIDE = _n("決定「%(title)s」建議事項之參採情形")
ADVISE = _n("登錄「%(title)s」之建議事項")
COMPREHENSIVE = _n("完成綜合分析 %(short)s 篇，送請業務相關組室參考")
SEND = _n("將「%(title)s」送請業務相關組室參考")
SUBMIT = _n("彙送 %(year)s 年性別統計與分析運用情形")
WRITE = _n("完成性別統計分析專題 %(short)s 篇")
PRESENT = _n("將「%(title)s」提報專案小組")


@dataclass(frozen=True)
class Asked:
    """Who is asked as of when."""

    known: Facts
    book: RuleBook

    @property
    def scope(self) -> Scope:
        return self.known.scope

    @property
    def until(self) -> datetime.date | None:
        """What is still owed of a year that is over has no day until which it might wait."""
        return None if self.scope.closed else self.scope.last

    @property
    def office(self) -> Unit | None:
        """The unit that answers for statistics that day."""
        return next((one for one in self.known.units if UnitFunction.ACCOUNTING in one.functions), None)

    def of(self, code: str, unit: Unit | None, what: Sentence, url: str, until=None) -> Iterator[Duty]:
        """Nothing that a rule doesn't ask for, nor what is another unit's."""
        if code in self.book and self.scope.unit_id in (None, unit.id if unit else None):
            who = Sentence("%(unit)s", {"unit": unit.name}) if unit else Sentence(_n("會計室"))
            yield Duty(code, who, what, until or self.until, url)


def duties(scope: Scope) -> tuple[Duty, ...]:
    """A constant number of queries. Of a year that is over nothing new can be written, the rest may still follow."""
    known = facts(scope)
    if known is None:
        return ()
    asked = Asked(known, in_force(scope.agency_id, scope.rule_day, RULES))
    asks = (_review, _fill, _use, _comprehensive, _submit, _present)
    if not scope.closed:
        asks = (*asks, _publish, _write)
    return tuple(one for ask in asks for one in ask(asked))


def _review(asked: Asked) -> Iterator[Duty]:
    if unreviewed(asked.known) != []:
        what = Sentence(REVIEW, {"year": to_roc_year(asked.scope.year)})
        yield from asked.of("ST-01", asked.office, what, page(asked.scope, "review"))


def _fill(asked: Asked) -> Iterator[Duty]:
    """Each unit the tables of its indicators."""
    lacking = defaultdict(list)
    for one in asked.known.compiled:
        if one.missing:
            lacking[one.indicator.owner].append(str(one.indicator))
    for unit, names in lacking.items():
        what = Sentence(FILL, {"year": to_roc_year(asked.scope.year), "names": few(names)})
        yield from asked.of("ST-02", unit, what, page(asked.scope, "tables"))


def _use(asked: Asked) -> Iterator[Duty]:
    """Whoever studies a recommendation says what became of it."""
    for paper in asked.known.of_year():
        title, url = {"title": paper.analysis.title}, _page(paper)
        writer = next(iter(paper.units), None)
        if not paper.advice:
            yield from asked.of("ST-03", writer, Sentence(ADVISE, title), url)
        open_ = [one for one in paper.advice if one not in paper.decided]
        for unit in dict.fromkeys(one.unit or writer for one in open_):
            yield from asked.of("ST-03", unit, Sentence(DECIDE, title), url)


def _page(paper: Paper) -> str:
    return reverse("statistics:analysis", kwargs={"pk": paper.analysis.id})


def _publish(asked: Asked) -> Iterator[Duty]:
    _ready, waiting = to_publish(asked.known)
    if waiting:
        what = Sentence(PUBLISH, {"names": few(waiting)})
        yield from asked.of("ST-04", asked.office, what, reverse("public_zone:desk"))


def _comprehensive(asked: Asked) -> Iterator[Duty]:
    papers = asked.known.of_year(comprehensive=True)
    for paper in papers:
        if not is_sent(paper):
            what = Sentence(SEND, {"title": paper.analysis.title})
            yield from asked.of("ST-05", asked.office, what, _page(paper))
    short = _number(asked.book.get("ST-05"), "reports") - len(papers)
    if short > 0 and not asked.scope.closed:
        what = Sentence(COMPREHENSIVE, {"short": short})
        yield from asked.of("ST-05", asked.office, what, page(asked.scope, "analyses"))


def _number(rule: Rule | None, name: str) -> int:
    return rule.number(name) if rule else 0


def _submit(asked: Asked) -> Iterator[Duty]:
    """Until the day of the letter, or the year's last."""
    known = asked.known
    is_sent_already = known.form and known.form.sent_on and known.form.sent_on <= asked.scope.as_of
    if is_sent_already or asked.scope.as_of > last_day(known):
        return
    due = (known.form and known.form.due_on) or asked.scope.last
    what = Sentence(SUBMIT, {"year": to_roc_year(asked.scope.year)})
    yield from asked.of("ST-06", asked.office, what, page(asked.scope, "yearly"), due)


def _write(asked: Asked) -> Iterator[Duty]:
    """The unit whose turn it is, or each that has too few where D-08 asks every unit."""
    rule, reading = asked.book.get("ST-07"), asked.book.reading(READINGS)
    if rule is None or reading is None:
        return
    papers, number = written(asked.known, rule, everybody=True), rule.number("papers")
    theirs = Counter(asked.known.heirs[unit.id] for one in papers for unit in one.units)
    if reading != BY_AGENCY:
        short = {one: number - theirs[one.id] for one in asked.known.units}
    else:
        turn = [one.unit for one in rotation(asked.scope) if one.is_next] if len(papers) < number else []
        short = dict.fromkeys(turn, number - len(papers))
    for unit, papers_short in short.items():
        if papers_short > 0:
            what = Sentence(WRITE, {"short": papers_short})
            yield from asked.of("ST-07", unit, what, page(asked.scope, "rotation"))


def _present(asked: Asked) -> Iterator[Duty]:
    rule = asked.book.get("ST-07")
    for paper in written(asked.known, rule) if rule else ():
        if not paper.is_presented:
            what = Sentence(PRESENT, {"title": paper.analysis.title})
            yield from asked.of("ST-08", next(iter(paper.units), None), what, _page(paper))
