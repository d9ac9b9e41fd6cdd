"""Messages as files in a folder: for a demo, a test and an agency that prints its letters."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from gainful.exchange.private_files import private_folder, write_private
from gainful.exchange.senders.outgoing import Accepted, Outgoing, TemporaryFailure, nothing


@dataclass(frozen=True, slots=True)
class FolderSender:
    """Writes one JSON file a message, named by its key; the same key again writes the same file, never a second one."""

    folder: Path
    drops_repeats: ClassVar[bool] = True
    at_once: ClassVar[int] = 1

    @contextmanager
    def session(self) -> Iterator[FolderSender]:
        """Return this one: a folder is always open."""
        yield self

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Write the file whole or not at all."""
        name = _name(message.key)
        try:
            private_folder(self.folder)
            text = json.dumps(asdict(message), indent=1, ensure_ascii=False)
            write_private(self.folder / name, text.encode(), handing)
        except OSError as error:
            raise TemporaryFailure(
                f"The folder {self.folder} could not be written: {error.strerror}."
            ) from error
        return Accepted(reference=name)

    def forget(self, keys: Iterable[str], addresses: Collection[str] = ()) -> int:
        """Remove the files of these messages, and all to these addresses; returns how many there were."""
        names, wanted = {_name(key) for key in keys}, {address.casefold() for address in addresses}
        found = [
            path
            for path in (self.folder.glob("*.json") if self.folder.is_dir() else ())
            if path.name in names or (wanted and _to(path) in wanted)
        ]
        for path in found:
            path.unlink()
        return len(found)


def _to(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["to"]).casefold()
    except (OSError, ValueError, KeyError):
        return ""


def _name(key: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in key) + ".json"
