"""What a line of the log holds: a refusal is one line, only a failure of ours brings its trace."""

from __future__ import annotations

import logging

FAILURE = 500
"""The first status that says that we failed, not that somebody was refused."""


class RefusalsInOneLine(logging.Filter):
    """Leaves the trace out of what Django logs about an answer below 500: nothing in the program is to be mended."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if getattr(record, "status_code", FAILURE) < FAILURE:
            record.exc_info = record.exc_text = None
        return True
