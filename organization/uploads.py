"""A form's file that is kept at once, so that it need not be chosen again when the form is refused (RQ-C11)."""

from django import forms
from django.core import signing

from organization.actions import attach
from organization.models import Attachment

SALT = "organization.uploads"


class KeepsFile(forms.Form):
    """Keeps the file of the field ``file_field`` whatever else is wrong; ``attachment`` is what was kept."""

    file_field = "file"
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.attachment = None

    def clean(self):
        cleaned = super().clean()
        upload, kept = cleaned.get(self.file_field), cleaned.get("kept")
        if upload:
            try:
                self.attachment = attach(upload, by=self.actor)
            except forms.ValidationError as refusal:
                self.add_error(self.file_field, refusal)
                return cleaned
            self.data = self.data.copy()
            self.data[self.add_prefix("kept")] = signing.dumps(self.attachment.pk, salt=SALT)
        elif kept:
            self.attachment = self._known(kept)
        return cleaned

    def _known(self, kept: str) -> Attachment | None:
        """What was kept before, if it is this person's."""
        try:
            pk = signing.loads(kept, salt=SALT)
        except signing.BadSignature:
            return None
        return Attachment.objects.filter(pk=pk, uploaded_by=self.actor.account).first()
