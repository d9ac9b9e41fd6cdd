"""What can be wrong with a program, in words a person can act on."""

from __future__ import annotations


class ProgramError(ValueError):
    """Something about a program that cannot be stored: `message` says what, `field` where."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = str(message), field
