"""A file of measures to be looked at, and then let in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from measures.imports.judging import MOST_ROWS
from organization.uploads import KeepsFile


class ImportForm(Plain, KeepsFile):
    """The file is kept when it is checked, so that it need not be chosen again to be let in."""

    file = forms.FileField(label=_("檔案"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("ODS、XLSX 或 CSV，%(most)s 列以內") % {"most": MOST_ROWS}
        self.fields["file"].widget.attrs["accept"] = ".ods,.xlsx,.csv"

    def clean(self):
        cleaned = super().clean()
        if self.attachment is None and "file" not in self.errors:
            self.add_error("file", _("請選擇檔案。"))
        return cleaned
