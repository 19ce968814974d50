"""Lines to be tried on a draft list of members (C-3): nothing of them is ever kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.compliance.drafts import Drafted
from committee.models import Seat
from core.text import PlainLineField
from organization.models import Sex

FEWEST, MORE, MOST = 4, 3, 40
"""Lines shown: at least so many, so many empty ones after the last that is filled in, and never more."""


class DraftForm(forms.Form):
    """Somebody who may be added; a line without a sex doesn't count."""

    name = PlainLineField(label=_("姓名"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("性別"), choices=[("", "–"), *Sex.choices], required=False)
    kind = forms.ChoiceField(
        label=_("身分別"),
        choices=[(one.value, one.label) for one in (Seat.EXTERNAL, Seat.INTERNAL)],
        required=False,
    )
    is_ex_officio = forms.BooleanField(label=_("隨職進退"), required=False)
    is_liaison = forms.BooleanField(label=_("聯絡人"), required=False)

    def drafted(self) -> Drafted | None:
        data = self.cleaned_data
        if not data.get("sex"):
            return None
        return Drafted(data["sex"], data.get("kind", ""), data.get("is_ex_officio", False))

    @property
    def is_for_liaison(self) -> bool:
        return self.cleaned_data.get("is_liaison", False)


def draft_forms(asked) -> list[DraftForm]:
    """The lines of the address, read, with some empty ones after them."""
    filled = [number for number in range(1, MOST + 1) if asked.get(f"new-{number}-sex")]
    shown = min(max(FEWEST, max(filled, default=0) + MORE), MOST)
    found = [
        DraftForm(asked, prefix=f"new-{number}", auto_id="id_%s", use_required_attribute=False)
        for number in range(1, shown + 1)
    ]
    for one in found:
        one.full_clean()
    return found
