"""One line of JSON for each event, on the standard output (RQ-J1): readable by people and by log servers.

JSON encodes line ends and escape sequences, so no one can write a line of their own into the log (RQ-J6).
"""

import contextvars
import datetime
import json
import logging
import re

request_number: contextvars.ContextVar[str] = contextvars.ContextVar("request_number", default="")

STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time", "taskName"}

LONGEST_EVENT = 500
"""Characters: an address of nine kilobytes is somebody's joke."""

PERSONAL = re.compile(r'(invited(?:/|%2f)+)(?:[^\s"\\]|\\[^"])+', re.IGNORECASE)
"""A personal link's secret part, in a path or in a query: whoever reads logs must not enter by it (RQ-B10)."""


class JsonFormatter(logging.Formatter):
    """Time with offset, level, event, request number, and what the caller gave as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.datetime.fromtimestamp(record.created)
            .astimezone()
            .isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "source": record.name,
            "event": record.getMessage()[:LONGEST_EVENT],
            "request": request_number.get(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return PERSONAL.sub(r"\1\\u2026", json.dumps(line, ensure_ascii=True, default=str))
