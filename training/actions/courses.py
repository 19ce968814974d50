"""The catalogue: courses and the times they are held, kept by the personnel office (伍二(三)1)."""

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.models import Role
from training import permissions
from training.actions.refusing import refuse
from training.models import Course, Session


@transaction.atomic
def create_course(course: Course, *, by):
    """Put a course into the agency's catalogue."""
    refuse(permissions.why_not_keep_courses(by, course.agency_id))
    return history.save(course, by=by, verb=_n("新增"), role=Role.PERSONNEL)


@transaction.atomic
def create_session(session: Session, *, by):
    """Hold a course of the catalogue once more."""
    refuse(permissions.why_not_keep_courses(by, session.course.agency_id))
    return history.save(session, by=by, verb=_n("新增"), role=Role.PERSONNEL)
