"""What was reported to 公訓處 and 人事處 (伍二(三)2)."""

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.models import Role
from training import permissions
from training.actions.refusing import refuse
from training.models import Submission


@transaction.atomic
def record_submission(submission: Submission, *, by):
    """Keep that the year's state was sent: to whom, when, under which number."""
    refuse(permissions.why_not_keep_courses(by, submission.agency_id))
    return history.save(submission, by=by, verb=_n("登錄函報"), role=Role.PERSONNEL)
