"""The dry run: a file is read, each row judged, the good ones staged and every fault kept (I-2; RQ-D6, D8).

No lock is held while this goes on: the staged rows are nobody's records yet.
"""

import logging
from itertools import chain

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core import clock
from core.spreadsheets import open_rows
from organization import history
from organization.actions.attachments import attach
from organization.actions.imports import bulk
from organization.actor import Actor
from organization.imports.kind import Kind
from organization.imports.table import FAULT_COLUMN, Table
from organization.models import BatchState, Change, ImportBatch, ImportFault, Role
from organization.models.change import Channel

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 5_000
MESSAGE_LENGTH = 500
NOTICES = {
    "formulas": _n("檔案含有公式，採用的是儲存時的值。"),
    "hidden_rows": _n("檔案有隱藏的列或欄，其內容也一併讀取。"),
    "sheets": _n("檔案有多張工作表，只讀取第一張顯示的工作表。"),
    "links": _n("檔案含有外部連結，系統不會連線，採用的是儲存時的值。"),
    "date1904": _n("檔案採用 1904 日期系統，日期請以文字填寫或確認無誤。"),
    "cp950": _n("文字以 Big5 編碼讀取，請核對是否有亂碼。"),
    "utf-16": _n("文字以 UTF-16 編碼讀取。"),
}


def check(upload, kind: Kind, *, by: Actor) -> ImportBatch:
    """Judge every row of ``upload``; ValidationError, and nothing kept, where it can't be read at all."""
    if refusal := kind.why_not(by):
        raise PermissionDenied(refusal)
    now = clock.moment()
    drop_expired(kind, now, by=by)
    batch = ImportBatch.objects.create(
        agency=by.agency,
        kind=kind.key,
        file_name=(upload.name or "")[:255],
        made_by=by.account,
        who=by.name,
        made_at=now,
    )
    try:
        judge(batch, upload, upload.name, kind, by=by)
        batch.file = attach(upload, by=by)
    except BaseException:
        clear(batch, kind)
        batch.delete()
        raise
    batch.file_name, batch.sha256 = batch.file.original_name, batch.file.sha256
    batch.state = BatchState.CHECKED
    if not batch.writes:
        kind.unstage(batch)
        batch.state = BatchState.UNCHANGED
    return history.save(batch, by=by, verb=_n("檢查匯入檔"), role=Role.PERSONNEL, channel=Channel.IMPORT)


def judge(batch: ImportBatch, file, name: str, kind: Kind, *, by: Actor) -> None:
    """Fill the staging table and the list of faults, and count."""
    batch.seen = last_change()
    with bulk.uncollected(), open_rows(file, name) as rows:
        checker = kind.checker(by)  # while the other process reads the file
        parts = rows.parts()
        first = next(parts, [])
        if not first:
            raise ValidationError(_("這個檔案沒有資料。"))
        table = Table(kind.columns, first)
        faulty = _stage(batch, kind, checker, table.lines(chain(first, chain.from_iterable(parts))))
        batch.notes = [_(NOTICES[one]) for one in rows.notices if one in NOTICES]
    checked = kind.settle(batch, checker)
    late = {number for number, _column, _message in checked.faults}
    _keep_faults(batch, checked.faults)
    batch.fresh, batch.changed, batch.unchanged = checked.fresh, checked.changed, checked.unchanged
    batch.faulty = len(faulty | late)
    if not batch.rows:
        raise ValidationError(_("欄位名稱列以下沒有資料。"))
    ours = {str(one.column_name) for one in kind.resource.fields.values()} | {FAULT_COLUMN}
    if ignored := [name for name in table.ignored if name not in ours]:
        names = "、".join(ignored)[:200]
        batch.notes.append(_("下列欄位不匯入，已略過：%(names)s") % {"names": names})
    batch.notes += checked.notes


def _stage(batch, kind: Kind, checker, lines) -> set[int]:
    """Judge the rows one by one, write them by thousands; gives the numbers of those at fault."""
    good, faults, faulty = [], [], set()
    for number, cells in lines:
        try:
            said = checker.row(number, cells)
        except Exception:  # whatever a row does, it is that row's fault (RQ-D10)
            log.exception("row %s of import %s", number, batch.pk)
            said = [("", _("這一列的內容無法處理，請檢查各欄。"))]
        if type(said) is tuple:
            good.append(said)
            if len(good) >= ROWS_AT_ONCE:
                kind.stage(batch, good)
                good = []
        elif said:
            faulty.add(number)
            faults.extend((number, column, message) for column, message in said)
            if len(faults) >= ROWS_AT_ONCE:
                _keep_faults(batch, faults)
                faults = []
    kind.stage(batch, good)
    _keep_faults(batch, faults)
    return faulty


def _keep_faults(batch, faults: list[tuple[int, str, str]]) -> None:
    ImportFault.objects.bulk_create(
        ImportFault(batch=batch, number=number, column=column, message=message[:MESSAGE_LENGTH])
        for number, column, message in faults
    )


def last_change() -> int:
    return Change.objects.order_by("-id").values_list("id", flat=True).first() or 0


def clear(batch: ImportBatch, kind: Kind) -> None:
    """Take away what the check has left."""
    kind.unstage(batch)
    ImportFault.objects.filter(batch=batch).delete()


@transaction.atomic
def drop(batch: ImportBatch, kind: Kind, *, by: Actor) -> ImportBatch:
    """Give up a file that waits; its row stays, its staged rows go."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if BatchState.DROPPED not in ImportBatch.ALLOWED[batch.state]:
        return batch
    kind.unstage(batch)
    batch.state = BatchState.DROPPED
    return history.save(batch, by=by, verb=_n("放棄匯入"), role=Role.PERSONNEL, channel=Channel.IMPORT)


def drop_expired(kind: Kind, now, *, by: Actor) -> None:
    """What has waited for more than a day; nobody need be there to do it (RQ-D8)."""
    waiting = ImportBatch.objects.filter(
        agency=by.agency, kind=kind.key, state__in=(BatchState.CHECKING, BatchState.CHECKED)
    )
    for batch in waiting:
        if batch.has_expired(now):
            drop(batch, kind, by=by)
