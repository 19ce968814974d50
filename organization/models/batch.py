"""A file that is imported: what it is, what was found in it, who let it in, and when (features I-2 – I-4, I-10)."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organization.models.agency import Agency
from organization.models.attachment import Attachment
from organization.models.role import Role

WAITS = datetime.timedelta(hours=24)
"""How long a checked file waits for its confirmation (RQ-D8)."""
SILENT = datetime.timedelta(minutes=1)
"""A run that has said nothing for so long has died; nothing of it was written (RQ-H11)."""


class BatchState(models.TextChoices):
    CHECKING = "CHECKING", _("檢查中")
    CHECKED = "CHECKED", _("待確認")
    UNCHANGED = "UNCHANGED", _("無異動")
    RUNNING = "RUNNING", _("匯入中")
    DONE = "DONE", _("已匯入")
    FAILED = "FAILED", _("未完成")
    UNDONE = "UNDONE", _("已撤銷")
    DROPPED = "DROPPED", _("已放棄")


class Choice(models.TextChoices):
    """What is to become of a file in which some rows are at fault (I-3)."""

    ALL = "ALL", _("全部匯入，有任何一列錯誤就不匯入")
    GOOD = "GOOD", _("只匯入正確的列")


class BatchQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Whoever brought the file, and the personnel office of the agency."""
        agencies = [one.agency_id for one in actor.held if one.role == Role.PERSONNEL]
        return self.filter(models.Q(made_by=actor.account) | models.Q(agency_id__in=agencies))


class ImportBatch(models.Model):
    """One file, from its check to its undoing."""

    ALLOWED = {
        BatchState.CHECKING: {BatchState.CHECKED, BatchState.UNCHANGED, BatchState.DROPPED},
        BatchState.CHECKED: {BatchState.RUNNING, BatchState.DROPPED},
        BatchState.RUNNING: {BatchState.DONE, BatchState.FAILED},
        BatchState.FAILED: {BatchState.RUNNING, BatchState.DROPPED},
        BatchState.DONE: {BatchState.UNDONE},
        BatchState.UNCHANGED: set(),
        BatchState.UNDONE: set(),
        BatchState.DROPPED: set(),
    }
    TONES = {
        BatchState.CHECKING: "quiet",
        BatchState.CHECKED: "due",
        BatchState.UNCHANGED: "quiet",
        BatchState.RUNNING: "info",
        BatchState.DONE: "ok",
        BatchState.FAILED: "fail",
        BatchState.UNDONE: "quiet",
        BatchState.DROPPED: "quiet",
    }

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    kind = models.CharField(_("資料種類"), max_length=20)
    file = models.ForeignKey(Attachment, verbose_name=_("檔案"), null=True, on_delete=models.PROTECT)
    file_name = models.CharField(_("檔名"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    state = models.CharField(
        _("狀態"), max_length=10, choices=BatchState.choices, default=BatchState.CHECKING
    )
    choice = models.CharField(_("匯入方式"), max_length=4, choices=Choice.choices, blank=True)
    fresh = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("變更"), default=0)
    unchanged = models.PositiveIntegerField(_("未變更"), default=0)
    faulty = models.PositiveIntegerField(_("有錯誤"), default=0)
    notes = models.JSONField(_("提醒"), default=list, blank=True)
    seen = models.BigIntegerField(default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("上傳者"), on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField(_("人員"), max_length=120)
    made_at = models.DateTimeField(_("上傳時間"))
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("匯入者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("開始時間"), null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("結束時間"), null=True, blank=True)
    message = models.CharField(_("說明"), max_length=300, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("匯入批次")
        verbose_name_plural = _("匯入批次")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    @property
    def rows(self) -> int:
        return self.fresh + self.changed + self.unchanged + self.faulty

    @property
    def writes(self) -> int:
        """Rows that the run writes."""
        return self.fresh + self.changed

    @property
    def reason(self) -> str:
        """What the history says of each record that came with this file."""
        return gettext("匯入批次 #%(number)s：%(file)s") % {"number": self.pk, "file": self.file_name}

    def has_expired(self, moment: datetime.datetime) -> bool:
        waiting = (BatchState.CHECKING, BatchState.CHECKED)
        return self.state in waiting and self.made_at < moment - WAITS

    def has_died(self, moment: datetime.datetime) -> bool:
        return self.state == BatchState.RUNNING and self.beat_at < moment - SILENT


class ImportFault(models.Model):
    """What is wrong with one row; ``column`` is empty where it is the row as a whole."""

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("匯入批次"), on_delete=models.PROTECT, related_name="faults"
    )
    number = models.PositiveIntegerField(_("列"))
    column = models.CharField(_("欄"), max_length=60, blank=True)
    message = models.CharField(_("錯誤說明"), max_length=500)

    class Meta:
        verbose_name = _("匯入錯誤")
        verbose_name_plural = _("匯入錯誤")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.number} {self.column} {self.message}"


class ImportRow(models.Model):
    """A checked row of people or posts; once written it says which record it became, and what stood there before."""

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("匯入批次"), on_delete=models.PROTECT, related_name="staged"
    )
    number = models.PositiveIntegerField(_("列"))
    values = models.JSONField(_("內容"))
    object_id = models.BigIntegerField(_("紀錄編號"), null=True, blank=True)
    before = models.JSONField(_("原內容"), null=True, blank=True)

    class Meta:
        verbose_name = _("匯入的列")
        verbose_name_plural = _("匯入的列")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"
