"""From two numbers to a verdict (domain 1.0), and the name of another reading: pure, integers only."""

from core.contract import Sentence, Verdict
from plan.models import Force


def judge(have: int, need: int, *, closed: bool, force: str = Force.MUST) -> Verdict:
    """``have`` of ``need``: nobody asked is 不適用, and while the year is open nothing is lost yet."""
    if need == 0:
        return Verdict.NOT_APPLICABLE
    if have >= need:
        return Verdict.MET
    if not closed:
        return Verdict.PENDING
    return Verdict.UNMET if force == Force.MUST else Verdict.BELOW_PRINCIPLE


def choice(alternative: dict) -> Sentence:
    """An owner's other choice in the plan's own words, which no value is put into."""
    return Sentence(alternative["label"].replace("%", "%%"))
