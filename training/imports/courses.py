"""Which course and which session a row names: one of the agency's, or one to be made (domain 2.9, TR-17)."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.text import compare_key
from organization.imports.kind import Cells
from training.models import Course, Level, Mode, Organiser, Session
from training.permissions import why_not_held


@dataclass(slots=True)
class Named:
    """A session that the file names, numbered in the file's order."""

    number: int
    session_id: int | None
    course_id: int | None
    code: str
    title: str
    level: str
    is_cedaw: bool
    organiser: str
    mode: str
    held_on: datetime.date
    ended_on: datetime.date
    minutes: int
    most: int | None
    """The whole length where it is known; else the longest attendance in the file will be."""
    rows: int = 0
    """Rows of the file that are in order and name it."""


class Catalogue:
    """The agency's courses and sessions, in two queries; and those that the file adds."""

    def __init__(self, actor, columns):
        self.day = actor.day
        self.cells = Cells(columns)
        self.titles = [one.title for one in columns]
        self.by_code: dict[str, Course] = {}
        self.by_title: dict[str, list[Course]] = defaultdict(list)
        self.sessions: dict[int, list[Session]] = defaultdict(list)
        courses = Course.objects.catalogue().filter(agency=actor.agency)
        for one in courses:
            self.by_title[compare_key(one.title)].append(one)
            if one.code:
                self.by_code[one.code] = one
        for one in Session.objects.catalogue().live().filter(course__agency=actor.agency).order_by("id"):
            self.sessions[one.course_id].append(one)
        self.named: list[Named] = []
        self._by_key: dict[tuple, Named] = {}
        self.row = 0
        """The row of the file that is being judged."""
        self.told: dict[tuple, tuple] = {}
        """What the file says of a new course or session, and in which row it said so first."""
        self.contradicted: dict[tuple[int, int], str] = {}
        """(row, column) of what a later row contradicts, with the sentence: both are at fault."""

    def find(self, cells: tuple) -> Named | list[tuple[str, str]]:
        """The session that these cells name, or what is wrong with them."""
        values = self.cells.values(cells)
        if faults := self.cells.faults(values):
            return faults
        code, title, level, is_cedaw, organiser, mode, held_on, ended_on, full = values
        held_on = held_on or ended_on
        if reason := why_not_held(self.day, ended_on):
            return [(self.titles[7], reason)]
        if held_on > ended_on:
            return [(self.titles[6], _("結束日不得早於開課日。"))]
        course = self._course(code, title, organiser)
        if isinstance(course, list):
            return course
        given = (level, is_cedaw if cells[3] != "" else None, organiser)
        if course and (faults := self._unlike(course, *given)):
            return faults
        session = self._session(course, held_on, ended_on, mode)
        if session:
            return self._known(session, course)
        return self._new(course, (code, title, *given), (mode or Mode.LECTURE, held_on, ended_on), full)

    def _course(self, code: str, title: str, organiser: str) -> Course | list | None:
        """By its code; else the only one of that title, which must not have another code."""
        if known := self.by_code.get(code):
            if compare_key(known.title) != compare_key(title):
                said = _("課程代碼 %(code)s 是「%(known)s」，檔案寫「%(title)s」。")
                return [(self.titles[0], said % {"code": code, "known": known.title, "title": title})]
            return known
        same = self.by_title.get(compare_key(title), [])
        same = [one for one in same if not code or not one.code]
        if len(same) > 1 and organiser:
            same = [one for one in same if one.organiser == organiser]
        if len(same) > 1:
            said = _("有 %(count)s 門同名課程，請填課程代碼。")
            return [(self.titles[0], said % {"count": len(same)})]
        return same[0] if same else None

    def _unlike(self, course: Course, level: str, is_cedaw: bool | None, organiser: str) -> list:
        """A filled cell that says something else than the catalogue."""
        said = _("課程清單為「%(known)s」，檔案寫「%(given)s」。")
        faults = []
        if level and level != course.level:
            words = {"known": course.get_level_display(), "given": Level(level).label}
            faults.append((self.titles[2], said % words))
        if is_cedaw is not None and is_cedaw != course.is_cedaw:
            words = {True: _("是"), False: _("否")}
            faults.append(
                (self.titles[3], said % {"known": words[course.is_cedaw], "given": words[is_cedaw]})
            )
        if organiser and course.organiser and organiser != course.organiser:
            words = {"known": course.get_organiser_display(), "given": Organiser(organiser).label}
            faults.append((self.titles[4], said % words))
        return faults

    def _session(self, course, held_on, ended_on, mode) -> Session | None:
        same = [
            one
            for one in (self.sessions.get(course.id, ()) if course else ())
            if one.ended_on == ended_on and one.held_on == held_on and mode in ("", one.mode)
        ]
        return same[0] if same else None

    def _known(self, session: Session, course: Course) -> Named:
        return self._numbered(
            ("known", session.id),
            session_id=session.id,
            course_id=course.id,
            code=course.code,
            title=course.title,
            level=course.level,
            is_cedaw=course.is_cedaw,
            organiser=course.organiser,
            mode=session.mode,
            held_on=session.held_on,
            ended_on=session.ended_on,
            minutes=session.minutes,
            most=session.minutes,
        )

    def _new(self, course, words, held, full) -> Named | list[tuple[str, str]]:
        (code, title, level, is_cedaw, organiser), (mode, held_on, ended_on) = words, held
        about = (course.id,) if course else _about(code, title)
        said = {} if course else {1: title, 2: level, 3: is_cedaw, 4: organiser}
        if faults := self._unlike_before(about, said) + self._unlike_before((*about, *held), {8: full}):
            return faults
        return self._numbered(
            ("new", *about, *held),
            session_id=None,
            course_id=course.id if course else None,
            code=course.code if course else code,
            title=course.title if course else title,
            level=course.level if course else level,
            is_cedaw=course.is_cedaw if course else bool(is_cedaw),
            organiser=course.organiser if course else organiser,
            mode=mode,
            held_on=held_on,
            ended_on=ended_on,
            minutes=full or 0,
            most=full,
        )

    def _unlike_before(self, about: tuple, said: dict) -> list[tuple[str, str]]:
        """What an earlier row says otherwise of the same new course or session; which is right isn't guessed."""
        faults = []
        message = _("與第 %(row)s 列不一致：同一課程或場次的這一欄寫法不同。")
        for place, value in said.items():
            if value in ("", None):
                continue
            known, row = self.told.setdefault((about, place), (value, self.row))
            if compare_key(str(known)) != compare_key(str(value)):
                faults.append((self.titles[place], message % {"row": row}))
                self.contradicted.setdefault((row, place), message % {"row": self.row})
        return faults

    def complete(self) -> None:
        """Cells of a new course that are blank in one row and filled in another."""
        for one in self.named:
            if one.course_id is None:
                about = _about(one.code, one.title)
                one.level, one.is_cedaw, one.organiser = (
                    self.told.get((about, place), (default,))[0]
                    for place, default in ((2, Level.BASIC), (3, False), (4, ""))
                )

    def _numbered(self, key: tuple, **fields) -> Named:
        if key not in self._by_key:
            self._by_key[key] = Named(number=len(self.named), **fields)
            self.named.append(self._by_key[key])
        return self._by_key[key]


def _about(code: str, title: str) -> tuple[str, str]:
    """What tells one new course from another."""
    return (code, "") if code else ("", compare_key(title))
