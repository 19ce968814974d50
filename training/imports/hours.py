"""Judges the rows of a file of hours: the forms' rules, asked of all rows at once (T-7; RQ-D6, D9)."""

import datetime
from collections import defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from core.text import compare_key
from organization.imports.cells import Fault, Reader
from organization.imports.columns import Column
from organization.models import Person, Post
from training import permissions
from training.imports.courses import Catalogue, Named
from training.models import State

PERSON, SESSION, REST = slice(0, 2), slice(2, 11), slice(11, 15)
"""Where in the row the columns of the person, of the session and of the hours themselves stand."""
SHIFT = 20
"""More sessions than 2²⁰ no file has: person and session make one number."""
MEMORY = 50_000


class HoursChecker:
    """Four queries: people, their posts, courses, sessions. The same cells are judged once."""

    def __init__(self, actor, columns: list[Column]):
        self.actor, self.columns = actor, columns
        self.titles = [one.title for one in columns]
        self.catalogue = Catalogue(actor, columns[SESSION])
        self.staff_number, self.name = (Reader(one.read) for one in columns[PERSON])
        self.hours, self.state, self.earned_at, self.note = (Reader(one.read) for one in columns[REST])
        people = Person.objects.filter(agency=actor.agency)
        self.known = {
            number: (pk, name) for number, pk, name in people.values_list("staff_number", "id", "name")
        }
        self.posts: dict[int, list] = defaultdict(list)
        for person_id, since, until in (
            Post.objects.employed()
            .filter(person__agency=actor.agency)
            .values_list("person_id", "since", "until")
        ):
            self.posts[person_id].append((since, until or datetime.date.max))
        self.first: dict[int, int] = {}
        self.late: list[tuple[int, str, str]] = []
        self.withdrawn = 0
        self.if_new: dict[int, str] = {}
        """Rows that are in order only where the record is there already, and why not otherwise."""
        self._people: dict[tuple, int | list] = {}
        self._sessions: dict[tuple, Named | list] = {}

    def row(self, number: int, cells: tuple):
        """The row to be staged, or its faults, or None for a withdrawn record, which is left as it is."""
        person = self._person(cells[PERSON])
        session = self._session(cells[SESSION])
        minutes, state = self.hours[cells[11]], self.state[cells[12]]
        earned_at, note = self.earned_at[cells[13]], self.note[cells[14]]
        if (
            type(person) is list
            or type(session) is list
            or type(minutes) is not int
            or type(state) is Fault
            or type(earned_at) is Fault
            or type(note) is Fault
        ):
            return self._faults(person, session, (minutes, state, earned_at, note))
        if state == State.WITHDRAWN:
            self.withdrawn += 1
            return None
        if faults := self._refused(number, person, session, minutes, earned_at):
            return faults
        if reason := self._why_not_new(person, state):
            self.if_new[number] = reason
        session.rows += 1
        return number, person, session.number, minutes, str(state), earned_at, note

    def _refused(self, number, person, session, minutes, earned_at):
        """What the forms would refuse; and the same person twice in one session of the file."""
        day = session.ended_on
        if session.most is None:
            session.minutes = max(session.minutes, minutes)
        elif minutes > session.most:
            return [(self.titles[11], permissions.why_not_more(session.most, minutes))]
        if not earned_at and not self._served(person, day):
            return [(self.titles[9], permissions.not_in_service(day))]
        first = self.first.setdefault(self.key(person, session.number), number)
        if first != number:
            said = _("與第 %(row)s 列重複：同一人同一場次只能有一筆。")
            self._too_late(first, session, said % {"row": number})
            return [(self.titles[0], said % {"row": first})]
        return None

    def _why_not_new(self, person: int, state: str) -> str | None:
        if state == State.RETURNED:
            return _("匯入的時數只能是已核或待核。")
        if state == State.VERIFIED and person == self.actor.person_id:
            return permissions.why_not_decide_for(self.actor, person, self.actor.agency_id)
        return None

    def _too_late(self, number: int, session: Named, message: str) -> None:
        """An earlier row, taken for good, is at fault as well."""
        if not any(number == one for one, _column, _message in self.late):
            session.rows -= 1
        self.late.append((number, self.titles[0], message))

    def _served(self, person: int, day: datetime.date) -> bool:
        return any(since <= day < until for since, until in self.posts.get(person, ()))

    @staticmethod
    def key(person_id: int, session_number: int) -> int:
        return person_id << SHIFT | session_number

    def _person(self, cells: tuple) -> int | list:
        found = self._people.get(cells)
        if found is None:
            found = _remember(self._people, cells, self._look_up(*cells))
        return found

    def _session(self, cells: tuple) -> Named | list:
        found = self._sessions.get(cells)
        if found is None:
            found = _remember(self._sessions, cells, self.catalogue.find(cells))
        return found

    def _look_up(self, number_cell, name_cell) -> int | list:
        number, name = self.staff_number[number_cell], self.name[name_cell]
        titles = self.titles[PERSON]
        if faults := [
            (title, str(one)) for title, one in zip(titles, (number, name), strict=True) if type(one) is Fault
        ]:
            return faults
        if number == "":
            return [(titles[0], _("必填，不能空白。"))]
        pk, known_as = self.known.get(number, (None, ""))
        if pk is None:
            return [(titles[0], self._unknown(number, name))]
        if name and compare_key(name) != compare_key(known_as):
            said = _("員工編號 %(number)s 是%(known)s，檔案寫%(name)s。")
            return [(titles[1], said % {"number": number, "known": known_as, "name": name})]
        return pk

    def _unknown(self, number: str, name: str) -> str:
        """A spreadsheet may have taken the zeros off; which number it was is asked, never guessed."""
        for other, known_as in self._without_zeros.get(number.lstrip("0"), ()):
            if not name or compare_key(name) == compare_key(known_as):
                said = _("查無員工編號 %(number)s，是否為 %(other)s？請將儲存格設為文字，保留開頭的 0。")
                return said % {"number": number, "other": other}
        return _("查無員工編號 %(number)s 或無權使用。") % {"number": number}

    @cached_property
    def _without_zeros(self) -> dict[str, list]:
        found = defaultdict(list)
        for number, (_pk, name) in self.known.items():
            found[number.lstrip("0")].append((number, name))
        return found

    def _faults(self, person, session, rest) -> list[tuple[str, str]]:
        """All that is wrong with the row, in the order of its columns."""
        faults = [*(person if type(person) is list else ()), *(session if type(session) is list else ())]
        for column, value in zip(self.columns[REST], rest, strict=True):
            if type(value) is Fault:
                faults.append((column.title, str(value)))
            elif column.required and value is None:
                faults.append((column.title, _("必填，不能空白。")))
        return faults


def _remember(memory: dict, cells: tuple, found):
    if len(memory) > MEMORY:
        memory.clear()
    memory[cells] = found
    return found
