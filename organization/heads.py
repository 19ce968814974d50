"""To whom a letter for a unit goes: whoever manages it here, else whoever leads it by post (N-1, G-11)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from organization.models import Person, Post, Role, RoleGrant


def heads_of(unit_ids: Iterable[int], day: datetime.date) -> dict[int, list[Person]]:
    """Unit → its managers, or its head where nobody has the role; two queries, whatever the number of units."""
    wanted = list(unit_ids)
    found: dict[int, list[Person]] = defaultdict(list)
    grants = RoleGrant.objects.on(day).filter(role=Role.UNIT_MANAGER, unit_id__in=wanted)
    for one in grants.select_related("account__person").order_by("id"):
        if person := getattr(one.account, "person", None):
            found[one.unit_id].append(person)
    posts = Post.objects.employed().heads().on(day).filter(unit_id__in=set(wanted) - set(found))
    for one in posts.select_related("person").order_by("id"):
        found[one.unit_id].append(one.person)
    return found
