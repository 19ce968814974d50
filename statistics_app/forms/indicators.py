"""Forms of indicators: a new one, other words, a new series in its place, its end (伍三(二)1; S-1)."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField, clean_line, half_width
from organization.models import Unit
from statistics_app.actions.indicators import MEANING
from statistics_app.models import Frequency, Indicator, Timing, Totals

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
CATEGORIES = 200


class CodeField(PlainLineField):
    """A code of plain letters and digits, which addresses and files bear, too."""

    default_error_messages = {"invalid": _("編號請用英文字母、數字、- 或 _，最多 20 個字，例如 DOIT-01。")}

    def to_python(self, value) -> str:
        code = half_width(super().to_python(value))
        if code and not CODE.fullmatch(code):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return code


class CategoriesField(PlainTextField):
    """A name a line; none for an indicator without a further dimension."""

    def clean(self, value) -> list[str]:
        titles = [clean_line(one) for one in super().clean(value).splitlines()]
        titles = [one for one in titles if one]
        if long := next((one for one in titles if len(one) > 40), None):
            raise ValidationError(_("類別名稱最多 40 個字：%(title)s"), "long", {"title": long})
        if len(titles) > CATEGORIES:
            raise ValidationError(_("類別最多 %(most)s 個。"), "many", {"most": CATEGORIES})
        return titles


class IndicatorForm(Plain):
    """An indicator in the order of the official list."""

    code = CodeField(label=_("編號"), help_text=_("例如 DOIT-01"))
    group = PlainLineField(label=_("中類"), max_length=40, required=False)
    title = PlainLineField(label=_("指標名稱"), max_length=100)
    unit_of_measure = PlainLineField(label=_("單位"), max_length=20, help_text=_("例如 人、%"))
    definition = PlainTextField(label=_("定義"), widget=forms.Textarea(attrs={"rows": 3}))
    formula = PlainLineField(label=_("計算公式"), required=False)
    source = PlainLineField(label=_("資料來源"))
    frequency = forms.ChoiceField(label=_("資料期別"), choices=Frequency.choices)
    timing = forms.ChoiceField(label=_("統計標準時間"), choices=Timing.choices)
    owner = forms.ModelChoiceField(label=_("主辦組室"), queryset=Unit.objects.none(), empty_label=_("請選擇"))
    dimension = PlainLineField(
        label=_("複分類"), max_length=40, required=False, help_text=_("性別以外的分類，例如 官等")
    )
    categories = CategoriesField(
        label=_("類別"),
        required=False,
        help_text=_("一行一個；沒有複分類時不填"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    has_other = forms.BooleanField(label=_("性別另列「其他／未填」"), required=False)
    totals = forms.ChoiceField(label=_("加總"), choices=Totals.choices)
    decimals = forms.IntegerField(label=_("小數位數"), min_value=0, max_value=4)
    counts_people = forms.BooleanField(label=_("以人數計（公開時小細格遮蔽）"), required=False)
    since = RocDateField(label=_("起日"), help_text=_("自這一天起編製，例如 107/1/1"))
    change_reason = PlainLineField(label=_("異動事由"), help_text=_("為何另起新指標"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    WORDS = ("group", "title", "formula", "source", "owner")

    def __init__(self, *args, units, replacing: bool = False, locked: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units
        self.fields["owner"].error_messages["invalid_choice"] = _("查無此組室或無權使用。")
        if not replacing:
            del self.fields["change_reason"]
        for name in (*MEANING, "categories") if locked else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("counts_people") and cleaned.get("decimals"):
            self.add_error("decimals", ValidationError(_("以人數計的指標沒有小數。")))
        nameless = not cleaned.get("dimension") and "dimension" not in self.errors
        if len(cleaned.get("categories", ())) > 1 and nameless:
            self.add_error("dimension", ValidationError(_("有多個類別時須填複分類的名稱。")))
        return cleaned

    def indicator(self, indicator: Indicator) -> Indicator:
        """What was typed, into ``indicator``."""
        for name in (*MEANING, *self.WORDS, "change_reason"):
            if name in self.cleaned_data:
                setattr(indicator, name, self.cleaned_data[name])
        if indicator.pk and self.cleaned_data["version"] is not None:
            indicator.version = self.cleaned_data["version"]
        return indicator

    @classmethod
    def initial_of(cls, indicator: Indicator) -> dict:
        """``indicator`` as the form's values."""
        names = (*MEANING, *cls.WORDS, "change_reason", "version")
        titles = [one.title for one in indicator.categories.all()]
        shown = {name: getattr(indicator, name) for name in names}
        return shown | {"owner": indicator.owner_id, "categories": "\n".join(titles)}


class EndForm(Plain):
    """An indicator is compiled no more."""

    until = RocDateField(label=_("停用日"), help_text=_("自這一天起不再編製，例如 108/1/1"))
    reason = PlainLineField(label=_("停用事由"))


class IndicatorFilter(forms.Form):
    """What the year's list shows; the choice stands in the address."""

    owner = forms.ModelChoiceField(
        label=_("主辦組室"), queryset=Unit.objects.none(), required=False, empty_label=_("全部")
    )
    group = forms.ChoiceField(label=_("中類"), required=False)

    def __init__(self, *args, units, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units
        self.fields["group"].choices = [("", _("全部")), *((one, one) for one in groups)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
