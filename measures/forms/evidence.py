"""Evidence as it is typed: by itself, or with a new measure (M-6)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField
from measures.actions.evidence import Proof, is_picture
from measures.models import Evidence, Kind
from organization.uploads import KeepsFile

AS_THE_FILE = ("", _("依檔案：圖片為照片，其他為文件"))


class EvidenceForm(Plain, KeepsFile):
    """A file or an address with its own day, what it shows, and whether the public may see it."""

    file = forms.FileField(label=_("佐證檔案"), required=False, help_text=_("照片、PDF 或文件，20 MB 以內"))
    proof_url = forms.URLField(
        label=_("佐證網址"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("沒有檔案時填寫"),
    )
    kind = forms.ChoiceField(label=_("佐證種類"), required=False, choices=[AS_THE_FILE, *Kind.choices])
    dated_on = RocDateField(label=_("佐證日期"), help_text=_("照片拍攝或文件作成的日期，不是上傳日"))
    caption = PlainLineField(label=_("佐證說明"))
    alt_text = PlainLineField(
        label=_("替代文字"), required=False, help_text=_("照片與圖片必填：用文字說明畫面，供看不到的人理解")
    )
    is_public = forms.BooleanField(label=_("佐證可公開"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["file", "proof_url", "kind", "dated_on", "caption", "alt_text", "is_public"]

    def __init__(self, *args, evidence: Evidence | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].latest = self.actor.day
        self.evidence = evidence
        if evidence and evidence.file:
            self.fields["file"].help_text = _("不選時沿用現有的檔案")

    def clean(self):
        """The file's own form says first whether it can be kept; then a picture wants its words."""
        cleaned = super().clean()
        if self.has_proof and self.is_seen and not cleaned.get("alt_text") and "alt_text" not in self.errors:
            self.add_error("alt_text", ValidationError(_("照片與圖片須填替代文字，供看不到的人理解。")))
        return cleaned

    @property
    def kept_file(self):
        """The file chosen now, or the one that it has."""
        return self.attachment or (self.evidence.file if self.evidence else None)

    @property
    def has_proof(self) -> bool:
        return bool(self.kept_file or self.cleaned_data.get("proof_url"))

    @property
    def is_seen(self) -> bool:
        return is_picture(self.kept_file) or self.cleaned_data.get("kind") == Kind.PHOTO

    def proof(self) -> Proof:
        """What was typed; a kind that isn't said is the file's."""
        data = self.cleaned_data
        by_file = Kind.PHOTO if is_picture(self.kept_file) else Kind.DOCUMENT
        return Proof(
            kind=data["kind"] or by_file,
            dated_on=data["dated_on"],
            caption=data["caption"],
            alt_text=data["alt_text"],
            is_public=data["is_public"],
            file=self.attachment,
            url=data["proof_url"],
        )

    @staticmethod
    def initial_of(evidence: Evidence) -> dict:
        """``evidence`` as the form's values."""
        names = ("kind", "dated_on", "caption", "alt_text", "is_public", "version")
        return {name: getattr(evidence, name) for name in names} | {"proof_url": evidence.url}
