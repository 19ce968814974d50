"""Impact assessments of 106 and 107, each act on its day and by whoever does it: unit, expert, reviewer (伍四).

Everything goes through the chapter's actions. The letters of the past are discarded, so that none goes out today.
"""

import datetime
from collections.abc import Iterator
from functools import partial
from operator import itemgetter

from committee.models import AgendaItem
from core.printing import Document, Para
from core.roc import parse_roc
from demo.assessed import IN_106, NIL, Answered, Asked, Story
from demo.assessed_107 import IN_107, NIL_107
from demo.experts import of, pool
from demo.members import Event
from demo.motions import unit_of
from demo.statistics import file_of
from impact_assessment.actions import cases, engagements, opinions, reviews, steps, working
from impact_assessment.models import Case, Engagement, Part
from notices.actions import discard
from notices.models import Letter
from organization import history
from organization.actor import Actor, actor_for, machine
from organization.models import Account, Agency, Unit
from statistics_app.models import Indicator


def assess(agency: Agency) -> None:
    """All of it in the order of the days."""
    accounts = {one.username: one for one in Account.objects.filter(person__agency=agency)}
    told = [("secretariat", *one) for one in (*pool(), *_nil())]
    told += [(who or one.by, day, act) for one in (*IN_106, *IN_107) for who, day, act in _story(one)]
    for username, day, act in sorted(told, key=itemgetter(1)):
        act(actor_for(accounts[username], day))


def _nil() -> Iterator[Event]:
    """「本年度無應辦案件」 of each unit that had none."""
    for day, year in NIL.items():
        yield parse_roc(day), partial(_state_nil, year, None)
    day, names = NIL_107
    yield parse_roc(day), partial(_state_nil, 107, names)


def _state_nil(year: int, names: tuple[str, ...] | None, by: Actor) -> None:
    busy = Case.objects.of(by.agency_id).filter(year=year + 1911).values("unit")
    units = Unit.objects.filter(agency=by.agency).on(by.day).exclude(id__in=busy)
    for unit in units.filter(name__in=names) if names else units:
        cases.state_nil(unit, year + 1911, by=by)


def _story(one: Story) -> Iterator[tuple[str, datetime.date, partial]]:
    """(who, day, act); nobody named is the unit's own account."""
    found = [*_begun(one), *_heard(one), *_reviewed(one)]
    return ((who, parse_roc(day), partial(act, one)) for who, day, act in found)


def _begun(one: Story) -> Iterator[tuple]:
    """Entered, judged, prepared, filled in."""
    yield "", one.opened, _open
    if one.screened:
        yield "", one.screened, _screen
    for row in one.statistics:
        yield "", row[0], partial(_cite, row)
    for row in one.consulted:
        yield "", row[0], partial(_consult, row)
    if one.steps:
        yield "", one.steps[0], partial(_finish, 1)
    if one.filled:
        yield "", one.filled, _fill
        yield "", one.draft, _draft
        yield "", one.steps[1], partial(_finish, 2)
    for number, day in one.due:
        yield "", max((one.screened, *one.steps), key=parse_roc), partial(_set_due, number, day)


def _heard(one: Story) -> Iterator[tuple]:
    """Experts or the task force, and what became of what they said."""
    for asked in one.asked:
        yield "", asked.invited, partial(_invite, asked)
        if asked.accepted:
            yield "", asked.accepted, partial(_accept, asked)
        if asked.declined:
            yield "", asked.declined[0], partial(_decline, asked)
        if asked.submitted:
            yield "", asked.submitted, partial(_submit, asked)
    if one.heard:
        yield "", one.heard_on, _hear
    if len(one.steps) > 2:
        yield "", one.steps[2], partial(_finish, 3)
    for answered in one.answered:
        yield "", answered.day, partial(_reply, answered)
    if one.revised:
        yield "", one.revised[0], _revise
    if len(one.steps) > 3:
        yield "", one.steps[3], partial(_finish, 4)


def _reviewed(one: Story) -> Iterator[tuple]:
    """Sent, returned, sent again, approved; the goals that are followed from then on."""
    if one.sent:
        yield "", one.sent, _send
    if one.returned:
        yield "reviewer", one.returned[0], _return
        for answered in one.bettered:
            yield "", answered.day, partial(_reply, answered)
        yield "", one.redone[0], partial(_finish, 4)
        yield "", one.redone[1], _send
    if one.approved:
        yield "reviewer", one.approved[0], _approve
    for row in one.goals:
        yield "", row[0], partial(_aim, row)
    for row in one.closed:
        yield "", row[0], partial(_close, row)


def _of(one: Story, by: Actor) -> Case:
    return Case.objects.of(by.agency_id).whole().get(title=one.title)


def _open(one: Story, by: Actor) -> None:
    source = Case.objects.of(by.agency_id).filter(title=one.source).first()
    words = cases.Words(
        unit_of(one.unit, by), one.kind, one.title, by.day.year, one.summary, one.authors, one.contractor
    )
    cases.open_case(by.agency, words, by=by, source=source)


def _screen(one: Story, by: Actor) -> None:
    said = cases.Screening(one.exemption is None, by.day, *(one.exemption or ()))
    cases.screen(_of(one, by), said, by=by)


def _cite(row: tuple, one: Story, by: Actor) -> None:
    """A table of an indicator, or a statistic from elsewhere."""
    _day, code, title, finding = row
    indicator = Indicator.objects.of(by.agency_id).filter(code=code).first()
    source = "" if indicator else "本局業務統計（示範）"
    working.cite(_of(one, by), working.Cited(indicator, title, source, finding), by=by)


def _consult(row: tuple, one: Story, by: Actor) -> None:
    _day, name, note = row
    working.consult(_of(one, by), working.Advice(by.day, note, of(name, by)), by=by)


def _answer(one: Story, told: dict, by: Actor) -> None:
    """``told``: (choice, text) by the question's number."""
    case = _of(one, by)
    there = {each.question_id: each for each in case.answers.all()}
    said = {}
    for question in case.form.questions.all():
        if question.part == Part.SELF and question.number in told:
            choice, text = told[question.number]
            version = there[question.id].version if question.id in there else 0
            said[question.id] = working.Said(text, choice, version)
    working.answer(case, said, by=by)


def _fill(one: Story, by: Actor) -> None:
    _answer(one, one.answers, by)


def _draft(one: Story, by: Actor, name: str = "草案") -> None:
    text = Document(f"{one.title}{name}", blocks=(Para("本文為示範機關之虛構內容。"), Para(one.summary)))
    file = file_of(f"{one.title}{name}", text, by)
    working.attach_file(_of(one, by), working.Paper(file, by.day, title=name), by=by)


def _finish(number: int, one: Story, by: Actor) -> None:
    steps.finish_step(_of(one, by), number, on=by.day, by=by)


def _set_due(number: int, day: str, one: Story, by: Actor) -> None:
    steps.set_due(_of(one, by), {number: parse_roc(day)}, by=by)


def _invite(asked: Asked, one: Story, by: Actor) -> None:
    case = _of(one, by)
    engagements.invite(case, of(asked.name, by), due_on=parse_roc(asked.due), by=by)
    _clear_outbox(one, by)


def _clear_outbox(one: Story, by: Actor) -> None:
    """What the story mailed in its own time must not be mailed today."""
    waiting = Letter.objects.filter(agency=by.agency, state="WAITING", about=one.title)
    discard(list(waiting), by=by, reason="示範資料：當時已寄出，不再寄送。")


def _engaged(asked: Asked, one: Story, by: Actor) -> tuple[Engagement, Actor]:
    """The invitation, and the expert who answers it without an account."""
    row = Engagement.objects.get(case=_of(one, by), expert=of(asked.name, by))
    return row, machine(asked.name, by.agency, by.day)


def _accept(asked: Asked, one: Story, by: Actor) -> None:
    row, expert = _engaged(asked, one, by)
    engagements.accept(row, by=expert)


def _decline(asked: Asked, one: Story, by: Actor) -> None:
    row, expert = _engaged(asked, one, by)
    engagements.decline(row, by=expert, reason=asked.declined[1])


def _submit(asked: Asked, one: Story, by: Actor) -> None:
    row, expert = _engaged(asked, one, by)
    by_number = {each.number: each.id for each in engagements.asked_of(_of(one, by))}
    said = {by_number[number]: text for number, text in asked.said.items()}
    engagements.submit(row, said, timing=asked.timing, keeps_secret=True, by=expert)


def _hear(one: Story, by: Actor) -> None:
    """The item that the task force has dealt with, and what its minutes say."""
    case = _of(one, by)
    case.presented_in = AgendaItem.objects.get(meeting__committee__agency=by.agency, title=one.heard)
    history.save(case, by=by, verb="提報小組")
    for text in one.heard_said:
        opinions.record_opinion(_of(one, by), text, by=by)


def _reply(answered: Answered, one: Story, by: Actor) -> None:
    case = _of(one, by)
    opinion = next(each for each in case.opinions.all() if each.text.startswith(answered.opinion))
    there = getattr(opinion, "reply", None)
    said = opinions.Answered(
        answered.adoption, by.day, answered.where, answered.reason, there.version if there else 0
    )
    opinions.reply(opinion, said, by=by)


def _revise(one: Story, by: Actor) -> None:
    """The form and the draft as they became after the opinions."""
    case = _of(one, by)
    choices = {each.question.number: each.choice for each in case.answers.select_related("question")}
    changed = {number: (choices.get(number, ""), text) for number, text in one.revised[1].items()}
    _answer(one, changed, by)
    _draft(one, by, "修正草案")


def _send(one: Story, by: Actor) -> None:
    reviews.send(_of(one, by), on=by.day, by=by)


def _pending(one: Story, by: Actor):
    return _of(one, by).reviews.get(decision="PENDING")


def _return(one: Story, by: Actor) -> None:
    _day, to_step, reason = one.returned
    reviews.return_to(_pending(one, by), to_step, on=by.day, reason=reason, by=by)
    _clear_outbox(one, by)


def _approve(one: Story, by: Actor) -> None:
    reviews.approve(_pending(one, by), on=by.day, remark=one.approved[1], by=by)


def _aim(row: tuple, one: Story, by: Actor) -> None:
    _day, text, target, due = row
    reviews.set_goal(_of(one, by), reviews.Aim(text, target, parse_roc(due)), by=by)


def _close(row: tuple, one: Story, by: Actor) -> None:
    _day, text, result = row
    goal = _of(one, by).goals.get(text__startswith=text)
    reviews.report_goal(goal, result, closed_on=by.day, by=by)
