"""What is sent and what can come of it, the same for every way out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol


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
    """Not sent, worth another try: a busy server, a full box. The text says what the other side said."""


class Unreachable(TemporaryFailure):
    """No message can be sent now: no connection, a wrong password. Nothing was handed over."""


class Unanswered(TemporaryFailure):
    """The whole message was handed over and no answer came: it may have arrived."""


class PermanentFailure(Exception):  # noqa: N818
    """Not sent, and another try will not help: refused content, a head that cannot be written."""

    address_is_bad: bool = False


class BadAddressFailure(PermanentFailure):
    """The other side knows no such address, or takes nothing there."""

    address_is_bad = True


class Session(Protocol):
    """A way out that is open: one connection for as many messages as the other side takes over it."""

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Send one message and wait for the answer, or raise one of the failures above.

        `handing` is called once, before the first byte that cannot be called back; what it raises stops the message
        and leaves the session usable.
        """
        ...


class Sender(Protocol):
    """A way out."""

    @property
    def drops_repeats(self) -> bool:
        """Whether a message whose key it has had before is dropped on the other side."""
        ...

    @property
    def at_once(self) -> int:
        """How many sessions may be open side by side."""
        ...

    def session(self) -> AbstractContextManager[Session]:
        """Open a session; closed at the end of the block."""
        ...
