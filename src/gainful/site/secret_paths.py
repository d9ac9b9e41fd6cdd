"""Addresses that hold a secret are written down without it: in logs and in the history of changes."""

from __future__ import annotations

import logging
import re

HIDDEN = "…"
_SECRET = re.compile(
    r"(?<=/)(guest/link|invitation|first-run|accounts/password/reset/key|accounts/confirm-email)/[^/\s?]+"
)


def without_secret(text: str) -> str:
    """Return a path, or a sentence with paths in it, with the secret of each link struck out."""
    return _SECRET.sub(rf"\1/{HIDDEN}", text)


class HideSecrets(logging.Filter):
    """Strikes the secrets of links out of what is logged: who reads the logs must not be able to open them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, cleaned."""
        record.msg = without_secret(record.msg) if isinstance(record.msg, str) else record.msg
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(a) if isinstance(a, str) else a for a in record.args)
        return True
