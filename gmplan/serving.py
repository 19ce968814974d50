"""Who works with the data: servers hold a shared lock, a restore wants it for itself (RQ-I4).

The kernel gives the lock back when a process ends, however it ends. Windows has no such lock: there nobody is
refused, and the guide says to stop the server first.
"""

from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_held: list[IO] = []
"""Open for as long as the process lives."""


class Taken(Exception):
    """Somebody else holds the lock."""


def hold() -> None:
    """This process serves the site; Taken while a restore is under way, or was killed on the way."""
    if mark().exists():
        raise Taken
    _held.append(_locked(shared=True))


def mark() -> Path:
    """There while a restore exchanges the data: a process that was killed then leaves it."""
    return settings.VAR_DIR / "restore-not-finished"


@contextmanager
def alone():
    """Nobody serves the site meanwhile, and no server can start; Taken where one runs."""
    file = _locked(shared=False)
    try:
        yield
    finally:
        file.close()


def _locked(*, shared: bool) -> IO:
    file = (settings.VAR_DIR / "server.lock").open("a")
    if fcntl:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise Taken from None
    return file
