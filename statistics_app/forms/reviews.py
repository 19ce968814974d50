"""The yearly review as one form: what it says of itself, and a result for each indicator (伍三(二)1; S-7)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from statistics_app.actions.reviews import Said, Words
from statistics_app.models import Indicator, IndicatorReview, Result, ReviewLine

FEW = {"rows": 3}


class ReviewForm(Plain):
    """Each field remembers what stood in it when the page was read, so that two writers can be told apart."""

    held_on = RocDateField(label=_("檢討日"), required=False)
    participants = PlainTextField(label=_("參與人員"), required=False, widget=forms.Textarea(attrs=FEW))
    note = PlainTextField(label=_("檢討結論"), required=False, widget=forms.Textarea(attrs=FEW))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, indicators: list[Indicator], lines: dict[int, ReviewLine], day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].latest = day
        self.indicators, self.lines = indicators, lines
        for one in indicators:
            self.fields[f"result_{one.id}"] = self._result(one, lines.get(one.id))
            self.fields[f"reason_{one.id}"] = PlainLineField(
                label=gettext("理由：%(indicator)s") % {"indicator": one}, required=False
            )
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"
            if name.startswith(("result_", "reason_")):
                style = "form-select" if name.startswith("result_") else "form-control"
                field.widget.attrs |= {"class": style, "aria-label": field.label}

    @staticmethod
    def _result(indicator: Indicator, line: ReviewLine | None) -> forms.ChoiceField:
        """What was decided once can be changed, but not left open again."""
        choices = Result.choices if line else [("", _("未定")), *Result.choices]
        label = gettext("結果：%(indicator)s") % {"indicator": indicator}
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self):
        cleaned = super().clean()
        is_current = cleaned.get("version") == self.initial["version"]
        for one in self.indicators:
            result, reason = cleaned.get(f"result_{one.id}"), cleaned.get(f"reason_{one.id}")
            if result == "" and one.id in self.lines and is_current:
                self.add_error(f"result_{one.id}", ValidationError(_("已有結果，不能改回未定。")))
            if f"reason_{one.id}" in self.errors:
                continue
            if result and result != Result.KEPT and not reason:
                self.add_error(f"reason_{one.id}", ValidationError(_("新增、修正或刪除須說明理由。")))
            elif reason and not result and f"result_{one.id}" not in self.errors:
                self.add_error(f"result_{one.id}", ValidationError(_("請選擇檢討結果。")))
        return cleaned

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in ("held_on", "participants", "note")})

    def said(self, *, rest: str = "") -> dict[Indicator, Said]:
        """What was typed of each indicator; ``rest`` is the result of those left open."""
        data = self.cleaned_data
        return {
            one: Said(data[f"result_{one.id}"] or rest, data[f"reason_{one.id}"]) for one in self.indicators
        }

    def rows(self) -> list[tuple]:
        """(indicator, its two fields) for the page."""
        return [(one, self[f"result_{one.id}"], self[f"reason_{one.id}"]) for one in self.indicators]

    @staticmethod
    def initial_of(review: IndicatorReview, lines: dict[int, ReviewLine]) -> dict:
        """``review`` as the form's values."""
        values = {name: getattr(review, name) for name in ("held_on", "participants", "note", "version")}
        for line in lines.values():
            values |= {
                f"result_{line.indicator_id}": line.result,
                f"reason_{line.indicator_id}": line.reason,
            }
        return values
