"""What a line pays for (伍五; B-1)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgets.models import TARGETS, Line
from committee.forms.meetings import Plain
from impact_assessment.models import Case
from measures.models import Measure
from statistics_app.models import Analysis, Indicator


class LinkForm(Plain):
    """One of each at a time, of the agency and the line's year."""

    measure = forms.ModelChoiceField(label=_("具體措施"), queryset=Measure.objects.none(), required=False)
    case = forms.ModelChoiceField(label=_("性別影響評估案"), queryset=Case.objects.none(), required=False)
    indicator = forms.ModelChoiceField(
        label=_("性別統計指標"), queryset=Indicator.objects.none(), required=False
    )
    analysis = forms.ModelChoiceField(label=_("性別分析"), queryset=Analysis.objects.none(), required=False)

    def __init__(self, *args, line: Line, actor, **kwargs):
        super().__init__(*args, **kwargs)
        agency, year = line.round.agency_id, line.round.year
        rows = {
            "measure": Measure.objects.visible_to(actor).of(agency).standing().in_year(year),
            "case": Case.objects.visible_to(actor).of(agency).standing().filter(year=year),
            "indicator": Indicator.objects.visible_to(actor).of(agency).during(year),
            "analysis": Analysis.objects.visible_to(actor).of(agency).standing().filter(year=year),
        }
        there = line.links.filter(is_withdrawn=False)
        for name in TARGETS:
            known = there.filter(**{f"{name}__isnull": False}).values(name)
            self.fields[name].queryset = rows[name].exclude(pk__in=known)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in TARGETS):
            raise ValidationError(_("請選擇一項。"))
        return cleaned

    def targets(self) -> list[tuple]:
        """(column, what it is linked to) of each that was chosen."""
        return [(name, found) for name in TARGETS if (found := self.cleaned_data[name])]
