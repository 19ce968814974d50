"""Forms of analyses: planned, handed in, sent, answered, recommended, decided (伍三(二)3; S-8)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField, from_roc_year, to_roc_year
from core.text import PlainLineField, PlainTextField
from organization.models import Unit
from organization.uploads import KeepsFile
from statistics_app.actions.analyses import Plan
from statistics_app.actions.uses import Decision
from statistics_app.models import Adoption, Analysis, Way
from statistics_app.standing import Stage

LONG = {"rows": 5}


class UnitsField(forms.ModelMultipleChoiceField):
    """Several units, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(queryset=Unit.objects.none(), **kwargs)
        self.error_messages["invalid_choice"] = _("查無此組室或無權使用。")


class PlanForm(Plain):
    """What is planned."""

    title = PlainLineField(label=_("題目"))
    year = forms.IntegerField(label=_("預定年度（民國）"), min_value=1, max_value=999)
    units = UnitsField(label=_("撰擬組室"))
    way = forms.ChoiceField(label=_("撰擬方式"), choices=Way.choices)
    authors = PlainLineField(label=_("撰擬人或受託單位"), required=False, help_text=_("開始撰擬後填寫"))
    is_comprehensive = forms.BooleanField(label=_("會計室綜合分析"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units, with_comprehensive: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        if not with_comprehensive:
            del self.fields["is_comprehensive"]

    def plan(self, *, is_comprehensive: bool = False) -> Plan:
        """What was typed; who may not call it comprehensive leaves it as it is."""
        data = self.cleaned_data
        return Plan(
            year=from_roc_year(data["year"]),
            title=data["title"],
            units=tuple(data["units"]),
            way=data["way"],
            authors=data["authors"],
            is_comprehensive=data.get("is_comprehensive", is_comprehensive),
        )

    @staticmethod
    def initial_of(analysis: Analysis) -> dict:
        """``analysis`` as the form's values."""
        names = ("title", "way", "authors", "is_comprehensive", "version")
        values = {name: getattr(analysis, name) for name in names}
        return values | {"year": to_roc_year(analysis.year), "units": [one.id for one in analysis.writers]}


class CompleteForm(Plain, KeepsFile):
    """The text is there."""

    completed_on = RocDateField(label=_("完成日"), help_text=_("委託或補助研究為驗收日，例如 107/10/31"))
    file = forms.FileField(label=_("全文檔案"), required=False, help_text=_("PDF 或文件，20 MB 以內"))
    summary = PlainTextField(label=_("摘要"), required=False, widget=forms.Textarea(attrs=LONG))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["completed_on", "file", "summary"]

    def __init__(self, *args, analysis: Analysis, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].latest = self.actor.day
        if analysis.file:
            self.fields["file"].help_text = _("不選時沿用現有的檔案")


class SendForm(Plain):
    """To which units, and when."""

    units = UnitsField(label=_("送請參考的組室"))
    sent_on = RocDateField(label=_("送出日"))

    def __init__(self, *args, units, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.fields["sent_on"].latest = latest


class ReplyForm(Plain):
    """What the unit answers."""

    replied_on = RocDateField(label=_("回復日"))
    reply = PlainTextField(label=_("回復"), widget=forms.Textarea(attrs=LONG))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replied_on"].latest = latest


class RecommendForm(Plain):
    """Something that the analysis recommends."""

    text = PlainTextField(label=_("建議事項"), widget=forms.Textarea(attrs=LONG))
    unit = forms.ModelChoiceField(
        label=_("研析組室"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("決定是否參採的組室；不選時為撰擬組室"),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DecideForm(Plain):
    """參採情形."""

    adoption = forms.ChoiceField(label=_("參採情形"), choices=Adoption.choices, widget=forms.RadioSelect)
    used_in = PlainLineField(
        label=_("運用之政策、計畫或業務"), required=False, help_text=_("採用或部分採用時填寫")
    )
    reason = PlainLineField(label=_("理由"), required=False, help_text=_("不採用或部分採用時填寫"))
    decided_on = RocDateField(label=_("決定日"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].latest = latest

    def decision(self) -> Decision:
        names = ("adoption", "used_in", "reason", "decided_on")
        return Decision(**{name: self.cleaned_data[name] for name in names})


class AnalysisFilter(forms.Form):
    """What the year's list shows; the choice stands in the address."""

    unit = forms.ModelChoiceField(
        label=_("撰擬組室"), queryset=Unit.objects.none(), required=False, empty_label=_("全部")
    )
    stage = forms.ChoiceField(label=_("狀態"), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["stage"].choices = [("", _("全部")), *((one.value, one.label) for one in Stage)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
