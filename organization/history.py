"""The one way a row is written: checked, versioned and remembered, in one transaction (RQ-H5, H8; U-1).

Actions call ``save``; imports and other bulk work ``create_many``. If the history can't be written, nothing is.
"""

import datetime
import decimal
import uuid

from django.db import models, transaction

from organization.actor import Actor
from organization.models.change import Change, Channel
from organization.models.versioned import Versioned

BATCH = 500


class Conflict(Exception):
    """Somebody else has saved the row since it was read; ``current`` is what stands there now."""

    def __init__(self, current: models.Model):
        super().__init__(str(current))
        self.current = current


def save(
    obj: models.Model,
    *,
    by: Actor,
    verb: str,
    role: str | None = None,
    reason: str = "",
    channel: str = Channel.FORM,
) -> models.Model:
    """Check and write ``obj``, and its from → to. ``role`` is the role acted in (「代」 if a deputy's).

    Raises ValidationError, or Conflict when a newer version stands in the table.
    """
    with transaction.atomic():
        before = {}
        if obj.pk is not None:
            current = obj._meta.model._base_manager.select_for_update().get(pk=obj.pk)
            before = values(current)
            if isinstance(obj, Versioned):
                if current.version != obj.version:
                    raise Conflict(current)
                obj.version += 1
        obj.full_clean()
        obj.save()
        _line(obj, by=by, verb=verb, role=role, before=before, reason=reason, channel=channel).save()
    return obj


def remove(
    obj: models.Model,
    *,
    by: Actor,
    verb: str,
    role: str | None,
    reason: str,
    channel: str = Channel.IMPORT,
) -> None:
    """Take out a row that should never have come in; what stood in it stays in the history."""
    remove_many([obj], by=by, verb=verb, role=role, reason=reason, channel=channel)


def remove_many(
    objs: list[models.Model],
    *,
    by: Actor,
    verb: str,
    role: str | None,
    reason: str,
    channel: str = Channel.IMPORT,
) -> None:
    """Take out such rows of one table, with a line for each."""
    lines = [
        _line(obj, by=by, verb=verb, role=role, before={}, reason=reason, channel=channel) for obj in objs
    ]
    for line in lines:
        line.changes = {name: [value, None] for name, (_none, value) in line.changes.items()}
    with transaction.atomic():
        Change.objects.bulk_create(lines, batch_size=BATCH)
        if objs:
            type(objs[0])._base_manager.filter(pk__in=[obj.pk for obj in objs]).delete()


def create_many(
    objs: list[models.Model],
    *,
    by: Actor,
    verb: str,
    role: str | None = None,
    reason: str = "",
    channel: str = Channel.IMPORT,
) -> list[models.Model]:
    """Many new rows and one history line for each, in one transaction. The caller has checked them."""
    with transaction.atomic():
        for obj in objs:
            obj.full_clean(validate_unique=False, validate_constraints=False)
        made = type(objs[0])._base_manager.bulk_create(objs, batch_size=BATCH) if objs else []
        Change.objects.bulk_create(
            [
                _line(obj, by=by, verb=verb, role=role, before={}, reason=reason, channel=channel)
                for obj in made
            ],
            batch_size=BATCH,
        )
    return made


def of(obj: models.Model) -> models.QuerySet[Change]:
    """The record's changes, newest first."""
    return Change.objects.filter(model=obj._meta.label_lower, object_id=obj.pk)


def around(objs: list[models.Model]) -> list[Change]:
    """The changes of several records that belong together, newest first; each says which record it was."""
    names = {(obj._meta.label_lower, obj.pk): str(obj) for obj in objs}
    by_model: dict[str, list[int]] = {}
    for label, pk in names:
        by_model.setdefault(label, []).append(pk)
    wanted = models.Q(pk__in=())
    for label, ids in by_model.items():
        wanted |= models.Q(model=label, object_id__in=ids)
    changes = list(Change.objects.filter(wanted))
    for change in changes:
        change.about = names[change.model, change.object_id]
    return changes


def _line(obj, *, by, verb, role, before, reason, channel) -> Change:
    after = values(obj)
    return Change(
        account=by.account,
        who=by.name,
        stands_in_for=by.stands_in_for(role),
        agency=by.agency,
        model=obj._meta.label_lower,
        object_id=obj.pk,
        verb=verb,
        changes={
            name: [before.get(name), value] for name, value in after.items() if before.get(name) != value
        },
        reason=reason,
        channel=channel,
    )


HIDDEN = {"password", "version", "seen"}
"""Columns whose values never enter the history."""


def values(obj: models.Model) -> dict:
    """The row's own columns as JSON knows them."""
    return {
        one.attname: _json(getattr(obj, one.attname))
        for one in obj._meta.concrete_fields
        if one.attname not in HIDDEN
    }


def _json(value):
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    return value
