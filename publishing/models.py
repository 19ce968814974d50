"""Published copies (features W-1 – W-4): what the public sees is what stood in them when they were published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Agency, Attachment
from organization.models.versioned import Versioned


class Kind(models.TextChoices):
    """What can be published, in the order of the public zone; the value stands in the address."""

    PLAN = "plan", _("實施計畫")
    MEMBERS = "members", _("委員名單")
    MINUTES = "minutes", _("會議紀錄")
    STATISTICS = "statistics", _("性別統計")
    ANALYSIS = "analyses", _("性別分析")
    MEASURE = "measures", _("具體措施")
    REPORT = "reports", _("成果報告")


class State(models.TextChoices):
    CURRENT = "CURRENT", _("公開中")
    REPLACED = "REPLACED", _("已更新")
    WITHDRAWN = "WITHDRAWN", _("已撤下")


class PublicationQuerySet(models.QuerySet):
    def current(self):
        """What the public sees now."""
        return self.filter(state=State.CURRENT)

    def of(self, agency_id: int, kind: str):
        return self.filter(agency_id=agency_id, kind=kind)

    def published_by(self, day):
        """Published on ``day`` or before, whatever became of it since."""
        return self.filter(published_on__lte=day)

    def standing_on(self, day):
        """What the public saw at the end of ``day``."""
        return self.published_by(day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class Publication(Versioned):
    """One piece as published; ``content`` is the snapshot, never changed. A newer one replaces it."""

    ALLOWED = {
        State.CURRENT: {State.REPLACED, State.WITHDRAWN},
        State.REPLACED: set(),
        State.WITHDRAWN: set(),
    }

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    kind = models.CharField(_("種類"), max_length=12, choices=Kind.choices)
    key = models.SlugField(_("代碼"), max_length=60)
    title = models.CharField(_("標題"), max_length=200)
    order = models.JSONField(_("排序"), default=list, blank=True)
    content = models.JSONField(_("內容"))
    digest = models.CharField(_("內容雜湊值"), max_length=64)
    state = models.CharField(_("狀態"), max_length=10, choices=State.choices, default=State.CURRENT)
    published_on = models.DateField(_("公開日"))
    first_published_on = models.DateField(_("首次公開日"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("公開者"), null=True, blank=True, on_delete=models.PROTECT
    )
    ended_on = models.DateField(_("更新或撤下日"), null=True, blank=True)
    reason = models.CharField(_("撤下事由"), max_length=200, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("公開資料")
        verbose_name_plural = _("公開資料")
        ordering = ["kind", "key", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "key"],
                condition=Q(state="CURRENT"),
                name="one_current_copy_of_a_piece",
                violation_error_message=_("這項資料已有公開中的版本。"),
            ),
            models.CheckConstraint(
                name="ended_copy_says_when",
                condition=Q(state="CURRENT", ended_on__isnull=True)
                | (~Q(state="CURRENT") & Q(ended_on__isnull=False)),
                violation_error_message=_("已更新或撤下的公開資料須有日期，公開中的不得有。"),
            ),
            models.CheckConstraint(
                name="withdrawn_copy_says_why",
                condition=~Q(state="WITHDRAWN") | ~Q(reason=""),
                violation_error_message=_("撤下須說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PublishedFile(models.Model):
    """A file that may be fetched with a published page, at the page's own address."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("公開資料"), on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(Attachment, verbose_name=_("附件"), on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("序號"))

    class Meta:
        verbose_name = _("公開的檔案")
        verbose_name_plural = _("公開的檔案")
        ordering = ["publication", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="published_file_once",
                violation_error_message=_("這個序號已有檔案。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.file)
