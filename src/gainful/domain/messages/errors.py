"""What can be wrong with a message, in words a person can act on."""

from __future__ import annotations


class MessageError(ValueError):
    """A message or rule that cannot be used: `message` says what, `hint` what to do, `field` where."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = str(message), str(hint), field
