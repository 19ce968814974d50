"""Forms of members and lists: appoint, correct, end a term, somebody from outside (伍一(一); C-1, C-2)."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.compliance.drafts import alert
from committee.forms.meetings import Plain
from committee.models import Committee, CouncilTerm, External, Leaving, Membership, Seat
from core.roc import RocDateField
from core.text import PlainLineField
from organization.models import Person, Sex

ONE = datetime.timedelta(days=1)
OF_TASK_FORCE = (Seat.CONVENER, Seat.VICE_CONVENER, Seat.INTERNAL)
OF_OTHERS = (Seat.CONVENER, Seat.VICE_CONVENER, Seat.EX_OFFICIO, Seat.DESIGNATED, Seat.ELECTED)


def seats_of(committee: Committee, now: str = "") -> list[tuple]:
    """The seats that an employee can have there, and the one that a term has ``now``."""
    seats = OF_TASK_FORCE if committee.kind == "GENDER" else OF_OTHERS
    if now and now not in seats:
        seats = (*seats, Seat(now))
    return [(one.value, one.label) for one in seats]


class AsksOnce(Plain):
    """Says before it is saved that a change breaks the third, and wants a tick for just that sentence."""

    alerted = forms.CharField(required=False, widget=forms.HiddenInput)
    confirm = forms.BooleanField(label=_("已知悉，仍要儲存"), required=False, widget=forms.HiddenInput)

    def ask(self, committee: Committee, *terms: Membership) -> None:
        """To be called with the terms as they would be saved."""
        said = str(alert(committee, *terms) or "")
        if not said:
            return
        self.fields["confirm"].widget = forms.CheckboxInput()
        if self.cleaned_data.get("confirm") and self.cleaned_data.get("alerted") == said:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("alerted")] = said
        self.data.pop(self.add_prefix("confirm"), None)
        refusal = _("%(said)s如須照此異動，請勾選「已知悉，仍要儲存」再送一次。")
        self.add_error("confirm", ValidationError(refusal, params={"said": said}))


class PersonChoice(forms.ModelChoiceField):
    """An employee whom the actor may see; another agency's are as if they weren't there."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("人員"), "empty_label": _("請選擇"), "queryset": Person.objects.none()} | kwargs
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _("查無此人或無權使用。")

    def label_from_instance(self, person) -> str:
        return f"{person.name}（{person.staff_number}）"


def people_for(actor, committee: Committee):
    return Person.objects.visible_to(actor).filter(agency_id=committee.agency_id)


class TermForm(AsksOnce):
    """One term: the seat and its days, and what the letter of appointment says."""

    seat = forms.ChoiceField(label=_("身分別"))
    since = RocDateField(label=_("聘期起日"))
    last = RocDateField(label=_("聘期迄日"), required=False, help_text=_("含當日；未定者不填"))
    left_because = forms.ChoiceField(
        label=_("離任原因"),
        choices=[("", _("任期屆滿或未離任")), *Leaving.choices],
        required=False,
    )
    title = PlainLineField(
        label=_("職稱"), max_length=60, required=False, help_text=_("不填時為其職務的職稱")
    )
    is_ex_officio = forms.BooleanField(label=_("隨職進退"), required=False)
    letter = PlainLineField(label=_("聘（派）函文號"), max_length=60, required=False)
    is_public = forms.BooleanField(
        label=_("同意公開姓名"),
        required=False,
        initial=True,
        help_text=_("取消時，列有其姓名的公開名單及會議紀錄隨即撤下，須重新公開。"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, term: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.term = term
        self.fields["seat"].choices = seats_of(term.committee, term.seat)
        if term.external:
            self.fields["seat"].choices = [(Seat.EXTERNAL.value, Seat.EXTERNAL.label)]

    def clean(self):
        cleaned = super().clean()
        since, last = cleaned.get("since"), cleaned.get("last")
        if since and last and last < since:
            self.add_error("last", ValidationError(_("迄日不得早於起日。")))
        if cleaned.get("left_because") and not last and "last" not in self.errors:
            self.add_error("last", ValidationError(_("有離任原因時須填聘期迄日。")))
        if not self.errors:
            self.fill()
            self.ask(self.term.committee, self.term)
        return cleaned

    def fill(self) -> None:
        """What was typed, into the term."""
        data, term = self.cleaned_data, self.term
        for name in ("seat", "since", "title", "is_ex_officio", "letter", "is_public"):
            setattr(term, name, data[name])
        term.until = data["last"] + ONE if data["last"] else None
        term.left_because = (data["left_because"] or Leaving.TERM) if term.until else ""
        if term.pk and data["version"] is not None:
            term.version = data["version"]


def shown(term: Membership) -> dict:
    """A term as its form shows it."""
    names = ("seat", "since", "left_because", "title", "is_ex_officio", "letter", "is_public", "version")
    return {name: getattr(term, name) for name in names} | {"last": term.until - ONE if term.until else None}


class AppointForm(TermForm):
    """An employee becomes a member."""

    person = PersonChoice()
    field_order = ["person"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_for(actor, self.term.committee)

    def fill(self):
        self.term.person = self.cleaned_data["person"]
        super().fill()


class KnownForm(Plain):
    """Somebody from outside: who they are, and how to reach them."""

    name = PlainLineField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性別"), choices=[("", _("請選擇")), *Sex.choices])
    affiliation = PlainLineField(label=_("服務單位"), max_length=100, required=False)
    external_title = PlainLineField(label=_("職稱"), max_length=60, required=False)
    background = PlainLineField(label=_("專長背景"), max_length=200, required=False)
    email = forms.EmailField(label=_("電子郵件"), required=False, help_text=_("只有幕僚單位看得到"))
    council = forms.ChoiceField(label=_("女權會"), required=False)
    session = PlainLineField(label=_("屆次"), max_length=30, required=False, help_text=_("例如 第9屆"))
    council_since = RocDateField(label=_("女權會任期起日"), required=False)
    council_last = RocDateField(label=_("女權會任期迄日"), required=False, help_text=_("含當日；現任者不填"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, councils: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("未曾任委員")), *((one, one) for one in councils)]
        self.fields["council"].choices = choices

    def clean(self):
        cleaned = super().clean()
        since, last = cleaned.get("council_since"), cleaned.get("council_last")
        if cleaned.get("council") and not since and "council_since" not in self.errors:
            self.add_error("council_since", ValidationError(_("曾任或現任委員者須填任期起日。")))
        if since and not cleaned.get("council") and "council" not in self.errors:
            self.add_error("council", ValidationError(_("請選擇任期所屬的委員會。")))
        if since and last and last < since:
            self.add_error("council_last", ValidationError(_("迄日不得早於起日。")))
        return cleaned

    def known(self, external: External) -> External:
        """What was typed, into ``external``."""
        data = self.cleaned_data
        for name in ("name", "sex", "affiliation", "background", "email"):
            setattr(external, name, data[name])
        external.title = data["external_title"]
        if external.pk and data["version"] is not None:
            external.version = data["version"]
        return external

    def council_terms(self) -> list[CouncilTerm]:
        """The new term on the council, where one was typed."""
        data = self.cleaned_data
        if not data["council"]:
            return []
        until = data["council_last"] + ONE if data["council_last"] else None
        return [
            CouncilTerm(
                council=data["council"], session=data["session"], since=data["council_since"], until=until
            )
        ]


class ExternalChoice(forms.ModelChoiceField):
    def label_from_instance(self, external) -> str:
        return _("%(name)s（%(where)s）") % {"name": external.name, "where": external.affiliation or "–"}


class AppointExternalForm(TermForm, KnownForm):
    """Somebody from outside becomes a member: known already, or entered here."""

    external = ExternalChoice(
        label=_("已登錄的專家學者"),
        queryset=External.objects.none(),
        required=False,
        empty_label=_("新增一位"),
        help_text=_("選了這一欄，就不必填姓名至女權會任期各欄"),
    )
    field_order = [
        "external",
        "name",
        "sex",
        "affiliation",
        "external_title",
        "background",
        "email",
        "council",
    ]
    field_order += ["session", "council_since", "council_last", "since", "last", "left_because"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        of_agency = External.objects.visible_to(actor).filter(agency_id=self.term.committee.agency_id)
        self.fields["external"].queryset = of_agency
        self.fields["external"].error_messages["invalid_choice"] = _("查無此人或無權使用。")
        del self.fields["seat"], self.fields["title"], self.fields["is_ex_officio"]
        for name in ("name", "sex"):
            self.fields[name].required = False

    def clean(self):
        chosen = self.cleaned_data.get("external")
        if not chosen and "external" not in self.errors:
            for name in ("name", "sex"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("新增專家學者須填這一欄。"), code="required"))
        return super().clean()

    def fill(self):
        chosen = self.cleaned_data["external"]
        self.term.external = chosen or self.known(External(agency_id=self.term.committee.agency_id))
        self.cleaned_data |= {"seat": Seat.EXTERNAL, "title": "", "is_ex_officio": False}
        super().fill()


class EndForm(AsksOnce):
    """A term ends, and why."""

    until = RocDateField(label=_("離任日"), help_text=_("自這一天起不再是委員，例如 107/7/1"))
    because = forms.ChoiceField(label=_("離任原因"), choices=[("", _("請選擇")), *Leaving.choices])

    def __init__(self, *args, term: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.term = term

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned["until"] > self.term.since:
            self.term.until = cleaned["until"]
            self.ask(self.term.committee, self.term)
        return cleaned
