"""Who may do what with measures, their evidence and the update rounds: the sentence that refuses, or None (陸)."""

from django.utils.translation import gettext as _

from organization.models import Role
from statistics_app.permissions import why_not_put_again


def is_secretariat(actor, agency_id: int) -> bool:
    """The secretariat, or a command that acts of itself."""
    return actor.may(Role.SECRETARIAT, agency_id=agency_id) or (actor.account is None and bool(actor.label))


def acts_as(actor, agency_id: int) -> Role | None:
    """The office that the actor does this for, where it is one."""
    offices = (Role.SECRETARIAT, Role.UNIT_MANAGER)
    return next((one for one in offices if actor.may(one, agency_id=agency_id)), None)


def own_units(actor, agency_id: int) -> frozenset[int]:
    """The units that the actor manages or works in that day, where they are the agency's."""
    return actor.units if agency_id == actor.agency_id else frozenset()


def why_not_write_for(actor, unit) -> str | None:
    """Why no measure of this unit is the actor's to write, or None."""
    if is_secretariat(actor, unit.agency_id) or unit.id in own_units(actor, unit.agency_id):
        return None
    return _("具體措施由主辦組室或綜合企劃組登錄。")


def why_not_write_any(actor, agency_id: int) -> str | None:
    """Why the actor may write measures of no unit of the agency, or None."""
    if is_secretariat(actor, agency_id) or own_units(actor, agency_id):
        return None
    return _("具體措施由主辦組室或綜合企劃組登錄。")


def why_not_change(actor, measure) -> str | None:
    """Why this measure, its days, numbers and evidence are not the actor's to change, or None."""
    if measure.withdrawn_because:
        return _("本措施已撤下。")
    return why_not_write_for(actor, measure.unit)


def why_not_withdraw(actor, measure) -> str | None:
    """Why the measure may not be taken out of the year, or None: what a meeting was told of stays."""
    if refusal := why_not_change(actor, measure):
        return refusal
    item = measure.reported_in
    return _("已列入專案小組議程，不能撤下。") if item and not item.withdrawn_because else None


def why_not_report(actor, measure) -> str | None:
    """Why it may not be put on an agenda, or None: not while it waits there, nor once it was dealt with."""
    if refusal := why_not_change(actor, measure):
        return refusal
    return why_not_put_again(measure.reported_in)


def why_not_change_evidence(actor, evidence) -> str | None:
    """Why a piece of evidence may not be corrected or withdrawn, or None."""
    if evidence.withdrawn_because:
        return _("這份佐證已撤下。")
    return why_not_change(actor, evidence.measure)


def why_not_keep_rounds(actor, agency_id: int) -> str | None:
    """The secretariat opens and closes the rounds (M-5)."""
    return None if is_secretariat(actor, agency_id) else _("期中填報由綜合企劃組開立。")


def why_not_told(update_round) -> str | None:
    """Why nothing is told to the round, or there is none."""
    return _("目前沒有進行中的填報。") if update_round is None or update_round.closed_on else None


def why_not_update(actor, measure, update_round) -> str | None:
    """Why the round may not be told of the measure by this person, or None."""
    return why_not_told(update_round) or why_not_change(actor, measure)
