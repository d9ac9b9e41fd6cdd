"""What is sent and what can come of it, the same for every way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol


def nothing() -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one address, as text in the language of its reader."""

    key: str
    """The same key twice is the same message, and receivers may drop the second."""
    to: str
    text: str
    subject: str = ""
    """Empty for SMS."""
    reply_to: str = ""
    in_reply_to: str = ""
    """Key of the message that this one answers."""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side has taken the message; `reference` is its name for it, empty where it gives none."""

    reference: str = ""


class TemporaryFailure(Exception):  # noqa: N818 - named for what happened
    """Not sent, worth another try: no connection, a busy server, a full box. The text says what the other side said."""


class PermanentFailure(Exception):  # noqa: N818
    """Not sent, and another try will not help: no such address, refused content."""


class Sender(Protocol):
    """A way out; raises TemporaryFailure or PermanentFailure, or returns once the message is taken."""

    drops_repeats: ClassVar[bool]
    """Whether a message whose key it has had before is dropped on the other side."""

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Send one message and wait for the answer; `handing` is called right before its last byte goes out."""
        ...
