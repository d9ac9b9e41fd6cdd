"""Messages as files in a folder: for a demo, a test and an agency that prints its letters."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

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
        name = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in message.key) + ".json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.folder / f".{name}.{os.getpid()}"
            text = json.dumps(asdict(message), indent=1, ensure_ascii=False)
            file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(file, "w", encoding="utf-8") as opened:
                opened.write(text)
            handing()
            draft.replace(self.folder / name)
        except OSError as error:
            raise TemporaryFailure(
                f"The folder {self.folder} could not be written: {error.strerror}."
            ) from error
        return Accepted(reference=name)
