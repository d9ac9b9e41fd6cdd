"""What a store can do, whichever it is."""

from __future__ import annotations

from typing import IO, Protocol


class StorageError(Exception):
    """A store that could not be reached, or refused; the message says which and why."""


class MissingObjectError(StorageError):
    """The store answers and has nothing of this name."""


class Storage(Protocol):
    """Named objects; names are `a/b/c`. Each call may raise StorageError."""

    place: str
    """As people write it, without a secret."""

    def put(self, name: str, source: IO[bytes]) -> None:
        """Write an object whole, in place of one that is there."""

    def get(self, name: str) -> IO[bytes]:
        """Open an object for reading from its start; MissingObjectError where there is none."""

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the objects below a prefix (`a/`), with their bytes."""

    def delete(self, name: str) -> None:
        """Remove an object; nothing where there is none."""
