"""The word of a choice as a report keeps it: untranslated, for the reader's language is not known yet."""

from django.utils.translation import override

from core.contract import Sentence


def label(choices, value: str) -> Sentence | None:
    """The untranslated word of a choice."""
    if not value:
        return None
    with override("zh-hant"):
        return Sentence(str(choices(value).label))
