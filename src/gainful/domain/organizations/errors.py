"""What can be wrong with a change to organizations and members."""

from __future__ import annotations


class MemberError(Exception):
    """A change that was refused: `message` says what is wrong, `hint` what to do. Nothing was saved."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class InvitationClosed(Exception):  # noqa: N818 - named for what the person sees
    """The link is unknown, used, taken back or past its date."""


class PartnershipError(ValueError):
    """Something of a partnership that cannot be stored: `message` says what, `hint` what to do, `field` where."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = str(message), str(hint), field
