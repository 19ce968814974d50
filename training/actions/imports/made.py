"""What an import has made beside the hours, courses and sessions, goes again when the import is undone (I-10).

Left behind, they would still be sessions of a year that nobody attended, and change its verdicts (TR-11 – TR-14).
"""

import uuid

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.actions.imports import bulk
from organization.models import Change, Role
from organization.models.change import Channel
from training.models import Course, Hours, Session, StagedSession, State
from training.models.hours import FIRST_OF_OTHERS


def remove(batch, withdrawn, *, by, reason: str) -> None:
    """Sessions of the ``withdrawn`` hours that an import made and on which nothing else hangs, and such courses.

    Their hours, withdrawn all, go with them; what they were stays in the history.
    """
    how = {"by": by, "verb": _n("撤銷匯入"), "role": Role.PERSONNEL, "reason": reason}
    theirs = Hours.objects.filter(session=OuterRef("pk"))
    others = theirs.exclude(state=State.WITHDRAWN, token__lt=uuid.UUID(int=FIRST_OF_OTHERS))
    sessions = _made(Session, batch).filter(pk__in=withdrawn.values("session")).exclude(Exists(others))
    courses = set()
    for some in bulk.parts(list(_alone(sessions, but=Hours))):
        courses |= {one.course_id for one in some}
        Hours.objects.filter(session__in=some).delete()
        StagedSession.objects.filter(session__in=some).update(session=None)  # its file is checked again
        history.remove_many(some, **how)
    for ids in bulk.parts(courses):
        some = list(_alone(_made(Course, batch).filter(pk__in=ids)))
        StagedSession.objects.filter(course__in=some).update(course=None)
        history.remove_many(some, **how)


def _made(model, batch):
    """Records that came with a file and that nobody has changed since."""
    lines = Change.objects.filter(
        model=model._meta.label_lower, agency=batch.agency_id, channel=Channel.IMPORT, verb=_n("新增")
    )
    return model.objects.filter(version=0, pk__in=lines.values("object_id"))


def _alone(rows, but=None):
    """Those to which no other record points."""
    for link in rows.model._meta.related_objects:
        if link.related_model is not but:
            others = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(others))
    return rows
