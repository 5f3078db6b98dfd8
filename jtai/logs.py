"""What may stand in the log."""

import logging
import re
from http import HTTPStatus
from typing import Any

from gunicorn.glogging import Logger

# Who reads the log must not be able to accept somebody's invitation, to set somebody's password or to read their calendar.
SECRET_LINK = re.compile(r"/(invitations|recover|sign-in/password|calendars)/[^\s?\"]+")


def without_secrets(line: str) -> str:
    """The same line with the secret of a link taken out."""
    return SECRET_LINK.sub(r"/\1/…", line)


class NoTraceForRefusals(logging.Filter):
    """A request that could not be read is one line. Django adds a stack trace, with which anybody could fill the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always passes; takes the trace off where the answer was below 500."""
        if getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR) < HTTPStatus.INTERNAL_SERVER_ERROR:
            record.exc_info = record.exc_text = None
        return True


class Line(logging.Formatter):
    """A line, or several with a trace, in which no link can be used."""

    def format(self, record: logging.LogRecord) -> str:
        """As the standard library's, then looked through."""
        return without_secrets(super().format(record))


class AccessLogger(Logger):
    """Gunicorn's, named in its command line: what was asked for, without the secrets of links."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        """The values of one line of the access log; referrers hold addresses too."""
        values: dict[str, Any] = super().atoms(*args)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in values.items()}
