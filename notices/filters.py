"""What the outbox shows; the choice stands in the address."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notices.models import Letter, State

OPEN = "OPEN"
"""Whatever somebody must still look at: what waits, what failed, what is going out or was cut off."""


class LetterFilter(django_filters.FilterSet):
    """By state, and by a word of the recipient, the subject or what it is about."""

    state = django_filters.ChoiceFilter(
        label=_("狀態"),
        choices=[(OPEN, _("待處理")), *State.choices],
        empty_label=_("全部"),
        method="by_state",
    )
    q = django_filters.CharFilter(label=_("收件人或主旨"), method="by_word", max_length=100)

    class Meta:
        model = Letter
        fields = ()

    def by_state(self, rows, _name, state):
        if state == OPEN:
            return rows.exclude(state__in=(State.SENT, State.DISCARDED))
        return rows.filter(state=state)

    def by_word(self, rows, _name, word):
        found = Q(to_name__icontains=word) | Q(subject__icontains=word) | Q(about__icontains=word)
        return rows.filter(found)
