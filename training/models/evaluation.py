"""How a session was evaluated by those who came (伍二(三)1, TR-12; T-12).

Who answered what can't be found out: a code is stored as a keyed hash without a person, an answer without a code,
a time or an order (its key is drawn by lot), and neither has a line in the history, whose time would be a tie.
"""

import hashlib
import json
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Agency
from organization.models.versioned import Versioned
from training.models.session import Session

KEY_BITS = 52
"""What SQLite, PostgreSQL and a JSON reader all hold."""


def by_lot() -> int:
    """A key that tells no order."""
    return secrets.randbits(KEY_BITS) + 1


def address_part() -> str:
    """Short enough to be typed from paper; it opens the questions only, the code is what lets one answer."""
    return secrets.token_urlsafe(9)


class QuestionKind(models.TextChoices):
    SCALE = "SCALE", _("評分")
    TEXT = "TEXT", _("文字意見")


class Method(models.TextChoices):
    """The plan leaves open how: 課後評估或滿意度調查問卷."""

    QUESTIONNAIRE = "QUESTIONNAIRE", _("線上不記名問卷")
    PAPER = "PAPER", _("紙本問卷")
    TEST = "TEST", _("前後測或測驗")
    DISCUSSION = "DISCUSSION", _("座談或訪談")
    OTHER = "OTHER", _("其他方式")


class EvaluationForm(Versioned):
    """The agency's own questions, with which the next evaluation begins."""

    agency = models.OneToOneField(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="evaluation_form"
    )
    questions = models.JSONField(_("題目"))

    class Meta:
        verbose_name = _("課後評估題目")
        verbose_name_plural = _("課後評估題目")
        ordering = ["agency_id"]

    def __str__(self) -> str:
        return f"{self.agency}"


class Evaluation(Versioned):
    """How one session is evaluated. Questions, scale and smallest number shown stay as they were at the opening."""

    session = models.OneToOneField(
        Session, verbose_name=_("場次"), on_delete=models.PROTECT, related_name="evaluation"
    )
    method = models.CharField(
        _("評估方式"), max_length=20, choices=Method.choices, default=Method.QUESTIONNAIRE
    )
    note = models.CharField(_("方式說明"), max_length=200, blank=True)
    opened_on = models.DateField(_("開始日"))
    closes_on = models.DateField(_("填答截止日"), null=True, blank=True)
    questions = models.JSONField(_("題目"), default=list, blank=True)
    scale = models.PositiveSmallIntegerField(_("最高分"))
    smallest_group = models.PositiveSmallIntegerField(_("列示結果之最少份數"))
    token = models.CharField(max_length=12, unique=True, default=address_part, editable=False)
    analysis = models.TextField(_("訓練績效分析"), blank=True)

    class Meta:
        verbose_name = _("課後評估")
        verbose_name_plural = _("課後評估")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="evaluation_by_questionnaire_has_a_last_day",
                condition=~Q(method="QUESTIONNAIRE") | Q(closes_on__isnull=False),
                violation_error_message=_("線上問卷須有填答截止日。"),
            ),
            models.CheckConstraint(
                name="evaluation_otherwise_says_how",
                condition=Q(method="QUESTIONNAIRE") | ~Q(note=""),
                violation_error_message=_("採其他方式者須說明如何評估。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}"

    @property
    def is_asked_here(self) -> bool:
        return self.method == Method.QUESTIONNAIRE

    def is_open(self, day) -> bool:
        return self.is_asked_here and self.opened_on <= day <= self.closes_on

    @property
    def stamp(self) -> str:
        """Tells whether the questions on a page that was left open are still these."""
        return hashlib.sha256(json.dumps(self.questions, sort_keys=True).encode()).hexdigest()[:16]


class EvaluationCode(models.Model):
    """The right to answer once. Nobody's name stands with it, here or on the sheet."""

    id = models.BigAutoField(primary_key=True, default=by_lot)
    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("課後評估"), on_delete=models.PROTECT, related_name="codes"
    )
    digest = models.CharField(max_length=64)
    is_used = models.BooleanField(_("已使用"), default=False)

    class Meta:
        verbose_name = _("填答代碼")
        verbose_name_plural = _("填答代碼")
        ordering = ["digest"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "digest"],
                name="evaluation_code_once",
                violation_error_message=_("這個代碼已有了。"),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class EvaluationAnswer(models.Model):
    """One sheet that was filled in: a value for each question, in the questions' order."""

    id = models.BigAutoField(primary_key=True, default=by_lot)
    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("課後評估"), on_delete=models.PROTECT, related_name="answers"
    )
    values = models.JSONField(_("答案"))

    class Meta:
        verbose_name = _("課後評估答案")
        verbose_name_plural = _("課後評估答案")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.evaluation}"
