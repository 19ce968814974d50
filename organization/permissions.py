"""Why this actor may not change people, accounts and roles: a sentence, or None (RQ-B8; H045, H056)."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from organization.models import BatchState, Choice, Role
from organization.roles import GRANTS_ONLY_OWN


def why_not_manage_people(actor, agency_id: int) -> str | None:
    """People and posts are the personnel office's, in its own agency."""
    if _holds(actor, agency_id, Role.PERSONNEL, Role.SYSTEM_ADMIN, as_deputy=True):
        return None
    return _("人員與職務由本機關人事室管理。")


def why_not_import(actor, agency_id: int) -> str | None:
    """Files come in through the personnel office, in its own agency."""
    return None if _holds(actor, agency_id, Role.PERSONNEL, as_deputy=True) else _("匯入由本機關人事室辦理。")


def why_not_confirm(actor, batch, choice: str, moment: datetime.datetime) -> str | None:
    """Why this checked file may not be let in (again), or None."""
    if refusal := why_not_import(actor, batch.agency_id):
        return refusal
    if batch.has_expired(moment):
        return _("檢查結果已逾 24 小時，請重新上傳。")
    if batch.state not in (BatchState.CHECKED, BatchState.FAILED) and not batch.has_died(moment):
        return _("這個檔案的狀態為「%(state)s」，不能匯入。") % {"state": batch.get_state_display()}
    if batch.faulty and choice != Choice.GOOD:
        return _("有 %(count)s 列錯誤。請修正後重新上傳，或改選「只匯入正確的列」。") % {
            "count": batch.faulty
        }
    return None


def why_not_undo(actor, batch, reason: str) -> str | None:
    """Why what came with this file may not be taken out again, or None; the kind says what depends on it."""
    if refusal := why_not_import(actor, batch.agency_id):
        return refusal
    if batch.state != BatchState.DONE:
        return _("只能撤銷已匯入的檔案。")
    return None if reason.strip() else _("撤銷須說明事由。")


def why_not_manage_accounts(actor, agency_id: int) -> str | None:
    if _holds(actor, agency_id, Role.SYSTEM_ADMIN):
        return None
    return _("帳號由本機關系統管理者管理，代理人不得為之。")


def why_not_grant(actor, account, role: str, agency_id: int) -> str | None:
    """Nobody changes their own roles, nobody gives what is not theirs to give, a deputy gives nothing."""
    if _is_machine(actor):
        return None
    if actor.account == account:
        return _("不能變更自己的角色。")
    if _holds(actor, agency_id, Role.SYSTEM_ADMIN):
        return None
    if role in GRANTS_ONLY_OWN and _holds(actor, agency_id, role):
        return None
    return _("您不能授予或終止自己沒有的角色。")


def why_not_name_deputy(actor, principal, deputy, until: datetime.date | None) -> str | None:
    """One names one's own deputy, the personnel office anybody's; for a span, within the agency."""
    place = getattr(getattr(principal, "person", None), "agency_id", None)
    if until is None:
        return _("代理須有迄日。")
    if getattr(getattr(deputy, "person", None), "agency_id", None) != place:
        return _("代理人須為同機關人員。")
    if actor.account == deputy:
        return _("不能指定自己為他人的代理人。")
    if actor.account == principal or _holds(actor, place, Role.PERSONNEL, Role.SYSTEM_ADMIN):
        return None
    return _("代理人由本人或本機關人事室指定。")


def why_not_change_password(account, moment: datetime.datetime) -> str | None:
    """A new password stays a day (附表十), unless it is an initial one."""
    least = datetime.timedelta(days=settings.PASSWORD_MIN_DAYS)
    if account.must_change_password or account.password_set_at is None:
        return None
    if moment - account.password_set_at < least:
        return _("密碼變更後須滿 %(days)d 日才能再變更。") % {"days": settings.PASSWORD_MIN_DAYS}
    return None


def _is_machine(actor) -> bool:
    return actor.account is None and bool(actor.label)


def _holds(actor, agency_id: int | None, *roles: str, as_deputy: bool = False) -> bool:
    """Held there in the actor's own right; with ``as_deputy`` standing in is enough."""
    return _is_machine(actor) or any(
        one.role in roles and one.agency_id == agency_id and (as_deputy or not one.principal)
        for one in actor.held
    )
