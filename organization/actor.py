"""The one who acts: account, person, roles and deputyships of a day, built once per request (architecture 5)."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from organization.models import Account, Agency, Deputyship, Person, Post, Role, RoleGrant
from organization.roles import PRIVILEGED, READS_AGENCY


@dataclass(frozen=True)
class Held:
    """A role held that day; ``principal`` is whom the holder stands in for, if anybody."""

    role: str
    agency_id: int
    unit_id: int | None = None
    principal: str = ""


@dataclass(frozen=True)
class Actor:
    """Who asks or acts. ``agency_ids`` are the agencies whose pages may be read at all."""

    account: Account | None
    person: Person | None
    agency: Agency | None
    day: datetime.date
    held: tuple[Held, ...] = ()
    agency_ids: tuple[int, ...] = ()
    label: str = ""

    @property
    def agency_id(self) -> int | None:
        return self.agency.id if self.agency else None

    @property
    def person_id(self) -> int | None:
        return self.person.id if self.person else None

    @property
    def name(self) -> str:
        return self.person.name if self.person else str(self.account or self.label)

    @property
    def is_privileged(self) -> bool:
        return any(one.role in PRIVILEGED for one in self.held)

    @property
    def roles(self) -> tuple[str, ...]:
        """What the actor is today, in words; 「代」 where it is another's."""
        return tuple(
            _("%(role)s（代 %(principal)s）") % {"role": Role(one.role).label, "principal": one.principal}
            if one.principal
            else Role(one.role).label
            for one in self.held
        )

    def may(self, role: str, *, agency_id: int | None = None, unit_id: int | None = None) -> bool:
        """Does the actor hold ``role`` there? Without a place: in the actor's own agency."""
        return self._held(role, agency_id, unit_id) is not None

    def _held(self, role, agency_id=None, unit_id=None) -> Held | None:
        where = agency_id or self.agency_id
        matching = [
            one
            for one in self.held
            if one.role == role and one.agency_id == where and (unit_id is None or one.unit_id == unit_id)
        ]
        return min(matching, key=lambda one: bool(one.principal), default=None)

    def stands_in_for(self, role: str | None) -> str:
        """Whose deputy the actor is when acting in ``role``; empty when the role is the actor's own."""
        held = self._held(role) if role else None
        return held.principal if held else ""

    @property
    def managed_units(self) -> tuple[int, ...]:
        return tuple(one.unit_id for one in self.held if one.role == Role.UNIT_MANAGER)

    @cached_property
    def units(self) -> frozenset[int]:
        """The units that the actor manages, or works in that day: one query."""
        mine = set(self.managed_units)
        if self.person:
            posts = Post.objects.employed().on(self.day).filter(person=self.person)
            mine |= set(posts.values_list("unit_id", flat=True))
        return frozenset(mine)

    def within(self, queryset, *, person: str, agency: str, only_personnel: bool = False):
        """``queryset`` cut to what the actor may see; the arguments name its paths to person and agency.

        One's own rows always; a unit manager those of the people in the unit that day; whoever reads the
        whole agency (``roles.READS_AGENCY``) all of it. With ``only_personnel``: own rows, or all if personnel.
        """
        wide = {Role.PERSONNEL} if only_personnel else READS_AGENCY
        agencies = {one.agency_id for one in self.held if one.role in wide}
        if Role.OVERSIGHT in wide and any(one.role == Role.OVERSIGHT for one in self.held):
            agencies |= set(self.agency_ids)
        seen = Q(**{f"{agency}__in": sorted(agencies)})
        if self.person:
            seen |= Q(**{person: self.person.id})
        if self.managed_units and not only_personnel:
            posts = Post.objects.employed().on(self.day).filter(unit_id__in=self.managed_units)
            seen |= Q(**{f"{person}__in": posts.values("person_id")})
        return queryset.filter(seen)


ANONYMOUS = Actor(account=None, person=None, agency=None, day=datetime.date.min)


def machine(label: str, agency: Agency | None, day: datetime.date) -> Actor:
    """A command that acts of itself; ``label`` stands in the history instead of a person."""
    return Actor(account=None, person=None, agency=agency, day=day, label=label)


def actor_for(account: Account, day: datetime.date) -> Actor:
    """The actor behind ``account`` on ``day``: four queries, whatever the number of roles."""
    person = Person.objects.select_related("agency").filter(account=account).first()
    held = [
        Held(grant.role, grant.agency_id, grant.unit_id)
        for grant in RoleGrant.objects.on(day).filter(account=account)
    ]
    principals = Deputyship.objects.on(day).filter(deputy=account).values("principal")
    for grant in RoleGrant.objects.on(day).filter(account__in=principals).select_related("account__person"):
        principal = getattr(grant.account, "person", None) or grant.account
        held.append(Held(grant.role, grant.agency_id, grant.unit_id, str(principal)))
    agency = person.agency if person else _agency_of(held)
    return Actor(
        account=account,
        person=person,
        agency=agency,
        day=day,
        held=tuple(held),
        agency_ids=_readable(agency, held),
    )


def _agency_of(held: list[Held]) -> Agency | None:
    return Agency.objects.filter(id__in=[one.agency_id for one in held]).first() if held else None


def _readable(agency: Agency | None, held: list[Held]) -> tuple[int, ...]:
    """One's own agency; for the city's oversight also those below it."""
    own = {agency.id} if agency else set()
    above = [one.agency_id for one in held if one.role == Role.OVERSIGHT]
    if above:
        own |= set(Agency.objects.filter(parent__in=above).values_list("id", flat=True))
    return tuple(sorted(own | {one.agency_id for one in held}))
