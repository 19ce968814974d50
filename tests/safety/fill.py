"""Runs in an installation of its own, ``python -m tests.safety.fill [COUNT]``: hands in files, says each that is kept.

Without a number it goes on until it is ended.
"""

import itertools
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmplan.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from core.clock import moment, today  # noqa: E402
from organization.actions import attach  # noqa: E402
from organization.actions.chain import seal  # noqa: E402
from organization.actor import actor_for  # noqa: E402
from tests import factories as make  # noqa: E402


def main(count: int | None) -> None:
    agency = make.make_agency()
    clerk = make.make_person(agency, make.make_unit(agency))
    by = actor_for(make.make_account(clerk, username="clerk"), today())
    for number in itertools.count(1) if count is None else range(1, count + 1):
        upload = SimpleUploadedFile(f"附件{number}.txt", f"第 {number} 份\n".encode() * (number % 400 + 1))
        print(attach(upload, by=by).stored_name, flush=True)
    seal(at=moment())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
