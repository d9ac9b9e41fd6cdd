"""What can go wrong with a badge, in words a person can act on."""

from __future__ import annotations


class BadgeError(ValueError):
    """A file that holds no badge, or a badge that cannot be made: `message` says what, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint
