"""A child process for what could hang or grow: no environment of ours, bounds on memory, file size and time.

The parent calls ``run``; the child reads its order from stdin with ``order`` and gives one JSON line with
``answer``. The child knows no settings and no database.
"""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

MEMORY = 2 * 1024**3
FILE = 1024**3
KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "HOME")


class ChildFailed(Exception):
    """The child did not answer; ``in_time`` tells whether it was stopped for taking too long."""

    def __init__(self, in_time: bool):
        super().__init__()
        self.in_time = in_time


def run(module: str, order: dict, *, room: Path, seconds: int) -> dict:
    """What ``python -m module`` answers to ``order``. It writes into ``room``, which is the caller's to empty."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd=settings.BASE_DIR,
            env=_environment(room),
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.error("%s stopped after %s seconds", module, seconds)
        raise ChildFailed(in_time=False) from None
    if done.returncode:
        logger.error("%s failed: %s", module, done.stderr[-2000:])
        raise ChildFailed(in_time=True)
    return json.loads(done.stdout.splitlines()[-1])


def _environment(room: Path) -> dict:
    """Only our fonts are seen, so that an installed one never hides a missing glyph; no wall clock gets in."""
    config = room / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{settings.REPORT_FONT_DIR}</dir><cachedir>{room}/fonts</cachedir></fontconfig>"
    )
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}


def order() -> dict:
    """In the child: what it is to do, with the bounds set before anything is looked at."""
    given = json.load(sys.stdin)
    try:
        import resource
    except ImportError:  # not on this system; the wall clock bounds it still
        return given
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    return given


def answer(**words) -> None:
    """In the child: the one line that the parent reads."""
    print(json.dumps(words, ensure_ascii=True))
