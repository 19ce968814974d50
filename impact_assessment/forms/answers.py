"""The assessment form as the case's own version has it, all questions at once (G-3, G-4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.utils.translation import gettext

from committee.forms.meetings import Plain
from core.text import PlainTextField
from impact_assessment.actions.working import Said
from impact_assessment.editions import unanswered
from impact_assessment.models import Answer, AnswerKind, Case, Choice, Part, Question

PAGE = "form"
"""Under this name the unsaved text is kept."""


@dataclass(frozen=True)
class Line:
    """A question with its boxes; ``theirs`` is what somebody else has saved meanwhile."""

    question: Question
    choice: forms.BoundField | None
    text: forms.BoundField
    version: forms.BoundField
    is_required: bool
    is_conditional: bool
    is_missing: bool
    theirs: Answer | None


class AnswersForm(Plain):
    """Each answer remembers the version that was read, so that two writers can be told apart."""

    def __init__(self, *args, case: Case, overtaken: Mapping[int, Answer] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.overtaken = case, overtaken or {}
        self.missing = set(unanswered(case))
        self.questions = [one for one in case.form.questions.all() if one.part == Part.SELF]
        for one in self.questions:
            self._add(one)

    def _add(self, one: Question) -> None:
        label = f"{one.number} {one.text}"
        if one.kind == AnswerKind.YES_NO:
            self.fields[f"q{one.id}-choice"] = forms.ChoiceField(
                label=label, choices=Choice.choices, required=False, widget=forms.RadioSelect
            )
        widget = forms.Textarea(attrs={"rows": 4})
        text_label = (
            gettext("%(number)s 說明") % {"number": one.number} if one.kind == AnswerKind.YES_NO else label
        )
        text = PlainTextField(label=text_label, required=False, widget=widget)
        text.help_text = "" if one.kind == AnswerKind.YES_NO else one.hint
        self.fields[f"q{one.id}-text"] = text
        self.fields[f"q{one.id}-version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        if one.kind == AnswerKind.YES_NO:
            self.fields[f"q{one.id}-choice"].help_text = one.hint

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        """(heading, its questions) in order."""
        groups = groupby(self.questions, key=lambda one: one.section)
        return [(section, [self._line(one) for one in rows]) for section, rows in groups]

    def _line(self, one: Question) -> Line:
        name = f"q{one.id}"
        return Line(
            question=one,
            choice=self[f"{name}-choice"] if one.kind == AnswerKind.YES_NO else None,
            text=self[f"{name}-text"],
            version=self[f"{name}-version"],
            is_required=self.case.kind in one.required_for,
            is_conditional=self.case.kind not in one.required_for and bool(one.required_when),
            is_missing=one.number in self.missing,
            theirs=self.overtaken.get(one.id),
        )

    def said(self) -> dict[int, Said]:
        """What stands in the boxes, by question."""
        data = self.cleaned_data
        return {
            one.id: Said(
                text=data[f"q{one.id}-text"],
                choice=data.get(f"q{one.id}-choice", ""),
                version=data[f"q{one.id}-version"] or 0,
            )
            for one in self.questions
        }

    @staticmethod
    def initial_of(case: Case) -> dict:
        values = {}
        for one in case.answers.all():
            name = f"q{one.question_id}"
            values |= {f"{name}-text": one.text, f"{name}-choice": one.choice, f"{name}-version": one.version}
        return values
