"""What is typed beside the grid: a file, a reason, a note (S-2, S-6, S-9)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.text import PlainLineField
from statistics_app.actions.tables import spot_in_words
from statistics_app.cells import Spot
from statistics_app.sums import shape_of


class FileForm(forms.Form):
    """A file whose numbers fill the grid."""

    file = forms.FileField(
        label=_("檔案"), help_text=_("本頁匯出的 ODS、XLSX 或 CSV；先帶入下表，檢查後再儲存")
    )


class ReasonForm(Plain):
    """Why numbers are returned or opened again."""

    reason = PlainLineField(label=_("事由"))


class NoteForm(Plain):
    """A note of a year's table, or of one of its cells."""

    text = PlainLineField(label=_("註"))
    spot = forms.ChoiceField(label=_("位置"), required=False)

    def __init__(self, *args, indicator, categories, **kwargs):
        super().__init__(*args, **kwargs)
        shape = shape_of(indicator, categories)
        spots = [
            Spot(category, part, side)
            for category in shape.categories
            for part in shape.parts
            for side in shape.sides
        ]
        places = [(one.key, spot_in_words(indicator, categories, one)) for one in spots]
        self.fields["spot"].choices = [("", _("整張表")), *places]

    def clean_spot(self) -> Spot | None:
        return Spot.of(self.cleaned_data["spot"]) if self.cleaned_data["spot"] else None
