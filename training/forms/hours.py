"""Forms of hours: of a session, of a course of one's own, and why they are sent back."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.roc import RocDateField, format_short
from core.text import HoursField, PlainLineField
from organization.uploads import KeepsFile
from training.models import Level, Organiser, Session

STEP, LEAST, MOST = 30, 30, 24 * 60
"""Minutes: hours are typed in halves, up to a day (RQ-C3)."""


class ProofMixin(KeepsFile):
    """A proof file, and a token."""

    file_field = "proof"
    proof = forms.FileField(label=_("證明文件"), required=False, help_text=_("PDF、圖片或文件，20 MB 以內"))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session) -> str:
        hours = f"{session.minutes / 60:g}"
        return _("%(day)s　%(title)s（%(hours)s 小時）") % {
            "day": format_short(session.ended_on),
            "title": session.course.title,
            "hours": hours,
        }


class HoursForm(ProofMixin):
    """Hours of a session of the catalogue: three clicks."""

    session = SessionChoice(label=_("場次"), queryset=Session.objects.none(), empty_label=_("請選擇"))
    minutes = HoursField(label=_("時數"), step=STEP, least=LEAST, most=MOST, required=False)
    field_order = ["session", "minutes", "proof"]

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
        self.fields["session"].error_messages["invalid_choice"] = _("查無此場次或無權使用。")
        self.fields["minutes"].help_text = _("不填時為全程時數；部分參加請填實際時數")

    def clean(self):
        cleaned = super().clean()
        session = cleaned.get("session")
        if session and cleaned.get("minutes") is None and "minutes" not in self.errors:
            cleaned["minutes"] = session.minutes
        elif session and cleaned.get("minutes", 0) > session.minutes:
            most = f"{session.minutes / 60:g}"
            self.add_error(
                "minutes", ValidationError(_("時數不得超過全程 %(most)s 小時。"), params={"most": most})
            )
        return cleaned


class OwnCourseForm(ProofMixin):
    """A course outside the catalogue."""

    title = PlainLineField(label=_("課程名稱"))
    held_on = RocDateField(label=_("結束日期"))
    minutes = HoursField(label=_("時數"), step=STEP, least=LEAST, most=MOST)
    organiser = forms.ChoiceField(label=_("辦理單位"), choices=Organiser.choices, initial=Organiser.OTHER)
    level = forms.ChoiceField(label=_("類別"), choices=Level.choices)
    is_cedaw = forms.BooleanField(label=_("內容為 CEDAW"), required=False)
    earned_at = PlainLineField(
        label=_("原服務機關"),
        max_length=100,
        required=False,
        help_text=_("到本機關任職前修的課程才填"),
    )
    field_order = ["title", "held_on", "minutes", "organiser", "level", "is_cedaw", "earned_at", "proof"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].latest = self.actor.day


class ReturnForm(forms.Form):
    """Why hours are sent back or withdrawn."""

    reason = PlainLineField(label=_("事由"))
