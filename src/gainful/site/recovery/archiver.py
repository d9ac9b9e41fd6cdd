"""Keeps the store up to date: receives, ships, takes a base when one is due; one at a time for a data folder."""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import IO

from gainful.domain.operations import journal
from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import private_folder
from gainful.site.recovery import base, lineage
from gainful.site.recovery.catalogue import look, outdated
from gainful.site.recovery.configuration import Configuration, folder
from gainful.site.recovery.lineage import STATE, Lineage
from gainful.site.recovery.receiving import GapError, Receiver
from gainful.site.recovery.shipping import Shipping, waiting

log = logging.getLogger(__name__)


class Archiver:
    """Ships from one thread or another, never two at a time."""

    def __init__(self, setup: Configuration) -> None:
        self.setup = setup
        self._receiver, self._lock = Receiver(), threading.Lock()
        self._shipping: Shipping | None = None
        self.lineage: Lineage | None = None

    def ship(self) -> datetime | None:
        """Bring everything until now into the store; returns the moment it reaches, None where it lags behind."""
        with self._lock:
            found, is_new = lineage.current()
            if self._shipping is None or is_new or found != self.lineage:
                self._receiver.end()
                self.lineage = found
                self._shipping = Shipping(self.setup, found.name, self._receiver)
            try:
                reached = self._shipping.ship()
            except GapError:
                log.error(
                    "the server gave up log that was not in the store; a new history begins with a whole copy"
                )
                self._receiver.end()
                lineage.end()
                return None
            told = lineage.read(STATE)
            if reached:
                told["reached"] = reached.isoformat(timespec="seconds")
            told |= {"at": now(), "waiting": waiting(), "lineage": found.name, "error": ""}
            lineage.write(STATE, told)
            return reached

    def take_base(self) -> None:
        """Write a whole copy, then remove what no moment that is promised needs any more."""
        assert self.lineage is not None  # noqa: S101 - a copy follows the first shipping
        start = time.monotonic()
        made = base.take(self.setup, self.lineage)
        seconds, place = round(time.monotonic() - start, 1), self.setup.storage.place
        journal.note(data_dir(), "base", said=place, lineage=made.lineage, seconds=seconds)
        self.ship()
        before = datetime.now(UTC) - timedelta(days=self.setup.days)
        for name in outdated(look(self.setup.storage), before, made.lineage):
            self.setup.storage.delete(name)

    def end(self) -> None:
        """Stop receiving."""
        self._receiver.end()


def now() -> str:
    """Return this moment as the notes hold it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def only_archiver() -> Iterator[bool]:
    """Hold this folder's recovery for a block; yields whether it is ours."""
    private_folder(folder())
    with (folder() / "archiver.lock").open("w") as file:
        yield _mine(file)


def _mine(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
