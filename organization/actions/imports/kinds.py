"""People and posts as kinds of files: their rows are staged as they were read and written as records (I-10)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.actions.imports import bulk
from organization.imports.columns import columns_of
from organization.imports.kind import Checked
from organization.imports.people import PeopleChecker, PeopleResource
from organization.imports.posts import PostsChecker, PostsResource
from organization.models import ImportRow, Person, Post, Role
from organization.models.change import Channel
from organization.permissions import why_not_import


class StagedRows:
    """A kind whose rows wait in ``ImportRow`` and become ``model``, one each."""

    def __init__(self, key, title, model, resource, checker, verbs):
        self.key, self._title, self.model = key, title, model
        self.resource, self._checker = resource, checker
        self.columns = columns_of(resource)
        self.watches = ("organization.person", "organization.post", "organization.unit")
        self.fresh_verb, self.changed_verb = verbs

    @property
    def title(self) -> str:
        return str(self._title)

    def why_not(self, actor) -> str | None:
        return why_not_import(actor, actor.agency_id)

    def checker(self, actor):
        return self._checker(actor, self.columns)

    def stage(self, batch, rows: Iterable[tuple]) -> None:
        ImportRow.objects.bulk_create(
            ImportRow(batch=batch, number=number, values=values) for number, values in rows
        )

    def unstage(self, batch, numbers: Iterable[int] | None = None) -> None:
        rows = ImportRow.objects.filter(batch=batch)
        if numbers is None:
            rows.delete()
        for some in bulk.parts(numbers or ()):
            rows.filter(number__in=some).delete()

    def settle(self, batch, checker) -> Checked:
        checked = checker.counted()
        self.unstage(batch, {number for number, _column, _message in checked.faults})
        return checked

    def write(self, batch, *, by) -> None:
        rows = list(batch.staged.order_by("number"))
        fresh = [row for row in rows if row.values["id"] is None]
        made = history.create_many(
            [self._made(batch, row) for row in fresh],
            by=by,
            verb=self.fresh_verb,
            role=Role.PERSONNEL,
            reason=batch.reason,
        )
        for row, one in zip(fresh, made, strict=True):
            row.object_id = one.pk
        for row in rows:
            if row.values["id"] is not None:
                self._change(batch, row, by=by)
        ImportRow.objects.bulk_update(rows, ["object_id"], batch_size=500)
        changed = [row for row in rows if row.before is not None]
        ImportRow.objects.bulk_update(changed, ["before"], batch_size=500)

    def _made(self, batch, row):
        own = {name: value for name, value in row.values.items() if name != "id"}
        return self.model(**own, **({"agency_id": batch.agency_id} if self.model is Person else {}))

    def _change(self, batch, row, *, by) -> None:
        one = self.model.objects.select_for_update().get(pk=row.values["id"])
        before = history.values(one)
        changed = {name: value for name, value in row.values.items() if name != "id"}
        row.object_id, row.before = one.pk, {name: before[name] for name in changed}
        self._put(one, changed, verb=self.changed_verb, by=by, reason=batch.reason)

    def _put(self, one, values: dict, *, verb, by, reason) -> None:
        for name, value in values.items():
            setattr(one, name, one._meta.get_field(name).to_python(value))
        history.save(one, by=by, verb=verb, role=Role.PERSONNEL, reason=reason, channel=Channel.IMPORT)

    def why_not_undo(self, batch) -> str | None:
        """Nothing may have been changed since, and nobody may need what was added."""
        rows = batch.staged.all()
        changed = self.model.objects.filter(
            pk__in=rows.filter(before__isnull=True).values("object_id"), version__gt=0
        )
        if changed.exists() or self._changed_since(rows):
            return _("匯入後已有人修改其中的資料，不能撤銷。")
        people = rows.filter(before__isnull=True).values("object_id")
        if self.model is Post:
            people = Post.objects.filter(pk__in=people).values("person_id")
        for link in Person._meta.related_objects:
            if (
                link.related_model is not self.model
                and link.related_model._base_manager.filter(**{f"{link.field.name}__in": people}).exists()
            ):
                return _("其中的人員已有%(records)s，不能撤銷。") % {
                    "records": link.related_model._meta.verbose_name
                }
        return None

    def _changed_since(self, rows) -> bool:
        """Does a row that was brought up to date still say what the file said?"""
        after = {row.object_id: row.values for row in rows.filter(before__isnull=False)}
        return any(
            history.values(one)[name] != value
            for one in self.model.objects.filter(pk__in=after)
            for name, value in after[one.pk].items()
            if name != "id"
        )

    def undo(self, batch, *, by, reason: str) -> None:
        said = f"{batch.reason}；{reason}"
        try:
            for row in batch.staged.order_by("-number"):
                one = self.model.objects.select_for_update().get(pk=row.object_id)
                if row.before is not None:
                    self._put(one, row.before, verb=_n("撤銷匯入"), by=by, reason=said)
                else:
                    history.remove(one, by=by, verb=_n("撤銷匯入"), role=Role.PERSONNEL, reason=said)
        except ProtectedError:
            raise PermissionDenied(_("已有其他紀錄用到這些資料，不能撤銷。")) from None


PEOPLE = StagedRows(
    "people",
    gettext_lazy("人員"),
    Person,
    PeopleResource,
    PeopleChecker,
    (_n("新增人員"), _n("變更人員")),
)
POSTS = StagedRows(
    "posts",
    gettext_lazy("職務"),
    Post,
    PostsResource,
    PostsChecker,
    (_n("就任職務"), _n("變更職務")),
)
