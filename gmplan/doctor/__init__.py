"""Is the installation sound? Every check gives one line with what to do (RQ-H14); ``manage.py doctor`` prints them."""

import datetime
from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from gmplan.doctor import data, machine
from gmplan.doctor.found import Found, bad

DATA = (
    data.integrity,
    data.references,
    data.seals,
    data.files,
    data.editions,
    data.history,
)
"""What is asked only of a database of this release's own shape."""
MACHINE = (
    machine.versions,
    machine.disk,
    machine.clock,
    machine.backup,
    machine.fonts,
    machine.mail,
    machine.modes,
)


def examine(at: datetime.datetime) -> Iterator[Found]:
    """The answers in their order. Reads, but for the history chain, which is extended first."""
    try:
        migrations = data.migrations(at)
        yield migrations
        if migrations.is_good:
            for check in DATA:
                yield check(at)
    except DatabaseError as error:
        yield bad(
            _("資料庫"),
            _("無法讀取（%(error)s）。請確認資料庫在執行，或以 manage.py restore 還原備份。")
            % {"error": error},
        )
    for check in MACHINE:
        yield check(at)
