"""What a line pays for: indicators, analyses, measures, assessments (B-1; 捌)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.line import Line
from impact_assessment.models import Case
from measures.models import Measure
from statistics_app.models import Analysis, Indicator

TARGETS = ("measure", "case", "indicator", "analysis")
"""The columns of a link, of which one is filled."""


def _one_of(names) -> Q:
    """Just one of the columns is filled."""
    found = Q()
    for name in names:
        found |= Q(**{f"{other}__isnull": other != name for other in names})
    return found


class Link(models.Model):
    """One thing that a line pays for. It says nothing of amounts: a line linked twice counts once (B-4)."""

    line = models.ForeignKey(
        Line, verbose_name=_("性別預算項目"), on_delete=models.PROTECT, related_name="links"
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name=_("具體措施"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_links",
    )
    case = models.ForeignKey(
        Case,
        verbose_name=_("性別影響評估案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_links",
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("性別統計指標"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_links",
    )
    analysis = models.ForeignKey(
        Analysis,
        verbose_name=_("性別分析"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_links",
    )
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("性別預算項目的對應")
        verbose_name_plural = _("性別預算項目的對應")
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(
                name="budget_link_to_one_thing",
                condition=_one_of(TARGETS),
                violation_error_message=_("每筆對應須指明一件事。"),
            ),
            *(
                models.UniqueConstraint(
                    fields=["line", name],
                    name=f"{name}_once_in_a_budget_line",
                    violation_error_message=_("已列在本項目。"),
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self):
        """What it is linked to."""
        return next(one for name in TARGETS if (one := getattr(self, name)) is not None)
