"""The training chapter judged (伍二): who is asked, what each has, and what of each rule is fulfilled."""

from plan.judging import judge
from training.compliance.demands import RULES
from training.compliance.findings import findings
from training.compliance.people import PersonYear, people

__all__ = ["RULES", "PersonYear", "findings", "judge", "people"]
