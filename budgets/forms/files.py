"""A file of lines (伍五; I-2)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from organization.uploads import KeepsFile


class BringForm(KeepsFile, Plain):
    """The file, kept between the look and the letting in."""

    file = forms.FileField(
        label=_("檔案"), required=False, help_text=_("ODS、XLSX 或 CSV；可由本年度匯出的檔案修改後匯入")
    )

    def clean(self):
        cleaned = super().clean()
        if not self.attachment and not self.errors:
            self.add_error("file", ValidationError(_("請選擇檔案。")))
        return cleaned
