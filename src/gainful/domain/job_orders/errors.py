"""What can go wrong with a job order, in words a person can act on."""

from __future__ import annotations


class JobOrderError(ValueError):
    """Something the user gave cannot be used: `message` says what, `hint` what to do, `field` where."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = str(message), str(hint), field


class NotAllowedError(JobOrderError):
    """The actor may not do this, or not in this state."""
