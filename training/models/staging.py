"""Rows of a file of hours between its check and its run; nobody's records yet, and gone when they are (I-2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization.models import ImportBatch, Person
from training.models.course import Course, Level, Mode, Organiser
from training.models.session import Session


class StagedSession(models.Model):
    """A session that rows of the file name; ``session`` is empty until the run has made it."""

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("匯入批次"), db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(_("序號"))
    session = models.ForeignKey(
        Session,
        verbose_name=_("場次"),
        null=True,
        db_index=False,
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    course = models.ForeignKey(
        Course,
        verbose_name=_("課程"),
        null=True,
        db_index=False,
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("課程代碼"), max_length=40, blank=True)
    title = models.CharField(_("課程名稱"), max_length=200)
    level = models.CharField(_("類別"), max_length=10, choices=Level.choices)
    is_cedaw = models.BooleanField(_("CEDAW 課程"))
    organiser = models.CharField(_("辦理單位"), max_length=10, choices=Organiser.choices, blank=True)
    mode = models.CharField(_("辦理方式"), max_length=20, choices=Mode.choices)
    held_on = models.DateField(_("開課日"))
    ended_on = models.DateField(_("結束日"))
    minutes = models.PositiveIntegerField(_("全程時數（分鐘）"))

    class Meta:
        verbose_name = _("待匯入的場次")
        verbose_name_plural = _("待匯入的場次")
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "number"], name="staged_sessions_by_number")]

    def __str__(self) -> str:
        return self.title


class StagedHours(models.Model):
    """A row that is in order. Without constraints and with one index: it is written and read in bulk."""

    batch = models.ForeignKey(
        ImportBatch,
        verbose_name=_("匯入批次"),
        db_index=False,
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.PositiveIntegerField(_("列"))
    person = models.ForeignKey(
        Person,
        verbose_name=_("人員"),
        db_index=False,
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    session_number = models.PositiveIntegerField(_("場次序號"))
    minutes = models.PositiveIntegerField(_("時數（分鐘）"))
    becomes = models.CharField(_("狀態"), max_length=10, blank=True)
    earned_at = models.CharField(_("原服務機關"), max_length=100, blank=True)
    note = models.CharField(_("備註"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("待匯入的時數")
        verbose_name_plural = _("待匯入的時數")
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "number"], name="staged_hours_by_row")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
