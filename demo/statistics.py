"""Three years of the accounting office's work, each act on its day: indicators, tables, reviews, analyses, the form (伍三).

Everything goes through the chapter's actions. The items of the task force that the story has already held are tied to
what they were about.
"""

import datetime
from collections.abc import Iterator
from functools import partial
from operator import itemgetter

from django.core.files.base import ContentFile

from committee.models import AgendaItem
from core.printing import Document, Para
from core.printing.odt import as_odt
from core.roc import parse_roc
from demo.members import Event
from demo.motions import unit_of
from demo.papers import PAPERS, Advice, Paper
from demo.series import ADDED, FIRST, NOTE, SUCCESSOR, Series
from demo.zone import publications
from organization import history
from organization.actions.attachments import attach
from organization.actor import Actor, actor_for
from organization.models import Account, Agency, Attachment
from statistics_app.actions import analyses, indicators, reviews, tables, uses, yearly
from statistics_app.cells import SEXES, Spot, read
from statistics_app.documents import yearly_document
from statistics_app.models import Analysis, Indicator, IndicatorReview, Result, YearTable

TO_COMPILERS = "臺北市政府主計處"
TOGETHER = "會計室及各組室統計窗口"
TABLES_DUE, APPROVED = "{}/1/20", "{}/2/20"


def compile_statistics(agency: Agency) -> None:
    """All of it in the order of the days, and what was made public in between."""
    accounting = Account.objects.get(username="accounting")
    events = [*_indicators(), *_tables(), *_reviews(), *_papers(), *_forms(), *publications()]
    for day, act in sorted(events, key=itemgetter(0)):
        act(actor_for(accounting, day))


def _indicators() -> Iterator[Event]:
    yield parse_roc("105/1/8"), partial(_begin, FIRST)
    yield parse_roc("105/3/25"), partial(_begin, ADDED)
    yield parse_roc("106/12/20"), _replace


def _begin(rows: tuple[Series, ...], by: Actor) -> None:
    for one in rows:
        indicators.begin(_row(one, by), list(one.categories), by=by)


def _row(one: Series, by: Actor) -> Indicator:
    return Indicator(
        agency=by.agency,
        code=one.code,
        group=one.group,
        title=one.title,
        unit_of_measure=one.unit,
        definition=one.definition,
        source=one.source,
        owner=unit_of(one.owner, by),
        since=parse_roc(one.since),
        **one.more,
    )


def _of(code: str, by: Actor) -> Indicator:
    return Indicator.objects.of(by.agency_id).get(code=code)


def _replace(by: Actor) -> None:
    """The definition of one changes with the new year: another series."""
    indicators.replace(_of("DOIT-08", by), _row(SUCCESSOR, by), [], by=by)


def _tables() -> Iterator[Event]:
    """Entered in January and approved in February; what 107 has so far is entered and still open."""
    for series in (*FIRST, *ADDED):
        for year, typed in series.numbers.items():
            filled = "105/4/1" if year == 104 else "107/7/10" if year == 107 else TABLES_DUE.format(year + 1)
            yield parse_roc(filled), partial(_fill, series.code, year, typed)
            if year < 107:
                approved = "105/4/8" if year == 104 else APPROVED.format(year + 1)
                yield parse_roc(approved), partial(_approve, series.code, year)
    yield parse_roc("107/2/1"), _note


def _fill(code: str, year: int, typed: str, by: Actor) -> None:
    indicator = _of(code, by)
    spots = [
        Spot(one.id, part, side)
        for part in indicator.parts
        for one in indicator.categories.all()
        for side in SEXES[:2]
    ]
    cells = {
        spot: read(text, decimals=indicator.decimals)
        for spot, text in zip(spots, typed.split(), strict=False)
    }
    tables.save_entries(indicator, [tables.Entry(year + 1911, 0, cells)], by=by)


def _table(code: str, year: int, by: Actor) -> YearTable:
    return YearTable.objects.get(indicator=_of(code, by), year=year + 1911)


def _approve(code: str, year: int, by: Actor) -> None:
    tables.approve(_table(code, year, by), by=by)


def _note(by: Actor) -> None:
    code, year, text = NOTE
    tables.note(_table(code, year, by), text, by=by)


def _reviews() -> Iterator[Event]:
    """105 adds three indicators, 106 changes one; that of 107 has begun."""
    yield (
        parse_roc("105/3/31"),
        partial(
            _review,
            "105/3/2",
            "增修本局性別統計指標",
            {one.code: reviews.Said(Result.ADDED, "涵蓋資訊訓練、數位服務使用者及駐點人員") for one in ADDED},
        ),
    )
    yield (
        parse_roc("106/6/30"),
        partial(
            _review,
            "106/5/31",
            "性別統計指標 106 年檢討",
            {"DOIT-08": reviews.Said(Result.CHANGED, "自 107 年起納入委外專案，另起新數列")},
        ),
    )
    yield parse_roc("107/11/5"), lambda by: reviews.open_review(by.agency, by.day.year, by=by)


def _review(held: str, item: str, results: dict[str, reviews.Said], by: Actor) -> None:
    review = reviews.open_review(by.agency, by.day.year, by=by)
    words = reviews.Words(parse_roc(held), TOGETHER, "其餘指標維持。")
    kept = reviews.Said(Result.KEPT)
    under = reviews.under_review(review, words.held_on)
    reviews.write_review(review, words, {one: results.get(one.code, kept) for one in under}, by=by)
    review = IndicatorReview.objects.get(pk=review.pk)
    review.reported_in = _item(item, by)
    history.save(review, by=by, verb="提報小組")
    reviews.conclude(review, by=by)


def _item(title: str, by: Actor) -> AgendaItem:
    """The item that the task force has dealt with; an informal meeting's does not count."""
    rows = AgendaItem.objects.filter(meeting__committee__agency=by.agency, meeting__is_informal=False)
    return rows.get(title=title)


def _papers() -> Iterator[Event]:
    for one in PAPERS:
        yield parse_roc(one.planned), partial(_plan, one)
        if one.completed:
            yield parse_roc(one.completed), partial(_complete, one)
        if one.item:
            yield parse_roc(one.advice[0].day), partial(_tie, one)
        if one.sent:
            yield parse_roc(one.sent), partial(_send, one)
        yield from (
            (parse_roc(day), partial(_reply, one, unit, text)) for unit, day, text in one.replies if day
        )
        yield from (
            (parse_roc(advice.day), partial(_decide, one, advice)) for advice in one.advice if advice.day
        )


def _plan(one: Paper, by: Actor) -> None:
    plan = analyses.Plan(
        one.year + 1911,
        one.title,
        (unit_of(one.unit, by),),
        one.way,
        one.authors,
        one.is_comprehensive,
    )
    analyses.plan_analysis(by.agency, plan, by=by)


def _known(one: Paper, by: Actor) -> Analysis:
    return Analysis.objects.of(by.agency_id).get(title=one.title)


def _complete(one: Paper, by: Actor) -> None:
    """The text, and what it recommends."""
    analysis = _known(one, by)
    text = Document(f"{one.title}（示範）", blocks=(Para("本文為示範機關之虛構內容。"), Para(one.summary)))
    analyses.complete(analysis, on=by.day, file=file_of(one.title, text, by), summary=one.summary, by=by)
    for advice in one.advice:
        uses.recommend(analysis, advice.text, unit=unit_of(advice.unit, by), by=by)


def file_of(name: str, document: Document, by: Actor) -> Attachment:
    return attach(ContentFile(as_odt(document), name=f"{name}.odt"), by=by)


def _tie(one: Paper, by: Actor) -> None:
    analysis = _known(one, by)
    analysis.presented_in = _item(one.item, by)
    history.save(analysis, by=by, verb="提報小組")


def _send(one: Paper, by: Actor) -> None:
    uses.send(_known(one, by), [unit_of(unit, by) for unit, *_reply in one.replies], on=by.day, by=by)


def _reply(one: Paper, unit: str, text: str, by: Actor) -> None:
    sending = _known(one, by).sendings.get(unit=unit_of(unit, by))
    uses.reply(sending, on=by.day, text=text, by=by)


def _decide(one: Paper, advice: Advice, by: Actor) -> None:
    row = _known(one, by).recommendations.get(text=advice.text)
    decision = uses.Decision(advice.adoption, advice.used_in, advice.reason, by.day)
    uses.decide(row, decision, by=by)


def _forms() -> Iterator[Event]:
    """Those of 105 and 106 have been sent; of 107 the letter has come."""
    for year in (105, 106):
        yield parse_roc(f"{year}/11/15"), partial(_due, year)
        yield parse_roc(f"{year + 1}/1/18"), partial(_sent, year)
    yield parse_roc("107/11/14"), partial(_due, 107)


def _due(year: int, by: Actor) -> None:
    form = yearly.yearly_form(by.agency, year + 1911)
    yearly.set_due(form, datetime.date(year + 1912, 1, 31), by=by)


def _sent(year: int, by: Actor) -> None:
    document = yearly_document(by.agency, year + 1911, by.day)
    sent = yearly.Sent(
        TO_COMPILERS,
        by.day,
        f"北市資會字第{year + 1}0118001號（示範）",
        file_of(document.title, document, by),
    )
    yearly.record_sent(yearly.yearly_form(by.agency, year + 1911), sent, by=by)
