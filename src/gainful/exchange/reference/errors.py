"""What can be wrong with a release, said so that its reader can mend it."""

from __future__ import annotations


class ReleaseError(ValueError):
    """A release cannot be read: `message` says what and where, `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint
