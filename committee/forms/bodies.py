"""Forms of the register: a committee founded, corrected, ended, and several members at once (陸二(六); C-20)."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from committee.forms.members import AsksOnce, PersonChoice, people_for, seats_of
from committee.models import Committee, Kind, Level, Membership
from core.roc import RocDateField
from core.text import PlainLineField

ROWS = 8
"""Members that one form takes."""


class BodyForm(Plain):
    """What the register says of a committee."""

    name = PlainLineField(label=_("名稱"), max_length=100)
    kind = forms.ChoiceField(label=_("性質"))
    level = forms.ChoiceField(label=_("層級"), choices=Level.choices, initial=Level.FIRST_LEVEL)
    legal_basis = PlainLineField(label=_("設置依據"), max_length=200, required=False)
    seats = forms.IntegerField(label=_("編定席次"), min_value=1, max_value=999, required=False)
    fee = forms.IntegerField(
        label=_("出席費（元／次）"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("府外委員每次的金額"),
    )
    since = RocDateField(label=_("設置日"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, with_task_force: bool, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [one for one in Kind if with_task_force or one != Kind.GENDER]
        self.fields["kind"].choices = [("", _("請選擇")), *((one.value, one.label) for one in kinds)]

    def body(self, committee: Committee) -> Committee:
        """What was typed, into ``committee``."""
        for name in ("name", "kind", "level", "legal_basis", "seats", "fee", "since"):
            setattr(committee, name, self.cleaned_data[name])
        if committee.pk and self.cleaned_data["version"] is not None:
            committee.version = self.cleaned_data["version"]
        return committee


class DissolveForm(Plain):
    """A committee ends, with the terms of its members."""

    until = RocDateField(label=_("裁撤日"), help_text=_("自這一天起不再設置；仍在任的委員同日離任"))
    reason = PlainLineField(label=_("事由"))


class MembersForm(AsksOnce):
    """Several members from one day on: a line for each, empty lines don't count."""

    since = RocDateField(label=_("聘期起日"))
    last = RocDateField(label=_("聘期迄日"), required=False, help_text=_("含當日；未定者不填"))
    letter = PlainLineField(label=_("聘（派）函文號"), max_length=60, required=False)

    def __init__(self, *args, actor, committee: Committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.committee = committee
        people = people_for(actor, committee)
        seats = [("", _("請選擇")), *seats_of(committee)]
        for row in range(1, ROWS + 1):
            person = PersonChoice(label=_("第 %(row)s 位") % {"row": row}, queryset=people, required=False)
            self.fields[f"person_{row}"] = person
            label = _("第 %(row)s 位的身分別") % {"row": row}
            self.fields[f"seat_{row}"] = forms.ChoiceField(label=label, choices=seats, required=False)

    def clean(self):
        cleaned = super().clean()
        since, last = cleaned.get("since"), cleaned.get("last")
        if since and last and last < since:
            self.add_error("last", ValidationError(_("迄日不得早於起日。")))
        for row in range(1, ROWS + 1):
            person, seat = cleaned.get(f"person_{row}"), cleaned.get(f"seat_{row}")
            if person and not seat and f"seat_{row}" not in self.errors:
                self.add_error(f"seat_{row}", ValidationError(_("請選擇身分別。"), code="required"))
            if seat and not person and f"person_{row}" not in self.errors:
                self.add_error(f"person_{row}", ValidationError(_("請選擇人員。"), code="required"))
        if not self.errors and not self.terms():
            self.add_error("person_1", ValidationError(_("請至少選擇一位。"), code="required"))
        if not self.errors:
            self.ask(self.committee, *self.terms())
        return cleaned

    @property
    def lines(self) -> list[tuple]:
        """The fields of each line, to stand side by side."""
        return [(self[f"person_{row}"], self[f"seat_{row}"]) for row in range(1, ROWS + 1)]

    def terms(self) -> list[Membership]:
        """A term for each line that names somebody."""
        data = self.cleaned_data
        until = data["last"] + datetime.timedelta(days=1) if data["last"] else None
        return [
            Membership(
                committee=self.committee,
                person=data[f"person_{row}"],
                seat=data[f"seat_{row}"],
                since=data["since"],
                until=until,
                left_because="TERM" if until else "",
                letter=data["letter"],
            )
            for row in range(1, ROWS + 1)
            if data[f"person_{row}"]
        ]
