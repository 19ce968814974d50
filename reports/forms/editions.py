"""An edition frozen, and one that corrects another (R-3, R-11)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.roc import RocDateField
from core.text import PlainLineField


class FreezeForm(forms.Form):
    """The day that the figures stand for."""

    as_of = RocDateField(label=_("資料基準日"))
    token = forms.UUIDField(widget=forms.HiddenInput)


class CorrectForm(forms.Form):
    """Why another edition follows."""

    reason = PlainLineField(label=_("事由"), max_length=200)
    token = forms.UUIDField(widget=forms.HiddenInput)


class AnnounceForm(forms.Form):
    """Where else it was announced."""

    url = forms.URLField(label=_("其他公告網址"), required=False, assume_scheme="https")
    is_checked = forms.BooleanField(label=_("已確認檔案沒有個人資料，可原樣公開"))
