"""The form in which a letter is corrected before it goes out."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.text import PlainLineField, PlainTextField
from notices.models import PLACE, Letter


class LetterForm(forms.Form):
    """Address, subject and text; the version says what was read."""

    to_email = forms.EmailField(label=_("電子郵件"), required=False, max_length=254)
    subject = PlainLineField(label=_("主旨"))
    body = PlainTextField(label=_("內文"), widget=forms.Textarea(attrs={"rows": 12}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, letter: Letter, **kwargs):
        now = {name: getattr(letter, name) for name in ("to_email", "subject", "body", "version")}
        super().__init__(*args, initial=now, **kwargs)
        self.letter = letter
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if letter.link_view:
            self.fields["body"].help_text = _("%(place)s 會在寄出時換成收件人的個人連結，請保留。") % {
                "place": PLACE
            }

    def clean_to_email(self):
        email = self.cleaned_data["to_email"]
        if self.letter.to_email and not email:
            raise ValidationError(_("請填電子郵件；不寄的信請捨棄。"))
        return email
