"""From the spool into the store: each segment compressed and encrypted, the one that is being written too."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gainful.exchange.data_folder import data_dir
from gainful.exchange.sealed import sealed_bytes
from gainful.site.recovery.catalogue import (
    ENDING,
    LISTS,
    PARTIAL,
    REACH,
    is_segment,
    put_bytes,
    read_or_nothing,
)
from gainful.site.recovery.configuration import Configuration
from gainful.site.recovery.lineage import spool
from gainful.site.recovery.receiving import Receiver, has_caught_up, position

GZIP = 31
"""Window bits by which zlib writes gzip's own form."""


class Shipping:
    """Takes away what has arrived; remembers what it took, so that nothing is sent twice."""

    def __init__(self, setup: Configuration, lineage: str, receiver: Receiver) -> None:
        self._setup, self._lineage, self._receiver = setup, lineage, receiver
        self._partial: tuple[str, float] | None = None
        self._lists: dict[str, bytes] = {}

    def ship(self) -> datetime | None:
        """Bring everything that is committed now into the store; returns the moment it reaches, None if it does not.

        Raises StorageError, psycopg.Error.
        """
        now, lsn = datetime.now(UTC), position()
        self._receiver.keep_up()
        if not has_caught_up(lsn, self._receiver.keep_up):
            return None
        for path in sorted(spool().iterdir()):
            if is_segment(path.name) or path.suffix == ".history":
                self._put(path.name, path.read_bytes())
                self._setup.storage.delete(self._object(f"{path.name}{PARTIAL}"))
                path.unlink()
        self._ship_partial()
        self._ship_lists()
        told = {"at": now.isoformat(timespec="milliseconds"), "lsn": lsn}
        put_bytes(self._setup.storage, f"{self._lineage}/{REACH}", json.dumps(told).encode())
        return now

    def _ship_partial(self) -> None:
        for path in sorted(spool().glob(f"*{PARTIAL}")):
            with suppress(FileNotFoundError):  # just now it became whole: the next round takes it
                changed = (path.name, path.stat().st_mtime)
                if changed != self._partial:
                    self._put(path.name, path.read_bytes())
                    self._partial = changed

    def _ship_lists(self) -> None:
        """Let the lists of what was erased and taken back stand beside the copies, with what stands there already."""
        for name in LISTS:
            path = data_dir() / name
            mine = path.read_bytes() if path.is_file() else b""
            if not mine or mine == self._lists.get(name):
                continue
            there = read_or_nothing(self._setup.storage, name)
            lines = dict.fromkeys((there + b"\n" + mine).split(b"\n"))
            put_bytes(self._setup.storage, name, b"".join(line + b"\n" for line in lines if line.strip()))
            self._lists[name] = mine

    def _put(self, name: str, content: bytes) -> None:
        packed = zlib.compress(content, 1, GZIP)
        put_bytes(self._setup.storage, self._object(name), sealed_bytes(packed, self._setup.keys))

    def _object(self, name: str) -> str:
        return f"{self._lineage}/log/{name}{ENDING}"


def waiting(folder: Path | None = None) -> int:
    """Return the bytes that wait in the spool."""
    there = folder or spool()
    return sum(path.stat().st_size for path in there.iterdir()) if there.is_dir() else 0
