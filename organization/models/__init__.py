"""Agencies, units, people, posts, roles, accounts, attachments and the history of every change."""

from organization.models.account import Account, PastPassword
from organization.models.agency import Agency, Unit, UnitFunction
from organization.models.attachment import Attachment
from organization.models.batch import BatchState, Choice, ImportBatch, ImportFault, ImportRow
from organization.models.change import Change
from organization.models.link import HistoryLink
from organization.models.person import EMPLOYED_AS, Leave, Person, Post, PostKind, Rank, Sex
from organization.models.role import Deputyship, Role, RoleGrant
from organization.models.session import Session
from organization.models.tally import Tally

__all__ = [
    "EMPLOYED_AS",
    "Account",
    "Agency",
    "Attachment",
    "BatchState",
    "Change",
    "Choice",
    "Deputyship",
    "HistoryLink",
    "ImportBatch",
    "ImportFault",
    "ImportRow",
    "Leave",
    "PastPassword",
    "Person",
    "Post",
    "PostKind",
    "Rank",
    "Role",
    "RoleGrant",
    "Session",
    "Sex",
    "Tally",
    "Unit",
    "UnitFunction",
]
