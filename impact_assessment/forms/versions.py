"""Forms of the assessment form itself: a new version, its words, its questions (G-3)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from impact_assessment.models import AnswerKind, FormVersion, Part, Question


class FollowForm(Plain):
    """A new version with the same questions, to be put right before it is used."""

    title = PlainLineField(label=_("表名"), max_length=100)
    code = forms.SlugField(label=_("代碼"), max_length=40, help_text=_("英文字母、數字及 -，例如 policy-108"))
    since = RocDateField(label=_("起日"), help_text=_("自這一天起判定應辦的案件用新版，例如 108/1/1"))
    source = PlainLineField(label=_("依據"), max_length=300, required=False)


class VersionForm(Plain):
    """What is said of a version that no case uses yet."""

    title = PlainLineField(label=_("表名"), max_length=100)
    source = PlainLineField(label=_("依據"), max_length=300, required=False)
    is_unverified = forms.BooleanField(label=_("表式未經查證"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def say(self, form: FormVersion) -> FormVersion:
        for name in ("title", "source", "is_unverified", "version"):
            setattr(form, name, self.cleaned_data[name])
        return form


class NumbersField(PlainLineField):
    """Numbers of questions, separated by blanks or commas."""

    def clean(self, value) -> list[str]:
        return super().clean(value).replace("\u3001", " ").replace(",", " ").replace("\uff0c", " ").split()


class QuestionForm(Plain):
    """A question."""

    part = forms.ChoiceField(label=_("填寫者"), choices=Part.choices)
    section = PlainLineField(label=_("部分"), max_length=60)
    number = PlainLineField(label=_("項次"), max_length=10)
    text = PlainLineField(label=_("題目"))
    hint = PlainTextField(
        label=_("填寫說明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("填答方式"), choices=AnswerKind.choices)
    required_for = forms.MultipleChoiceField(
        label=_("必填的類別"), required=False, widget=forms.CheckboxSelectMultiple
    )
    required_when = NumbersField(
        label=_("任一項答是即須填"), required=False, help_text=_("是／否題的項次，例如 7-1、7-2")
    )
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=999)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kinds: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["required_for"].choices = kinds

    def say(self, question: Question) -> Question:
        """What was typed, into ``question``."""
        names = (
            "part",
            "section",
            "number",
            "text",
            "hint",
            "kind",
            "required_for",
            "required_when",
            "order",
        )
        for name in names:
            setattr(question, name, self.cleaned_data[name])
        if question.pk:
            question.version = self.cleaned_data["version"] or 0
        return question

    @staticmethod
    def initial_of(question: Question) -> dict:
        names = ("part", "section", "number", "text", "hint", "kind", "required_for", "order", "version")
        values = {name: getattr(question, name) for name in names}
        return values | {"required_when": "\u3001".join(question.required_when)}
