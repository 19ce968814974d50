"""A checked file is let in: in one transaction with its history, once, whole or not at all (RQ-D5, D6, H11).

The run may be killed at any moment: until it commits nothing of it is there, and it may be run again.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core import clock, files
from organization import history, permissions
from organization.actions.imports.checking import clear, judge
from organization.actor import Actor
from organization.imports.kind import Kind
from organization.models import Agency, BatchState, Change, Choice, ImportBatch, Role
from organization.models.change import Channel

TRIES = 3
"""How often a file is checked once more because its records were changed meanwhile."""

log = logging.getLogger(__name__)


class _Moved(Exception):
    """Somebody has changed what the check relied on."""


@transaction.atomic
def confirm(batch: ImportBatch, choice: str, *, by: Actor) -> tuple[ImportBatch, bool]:
    """Take the file up for running; of two clicks the second finds it taken (False)."""
    now = clock.moment()
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (BatchState.RUNNING, BatchState.DONE) and not batch.has_died(now):
        return batch, False
    if refusal := permissions.why_not_confirm(by, batch, choice, now):
        raise PermissionDenied(refusal)
    batch.state, batch.choice, batch.message = BatchState.RUNNING, choice, ""
    batch.run_by, batch.started_at, batch.beat_at, batch.ended_at = by.account, now, now, None
    return _keep(batch, _n("開始匯入"), by=by), True


def run(batch: ImportBatch, kind: Kind, *, by: Actor) -> ImportBatch:
    """Write the rows of a confirmed file; how it ended stands in the batch."""
    try:
        for _try in range(TRIES):
            if _has_moved(batch, kind):
                _check_again(batch, kind, by=by)
            try:
                return _write(batch, kind, by=by)
            except (_Moved, IntegrityError):
                continue
        return _fail(batch, _("資料正在變動，尚未寫入任何一列，請再執行一次。"), by=by)
    except (PermissionDenied, ValidationError) as refusal:
        return _fail(batch, getattr(refusal, "messages", [str(refusal)])[0], by=by)
    except Exception:
        _fail(batch, _("匯入時發生錯誤，沒有寫入任何一列。請再執行一次，或洽系統管理者。"), by=by)
        raise


def _has_moved(batch: ImportBatch, kind: Kind) -> bool:
    return Change.objects.filter(id__gt=batch.seen, model__in=kind.watches, agency=batch.agency_id).exists()


def _check_again(batch: ImportBatch, kind: Kind, *, by: Actor) -> None:
    """What stood in the tables when the file was checked no longer stands there."""
    clear(batch, kind)
    with files.opened(batch.file) as file:
        judge(batch, file, batch.file_name, kind, by=by)
    batch.beat_at = clock.moment()
    batch.save()


@transaction.atomic
def _write(batch: ImportBatch, kind: Kind, *, by: Actor) -> ImportBatch:
    Agency.objects.select_for_update().get(pk=batch.agency_id)  # imports of an agency come in turn
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if now.state != BatchState.RUNNING:
        return now
    if _has_moved(batch, kind):
        raise _Moved
    if refusal := kind.why_not(by):
        raise PermissionDenied(refusal)
    if batch.faulty and batch.choice != Choice.GOOD:
        raise ValidationError(
            _("資料於檢查後有變動，現有 %(count)s 列錯誤，沒有寫入任何一列。") % {"count": batch.faulty}
        )
    kind.write(batch, by=by)
    batch.state, batch.ended_at, batch.message = BatchState.DONE, clock.moment(), ""
    return _keep(batch, _n("匯入完成"), by=by)


def _fail(batch: ImportBatch, message: str, *, by: Actor) -> ImportBatch:
    log.warning("import %s failed", batch.pk)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != BatchState.RUNNING:
            return batch
        batch.state, batch.message, batch.ended_at = BatchState.FAILED, message[:300], clock.moment()
        return _keep(batch, _n("匯入未完成"), by=by)


@transaction.atomic
def undo(batch: ImportBatch, kind: Kind, *, by: Actor, reason: str) -> ImportBatch:
    """Take out again what came with the file, while nothing depends on it (I-10)."""
    Agency.objects.select_for_update().get(pk=batch.agency_id)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if refusal := permissions.why_not_undo(by, batch, reason) or kind.why_not_undo(batch):
        raise PermissionDenied(refusal)
    kind.undo(batch, by=by, reason=reason)
    batch.state, batch.message = BatchState.UNDONE, reason[:300]
    return _keep(batch, _n("撤銷匯入"), by=by, reason=reason)


def _keep(batch: ImportBatch, verb: str, *, by: Actor, reason: str = "") -> ImportBatch:
    return history.save(batch, by=by, verb=verb, role=Role.PERSONNEL, reason=reason, channel=Channel.IMPORT)
