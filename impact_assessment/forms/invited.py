"""What an expert answers by the personal link: whether to take part, and an opinion to each part (伍四(三); G-6)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.text import PlainLineField, PlainTextField
from impact_assessment.actions.engagements import GENERAL, asked_of
from impact_assessment.models import Case

LONG = {"rows": 4}


class DeclineForm(Plain):
    """Nobody needs to say why."""

    reason = PlainLineField(label=_("婉拒事由"), required=False, help_text=_("可不填"))


class OpinionForm(Plain):
    """One box for each question that the case's own form has for the expert."""

    timing = PlainTextField(
        label=_("參與時機及方式之合宜性"), required=False, widget=forms.Textarea(attrs=LONG)
    )
    keeps_secret = forms.BooleanField(
        label=_("本人同意恪遵保密義務，未經機關同意不得逕自對外公開所評估之計畫或草案"),
        error_messages={"required": _("請勾選同意保密。")},
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {}
        for question in asked_of(case):
            self._ask(question.id, question.text, question.hint, required=question.is_required)
        if not self.keys:
            self._ask(GENERAL, _("意見"), "", required=True)
        self.order_fields([*self.keys, "timing", "keeps_secret"])

    def _ask(self, key: int, text: str, hint: str, *, required: bool) -> None:
        name = f"q{key}"
        self.keys[name] = key
        self.fields[name] = PlainTextField(
            label=text, help_text=hint, required=required, widget=forms.Textarea(attrs=LONG)
        )

    def clean(self):
        cleaned = super().clean()
        first = next(iter(self.keys))
        if not self.errors and not any(cleaned.get(name) for name in self.keys):
            self.add_error(first, ValidationError(_("請至少填寫一項意見。")))
        return cleaned

    def opinions(self) -> dict[int, str]:
        """Text by question."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items() if self.cleaned_data[name]}
