"""The history of every change (features U-1): who, when, from → to, why, through what."""

import datetime

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.roc import format_day
from organization.models.agency import Agency


class Channel(models.TextChoices):
    """Through which door a change came."""

    FORM = "form", _("網頁表單")
    ADMIN = "admin", _("管理後台")
    IMPORT = "import", _("匯入")
    COMMAND = "command", _("指令")


class Change(models.Model):
    """One record's change. Rows are only ever added; the database refuses UPDATE and DELETE (RQ-H15)."""

    at = models.DateTimeField(_("時間"), auto_now_add=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("帳號"), null=True, on_delete=models.PROTECT
    )
    who = models.CharField(_("人員"), max_length=120)
    stands_in_for = models.CharField(_("代"), max_length=120, blank=True)
    agency = models.ForeignKey(Agency, verbose_name=_("機關"), null=True, on_delete=models.PROTECT)
    model = models.CharField(_("紀錄種類"), max_length=60)
    object_id = models.BigIntegerField(_("紀錄編號"))
    verb = models.CharField(_("動作"), max_length=40)
    changes = models.JSONField(_("由 → 至"), default=dict)
    reason = models.TextField(_("事由"), blank=True)
    channel = models.CharField(_("途徑"), max_length=10, choices=Channel.choices, default=Channel.FORM)

    class Meta:
        verbose_name = _("異動紀錄")
        verbose_name_plural = _("異動紀錄")
        ordering = ["-id"]
        indexes = [models.Index(fields=["model", "object_id"], name="change_by_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.verb}"

    @property
    def said(self) -> str:
        """The act in the reader's language."""
        return gettext(self.verb)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """(field, from, to) in words. A record's first line has no from: what it says stands in the record."""
        if all(before is None for before, _after in self.changes.values()):
            return []
        return [
            (str(one.verbose_name), *(in_words(one, value) for value in self.changes[one.attname]))
            for one in apps.get_model(self.model)._meta.concrete_fields
            if one.attname in self.changes and not _is_detail(self.changes[one.attname])
        ]


def _is_detail(pair: list) -> bool:
    """Data of the program's own, which no line can say: a sentence elsewhere does."""
    return any(isinstance(value, dict) for value in pair)


def in_words(field: models.Field, value) -> str:
    """A stored value as its page shows it."""
    if value in (None, ""):
        return "–"
    if isinstance(value, list):
        return "；".join(map(str, value)) or "–"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ForeignKey):
        row = field.related_model._base_manager.filter(pk=value).first()
        return str(getattr(row, "person", None) or row or value)
    if isinstance(field, models.BooleanField):
        return str(_("是") if value else _("否"))
    if isinstance(field, models.DateTimeField):
        moment = datetime.datetime.fromisoformat(value).astimezone(timezone.get_current_timezone())
        return f"{moment:%Y-%m-%d %H:%M}"
    if isinstance(field, models.DateField):
        return format_day(datetime.date.fromisoformat(value))
    if isinstance(value, list):
        return gettext("、").join(str(one) for one in value) or "–"
    if isinstance(field, models.TimeField):
        return value[:5]
    return str(value)
