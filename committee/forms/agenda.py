"""Forms of an item: its words, its papers, what was decided, and the minutes (伍一(二), (三))."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.actions import Decision, Order, Text, Words
from committee.forms.meetings import Plain, TimeField
from committee.models import AgendaItem, Outcome, Section
from committee.permissions import OUTCOMES
from core.roc import RocDateField
from core.text import PlainLineField, PlainTextField
from organization.models import Unit

BEFORE = (Section.REPORT, Section.DISCUSSION)
FEW = {"rows": 4}


class ItemForm(Plain):
    """A report, a discussion item or a motion."""

    section = forms.ChoiceField(label=_("類別"))
    title = PlainLineField(label=_("案由"))
    explanation = PlainTextField(label=_("說明"), required=False, widget=forms.Textarea(attrs=FEW))
    proposal = PlainTextField(label=_("擬辦"), required=False, widget=forms.Textarea(attrs=FEW))
    unit = forms.ModelChoiceField(label=_("提案單位"), queryset=Unit.objects.none(), required=False)
    tasks = forms.MultipleChoiceField(
        label=_("對應任務"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_restricted = forms.BooleanField(label=_("不公開（僅委員與幕僚可見）"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, sections, units, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(one, Section(one).label) for one in sections]
        self.fields["unit"].queryset = units
        self.fields["tasks"].choices = tasks

    def words(self) -> Words:
        names = ("title", "section", "explanation", "proposal", "is_restricted")
        data = self.cleaned_data
        return Words(**{name: data[name] for name in names}, tasks=tuple(data["tasks"]))


class PaperForm(Plain):
    """A file for an item."""

    file = forms.FileField(label=_("檔案"), help_text=_("PDF、圖片或文件，20 MB 以內"))
    title = PlainLineField(label=_("標題"), required=False, help_text=_("不填時為檔名"))


class DecisionForm(Plain):
    """What became of an item, with the votes where there were any and what is to be followed up."""

    outcome = forms.ChoiceField(label=_("結果"), widget=forms.RadioSelect)
    text = PlainTextField(label=_("決議內容"), required=False, widget=forms.Textarea(attrs=FEW))
    discussion = PlainTextField(label=_("討論摘要"), required=False, widget=forms.Textarea(attrs=FEW))
    decided_at = TimeField(label=_("決議時間"), required=False, help_text=_("有人中途到場或離席時填寫"))
    votes_for = forms.IntegerField(label=_("同意票"), required=False, min_value=0, max_value=999)
    votes_against = forms.IntegerField(label=_("不同意票"), required=False, min_value=0, max_value=999)
    votes_abstained = forms.IntegerField(label=_("棄權票"), required=False, min_value=0, max_value=999)
    unit = forms.ModelChoiceField(label=_("列管主辦單位"), queryset=Unit.objects.none(), required=False)
    what = PlainLineField(label=_("列管事項"), required=False)
    due_on = RocDateField(label=_("辦理期限"), required=False, help_text=_("不填時為下次會議"))
    reason = PlainLineField(label=_("更正事由"), required=False, help_text=_("更改已登錄的決議時須填"))

    VOTES = ("votes_for", "votes_against", "votes_abstained")

    def __init__(self, *args, item: AgendaItem, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one, Outcome(one).label) for one in OUTCOMES[item.section]]
        self.fields["unit"].queryset = units
        if not hasattr(item, "resolution"):
            del self.fields["reason"]
        self.fields["votes_for"].help_text = _("無異議時三欄都不填")
        if item.section == Section.FOLLOW_UP:
            for name in ("unit", "what", "due_on"):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        votes = [cleaned.get(name) for name in self.VOTES]
        if any(one is not None for one in votes) and not all(one is not None for one in votes):
            self.add_error("votes_for", ValidationError(_("請填同意、不同意與棄權票數，或三欄都不填。")))
        if bool(cleaned.get("unit")) != bool(cleaned.get("what")):
            name = "what" if cleaned.get("unit") else "unit"
            self.add_error(name, ValidationError(_("列管須有事項與主辦單位。")))
        return cleaned

    def decision(self) -> Decision:
        data = self.cleaned_data
        votes = tuple(data[name] for name in self.VOTES)
        return Decision(
            data["outcome"], data["text"], None if votes[0] is None else votes, data["decided_at"]
        )

    def orders(self) -> tuple[Order, ...]:
        data = self.cleaned_data
        if not data.get("unit"):
            return ()
        return (Order(data["unit"], data["what"], data["due_on"]),)


class MinutesForm(Plain):
    """The whole text of the minutes: around the items, and item by item. ``seen`` is what its reader saw."""

    recorder = PlainLineField(label=_("紀錄"), max_length=60, required=False)
    adjourned_at = TimeField(label=_("散會時間"), required=False)
    opening_words = PlainTextField(label=_("主席致詞"), required=False, widget=forms.Textarea(attrs=FEW))
    closing_words = PlainTextField(label=_("其他紀錄"), required=False, widget=forms.Textarea(attrs=FEW))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, items: list[AgendaItem], **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"discussion_{item.id}"] = PlainTextField(
                label=_("討論摘要"), required=False, widget=forms.Textarea(attrs=FEW)
            )
            if hasattr(item, "resolution"):
                self.fields[f"resolution_{item.id}"] = PlainTextField(
                    label=_("決議內容"), required=False, widget=forms.Textarea(attrs=FEW)
                )

    def text(self) -> Text:
        data = self.cleaned_data
        return Text(
            opening_words=data["opening_words"],
            closing_words=data["closing_words"],
            recorder=data["recorder"],
            adjourned_at=data["adjourned_at"],
            discussions={one.id: data[f"discussion_{one.id}"] for one in self.items},
            resolutions={
                one.id: data[f"resolution_{one.id}"] for one in self.items if hasattr(one, "resolution")
            },
        )

    @staticmethod
    def initial_of(text: Text, seen: str) -> dict:
        """``text`` as the form's values."""
        values = {
            "opening_words": text.opening_words,
            "closing_words": text.closing_words,
            "recorder": text.recorder,
            "adjourned_at": text.adjourned_at,
            "seen": seen,
        }
        values |= {f"discussion_{key}": value for key, value in text.discussions.items()}
        return values | {f"resolution_{key}": value for key, value in text.resolutions.items()}

    def groups(self) -> list[tuple]:
        """(item, its fields) for the page."""
        return [
            (
                item,
                [self[f"discussion_{item.id}"]]
                + ([self[f"resolution_{item.id}"]] if f"resolution_{item.id}" in self.fields else []),
            )
            for item in self.items
        ]


class ErratumForm(MinutesForm):
    """Corrections of confirmed minutes."""

    reason = PlainLineField(label=_("勘誤事由"))
