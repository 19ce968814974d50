"""Forms of the catalogue: a course, and a time that it is held."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.roc import RocDateField
from core.text import HoursField, PlainLineField
from organization.models import Sex
from training.forms.hours import LEAST, MOST, STEP
from training.models import Course, Mode, Session


class CourseForm(forms.ModelForm):
    """A course of the catalogue."""

    class Meta:
        model = Course
        fields = ["code", "title", "level", "organiser", "is_cedaw", "topics"]
        field_classes = {"code": PlainLineField, "title": PlainLineField, "topics": PlainLineField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].required = True
        self.fields["code"].max_length = 40
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class SessionForm(forms.ModelForm):
    """A course held once more."""

    held_on = RocDateField(label=_("開課日"))
    ended_on = RocDateField(label=_("結束日"))
    minutes = HoursField(label=_("全程時數"), step=STEP, least=LEAST, most=10 * MOST)
    mode = forms.ChoiceField(label=_("辦理方式"), choices=Mode.choices)
    lecturer_sex = forms.ChoiceField(
        label=_("講師性別"), choices=[("", _("未填")), *Sex.choices], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Session
        fields = [
            "course",
            "held_on",
            "ended_on",
            "minutes",
            "mode",
            "place",
            "lecturer",
            "lecturer_sex",
            "seats",
            "has_case_discussion",
            "cases",
        ]
        field_classes = {"place": PlainLineField, "lecturer": PlainLineField, "cases": PlainLineField}
        help_texts = {"seats": _("不限名額者不填；有名額者可分配給各組室")}

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        self.fields["lecturer"].max_length = 60
        self.fields["place"].max_length = 100
        self.fields["version"].initial = self.instance.version
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        """Cases without the tick mean nothing; and an older page does not write over a newer one."""
        cleaned = super().clean()
        if cleaned.get("cases") and not cleaned.get("has_case_discussion"):
            said = _("有討論案例者，請勾選「包含與業務相關之實際案例討論」。")
            self.add_error("has_case_discussion", ValidationError(said))
        if self.instance.pk and cleaned.get("version") is not None:
            self.instance.version = cleaned["version"]
        return cleaned
