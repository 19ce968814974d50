"""What the list of hours shows; the choice stands in the address."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.models import Hours, State


class HoursFilter(django_filters.FilterSet):
    """By state, and by a word of the person's or the course's name."""

    state = django_filters.ChoiceFilter(label=_("狀態"), choices=State.choices, empty_label=_("全部"))
    q = django_filters.CharFilter(label=_("姓名或課程"), method="by_word", max_length=100)

    class Meta:
        model = Hours
        fields = ()

    def by_word(self, rows, _name, word):
        return rows.filter(Q(person__name__icontains=word) | Q(session__course__title__icontains=word))
