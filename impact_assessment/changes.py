"""Two editions of a case's form side by side, and the drafts that went with them (伍四(四); G-9)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.compare import Piece, compare
from impact_assessment.editions import answers
from impact_assessment.models import Case, Choice, Edition


@dataclass(frozen=True)
class Changed:
    """A question whose answer differs, as it was and as it is."""

    number: str
    question: str
    before: list[Piece]
    after: list[Piece]


def changed(old: list[dict], new: list[dict]) -> list[Changed]:
    """The answers that differ, in the order of the newer form."""
    before = {one["number"]: one for one in old}
    return [
        Changed(one["number"], one["question"], *compare(_text(before.get(one["number"])), _text(one)))
        for one in new
        if _text(before.get(one["number"])) != _text(one)
    ]


def _text(answer: dict | None) -> str:
    """The choice before its reason."""
    if answer is None:
        return ""
    choice = str(Choice(answer["choice"]).label) if answer["choice"] else ""
    return _("：").join(one for one in (choice, answer["text"]) if one)


def sides(case: Case, before: Edition, after: Edition | None) -> list[Changed]:
    """``before`` beside a later edition, or beside what stands there now."""
    return changed(before.content["answers"], after.content["answers"] if after else answers(case))
