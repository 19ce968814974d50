"""A round is opened, and told of a measure: only what changes in the course of the year (M-5)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainTextField
from measures.actions.rounds import OF_THE_MEASURE, Told
from measures.forms.measures import COUNTS, DAYS, LONG, CourseForm, Section
from measures.models import Measure, Update


class RoundForm(Plain):
    """Until when the units are to answer."""

    due_on = RocDateField(label=_("填報期限"), help_text=_("例如 107/7/15"))


class UpdateForm(CourseForm):
    """How a measure stands in the middle of the year."""

    is_as_planned = forms.BooleanField(label=_("依原定規劃辦理"), required=False)
    text = PlainTextField(
        label=_("辦理情形"),
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("未依原定規劃辦理者必填"),
    )

    SECTIONS = (Section(_("辦理情形"), ("is_as_planned", "text", "achieved")), DAYS, COUNTS)

    def told(self) -> Told:
        names = ("is_as_planned", "text", *OF_THE_MEASURE)
        return Told(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(measure: Measure, update: Update | None) -> dict:
        """What is on record, and what this round was told before."""
        values = {name: getattr(measure, name) for name in (*OF_THE_MEASURE, "version")}
        said = (
            {"is_as_planned": True}
            if update is None
            else {"is_as_planned": update.is_as_planned, "text": update.text}
        )
        return values | said
