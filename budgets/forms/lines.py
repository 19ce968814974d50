"""A line as a row of the grid, and as a page of its own (伍五; B-1 – B-4)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.amounts import AmountField, Share, ShareField
from budgets.models import Line, Round
from committee.forms.meetings import Plain
from core.text import PlainLineField, PlainTextField

COMPILED = (
    "work_plan",
    "branch_plan",
    "usage",
    "title",
    "category",
    "goal",
    "amount",
    "counted",
    "share_reason",
)
EXECUTED = ("outturn", "carried_over", "difference_reason")
FEW = {"rows": 3}


class Amounts(forms.Form):
    """What a row and a page check alike of a line as it is compiled."""

    work_plan = PlainLineField(label=_("工作計畫"), max_length=100)
    branch_plan = PlainLineField(label=_("分支計畫"), max_length=100, required=False)
    usage = PlainLineField(label=_("用途別"), max_length=100, required=False)
    title = PlainLineField(label=_("項目名稱"))
    category = forms.ChoiceField(label=_("類別"))
    goal = PlainLineField(label=_("性別目標"), required=False)
    amount = AmountField(label=_("預算數"))
    counted = ShareField(label=_("性別預算數"), required=False, help_text=_("金額或百分比；空白即全數計入"))
    share_reason = PlainLineField(label=_("部分計入之理由"), required=False)

    def clean(self):
        cleaned = super().clean()
        amount, counted = cleaned.get("amount"), cleaned.get("counted")
        if amount is None or "counted" in self.errors:
            return cleaned
        if isinstance(counted, Share):
            counted = counted.of(amount)
        cleaned["counted"] = counted = amount if counted is None else counted
        if counted > amount:
            self.add_error("counted", ValidationError(_("性別預算數不得超過預算數。")))
        elif counted < amount and not cleaned.get("share_reason") and "share_reason" not in self.errors:
            self.add_error("share_reason", ValidationError(_("部分計入性別預算者須說明理由。")))
        return cleaned

    @staticmethod
    def of(line: Line) -> dict:
        """What the fields show of a line; a whole one leaves the share empty."""
        return {name: getattr(line, name) for name in COMPILED} | {
            "counted": None if line.is_whole else line.counted
        }


class Execution(forms.Form):
    """What was spent of a line."""

    outturn = AmountField(label=_("執行數"), required=False)
    carried_over = AmountField(label=_("保留數"), required=False)
    difference_reason = PlainLineField(label=_("差異原因"), required=False)
    counted_before: int = 0

    def clean(self):
        cleaned = super().clean()
        outturn, carried = cleaned.get("outturn"), cleaned.get("carried_over")
        if carried is not None and outturn is None and "outturn" not in self.errors:
            self.add_error("outturn", ValidationError(_("有保留數者須填執行數，沒有支出請填 0。")))
        if carried is not None and carried > self.counted_before:
            self.add_error("carried_over", ValidationError(_("保留數不得超過性別預算數。")))
        is_over = outturn is not None and outturn > self.counted_before
        if is_over and not cleaned.get("difference_reason") and "difference_reason" not in self.errors:
            said = _("執行數超過性別預算數者須說明差異原因。")
            self.add_error("difference_reason", ValidationError(said))
        return cleaned

    @staticmethod
    def of(line: Line) -> dict:
        return {name: getattr(line, name) for name in EXECUTED}


class Row:
    """A row of the grid: its number, whose line it is, what another has saved meanwhile."""

    names: tuple[str, ...] = ()
    last_name = "counted"

    def __init__(self, *args, number: int, line: Line | None = None, before: Line | None = None, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.number, self.line, self.before = number, line, before
        self.theirs: dict[str, str] = {}
        for name in self.names:
            field = self.fields[name]
            where = gettext("第 %(number)s 列 %(column)s") % {"number": number, "column": field.label}
            style = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs |= {"class": style, "aria-label": where, "data-column": name}
            field.widget.attrs.pop("maxlength", None)  # a pasted text is not cut in silence

    @property
    def cells(self) -> list[tuple]:
        """Each box with what another has saved in it."""
        return [(self[name], self.theirs.get(name, "")) for name in self.names]

    @property
    def last(self) -> int | None:
        """The year before: what was budgeted, or spent."""
        return getattr(self.before, self.last_name) if self.before else None

    @property
    def version_given(self) -> int:
        text = str(self.data.get(self.add_prefix("version"), ""))
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def conflict(self, line: Line) -> bool:
        """Has another saved something else over the version that was read? Then it is shown beside."""
        there = self.of(line)
        now = {name: there[name] for name in self.names}
        mine = {name: self.data.get(self.add_prefix(name), "") for name in self.names}
        shown = {name: str(self.fields[name].prepare_value(value) or "") for name, value in now.items()}
        self.theirs = {
            name: text or "–"
            for name, text in shown.items()
            if text.replace(",", "") != mine[name].replace(",", "")
        }
        return bool(self.theirs)


class CompiledRow(Row, Amounts):
    """A line as it is compiled; a new row in which nothing is typed is no line."""

    names = COMPILED
    continues = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, of_round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "–"), *of_round.titles.items()]
        self.fields["counted"].widget.attrs["placeholder"] = gettext("全數")
        self.empty_permitted = self.line is None

    def has_changed(self) -> bool:
        """Only what is typed makes a line, not what it would continue."""
        return any(self[name].data not in (None, "") for name in self.names)

    def clean(self):
        """A stored line that was emptied is not withdrawn by that: it wants a reason."""
        cleaned = super().clean()
        if self.line and not self.has_changed():
            self.errors.clear()
            self.add_error("title", ValidationError(_("要刪去這一項，請按列首的項次，到明細撤下。")))
        return cleaned

    @property
    def values(self) -> dict | None:
        """What is to be saved; nothing for a row that is blank."""
        if not self.cleaned_data or not self.has_changed():
            return None
        values = {name: self.cleaned_data[name] for name in self.names}
        return values if self.line else values | {"continues_id": self.cleaned_data.get("continues")}


class ExecutedRow(Row, Execution):
    """What was spent of a line that stands."""

    names = EXECUTED
    last_name = "outturn"

    def __init__(self, *args, of_round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.counted_before = self.line.counted

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.names}


class LineForm(Plain, Amounts):
    """All that is said of one line while the budget is compiled."""

    description = PlainTextField(label=_("內容說明"), required=False, widget=forms.Textarea(attrs=FEW))
    target = PlainLineField(label=_("績效指標及目標值"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    names = (*COMPILED, "description", "target")

    def __init__(self, *args, line: Line, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = list(line.round.titles.items())

    @classmethod
    def initial_of(cls, line: Line) -> dict:
        more = ("description", "target", "version")
        return cls.of(line) | {name: getattr(line, name) for name in more}

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.names}


class ExecutionForm(Plain, Execution):
    """What was spent, and what became of the gender goal."""

    achievement = PlainTextField(
        label=_("性別目標達成情形"), required=False, widget=forms.Textarea(attrs=FEW)
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    names = (*EXECUTED, "achievement")

    def __init__(self, *args, line: Line, **kwargs):
        super().__init__(*args, **kwargs)
        self.counted_before = line.counted

    @classmethod
    def initial_of(cls, line: Line) -> dict:
        return cls.of(line) | {"achievement": line.achievement, "version": line.version}

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.names}
