"""Does every rule in the table give the numbers that the chapters ask for? (``manage.py check --deploy``)

A deployment check: it reads the table, and must not stand in the way of migrating or of loading the plan
that would mend it.
"""

from collections.abc import Iterable, Mapping

from django.core.checks import Error
from django.db import connection

from plan.models import Rule
from plan.rules import RuleBook, missing_numbers


def lacking_numbers(required: Mapping[str, Iterable[str]]) -> list[Error]:
    """plan.E001 for a number that a rule lacks, plan.E002 for a rule that no plan has."""
    if Rule._meta.db_table not in connection.introspection.table_names():
        return []
    rules = list(Rule.objects.select_related("plan"))
    lacks = [
        Error(f"{code} lacks {name!r} from {rule.since} on", obj=rule.plan, id="plan.E001")
        for rule in rules
        for code, name in missing_numbers(required, RuleBook([rule]))
    ]
    known = {rule.code for rule in rules}
    strangers = [
        Error(f"no plan has a rule {code}", id="plan.E002") for code in required if code not in known
    ]
    return lacks + (strangers if rules else [])
