"""What would comply, by whom and until when: members, meetings, tasks, minutes, and what units follow up."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.compliance.bodies import Body, bodies, fulfils, is_past, reference_day
from committee.compliance.drafts import Drafted, outcome_of
from committee.compliance.meetings import is_kept, name, span_name, windows, year_page
from committee.compliance.members import member_findings, roster_page
from committee.compliance.records import Sitting, held_in, roster_on
from committee.compliance.rules import RULES
from committee.compliance.tasks import COUNTED, taken_up
from committee.figures.cells import open_text
from committee.models import Committee, FollowUp, Meeting, Minutes, MinutesState, State
from core.contract import Duty, Finding, Scope, Sentence, Verdict
from organization.models import Sex, Unit, UnitFunction
from plan.rules import RuleBook, in_force

OF_ITSELF = "TK-08"
"""The task that a follow-up serves where its item names none: what concerns gender equality is discussed (二)3."""

SHORT = {
    "TF-01": _n("聘（派）委員，成立專案小組"),
    "TF-02": _n("改由%(post)s擔任召集人"),
    "TF-03": _n("改由%(post)s擔任副召集人"),
    "TF-04": _n("增聘府外委員 %(short)s 位"),
    "TF-05": _n("增聘現任或曾任女權會委員的府外委員 %(short)s 位"),
    "TF-07": _n("增派性別議題聯絡人 %(short)s 位"),
    "TF-11": _n("先將委員名單送%(recipient)s備查"),
}
"""The smallest act for each rule that is short of somebody; the others say themselves what is missing."""


@dataclass(frozen=True)
class Asked:
    """Who is asked as of when: the office that runs the task force, and the next meeting that is planned."""

    scope: Scope
    book: RuleBook
    office: Sentence
    planned: tuple[Meeting, ...]

    def until(self) -> datetime.date | None:
        """The next planned meeting, else the year's last day while that lies ahead."""
        last = None if self.scope.closed else self.scope.last
        return next((one.held_on for one in self.planned), last)

    def of(self, rule: str, what: Sentence, until: datetime.date | None, url: str) -> Duty:
        return Duty(rule, self.office, what, until, url)


def duties(scope: Scope) -> tuple[Duty, ...]:
    """A constant number of queries. A unit is asked only for what it follows up."""
    task_force = Committee.objects.gender().filter(agency_id=scope.agency_id).on(scope.day).first()
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    if task_force is None or not book:
        return ()
    asked = Asked(scope, book, _office(scope), tuple(_planned(scope)))
    if scope.unit_id:
        return tuple(_follow_ups(asked))
    held = held_in(scope)
    return (
        *_members(asked),
        *_meetings(asked, held),
        *_tasks(asked, held),
        *_minutes(asked, held),
        *_bodies(asked),
        *_follow_ups(asked),
    )


def _office(scope: Scope) -> Sentence:
    """The unit that runs the task force (參一 幕僚單位)."""
    units = Unit.objects.filter(agency_id=scope.agency_id).on(scope.day)
    name = next((one.name for one in units if UnitFunction.PLANNING in one.functions), None)
    return Sentence("%(unit)s", {"unit": name}) if name else Sentence(_n("幕僚單位"))


def _planned(scope: Scope) -> QuerySet[Meeting]:
    """Meetings that came or come after the day, the next one first; a draft is nobody's business yet."""
    rows = Meeting.objects.gender().filter(committee__agency_id=scope.agency_id)
    return rows.filter(state__in=(State.RELEASED, State.HELD), held_on__gt=scope.as_of).order_by(
        "held_on", "id"
    )


def _members(asked: Asked) -> Iterator[Duty]:
    """A list that is short is short at once: no day is given until which it might wait. A gap that is over stays."""
    roster = roster_on(asked.scope.agency_id, asked.scope.day)
    lists = {
        "TF-09": [Drafted(one.person.sex) for one in roster.liaisons],
        "TF-10": [Drafted(one.sex, one.seat, one.is_ex_officio) for one in roster.members],
    }
    for found in member_findings(asked.scope, asked.book):
        is_past = found.rule == "TF-01" and roster.members
        if found.verdict in (Verdict.UNMET, Verdict.BELOW_PRINCIPLE) and not is_past:
            what = _smallest(asked.book, found, lists.get(found.rule))
            yield asked.of(found.rule, what, None, roster_page(asked.scope.day))


def _smallest(book: RuleBook, found: Finding, drafted: list[Drafted] | None) -> Sentence:
    if drafted is not None:
        return outcome_of(book, found.rule, drafted).ways[0].sentence
    if found.rule not in SHORT:
        return found.sentence
    rule = book[found.rule]
    values = {
        "short": found.need - found.have,
        "post": rule.number("title"),
        "recipient": rule.number("recipient"),
    }
    return Sentence(SHORT[found.rule], values)


def _meetings(asked: Asked, held: list[Sitting]) -> Iterator[Duty]:
    """MT-05: so many meetings more; MT-06: a meeting in each window that is still open."""
    scope, book = asked.scope, asked.book
    valid = [one for one in held if one.is_valid and not one.meeting.is_informal]
    if rule := book.get("MT-05"):
        short = rule.number("meetings") - len(valid)
        if short > 0 and not scope.closed:
            what = Sentence(_n("尚須召開有效會議 %(short)s 次"), {"short": short})
            yield asked.of(rule.code, what, scope.last, year_page(scope))
    if rule := book.get("MT-06"):
        last = max((one.meeting.number for one in held), default=0)
        empty = [span for span in windows(rule, scope.year) if not is_kept(rule, span, valid)]
        open_still = [span for span in empty if span[1] >= scope.as_of]
        for number, span in enumerate(open_still, start=last + 1):
            yield _of_window(asked, number, span)


def _of_window(asked: Asked, number: int, span: tuple[datetime.date, datetime.date]) -> Duty:
    """The meeting that is planned there, or one to be planned."""
    meeting = next((one for one in asked.planned if span[0] <= one.held_on <= span[1]), None)
    if meeting:
        what = Sentence(_n("召開%(meeting)s會議"), {"meeting": name(meeting)})
        page = reverse("committee:meeting-detail", kwargs={"pk": meeting.id})
        return asked.of("MT-06", what, meeting.held_on, page)
    what = Sentence(
        _n("第 %(number)s 次會議須於 %(months)s召開"), {"number": number, "months": span_name(span)}
    )
    return asked.of("MT-06", what, span[1], year_page(asked.scope))


def _tasks(asked: Asked, held: list[Sitting]) -> Iterator[Duty]:
    """Tasks that no valid meeting of the year has taken up often enough, while it still can."""
    if asked.scope.closed:
        return
    done = taken_up(held)
    for code in COUNTED:
        rule = asked.book.get(code)
        if rule and len(done[code]) < rule.number("items"):
            what = Sentence(_n("提請會議討論：%(task)s"), {"task": rule.text})
            yield asked.of(code, what, asked.until(), year_page(asked.scope))


def _minutes(asked: Asked, held: list[Sitting]) -> Iterator[Duty]:
    """Minutes that nobody has been sent yet; the next meeting is to confirm them."""
    rows = Minutes.objects.filter(
        meeting__in=[one.meeting.id for one in held], state=MinutesState.DRAFT
    ).select_related("meeting")
    for one in rows.order_by("meeting__held_on"):
        what = Sentence(_n("傳閱%(meeting)s會議紀錄"), {"meeting": name(one.meeting)})
        page = reverse("committee:minutes", kwargs={"pk": one.meeting_id})
        yield asked.of("MT-01", what, asked.until(), page)


def _bodies(asked: Asked) -> Iterator[Duty]:
    """The smallest change of each other committee that is below a third, until the reference day."""
    for code, register in bodies(asked.scope, asked.book).items():
        rule = asked.book[code]
        until = None if is_past(asked.scope, rule) else reference_day(asked.scope, rule)
        for one in register:
            if one.verdict == Verdict.UNMET and not fulfils(one, rule, asked.book):
                way = outcome_of(asked.book, code, list(_drafted(one))).ways[0].sentence
                what = Sentence(_n("%(committee)s：%(way)s"), {"committee": one.committee.name, "way": way})
                page = reverse("committee:others", kwargs={"year": asked.scope.year})
                yield asked.of(code, what, until, page)


def _drafted(one: Body) -> Iterator[Drafted]:
    """Its members, those whose seat goes with a post among them."""
    for sex, all_of_them, free in (
        (Sex.MALE, one.count.men, one.free.men),
        (Sex.FEMALE, one.count.women, one.free.women),
        (Sex.OTHER, one.count.others, one.free.others),
    ):
        yield from (Drafted(sex, is_ex_officio=place >= free) for place in range(all_of_them))


def _follow_ups(asked: Asked) -> Iterator[Duty]:
    """What a resolution has laid on a unit and no other has released."""
    rows = FollowUp.objects.open(asked.scope.day).filter(
        resolution__item__meeting__committee__agency_id=asked.scope.agency_id,
        resolution__item__meeting__committee__kind="GENDER",
    )
    if asked.scope.unit_id:
        rows = rows.filter(unit_id=asked.scope.unit_id)
    for one in rows.select_related("unit", "resolution__item").order_by("due_on", "id"):
        item = one.resolution.item
        yield Duty(
            rule=item.tasks[0] if item.tasks else OF_ITSELF,
            who=Sentence("%(unit)s", {"unit": one.unit.name}),
            what=Sentence(_n("列管：%(what)s"), {"what": open_text(item, one.what)}),
            until=one.due_on or asked.until(),
            url=reverse("committee:follow-up-detail", kwargs={"pk": one.id}),
        )
