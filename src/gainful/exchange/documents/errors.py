"""The one error every reader of a file raises."""

from __future__ import annotations


class UnreadableFile(Exception):  # noqa: N818 - named for what the person sees
    """A file that cannot be read: `message` says what is wrong, `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint
