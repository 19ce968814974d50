"""A measure as it is typed, what the list shows, and what is carried over (M-1, M-4; domain 2.7)."""

from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField, format_short
from core.text import PlainLineField, PlainTextField
from measures.actions.evidence import Proof
from measures.actions.measures import OWN, Words
from measures.carried import Mark
from measures.forms.evidence import EvidenceForm
from measures.items import categories, festivals, item_label, recorded
from measures.models import Funding, Measure
from measures.standing import Stage
from organization.models import Unit
from plan.rules import RuleBook
from statistics_app.forms.analyses import UnitsField

SHORT, LONG = {"rows": 2}, {"rows": 4}


def count(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000_000)


@dataclass(frozen=True)
class Section:
    """Fields under a heading of their own; short ones stand ``side_by_side``."""

    title: str
    names: tuple[str, ...]
    side_by_side: bool = False
    note: str = ""


DAYS = Section(_("辦理期間"), ("planned_on", "planned_end_on", "held_on", "ended_on"), side_by_side=True)
COUNTS = Section(_("參與人數"), ("male", "female", "other", "unstated"), side_by_side=True)


class CourseForm(Plain):
    """The days and the numbers: what changes in the course of the year."""

    planned_on = RocDateField(label=_("預定開始日"), required=False, help_text=_("例如 107/3/8"))
    planned_end_on = RocDateField(label=_("預定結束日"), required=False, help_text=_("只辦一天的不必填"))
    held_on = RocDateField(label=_("實際開始日"), required=False, help_text=_("辦理後填寫"))
    ended_on = RocDateField(label=_("實際結束日"), required=False, help_text=_("只辦一天的不必填"))
    male = count(_("男"))
    female = count(_("女"))
    other = count(_("其他"))
    unstated = count(_("未填"))
    achieved = PlainLineField(label=_("達成情形"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    SECTIONS = (DAYS, COUNTS)

    @property
    def sections(self) -> list[tuple[Section, list]]:
        """Each with its fields, in order."""
        return [(one, [self[name] for name in one.names]) for one in self.SECTIONS]


class MeasureForm(CourseForm):
    """All of a measure; ``sections`` put its fields under headings."""

    unit = forms.ModelChoiceField(label=_("主辦組室"), queryset=Unit.objects.none(), empty_label=_("請選擇"))
    item = forms.ChoiceField(label=_("類別及項目"))
    title = PlainLineField(label=_("措施名稱"))
    joint = UnitsField(label=_("共同辦理組室"), required=False, help_text=_("共同辦理的組室也計入這一類"))
    content = PlainTextField(label=_("辦理內容"), required=False, widget=forms.Textarea(attrs=LONG))
    relation = PlainTextField(label=_("與性別平等之關聯"), required=False, widget=forms.Textarea(attrs=SHORT))
    target_group = PlainLineField(label=_("對象"), required=False)
    resources = PlainLineField(label=_("運用資源"), required=False)
    partners = PlainLineField(label=_("協辦或合作對象"), required=False)
    budget_note = forms.ChoiceField(label=_("經費來源"), choices=Funding.choices)
    goal = PlainLineField(label=_("績效指標與目標值"), required=False)
    follow_up = PlainTextField(label=_("後續精進"), required=False, widget=forms.Textarea(attrs=SHORT))
    url = forms.URLField(label=_("相關網址"), required=False, max_length=200, assume_scheme="https")

    SECTIONS = (
        Section(_("措施"), ("unit", "item", "title", "content", "relation", "target_group", "joint")),
        DAYS,
        COUNTS,
        Section(_("資源與經費"), ("resources", "partners", "budget_note")),
        Section(_("成果"), ("goal", "achieved", "follow_up", "url")),
    )

    def __init__(self, *args, year: int, book: RuleBook, units, all_units, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["unit"].queryset = units
        self.fields["unit"].error_messages["invalid_choice"] = _("查無此組室或無權使用。")
        self.fields["joint"].queryset = all_units
        groups = [
            (one.short, [(rule.code, item_label(rule)) for rule in one.items]) for one in recorded(book)
        ]
        self.fields["item"].choices = [("", gettext("請選擇")), *groups]
        if not groups:
            self.fields["item"].help_text = gettext("這一年沒有適用的計畫，無從選擇項目。")
        self.festivals = _festivals(book, year)

    @property
    def sections(self):
        """The plan's festivals stand beside the days: one may be thought of while they are chosen (MS-A4)."""
        return [
            (replace(one, note=self.festivals) if one is DAYS else one, fields)
            for one, fields in super().sections
        ]

    def words(self) -> Words:
        data = self.cleaned_data
        own = {name: data[name] for name in OWN if name != "year"}
        return Words(year=self.year, joint=tuple(data["joint"]), **own)

    @staticmethod
    def initial_of(measure: Measure) -> dict:
        """``measure`` as the form's values."""
        values = {name: getattr(measure, name) for name in (*OWN, "version")}
        return values | {"joint": [one.id for one in measure.joint_units]}


def _festivals(book: RuleBook, year: int) -> str:
    named = gettext("、").join(f"{one.title} {format_short(one.day)}" for one in festivals(book, year))
    return gettext("本年度節日：%(festivals)s") % {"festivals": named} if named else ""


class EnterForm(MeasureForm, EvidenceForm):
    """A new measure with its first piece of evidence, which may be left for later."""

    SECTIONS = (
        *MeasureForm.SECTIONS[:3],
        Section(_("佐證"), ("file", "proof_url", "kind", "dated_on", "caption", "alt_text", "is_public")),
        *MeasureForm.SECTIONS[3:],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in (("dated_on", _("不填時為實際結束日")), ("caption", _("不填時為措施名稱"))):
            self.fields[name].required, self.fields[name].help_text = False, hint

    def clean(self):
        cleaned = super().clean()
        if self.has_proof:
            if not cleaned.get("caption"):
                cleaned["caption"] = cleaned.get("title", "")
            last = cleaned.get("ended_on") or cleaned.get("held_on")
            cleaned["dated_on"] = cleaned.get("dated_on") or last
            if not cleaned["dated_on"] and "dated_on" not in self.errors:
                self.add_error("dated_on", ValidationError(_("請填佐證日期，例如 107/12/20。")))
        elif any(cleaned.get(name) for name in ("caption", "alt_text", "dated_on")) and not self.errors.get(
            "file"
        ):
            self.add_error("file", ValidationError(_("請選擇檔案，或填網址。")))
        return cleaned

    def first_proof(self) -> Proof | None:
        return self.proof() if self.has_proof else None


class MeasureFilter(forms.Form):
    """What the year's list shows and in which order; the choice stands in the address."""

    ORDERS = (
        ("", _("項次")),
        ("unit", _("組室")),
        ("day", _("日期")),
        ("stage", _("狀態")),
        ("title", _("名稱")),
    )

    unit = forms.ModelChoiceField(
        label=_("組室"), queryset=Unit.objects.none(), required=False, empty_label=_("全部")
    )
    category = forms.ChoiceField(label=_("類別"), required=False)
    stage = forms.ChoiceField(label=_("狀態"), required=False)
    mark = forms.ChoiceField(label=_("與去年"), required=False)
    sort = forms.ChoiceField(label=_("排序"), choices=ORDERS, required=False)

    def __init__(self, *args, units, book: RuleBook, **kwargs):
        super().__init__(*args, **kwargs)
        everything = ("", gettext("全部"))
        self.fields["unit"].queryset = units
        self.fields["category"].choices = [everything, *((one.code, one.brief) for one in categories(book))]
        self.fields["stage"].choices = [everything, *((one.value, one.label) for one in Stage)]
        self.fields["mark"].choices = [everything, *((one.value, one.label) for one in Mark)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def asked(self) -> dict:
        return self.cleaned_data if self.is_valid() else {}
