"""What a case gathers: statistics, consultations, answers, editions, unsaved text (伍四(一), (二); G-4, G-9, G-16)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from impact_assessment.models.case import Case
from impact_assessment.models.expert import Engagement, Expert
from impact_assessment.models.form import Question
from organization.models import Attachment
from organization.models.versioned import Versioned
from statistics_app.models import Indicator


class CaseStatistic(Versioned):
    """A statistic used: a table of an indicator as it stood on ``taken_on``, or one from elsewhere with its source."""

    case = models.ForeignKey(
        Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="statistics"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("性別統計指標"), null=True, blank=True, on_delete=models.PROTECT
    )
    title = models.CharField(_("統計名稱"), max_length=200)
    source = models.CharField(_("資料來源"), max_length=200)
    finding = models.TextField(_("所顯示的性別落差"), blank=True)
    taken_on = models.DateField(_("擷取日"))
    table = models.JSONField(_("表"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("引用的性別統計")
        verbose_name_plural = _("引用的性別統計")
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return self.title


class Consultation(Versioned):
    """An expert asked for advice while the draft is being prepared (伍四(一)); no procedural participation yet."""

    case = models.ForeignKey(
        Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="consultations"
    )
    held_on = models.DateField(_("諮詢日"))
    expert = models.ForeignKey(
        Expert, verbose_name=_("專家學者"), null=True, blank=True, on_delete=models.PROTECT
    )
    who = models.CharField(_("諮詢對象"), max_length=100, blank=True)
    note = models.TextField(_("諮詢內容"))
    is_withdrawn = models.BooleanField(_("撤下"), default=False)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("專家諮詢")
        verbose_name_plural = _("專家諮詢")
        ordering = ["case", "held_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="consultation_names_somebody",
                condition=Q(expert__isnull=False) | ~Q(who=""),
                violation_error_message=_("請填諮詢對象。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.expert or self.who)


class Choice(models.TextChoices):
    YES = "YES", _("是")
    NO = "NO", _("否")


class Answer(Versioned):
    """What stands in the form for one question; ``Edition`` keeps what stood there at each step."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, verbose_name=_("題目"), on_delete=models.PROTECT)
    choice = models.CharField(_("是否"), max_length=3, choices=Choice.choices, blank=True)
    text = models.TextField(_("內容"), blank=True)

    class Meta:
        verbose_name = _("評估表填答")
        verbose_name_plural = _("評估表填答")
        ordering = ["case", "question__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question"],
                name="question_answered_once",
                violation_error_message=_("這一題已有填答。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.question)


class Edition(models.Model):
    """The form as it stood when a step was finished: only ever added. ``content`` is plain JSON (``editions.py``)."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("版次"))
    round = models.PositiveSmallIntegerField(_("輪次"))
    rule = models.CharField(_("完成的步驟"), max_length=20)
    made_on = models.DateField(_("定稿日"))
    content = models.JSONField(_("內容"))
    digest = models.CharField(_("內容雜湊值"), max_length=64)
    draft = models.ForeignKey(
        Attachment, verbose_name=_("草案或計畫書"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = _("評估表定稿")
        verbose_name_plural = _("評估表定稿")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="edition_number_once_in_a_case",
                violation_error_message=_("這個版次已存在。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.number}"


class Unsaved(models.Model):
    """Text typed and not yet saved, of one account or one invited expert, on one page (G-4). Gone once it is saved."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="unsaved")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("帳號"), null=True, blank=True, on_delete=models.PROTECT
    )
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("邀請"), null=True, blank=True, on_delete=models.PROTECT
    )
    page = models.SlugField(_("頁面"), max_length=40)
    fields = models.JSONField(_("內容"), default=dict)
    saved_at = models.DateTimeField(_("暫存時間"))

    class Meta:
        verbose_name = _("未儲存的文字")
        verbose_name_plural = _("未儲存的文字")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="unsaved_text_is_somebodys",
                condition=Q(account__isnull=False, engagement__isnull=True)
                | Q(account__isnull=True, engagement__isnull=False),
                violation_error_message=_("暫存的文字須屬於一個帳號或一位受邀專家。"),
            ),
            models.UniqueConstraint(
                fields=["case", "account", "page"],
                name="unsaved_text_once_per_account",
                violation_error_message=_("這一頁已有暫存的文字。"),
            ),
            models.UniqueConstraint(
                fields=["engagement", "page"],
                name="unsaved_text_once_per_expert",
                violation_error_message=_("這一頁已有暫存的文字。"),
            ),
        ]

    def __str__(self) -> str:
        return self.page
