"""Forms of a session: its seats, who is to come, who came, and what is reported of the year."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.roc import RocDateField
from core.text import HoursField, PlainLineField, PlainTextField, compare_key, half_width
from organization.models import Person
from organization.uploads import KeepsFile
from training.forms.hours import LEAST, MOST, STEP
from training.models import Place, Recipient, Submission


class Plain(forms.Form):
    """A crispy form inside the page's own form tag."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ShareForm(Plain):
    """The seats of each unit; what is suggested stands there until the office has decided."""

    shared_by = PlainLineField(
        label=_("分配說明"), required=False, help_text=_("除編制大小外，訓練內容、業務屬性等考量")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            seats = forms.IntegerField(label=line.unit.name, min_value=0, max_value=100_000)
            seats.initial = line.suggested if line.allotted is None else line.allotted
            seats.widget.attrs["aria-label"] = _("%(unit)s名額") % {"unit": line.unit.name}
            self.fields[f"unit-{line.unit.id}"] = seats

    @property
    def rows(self) -> list[tuple]:
        """Each unit's line with its box."""
        return [(line, self[f"unit-{line.unit.id}"]) for line in self.lines]

    def seats(self) -> dict[int, int]:
        return {line.unit.id: self.cleaned_data[f"unit-{line.unit.id}"] for line in self.lines}


class WhyForm(Plain):
    """Why a similar course is taken all the same."""

    reason = PlainLineField(label=_("仍要參加之理由"))


class AttendanceRow(forms.Form):
    """One person: came, and for how long where it was not the whole time."""

    listed = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    came = forms.BooleanField(required=False)
    minutes = HoursField(step=STEP, least=LEAST, most=10 * MOST, required=False)

    def __init__(self, *args, place, whole, **kwargs):
        super().__init__(*args, prefix=f"p{place.person_id}", **kwargs)
        self.place, self.whole = place, whole
        name = {"name": place.person.name}
        self.fields["came"].widget.attrs |= {
            "class": "form-check-input",
            "aria-label": _("%(name)s出席") % name,
        }
        self.fields["minutes"].widget.attrs |= {
            "class": "form-control",
            "aria-label": _("%(name)s時數") % name,
        }

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes and minutes > self.whole:
            most = f"{self.whole / 60:g}"
            raise ValidationError(_("時數不得超過全程 %(most)s 小時。"), params={"most": most})
        return minutes

    def attended(self, *, everybody: bool, walk_ins: set[int]) -> int | None:
        """The minutes, or None for somebody who did not come. Who waits for a seat isn't part of everybody."""
        came = (
            self.cleaned_data["came"]
            or (everybody and self.place.state != Place.WAITING)
            or self.place.person_id in walk_ins
        )
        return (self.cleaned_data["minutes"] or self.whole) if came else None


class AttendanceForm(Plain):
    """What goes with the grid: those who came without being enrolled."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    walk_ins = PlainTextField(
        label=_("現場加入者"),
        required=False,
        max_length=5000,
        help_text=_("未報名或候補而出席者的員工編號，可加姓名；一行一人，或以頓號隔開"),
    )

    def __init__(self, *args, agency_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency_id = agency_id
        self.fields["walk_ins"].widget.attrs["rows"] = 3

    def clean_walk_ins(self) -> list[Person]:
        """The people with these staff numbers, in the order typed; the name may stand behind the number."""
        entries = [one.split() for one in re.split(r"[\n、,;]", half_width(self.cleaned_data["walk_ins"]))]
        typed = [word for entry in entries for word in entry]
        found = {
            one.staff_number: one
            for one in Person.objects.filter(agency_id=self.agency_id, staff_number__in=typed)
        }
        numbers = [one for entry in entries for one in self._numbers(entry, found)]
        if unknown := [one for one in numbers if one not in found]:
            raise ValidationError(_("查無員工編號：%(numbers)s"), params={"numbers": "、".join(unknown)})
        return [found[one] for one in dict.fromkeys(numbers)]

    @staticmethod
    def _numbers(entry: list[str], found: dict[str, Person]) -> list[str]:
        """「00147 翁雅瑜」 is one number; where the name isn't that person's, it is as unknown as any other word."""
        first = found.get(entry[0]) if entry else None
        if first and compare_key(" ".join(entry[1:])) == compare_key(first.name):
            return entry[:1]
        return entry


class SubmissionForm(KeepsFile):
    """What was sent to whom."""

    recipient = forms.ChoiceField(label=_("受文機關"), choices=Recipient.choices)
    sent_on = RocDateField(label=_("發文日"))
    number = PlainLineField(label=_("發文字號"), max_length=60)
    file = forms.FileField(label=_("附件"), required=False, help_text=_("PDF、圖片或文件，20 MB 以內"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = self.actor.day
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def submission(self, agency, year: int) -> Submission:
        names = ("recipient", "sent_on", "number")
        values = {name: self.cleaned_data[name] for name in names}
        return Submission(agency=agency, year=year, file=self.attachment, **values)
