"""What may stand in the log."""

import logging
from http import HTTPStatus


class NoTraceForRefusals(logging.Filter):
    """A request that could not be read is one line. Django adds a stack trace, with which anybody could fill the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always passes; takes the trace off where the answer was below 500."""
        if getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR) < HTTPStatus.INTERNAL_SERVER_ERROR:
            record.exc_info = record.exc_text = None
        return True
