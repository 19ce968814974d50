"""The one-third rule in whole numbers, never a rounded percentage (伍一(一)3C, 3之2; 陸二(六); domain 1.0). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.contract import Verdict
from organization.models import Sex


@dataclass(frozen=True)
class Heads:
    """Members by sex; ``others`` are recorded as neither, or not at all."""

    men: int = 0
    women: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.men + self.women + self.others

    @property
    def minority(self) -> int:
        return min(self.men, self.women)


def heads(sexes: Iterable[str]) -> Heads:
    """Count the sexes of members."""
    all_of_them = list(sexes)
    men, women = all_of_them.count(Sex.MALE), all_of_them.count(Sex.FEMALE)
    return Heads(men, women, len(all_of_them) - men - women)


@dataclass(frozen=True)
class Share:
    """The least share of each sex: ``numerator``/``denominator`` of all, both from the plan.

    ``counts_others``: members of neither sex belong to the total (D-10 ``in_total``) or not (``excluded``).
    """

    numerator: int
    denominator: int
    counts_others: bool = True

    def total(self, count: Heads) -> int:
        return count.total if self.counts_others else count.men + count.women

    def least(self, total: int) -> int:
        """The smallest number of members of a sex that is enough of ``total``."""
        return -(-self.numerator * total // self.denominator)

    @property
    def smallest(self) -> int:
        """The smallest body in which one member is no more than the share: three where a third is asked."""
        return -(-self.denominator // self.numerator)

    def judge(self, count: Heads) -> Verdict:
        """待確認 for a body too small to divide, and where those of neither sex could turn the verdict (D-10)."""
        total = self.total(count)
        least = self.least(total)
        if total and count.minority >= least:
            return Verdict.MET
        if total < self.smallest:
            return Verdict.UNDETERMINED
        missing = max(0, least - count.men) + max(0, least - count.women)
        if self.counts_others and missing <= count.others:
            return Verdict.UNDETERMINED
        return Verdict.UNMET


@dataclass(frozen=True)
class Repair:
    """The smallest changes that comply: ``swaps`` of seats given to ``sex``, or ``added`` members of it.

    ``can_swap``: so many of the seats are decided by no post.
    """

    sex: str
    swaps: int
    added: int
    can_swap: bool


def repair(share: Share, count: Heads, free: Heads) -> Repair | None:
    """What to change, or None when nothing has to be. ``free`` are those whose seat no post decides."""
    if share.judge(count) != Verdict.UNMET:
        return None
    sex = Sex.MALE if count.men <= count.women else Sex.FEMALE
    least = share.least(share.total(count))
    added = 0
    while share.least(share.total(count) + added) > count.minority + added:
        added += 1
    spare = max(count.men, count.women) - least
    movable = min(free.women if sex == Sex.MALE else free.men, spare)
    movable += free.others if share.counts_others else 0
    swaps = least - count.minority
    return Repair(sex, swaps, added, can_swap=movable >= swaps)


def statutory_least(members: int, staff: int, of_sex: int, numbers: dict) -> int:
    """The least members of a sex on an evaluation or screening board (考績委員會組織規程 §2; 陞遷法施行細則 §7).

    A third, unless the sex is under a third of the staff: then its share rounded up, and at least
    ``floor_members`` when it has ``floor_staff`` people or more. ``numbers`` are those of rule MS-F3.
    """
    if of_sex == 0:
        return 0
    if numbers["denominator"] * of_sex >= numbers["numerator"] * staff:
        return -(-numbers["numerator"] * members // numbers["denominator"])
    least = -(-members * of_sex // staff)
    return max(least, numbers["floor_members"]) if of_sex >= numbers["floor_staff"] else least
