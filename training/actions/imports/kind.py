"""Hours as a kind of file: staged, compared with what is there in one join, written in one statement (T-7; RQ-D6)."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core import clock
from core.roc import format_year
from core.text import compare_key, hours_text
from organization import history
from organization.actions.imports import bulk
from organization.imports.columns import columns_of
from organization.imports.kind import Checked
from organization.models import Change, Person, Role
from organization.permissions import why_not_import
from training.actions.imports import made, sql
from training.imports.hours import HoursChecker
from training.models import Course, Hours, Session, StagedHours, StagedSession, State
from training.resources import HoursResource

STAGED = ("batch_id", "number", "person_id", "session_number", "minutes", "becomes", "earned_at", "note")
WORDS_SHOWN = 10


class HoursKind:
    """Training records by staff number, course and day."""

    key = "hours"
    watches = (
        "organization.person",
        "organization.post",
        "training.course",
        "training.session",
        "training.hours",
    )
    columns = columns_of(HoursResource)
    resource = HoursResource

    @property
    def title(self) -> str:
        return _("訓練時數")

    def why_not(self, actor) -> str | None:
        return why_not_import(actor, actor.agency_id)

    def checker(self, actor) -> HoursChecker:
        return HoursChecker(actor, self.columns)

    def stage(self, batch, rows: Iterable[tuple]) -> None:
        own = batch.pk
        bulk.insert(StagedHours, STAGED, [(own, *row) for row in rows])

    def unstage(self, batch, numbers: Iterable[int] | None = None) -> None:
        rows = StagedHours.objects.filter(batch=batch)
        if numbers is None:
            rows._raw_delete(rows.db)
            StagedSession.objects.filter(batch=batch).delete()
        for some in bulk.parts(numbers or ()):
            rows.filter(number__in=some).delete()

    def settle(self, batch, checker: HoursChecker) -> Checked:
        """Which rows are there already, by one join; those of courses outside the catalogue by title and day."""
        named = checker.catalogue.named
        checker.catalogue.complete()
        _stage_sessions(batch, named)
        bulk.tell_planner(StagedHours, StagedSession)
        checked = Checked(unchanged=checker.withdrawn, faults=list(checker.late))
        self.unstage(batch, {number for number, _column, _message in checker.late})
        checked.faults += self._contradicted(batch, checker)
        outside = _outside(batch, checker)
        known = {number: rest for number, *rest in _rows(sql.KNOWN, batch)}
        known |= {number: (*rest, *outside[number]) for number, *rest in _staged(batch, outside)}
        for number, (session_number, minutes, state, *there) in known.items():
            named[session_number].rows -= 1
            _compare(checked, checker, number, (minutes, state), there)
        for number, session_number, *_rest in _staged(batch, set(checker.if_new) - set(known)):
            named[session_number].rows -= 1
            checked.faults.append((number, checker.titles[12], checker.if_new[number]))
        gone = {number for number, _column, _message in checked.faults[len(checker.late) :]}
        self.unstage(batch, gone | set(outside))
        checked.fresh = sum(one.rows for one in named)
        checked.notes = _notes(checker, named) + _long_days(batch)
        return checked

    def _contradicted(self, batch, checker) -> list[tuple[int, str, str]]:
        """Earlier rows that a later one contradicts are at fault as well; those taken for good are taken back."""
        found = checker.catalogue.contradicted
        rows = {number for number, _place in found}
        for _number, session_number, *_rest in _staged(batch, rows):
            checker.catalogue.named[session_number].rows -= 1
        self.unstage(batch, rows)
        titles = checker.catalogue.titles
        return [(number, titles[place], said) for (number, place), said in found.items()]

    def write(self, batch, *, by) -> None:
        moment = clock.moment()
        _make_sessions(batch, by=by)
        line = _line(batch, by=by, verb=_n("登錄"), reason=batch.reason, moment=moment, verified_at=moment)
        bulk.ready_for_many()
        with connection.cursor() as cursor:
            cursor.execute(*sql.insertion(batch, account_id=by.account.pk, moment=moment))
            cursor.execute(*sql.first_lines(batch, line))
        self.unstage(batch)

    def why_not_undo(self, batch) -> str | None:
        changed = _of(batch).filter(version__gt=0).count()
        if changed:
            return _("匯入後已有 %(count)s 筆時數變動過，不能整批撤銷。") % {"count": changed}
        return None

    def undo(self, batch, *, by, reason: str) -> None:
        """The records are withdrawn, as one by one, their history stays; what only this file made goes."""
        said = f"{batch.reason}；{reason}"[:200]
        moment = clock.moment()
        verified_at = _of(batch).aggregate(at=Max("verified_at"))["at"]
        line = _line(batch, by=by, verb=_n("撤銷匯入"), reason=said, moment=moment, verified_at=verified_at)
        with connection.cursor() as cursor:
            cursor.execute(*sql.last_lines(batch, line, said))
        _of(batch).update(state=State.WITHDRAWN, reason=said, verified_by=None, verified_at=None, version=1)
        made.remove(batch, _of(batch), by=by, reason=said)


HOURS = HoursKind()


def _of(batch):
    first, after = sql.tokens(batch)
    return Hours.objects.filter(token__gte=first, token__lt=after)


def _rows(statement: str, batch) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [batch.pk])
        return cursor.fetchall()


def _staged(batch, numbers) -> Iterable[tuple]:
    names = ("number", "session_number", "minutes", "becomes")
    rows = StagedHours.objects.filter(batch=batch).values_list(*names)
    for some in bulk.parts(numbers):
        yield from rows.filter(number__in=some)


def _stage_sessions(batch, named) -> None:
    StagedSession.objects.bulk_create(
        (
            StagedSession(
                batch=batch,
                **{name: getattr(one, name) for name in one.__slots__ if name not in ("most", "rows")},
            )
            for one in named
        ),
        batch_size=500,
    )


def _compare(checked: Checked, checker, number: int, given, known) -> None:
    """The record that is there stays as it is; a row that says something else is at fault."""
    (minutes, state), (known_minutes, known_state) = given, known
    if minutes != known_minutes:
        said = _("已登錄 %(known)s 小時，檔案為 %(given)s 小時。請先撤回原紀錄再匯入。")
        words = {"known": hours_text(known_minutes), "given": hours_text(minutes)}
        checked.faults.append((number, checker.titles[11], said % words))
    elif state not in ("", known_state):
        said = _("已登錄，狀態為「%(known)s」，檔案為「%(given)s」。請到時數核定頁辦理。")
        words = {"known": State(known_state).label, "given": State(state).label}
        checked.faults.append((number, checker.titles[12], said % words))
    else:
        checked.unchanged += 1


def _outside(batch, checker) -> dict[int, tuple]:
    """Rows whose course the person has logged otherwise: outside the catalogue, or in a parallel session."""
    by_title: dict[tuple, list[int]] = {}
    for one in checker.catalogue.named:
        by_title.setdefault((compare_key(one.title), one.ended_on), []).append(one.number)
    days = [day for _title, day in by_title]
    courses = {one.course_id for one in checker.catalogue.named}
    others = Session.objects.filter(
        Q(course__in_catalogue=False) | Q(course__in=courses - {None}), course__agency=batch.agency_id
    ).exclude(pk__in=StagedSession.objects.filter(batch=batch).exclude(session=None).values("session"))
    records = (
        Hours.objects.live()
        .filter(session__in=others.held(min(days), max(days)) if days else others.none())
        .values_list("session__course__title", "held_on", "person_id", "minutes", "state")
    )
    found = {}
    for title, held_on, person_id, minutes, state in records.iterator():
        for session_number in by_title.get((compare_key(title), held_on), ()):
            if number := checker.first.get(checker.key(person_id, session_number)):
                found[number] = (minutes, state)
    return found


def _notes(checker, named) -> list[str]:
    """What an officer should know before letting the file in."""
    notes, years, fresh = [], Counter(), [one for one in named if one.rows]
    for one in fresh:
        years[one.ended_on.year] += one.rows
    for year, count in sorted(years.items()):
        if year < checker.actor.day.year:
            said = _("%(count)s 列屬於已結束的 %(year)s 年度，匯入後該年度的統計會變動。")
            notes.append(said % {"count": count, "year": format_year(year)})
    new = [one for one in fresh if one.session_id is None]
    if new:
        shown = "、".join(dict.fromkeys(one.title for one in new[:WORDS_SHOWN]))
        said = _("將新增場次 %(count)s 場：%(titles)s")
        notes.append(said % {"count": len(new), "titles": shown + ("…" if len(new) > WORDS_SHOWN else "")})
    return notes


def _long_days(batch) -> list[str]:
    """People with more than 24 hours on one day of the file; it may be so written, and is no fault of one row."""
    people = {person_id for (person_id,) in _rows(sql.LONG_DAYS, batch)}
    if not people:
        return []
    names = Person.objects.filter(pk__in=sorted(people)[:WORDS_SHOWN]).values_list("name", flat=True)
    said = _("%(count)s 人在檔案中有一日合計超過 24 小時，請核對：%(names)s")
    shown = "、".join(names) + ("…" if len(people) > WORDS_SHOWN else "")
    return [said % {"count": len(people), "names": shown}]


def _make_sessions(batch, *, by) -> None:
    """Courses and sessions that the agency hasn't yet, with their history; the staged rows learn their numbers."""
    how = {"by": by, "role": Role.PERSONNEL, "reason": batch.reason, "verb": _n("新增")}
    used = StagedHours.objects.filter(batch=batch).values("session_number")
    rows = list(StagedSession.objects.filter(batch=batch, session=None, number__in=used))
    courses: dict[tuple, Course] = {}
    for row in rows:
        if row.course_id is None:
            names = ("code", "title", "level", "is_cedaw", "organiser")
            fields = {name: getattr(row, name) for name in names}
            key = (row.code, compare_key(row.title))
            courses.setdefault(key, Course(agency_id=batch.agency_id, **fields))
    history.create_many(list(courses.values()), **how)
    sessions = [
        Session(
            course=courses[(row.code, compare_key(row.title))] if row.course_id is None else row.course,
            **{name: getattr(row, name) for name in ("held_on", "ended_on", "minutes", "mode")},
        )
        for row in rows
    ]
    for row, session in zip(rows, history.create_many(sessions, **how), strict=True):
        row.session = session
    StagedSession.objects.bulk_update(rows, ["session"], batch_size=500)


def _line(batch, *, by, verb, reason, moment, verified_at) -> Change:
    """What every line of the batch says; the statements add the record."""
    return Change(
        at=moment,
        account=by.account,
        who=by.name,
        stands_in_for=by.stands_in_for(Role.PERSONNEL),
        agency_id=batch.agency_id,
        model=Hours._meta.label_lower,
        verb=verb,
        changes={"verified_at": verified_at and verified_at.isoformat()},
        reason=reason,
        channel="import",
    )
