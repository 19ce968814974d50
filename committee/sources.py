"""The records behind the task force's tables of the report (T1 – T3, T12)."""

from committee.compliance.bodies import bodies
from committee.compliance.records import held_in, roster_on
from committee.compliance.rules import RULES
from committee.figures.resolutions import followed, resolved
from core.contract import Evidence, Scope
from plan.rules import in_force


def sources(scope: Scope) -> dict[str, Evidence]:
    """By table: memberships, meetings, resolutions, what is followed up, and the other committees."""
    held = held_in(scope)
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    members = _of("committee.Membership", roster_on(scope.agency_id, scope.day).members)
    meetings = _of("committee.Meeting", [one.meeting for one in held])
    others = [one.committee for rows in bodies(scope, book).values() for one in rows]
    return {
        "committee-members": members,
        "committee-balance": members,
        "committee-meetings": meetings,
        "committee-attendance": meetings,
        "committee-tasks": meetings,
        "committee-resolutions": _of("committee.Resolution", resolved(held)),
        "committee-follow-ups": _of("committee.FollowUp", [one for one, _is_closed in followed(scope)]),
        "committee-bodies": _of("committee.Committee", others),
    }


def _of(model: str, rows) -> Evidence:
    return Evidence(model, tuple(one.id for one in rows))
