"""Forms of a case: entered, judged, dated, taken back; the filter of the list (G-1, G-14, G-15)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField, from_roc_year, to_roc_year
from core.text import PlainLineField, PlainTextField
from impact_assessment.actions.cases import Screening, Words
from impact_assessment.models import Case
from impact_assessment.standing import Stage
from organization.models import Unit

LONG, SHORT = {"rows": 5}, {"rows": 3}


class CaseForm(Plain):
    """What is known of a bill, works programme or plan."""

    title = PlainLineField(label=_("案名"))
    unit = forms.ModelChoiceField(label=_("主辦組室"), queryset=Unit.objects.none(), empty_label=_("請選擇"))
    kind = forms.ChoiceField(
        label=_("類別"), help_text=_("不屬這些類別的（例如廢止案）選最接近的一類，再於判定時選免辦類型")
    )
    year = forms.IntegerField(label=_("年度（民國）"), min_value=1, max_value=999)
    summary = PlainTextField(label=_("內容概要"), required=False, widget=forms.Textarea(attrs=LONG))
    authors = PlainLineField(
        label=_("撰擬人"), required=False, help_text=_("多人以頓號分開；撰擬人不得擔任本案的專家")
    )
    contractor = PlainLineField(
        label=_("受託單位"), required=False, help_text=_("委外撰擬或執行者；其成員不得擔任本案的專家")
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FIXED = ("unit", "kind", "year")

    def __init__(self, *args, units, triggers: dict, fixed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].error_messages["invalid_choice"] = _("查無此組室或無權使用。")
        kinds = [(code, one["title"]) for code, one in triggers.items()]
        self.fields["kind"].choices = kinds if fixed else [("", gettext("請選擇")), *kinds]
        if fixed:
            for name in self.FIXED:
                self.fields[name].disabled = True
            self.fields["kind"].help_text = _("已判定應辦，類別、組室及年度不能更改")

    def words(self) -> Words:
        data = self.cleaned_data
        names = ("unit", "kind", "title", "summary", "authors", "contractor")
        return Words(year=from_roc_year(data["year"]), **{name: data[name] for name in names})

    @staticmethod
    def initial_of(case: Case) -> dict:
        names = ("title", "unit", "kind", "summary", "authors", "contractor", "version")
        return {name: getattr(case, name) for name in names} | {"year": to_roc_year(case.year)}


class ScreenForm(Plain):
    """Is an assessment needed? If not, on which ground and why."""

    is_needed = forms.ChoiceField(
        label=_("是否應辦理性別影響評估"),
        choices=[("yes", _("應辦")), ("no", _("免辦"))],
        widget=forms.RadioSelect,
    )
    exemption = forms.ChoiceField(
        label=_("免辦類型"), required=False, help_text=_("判定免辦時選擇；上級急迫交辦不是免辦的理由")
    )
    not_needed_because = PlainLineField(
        label=_("免辦理由"), required=False, help_text=_("判定免辦時填寫，例如所依據的前案或修正內容")
    )
    screened_on = RocDateField(label=_("判定日"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, exemptions: dict, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["screened_on"].latest = latest
        grounds = [(code, one["title"]) for code, one in exemptions.items()]
        self.fields["exemption"].choices = [("", gettext("請選擇")), *grounds]

    def clean(self):
        """Both lacks are said at once, each at its own field."""
        cleaned = super().clean()
        if cleaned.get("is_needed") == "no":
            for name, said in (
                ("exemption", _("請選擇免辦類型。")),
                ("not_needed_because", _("請說明免辦理由。")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(said))
        return cleaned

    def screening(self) -> Screening:
        data = self.cleaned_data
        return Screening(
            is_needed=data["is_needed"] == "yes",
            on=data["screened_on"],
            exemption=data["exemption"],
            because=data["not_needed_because"],
        )

    @staticmethod
    def initial_of(case: Case, day) -> dict:
        said = {None: "", True: "yes", False: "no"}[case.is_needed]
        names = ("exemption", "not_needed_because", "version")
        values = {name: getattr(case, name) for name in names}
        return values | {"is_needed": said, "screened_on": case.screened_on or day}


class DueForm(Plain):
    """The day by which each open step is to be done."""

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        for step in case.now:
            if step.done_on is None:
                label = gettext("步驟 %(step)s") % {"step": step}
                self.fields[f"due_{step.number}"] = RocDateField(
                    label=label, required=False, initial=step.due_on, help_text=""
                )

    def days(self) -> dict:
        return {int(name.removeprefix("due_")): day for name, day in self.cleaned_data.items()}


class BackForm(Plain):
    """Back to an earlier step, with the reason."""

    to_step = forms.TypedChoiceField(label=_("退回至"), coerce=int, widget=forms.RadioSelect)
    reason = PlainTextField(label=_("理由"), max_length=2000, widget=forms.Textarea(attrs=SHORT))

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_step"].choices = [(one.number, str(one)) for one in steps]


class CaseFilter(forms.Form):
    """What the list shows and in which order; the choice stands in the address."""

    SORTS = (
        ("", _("本組室在前")),
        ("age", _("停留最久")),
        ("step", _("步驟")),
        ("unit", _("組室")),
        ("title", _("案名")),
    )

    unit = forms.ModelChoiceField(
        label=_("主辦組室"), queryset=Unit.objects.none(), required=False, empty_label=_("全部")
    )
    kind = forms.ChoiceField(label=_("類別"), required=False)
    stage = forms.ChoiceField(label=_("狀態"), required=False)
    step = forms.ChoiceField(label=_("步驟"), required=False)
    sort = forms.ChoiceField(label=_("排序"), choices=SORTS, required=False)

    def __init__(self, *args, units, triggers: dict, steps: list, **kwargs):
        super().__init__(*args, **kwargs)
        everything = ("", gettext("全部"))
        self.is_ruled = bool(triggers)
        self.fields["unit"].queryset = units
        self.fields["kind"].choices = [everything, *((code, one["title"]) for code, one in triggers.items())]
        self.fields["stage"].choices = [everything, *((one.value, one.label) for one in Stage)]
        self.fields["step"].choices = [everything, *steps]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def asked(self) -> dict:
        return self.cleaned_data if self.is_valid() else {}
