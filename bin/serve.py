"""Serves the site with waitress, set so that slow clients can't hold it: ``python -m bin.serve HOST PORT``.

Behind a proxy of your own, in production, the same server or gunicorn serves ``gmplan.wsgi`` (RQ-G11).
"""

import signal
import sys

import waitress

from gmplan.wsgi import application


def main(host: str, port: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # ends as Ctrl-C does: running requests first
    waitress.serve(
        application,
        host=host,
        port=port,
        threads=8,
        connection_limit=1000,
        channel_timeout=30,
        max_request_body_size=64 * 1024 * 1024,  # past our own 25 MB, whose refusal has a page
        clear_untrusted_proxy_headers=False,  # whom to believe the settings say, as they do for gunicorn
        ident=None,
        _quiet=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
