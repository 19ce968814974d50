"""What each role may do, readable by an auditor (features A-1; style 7)."""

from organization.models.role import Role

READS_AGENCY = {Role.SECRETARIAT, Role.PERSONNEL, Role.SYSTEM_ADMIN, Role.OVERSIGHT}
"""Roles that see all units' personal records of their agency."""

PRIVILEGED = {Role.SECRETARIAT, Role.PERSONNEL, Role.SYSTEM_ADMIN}
"""Roles with the short idle time of RQ-A11."""

READS_ONLY = {Role.OVERSIGHT}
"""Roles that never write."""
