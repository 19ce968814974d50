"""What a cell of a published table may say: names with their bearers' consent, words untranslated (domain 6.8)."""

from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from committee.models import AgendaItem, Membership
from core.contract import Column, Sentence

COMPOSITION = "伍一(一)"
TASKS = "伍一(二)"
MEETINGS = "伍一(三)"
BODIES = "陸二(六)"

UNNAMED = Sentence(_n("（未公開）"))
RESTRICTED = Sentence(_n("（不公開）"))


def name_of(member: Membership | None) -> str | Sentence | None:
    """The member's name, where the member has agreed to its publication."""
    if member is None:
        return None
    return member.who.name if member.is_public else UNNAMED


def open_text(item: AgendaItem, text: str) -> str | Sentence | None:
    """What is said of an item that the public may read of (C-17)."""
    return RESTRICTED if item.is_restricted else text or None


def word(choice) -> Sentence:
    """The untranslated word of a choice or a verdict."""
    with override("zh-hant"):
        return Sentence(str(choice.label))


def column(key: str, title: str, kind: str = "text", group: str = "") -> Column:
    return Column(key, Sentence(title), kind, Sentence(group) if group else None)
