"""Every opinion of the round with its answer, on one page: a choice and a save each (伍四(四); G-8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from impact_assessment.actions.opinions import Answered
from impact_assessment.models import Adoption, Opinion, Reply
from impact_assessment.standing import reply_of

PAGE = "opinions"
"""Under this name the unsaved text is kept."""
CHANGED = (Adoption.ADOPTED, Adoption.PARTLY)
REFUSED = (Adoption.NOT_ADOPTED, Adoption.PARTLY)


@dataclass(frozen=True)
class Line:
    """An opinion with its boxes; ``theirs`` is what somebody else has answered meanwhile."""

    opinion: Opinion
    adoption: forms.BoundField
    where: forms.BoundField
    reason: forms.BoundField
    version: forms.BoundField
    theirs: Reply | None


class RepliesForm(Plain):
    """An opinion without a choice stays open; a choice says where the draft changed, or why not."""

    replied_on = RocDateField(label=_("回復日"))

    def __init__(
        self, *args, opinions: list[Opinion], latest, overtaken: Mapping[int, Reply] | None = None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.opinions, self.overtaken = opinions, overtaken or {}
        self.fields["replied_on"].latest = latest
        for place, one in enumerate(opinions, start=1):
            self._add(one, place)
        self.order_fields([name for name in self.fields if name != "replied_on"])

    def _add(self, one: Opinion, place: int) -> None:
        name = f"o{one.id}"
        said = lambda words: gettext("意見 %(place)s %(words)s") % {"place": place, "words": words}  # noqa: E731
        self.fields[f"{name}-adoption"] = forms.ChoiceField(
            label=said(gettext("參採情形")),
            choices=Adoption.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"{name}-where"] = PlainLineField(
            label=said(gettext("修正處（章節或頁碼）")), required=False, help_text=_("參採或部分參採時填寫")
        )
        self.fields[f"{name}-reason"] = PlainTextField(
            label=said(gettext("理由、替代規劃")),
            required=False,
            help_text=_("未參採或部分參採時填寫"),
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"{name}-version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                opinion=one,
                adoption=self[f"o{one.id}-adoption"],
                where=self[f"o{one.id}-where"],
                reason=self[f"o{one.id}-reason"],
                version=self[f"o{one.id}-version"],
                theirs=self.overtaken.get(one.id),
            )
            for one in self.opinions
        ]

    def clean(self):
        """Each lack is said at its own field."""
        cleaned = super().clean()
        for one in self.opinions:
            name = f"o{one.id}"
            adoption = cleaned.get(f"{name}-adoption")
            where, reason = cleaned.get(f"{name}-where"), cleaned.get(f"{name}-reason")
            if adoption in CHANGED and not where:
                self._lack(f"{name}-where", _("參採或部分參採者須填修正處。"))
            if adoption in REFUSED and not reason:
                self._lack(f"{name}-reason", _("未參採或部分參採者須填理由。"))
            if not adoption and (where or reason or reply_of(one)):
                self._lack(f"{name}-adoption", _("請選擇參採情形。"))
        return cleaned

    def _lack(self, name: str, said) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(said))

    def answered(self) -> dict[int, Answered]:
        """The opinions for which something was chosen."""
        data = self.cleaned_data
        return {
            one.id: Answered(
                adoption=data[f"o{one.id}-adoption"],
                on=data["replied_on"],
                where_changed=data[f"o{one.id}-where"],
                reason=data[f"o{one.id}-reason"],
                version=data[f"o{one.id}-version"] or 0,
            )
            for one in self.opinions
            if data[f"o{one.id}-adoption"]
        }

    @staticmethod
    def initial_of(opinions: list[Opinion], day) -> dict:
        values = {"replied_on": day}
        for one in opinions:
            if row := reply_of(one):
                name = f"o{one.id}"
                values |= {f"{name}-adoption": row.adoption, f"{name}-where": row.where_changed}
                values |= {f"{name}-reason": row.reason, f"{name}-version": row.version}
        return values
