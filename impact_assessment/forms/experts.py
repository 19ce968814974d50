"""Forms of the pool of experts: who, on what basis, whom the agency knows by that name, whom a case asks (G-5, G-7)."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from committee.forms.members import ExternalChoice, PersonChoice
from committee.models import External
from core.roc import RocDateField
from core.text import PlainLineField
from impact_assessment.models import Basis, Expert
from impact_assessment.pool import states
from organization.models import Person
from organization.uploads import KeepsFile

ONE = datetime.timedelta(days=1)


class ChooseForm(Plain):
    """Somebody whom the committee knows already."""

    external = ExternalChoice(
        label=_("已登錄的專家學者"), queryset=External.objects.none(), empty_label=_("請選擇")
    )

    def __init__(self, *args, externals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["external"].queryset = externals
        self.fields["external"].error_messages["invalid_choice"] = _("查無此人或無權使用。")


class BasisForm(Plain, KeepsFile):
    """Why somebody counts as an expert, from when until when, and what proves it."""

    kind = forms.ChoiceField(label=_("資格"))
    detail = PlainLineField(
        label=_("屆次、編號或機關"),
        max_length=100,
        required=False,
        help_text=_("例如 第9屆、編號或委員會名稱"),
    )
    since = RocDateField(label=_("起日"))
    last = RocDateField(label=_("迄日"), required=False, help_text=_("含當日；沒有期限者不填"))
    file = forms.FileField(label=_("證明文件"), required=False)
    proof_note = PlainLineField(
        label=_("查證方式"),
        required=False,
        help_text=_("沒有證明文件時須填，例如 107/5/1 查詢人才資料庫網站"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["kind", "detail", "since", "last", "file", "proof_note"]

    def __init__(self, *args, basis: Basis, titles: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.basis = basis
        self.fields["kind"].choices = [("", _("請選擇")), *titles.items()]
        if basis.proof:
            self.fields["file"].help_text = _("不選時沿用現有的檔案")

    def clean(self):
        cleaned = super().clean()
        since, last = cleaned.get("since"), cleaned.get("last")
        if since and last and last < since:
            self.add_error("last", ValidationError(_("迄日不得早於起日。")))
        has_proof = self.attachment or self.basis.proof_id or cleaned.get("proof_note")
        if not has_proof and not {"file", "proof_note"} & set(self.errors):
            self.add_error("proof_note", ValidationError(_("請附證明文件，或填查證方式。")))
        return cleaned

    def filled(self) -> Basis:
        """What was typed, into the basis."""
        data, basis = self.cleaned_data, self.basis
        for name in ("kind", "detail", "since", "proof_note"):
            setattr(basis, name, data[name])
        basis.until = data["last"] + ONE if data["last"] else None
        basis.proof = self.attachment or basis.proof
        if basis.pk and data["version"] is not None:
            basis.version = data["version"]
        return basis

    @staticmethod
    def initial_of(basis: Basis) -> dict:
        names = ("kind", "detail", "since", "proof_note", "version")
        last = basis.until - ONE if basis.until else None
        return {name: getattr(basis, name) for name in names} | {"last": last}


class EmployeeForm(Plain):
    """Whether the person works or worked for the agency, or shares a name with somebody who does."""

    employee = PersonChoice(
        label=_("現任或曾任本機關人員"), required=False, empty_label=_("不是本機關現任或曾任人員")
    )
    is_namesake = forms.BooleanField(label=_("與本機關人員同名，並非同一人"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actor, expert: Expert, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(actor).filter(agency_id=expert.agency_id)
        if expert.employee_id:
            people = people | Person.objects.filter(pk=expert.employee_id)
        same_name = people.filter(name=expert.external.name)
        others = people.exclude(name=expert.external.name)
        self.fields["employee"].queryset = people
        field = self.fields["employee"]
        field.choices = [
            ("", field.empty_label),
            *((one.pk, field.label_from_instance(one)) for one in (*same_name, *others)),
        ]


class PoolFilter(forms.Form):
    """What the pool shows; the choice stands in the address."""

    q = PlainLineField(label=_("姓名、服務單位或專長"), max_length=100, required=False)
    basis = forms.ChoiceField(label=_("資格"), required=False)
    state = forms.ChoiceField(label=_("狀態"), required=False)

    def __init__(self, *args, titles: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = [("", _("全部")), *titles.items()]
        self.fields["state"].choices = [("", _("使用中")), *states().items()]
        self.fields["q"].widget.attrs["class"] = "form-control"
        for name in ("basis", "state"):
            self.fields[name].widget.attrs["class"] = "form-select"


class InviteForm(Plain):
    """Whom a case asks, and by when; the page lists the experts itself."""

    expert = forms.IntegerField(
        label=_("專家學者"), error_messages={"required": _("請選擇一位可邀請的專家。")}
    )
    due_on = RocDateField(label=_("請於此日前提供意見"), help_text=_("例如 107/6/15"))
