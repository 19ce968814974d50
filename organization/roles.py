"""What each role may do, readable by an auditor (features A-1; style 7)."""

from django.utils.translation import gettext_lazy as _

from organization.models.role import Role, RoleGrant

READS_AGENCY = {Role.SECRETARIAT, Role.PERSONNEL, Role.SYSTEM_ADMIN, Role.OVERSIGHT}
"""Roles that see all units' personal records of their agency."""

PRIVILEGED = {Role.SECRETARIAT, Role.PERSONNEL, Role.SYSTEM_ADMIN}
"""Roles with the short idle time of RQ-A11."""


READS_ROLES = {Role.SECRETARIAT, Role.PERSONNEL, Role.SYSTEM_ADMIN, Role.OVERSIGHT}
"""Roles that may see who holds which role."""

GRANTS_ONLY_OWN = {Role.SECRETARIAT, Role.PERSONNEL}
"""Roles whose holders may give that same role to a colleague; the administrator may give every role."""

SENTENCES = {
    Role.SECRETARIAT: _("管理全機關的實施計畫、各章紀錄與年度成果報告，提送性別平等專案小組。"),
    Role.PERSONNEL: _("管理人員、職務與課程，核定或退回時數。"),
    Role.ACCOUNTING: _("會同檢視性別預算的編列與執行。"),
    Role.REVIEWER: _("檢視法案與計畫的性別影響評估。"),
    Role.UNIT_MANAGER: _("查閱本組室同仁的情形，督促應辦事項。"),
    Role.OVERSIGHT: _("查閱所屬機關的情形，不得變更任何資料。"),
    Role.SYSTEM_ADMIN: _("管理帳號與角色授予，不核定任何業務資料。"),
}


def described(actor, day) -> list[dict]:
    """Each role with its sentence and those who hold it on ``day`` in the agencies that ``actor`` reads."""
    grants = RoleGrant.objects.on(day).filter(agency_id__in=actor.agency_ids)
    holders = list(grants.select_related("account__person", "agency", "unit"))
    return [
        {
            "label": role.label,
            "sentence": SENTENCES[role],
            "holders": [one for one in holders if one.role == role],
        }
        for role in Role
    ]
