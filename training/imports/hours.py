"""Judges the rows of a file of hours: the forms' rules, asked of all rows at once (T-7; RQ-D6, D9)."""

import datetime
from collections import defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from core.text import compare_key
from organization.imports.cells import Fault, Reader
from organization.imports.columns import Column
from organization.imports.kind import Cells
from organization.models import Person, Post
from training import permissions
from training.imports.courses import Catalogue, Named
from training.models import State

PERSON, SESSION, REST = slice(0, 2), slice(2, 11), slice(11, 15)
"""Where in the row the columns of the person, of the session and of the hours themselves stand."""
SHIFT = 20
"""More sessions than 2²⁰ no file has: person and session make one number."""


class HoursChecker:
    """Four queries: people, their posts, courses, sessions. The same cells are judged once."""

    def __init__(self, actor, columns: list[Column]):
        self.actor, self.columns = actor, columns
        self.titles = [one.title for one in columns]
        self.catalogue = Catalogue(actor, columns[SESSION])
        self._readers = [Reader(one.read) for one in columns[PERSON]]
        self._cells = Cells(columns[REST])
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
        self._doubled: set[int] = set()
        self.withdrawn = 0
        self.if_new: dict[int, str] = {}
        """Rows that are in order only where the record is there already, and why not otherwise."""
        self._people = Reader(self._look_up)
        self._sessions = Reader(self.catalogue.find)
        self._rests = Reader(self._rest)

    def row(self, number: int, cells: tuple):
        """The row to be staged, or its faults, or None for a withdrawn record, which is left as it is."""
        self.catalogue.row = number
        person, session, rest = (
            self._people[cells[PERSON]],
            self._sessions[cells[SESSION]],
            self._rests[cells[REST]],
        )
        if type(person) is list or type(session) is list or type(rest) is list:
            return [fault for part in (person, session, rest) if type(part) is list for fault in part]
        (pk, posts), (minutes, state, earned_at, note) = person, rest
        day = session.ended_on
        if state == State.WITHDRAWN:
            self.withdrawn += 1
            return None
        if session.most is not None and minutes > session.most:
            return [(self.titles[11], permissions.why_not_more(session.most, minutes))]
        if not earned_at and not _served(posts, day):
            return [(self.titles[9], permissions.not_in_service(day))]
        if self.first.setdefault(pk << SHIFT | session.number, number) != number:
            return self._twice(number, pk, session)
        if minutes > session.minutes:
            session.minutes = minutes
        if pk == self.actor.person_id or state == State.RETURNED:
            self._mark(number, pk, state)
        session.rows += 1
        return number, pk, session.number, minutes, state, earned_at, note

    def _mark(self, number: int, person_id: int, state: str) -> None:
        """What may stay as it is, but not come in."""
        if state == State.RETURNED:
            self.if_new[number] = _("匯入的時數只能是已核或待核。")
        elif state == State.VERIFIED:
            self.if_new[number] = permissions.why_not_decide_for(self.actor, person_id, self.actor.agency_id)

    def _twice(self, number: int, person_id: int, session: Named) -> list[tuple[str, str]]:
        """The same person in the same session: the earlier row, taken for good, is at fault as well (RQ-D9)."""
        first = self.first[self.key(person_id, session.number)]
        said = _("與第 %(row)s 列重複：同一人同一場次只能有一筆。")
        if first not in self._doubled:
            self._doubled.add(first)
            session.rows -= 1
            self.late.append((first, self.titles[0], said % {"row": number}))
        return [(self.titles[0], said % {"row": first})]

    @staticmethod
    def key(person_id: int, session_number: int) -> int:
        return person_id << SHIFT | session_number

    def _rest(self, cells: tuple) -> tuple | list:
        """Hours, state, place and note, or what is wrong with them."""
        values = self._cells.values(cells)
        return self._cells.faults(values) or tuple(values)

    def _look_up(self, cells: tuple) -> tuple[int, list] | list:
        """The person and their posts, or why it can't be told who it is."""
        pk, known_as = self.known.get(cells[0], (None, ""))
        if pk is None or cells[1] not in ("", known_as):
            found = self._look_closer(*cells)
            if type(found) is list:
                return found
            pk = found
        return pk, self.posts.get(pk, [])

    def _look_closer(self, number_cell, name_cell) -> int | list:
        values = [reader[cell] for reader, cell in zip(self._readers, (number_cell, name_cell), strict=True)]
        titles = self.titles[PERSON]
        if faults := [
            (title, str(one)) for title, one in zip(titles, values, strict=True) if type(one) is Fault
        ]:
            return faults
        number, name = values
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


def _served(posts: list, day: datetime.date) -> bool:
    """Had the person a post on the day? Asked for each row, so a plain loop."""
    for since, until in posts:  # noqa: SIM110
        if since <= day < until:
            return True
    return False
