"""A round as the accounting office opens it, and when the execution is due (伍五; B-5)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgets.actions.rounds import Terms
from budgets.models import Round
from budgets.presets import Preset, presets
from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainTextField, clean_line

TITLE_LENGTH = 60
MOST = 30


class RoundForm(Plain):
    """When the units' lines are due, by which categories, and what they are told."""

    due_on = RocDateField(label=_("編列期限"))
    preset = forms.ChoiceField(label=_("類別表"))
    categories = PlainTextField(
        label=_("自訂類別"),
        help_text=_("每行一類；空白即用所選類別表"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    instructions = PlainTextField(
        label=_("填報說明"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, one: Round | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.one = one
        self.fields["preset"].choices = [(row.code, _said(row)) for row in presets().values()]

    @staticmethod
    def initial_of(one: Round) -> dict:
        names = ("due_on", "preset", "instructions", "version")
        known = presets().get(one.preset)
        is_preset = known and dict(known.categories) == one.titles
        lines = "" if is_preset else "\n".join(one.titles.values())
        return {name: getattr(one, name) for name in names} | {"categories": lines}

    def clean_categories(self) -> tuple[tuple[str, str], ...]:
        """(code, title) of each line; one that the round has keeps its code."""
        titles = [clean_line(line) for line in self.cleaned_data["categories"].splitlines() if line.strip()]
        if len(titles) > MOST or any(len(title) > TITLE_LENGTH for title in titles):
            raise ValidationError(
                _("最多 %(most)s 類，每類 %(length)s 字以內。"),
                "size",
                {"most": MOST, "length": TITLE_LENGTH},
            )
        if len(set(titles)) < len(titles):
            raise ValidationError(_("類別名稱重複。"))
        known = {title: code for code, title in (self.one.titles if self.one else {}).items()}
        free = (code for n in range(1, 2 * MOST + 1) if (code := f"C{n}") not in known.values())
        return tuple((known.get(title) or next(free), title) for title in titles)

    def clean(self):
        cleaned = super().clean()
        chosen = presets().get(cleaned.get("preset"))
        if (
            chosen
            and not chosen.categories
            and not cleaned.get("categories")
            and "categories" not in self.errors
        ):
            self.add_error("categories", ValidationError(_("自訂類別須逐行填寫，至少一類。")))
        return cleaned

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(data["due_on"], data["preset"], data["instructions"], data["categories"])


def _said(one: Preset) -> str:
    if one.is_verified:
        return one.title
    return _("%(title)s（待確認）") % {"title": one.title}


class ExecutionDueForm(Plain):
    """When the units' outturns are due."""

    due_on = RocDateField(label=_("執行情形期限"))
