"""People and their posts (伍一(一)3, 伍二): entered and ended, never removed."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.actor import Actor
from organization.models import Person, Post, Role
from organization.permissions import why_not_manage_people


def add_person(person: Person, *, by: Actor, channel: str = "form") -> Person:
    _ask(by, person.agency_id)
    return history.save(person, by=by, verb=_n("新增人員"), role=Role.PERSONNEL, channel=channel)


def open_post(post: Post, *, by: Actor, reason: str = "", channel: str = "form") -> Post:
    _ask(by, post.person.agency_id)
    return history.save(post, by=by, verb=_n("就任職務"), role=Role.PERSONNEL, reason=reason, channel=channel)


def end_post(post: Post, until: datetime.date, *, by: Actor, reason: str, channel: str = "form") -> Post:
    """``until`` is the first day on which the post is no longer held."""
    _ask(by, post.person.agency_id)
    post.until = until
    return history.save(post, by=by, verb=_n("卸任職務"), role=Role.PERSONNEL, reason=reason, channel=channel)


def change_post(old: Post, new: Post, *, by: Actor, reason: str, channel: str = "form") -> Post:
    """The old post ends on the day the new one begins, both or neither."""
    with transaction.atomic():
        end_post(old, new.since, by=by, reason=reason, channel=channel)
        return open_post(new, by=by, reason=reason, channel=channel)


def _ask(by: Actor, agency_id: int) -> None:
    if reason := why_not_manage_people(by, agency_id):
        raise PermissionDenied(reason)
