"""What can go wrong with support, in words a person can act on."""

from __future__ import annotations


class SupportError(ValueError):
    """Something that cannot be done or stored: `message` says what, `hint` what to do, `field` where."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = str(message), str(hint), field


class NotAllowedError(SupportError):
    """The actor may not do this, or not in this state."""
