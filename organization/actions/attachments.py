"""Files that people hand in."""

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from core import files
from organization import history
from organization.actor import Actor
from organization.models import Attachment


@transaction.atomic
def attach(upload, *, by: Actor) -> Attachment:
    """Keep an uploaded file; ValidationError when it can't be taken."""
    checked = files.check_upload(upload)
    attachment = Attachment(
        agency=by.agency,
        stored_name=files.store(upload),
        original_name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=by.account,
    )
    return history.save(attachment, by=by, verb=_n("上傳"))
