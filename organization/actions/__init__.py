"""Every way accounts, people, roles and attachments change, one module each."""

from organization.actions.attachments import attach

__all__ = ["attach"]
