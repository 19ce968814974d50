"""Forms of an evaluation: the questions, how a session is evaluated, and the sheet that is filled in (TR-12)."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from training.models import Evaluation, Method, QuestionKind

ANSWER_LENGTH = 1000


class Questions(forms.Form):
    """Up to ``most`` questions, one under the other; an empty one is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, most: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = most
        for number in range(1, most + 1):
            self.fields[f"text{number}"] = PlainLineField(
                label=gettext("第 %(number)s 題") % {"number": number}, required=False
            )
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=gettext("第 %(number)s 題作答方式") % {"number": number}, choices=QuestionKind.choices
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @staticmethod
    def shown(questions: list[dict]) -> dict:
        """``questions`` as the fields' first values."""
        found = {}
        for number, one in enumerate(questions, 1):
            found |= {f"text{number}": one["text"], f"kind{number}": one["kind"]}
        return found

    @property
    def questions(self) -> list[dict]:
        """What was typed, in its order."""
        rows = [
            (self.cleaned_data[f"kind{n}"], self.cleaned_data[f"text{n}"]) for n in range(1, self.most + 1)
        ]
        return [{"kind": kind, "text": text} for kind, text in rows if text]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.questions and self.is_needed:
            raise ValidationError(_("至少須有一題。"))
        if not self.errors and len({one["text"] for one in self.questions}) < len(self.questions):
            raise ValidationError(_("題目不能重複。"))
        return cleaned

    is_needed = True


class StartForm(Questions):
    """How the session is evaluated; the questions are for the questionnaire only."""

    method = forms.ChoiceField(label=_("評估方式"), choices=Method.choices)
    closes_on = RocDateField(
        label=_("填答截止日"), required=False, help_text=_("線上問卷須填，例如 107/6/30；當日仍可填答")
    )
    note = PlainLineField(
        label=_("方式說明"),
        required=False,
        help_text=_("採其他方式者，說明如何評估，例如：前後測各 10 題"),
    )
    field_order = ("method", "closes_on", "note")

    @property
    def is_needed(self) -> bool:
        return self.cleaned_data.get("method") == Method.QUESTIONNAIRE

    def clean(self):
        cleaned = super().clean()
        if self.is_needed and not cleaned.get("closes_on") and "closes_on" not in self.errors:
            self.add_error("closes_on", ValidationError(_("線上問卷須有填答截止日。")))
        if not self.is_needed and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", ValidationError(_("採其他方式者須說明如何評估。")))
        return cleaned

    def fill(self, evaluation: Evaluation) -> Evaluation:
        """``evaluation`` as the form says."""
        evaluation.method, evaluation.note = self.cleaned_data["method"], self.cleaned_data["note"]
        evaluation.closes_on = self.cleaned_data["closes_on"] if self.is_needed else None
        evaluation.questions = self.questions if self.is_needed else []
        evaluation.version = self.cleaned_data["version"]
        return evaluation


class AnalysisForm(forms.Form):
    """What the office makes of the results."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    analysis = PlainTextField(label=_("訓練績效分析"), required=False, max_length=5000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class AnswerForm(forms.Form):
    """The questions as they are asked, and the code from the sheet."""

    code = PlainLineField(label=_("填答代碼"), max_length=20, help_text=_("代碼單上的 8 個字"))
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args, evaluation: Evaluation, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = len(evaluation.questions)
        self.fields["stamp"].initial = evaluation.stamp
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
        for number, one in enumerate(evaluation.questions):
            is_scale = one["kind"] == QuestionKind.SCALE
            self.fields[f"q{number}"] = (_scale if is_scale else _text)(one["text"], evaluation.scale)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def values(self) -> list:
        return [self.cleaned_data[f"q{number}"] for number in range(self.count)]


def _scale(text: str, most: int) -> forms.Field:
    return forms.TypedChoiceField(
        label=text,
        coerce=int,
        choices=[(number, _label(number, most)) for number in range(most, 0, -1)],
        widget=forms.RadioSelect,
    )


def _label(number: int, most: int) -> str:
    """The number, with what the two ends mean."""
    if number == most:
        return gettext("%(number)s（非常滿意）") % {"number": number}
    return gettext("%(number)s（非常不滿意）") % {"number": number} if number == 1 else str(number)


def _text(text: str, _most: int) -> forms.Field:
    field = PlainTextField(
        label=text, required=False, max_length=ANSWER_LENGTH, help_text=_("可不填；請勿寫出姓名")
    )
    field.widget.attrs["rows"] = 3
    return field
