"""Forms of what a case gathers: statistics, advice, files, the opinions of the task force, goals (伍四; G-9, G-16)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from impact_assessment.actions.reviews import Aim
from impact_assessment.actions.working import Advice, Cited, Paper
from impact_assessment.models import Expert, FileKind, Question
from organization.uploads import KeepsFile
from statistics_app.models import Indicator

LONG = {"rows": 5}


class IndicatorField(forms.ModelChoiceField):
    def label_from_instance(self, one) -> str:
        return f"{one.code} {one.title}"


class StatisticForm(Plain):
    """One of the agency's indicators, or a statistic from elsewhere."""

    indicator = IndicatorField(
        label=_("本機關性別統計指標"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=_("（其他來源）"),
        help_text=_("帶入今天已核定的數值；日後數值更新，本案的表不變"),
    )
    title = PlainLineField(label=_("統計名稱"), required=False, help_text=_("引用其他來源時填寫"))
    source = PlainLineField(
        label=_("資料來源"), required=False, help_text=_("引用其他來源時填寫，例如 主計總處性別統計專區")
    )
    finding = PlainTextField(label=_("所顯示的性別落差"), required=False, widget=forms.Textarea(attrs=LONG))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators
        self.fields["indicator"].error_messages["invalid_choice"] = _("查無此指標或無權使用。")

    def cited(self) -> Cited:
        names = ("indicator", "title", "source", "finding")
        return Cited(**{name: self.cleaned_data[name] for name in names})


class FindingForm(Plain):
    """What gap a statistic shows."""

    finding = PlainTextField(label=_("所顯示的性別落差"), widget=forms.Textarea(attrs=LONG))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConsultForm(Plain):
    """Advice taken while the draft is being prepared."""

    held_on = RocDateField(label=_("諮詢日"))
    expert = forms.ModelChoiceField(
        label=_("專家名單上的專家"), queryset=Expert.objects.none(), required=False, empty_label=_("（其他）")
    )
    who = PlainLineField(
        label=_("諮詢對象"), max_length=100, required=False, help_text=_("不在名單上時填姓名及服務單位")
    )
    note = PlainTextField(label=_("諮詢內容"), widget=forms.Textarea(attrs=LONG))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, experts, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].latest = latest
        self.fields["expert"].queryset = experts
        self.fields["expert"].error_messages["invalid_choice"] = _("查無此專家或無權使用。")

    def advice(self) -> Advice:
        data = self.cleaned_data
        return Advice(on=data["held_on"], note=data["note"], expert=data["expert"], who=data["who"])


class PaperForm(Plain, KeepsFile):
    """The draft or plan in a new version, or another file."""

    kind = forms.ChoiceField(label=_("種類"), choices=FileKind.choices)
    file = forms.FileField(label=_("檔案"), required=False, help_text=_("PDF 或文件，20 MB 以內"))
    title = PlainLineField(label=_("標題"), required=False, help_text=_("不填時為檔名"))
    dated_on = RocDateField(label=_("文件日期"))
    field_order = ["kind", "file", "title", "dated_on"]

    def __init__(self, *args, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].latest = latest

    def clean(self):
        cleaned = super().clean()
        if self.attachment is None and "file" not in self.errors:
            self.add_error("file", ValidationError(_("請選擇檔案。")))
        return cleaned

    def paper(self) -> Paper:
        data = self.cleaned_data
        return Paper(self.attachment, data["dated_on"], kind=data["kind"], title=data["title"])


class TaskForceForm(Plain):
    """An opinion of the task force, from its minutes."""

    question = forms.ModelChoiceField(
        label=_("意見項目"), queryset=Question.objects.none(), required=False, empty_label=_("（綜合）")
    )
    text = PlainTextField(label=_("意見"), widget=forms.Textarea(attrs=LONG))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = questions


class GoalForm(Plain):
    """A gender goal with what it is measured by."""

    text = PlainLineField(label=_("性別目標"))
    target = PlainLineField(label=_("績效指標及目標值"), required=False)
    due_on = RocDateField(label=_("預定達成日"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def aim(self) -> Aim:
        return Aim(**{name: self.cleaned_data[name] for name in ("text", "target", "due_on")})


class GoalResultForm(Plain):
    """How far a goal has come."""

    result = PlainTextField(label=_("達成情形"), widget=forms.Textarea(attrs=LONG))
    closed_on = RocDateField(label=_("結案日"), required=False, help_text=_("填寫後不再追蹤；未結案時不填"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].latest = latest
