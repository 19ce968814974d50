"""What is brought in, and as what; how the good rows are let in; why they are taken out again."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A file and the kind of its rows."""

    kind = forms.ChoiceField(label=_("資料種類"))
    file = forms.FileField(
        label=_("檔案"), help_text=_("ODS、XLSX 或 CSV，20 MB、120,000 列以內；不得含身分證字號")
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.key, one.title) for one in kinds.values()]
        self.fields["file"].widget.attrs["accept"] = ".ods,.xlsx,.csv"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
