"""Who holds which post from when until when: new posts are opened, known ones ended or corrected (伍二)."""

import datetime
from collections import defaultdict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n
from import_export import resources

from core.roc import RocDateWidget, format_short
from core.text import compare_key
from organization.imports import cells
from organization.imports.columns import Column
from organization.imports.keyed import CHANGED, FRESH, UNCHANGED, KeyedChecker, wrong_fields
from organization.imports.people import staff_number_column
from organization.models import Person, Post, PostKind, Rank, Unit


class PostsResource(resources.ModelResource):
    """Posts as a table, out and in."""

    staff_number = staff_number_column("person__staff_number")
    name = Column(
        "person__name",
        _("姓名"),
        read=cells.line(60),
        note=_("用來核對員工編號，與系統不同時該列不匯入"),
        example=_("王小明"),
    )
    unit = Column(
        "unit__name",
        _("組室"),
        read=cells.line(60),
        required=True,
        note=_("系統已有的組室全名，匯入不會新增組室"),
        example=_("應用服務組"),
        also=(_n("單位"), _n("服務單位"), _n("組室名稱")),
    )
    kind = Column(
        "get_kind_display",
        _("身分別"),
        read=cells.choice(PostKind.choices),
        required=True,
        note="、".join(str(one) for one in PostKind.labels),
        example=PostKind.GENERAL.label,
    )
    title = Column("title", _("職稱"), read=cells.line(60), example=_("科員"))
    rank = Column(
        "get_rank_display",
        _("官等"),
        read=cells.choice(Rank.choices),
        note=_("特任、簡任、薦任、委任或無官等"),
        example=Rank.INTERMEDIATE.label,
    )
    since = Column(
        "since",
        _("起日"),
        read=cells.day(),
        required=True,
        note=_("到職日，例如 105/3/8"),
        example="105/3/8",
        widget=RocDateWidget(),
        also=(_n("到職日"), _n("生效日")),
    )
    until = Column(
        "until",
        _("迄日（不含當日）"),
        read=cells.day(),
        note=_("不再擔任的第一天；仍在職時空白"),
        widget=RocDateWidget(),
        also=(_n("迄日"), _n("離職日")),
    )
    is_head = Column(None, _("組室主管"), read=cells.yes, note=_("是或否"), example=_("否"))

    class Meta:
        model = Post
        fields = ("staff_number", "name", "unit", "kind", "title", "rank", "since", "until", "is_head")

    def dehydrate_is_head(self, post) -> str:
        return gettext("是") if post.is_head else gettext("否")


class PostsChecker(KeyedChecker):
    """Three queries: people, units and posts of the agency."""

    def __init__(self, actor, columns: list[Column]):
        super().__init__(columns)
        agency = actor.agency
        people = Person.objects.filter(agency=agency).values_list("staff_number", "id", "name")
        self.people = {number: (pk, name) for number, pk, name in people}
        self.units: dict[str, list] = defaultdict(list)
        for pk, name, since, until in Unit.objects.filter(agency=agency).values_list(
            "id", "name", "since", "until"
        ):
            self.units[compare_key(name)].append((pk, since, until))
        posts = Post.objects.filter(person__agency=agency)
        self.known = {
            (person, kind, since): (pk, *before)
            for person, kind, since, pk, *before in posts.values_list(
                "person_id", "kind", "since", "id", "unit_id", "title", "rank", "until", "is_head"
            )
        }

    def judge(self, number: int, staff_number, name, unit, kind, title, rank, since, until, is_head):
        person_id, known_as = self.people.get(staff_number, (None, ""))
        unit_id = self._unit(unit, since)
        if faults := self._unknown(person_id, known_as, staff_number, name, unit, unit_id, since, until):
            return faults
        if twice := self.twice(number, (person_id, kind, since)):
            return twice
        pk, *before = self.known.get((person_id, kind, since), (None,))
        after = [unit_id, title, rank or (before[2] if before else Rank.NONE), until, is_head]
        if pk and after == before:
            self.outcomes[number] = UNCHANGED
            return None
        values = dict(zip(("unit_id", "title", "rank", "until", "is_head"), after, strict=True))
        if faults := wrong_fields(Post(kind=kind, since=since, **values), exclude=("person", "unit")):
            return faults
        self.outcomes[number] = CHANGED if pk else FRESH
        values["until"] = until and until.isoformat()
        own = {"person_id": person_id, "kind": kind, "since": since.isoformat()}
        return number, {"id": pk, **own, **values}

    def _unit(self, name: str, day: datetime.date) -> int | None:
        """The unit of that name on that day."""
        for pk, since, until in self.units.get(compare_key(name), ()):
            if since <= day and (until is None or day < until):
                return pk
        return None

    def _unknown(self, person_id, known_as, staff_number, name, unit, unit_id, since, until):
        faults = []
        if person_id is None:
            said = gettext("查無員工編號 %(number)s，請先匯入人員。") % {"number": staff_number}
            faults.append((self.cells.columns[0].title, said))
        elif name and compare_key(name) != compare_key(known_as):
            said = gettext("員工編號 %(number)s 是%(known)s，檔案寫%(name)s。")
            faults.append(
                (
                    self.cells.columns[1].title,
                    said % {"number": staff_number, "known": known_as, "name": name},
                )
            )
        if unit_id is None:
            said = gettext("本機關於 %(day)s 沒有「%(unit)s」。") % {"day": format_short(since), "unit": unit}
            faults.append((self.cells.columns[2].title, said))
        if until and until <= since:
            faults.append((self.cells.columns[7].title, gettext("迄日須在起日之後。")))
        return faults
