"""Where the site is served: a free port, and the names that it answers to."""

import errno
import socket

from bin.console import Stuck, say

TRIES = 50
EVERYWHERE = ("0.0.0.0", "::")


def free_port(host: str, port: int) -> int:
    """``port``, or the next free one (and says so); 0 takes any."""
    last = min(port + TRIES, 65536)
    for candidate in range(port, last) if port else [0]:
        found = _bound(host, candidate)
        if found and port and found != port:
            say(f"Port {port} is taken; using {found}.")
        if found:
            return found
    raise Stuck(f"no free port from {port} to {last - 1}. Choose one with --port, or --port 0 for any.")


def _bound(host: str, port: int) -> int | None:
    """The port if it can be had on the host, None if it is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return None
            raise Stuck(f"can't serve on {host}, port {port}: {error.strerror}.") from error
        return probe.getsockname()[1]


def names(host: str) -> list[str]:
    """What a demonstration served on ``host`` may be called: its ALLOWED_HOSTS."""
    own = socket.gethostname() if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return list(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", own]))


def url(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
