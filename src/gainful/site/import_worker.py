"""Who does the background work: a child process of `gainful serve` while anything waits, or `gainful worker`."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Container
from contextlib import suppress
from datetime import UTC, datetime

import psycopg
from django.db import DatabaseError, InterfaceError, connection

from gainful.domain.operations.priority import NICE
from gainful.site.housekeeping import Housekeeping
from gainful.site.memory import keep_little
from gainful.site.other_version import database_refusal
from gainful.site.outage import Outage, what_is_missing
from gainful.site.stopping import end_on_sigterm
from gainful.site.warm_up import read_pools

PAUSE_S = 1.0
"""How often the queue is looked at, seconds."""
PAUSE_AFTER_FAILURE_S = 10.0
STOP_S = 30
SEAL_EVERY_S = 60.0
"""How often new rows of history are sealed, seconds."""
LIST_EVERY_S = 300.0
"""How often it is listed beside the backups what was taken back, seconds: so much a restore may open again."""
LEVELS_EVERY_S = 60.0
"""How often it is asked whether reference data changed, seconds."""
log = logging.getLogger(__name__)


def work_through(alive: Callable[[], bool] = lambda: True) -> None:
    """Do everything that waits, unless another worker does; then levels that changed reference data made outdated."""
    from gainful.domain.participants.levels import refresh_outdated
    from gainful.imports.background import Progress, run_next
    from gainful.imports.queue import only_worker

    with only_worker() as mine:
        while mine and run_next(lambda taken: Progress(taken, alive)):
            pass
        if mine:
            refresh_outdated(alive)


def work_until_stopped() -> None:
    """Look at the queue and the outbox again and again, and seal history, for `gainful worker`."""
    from django.utils import timezone

    from gainful.domain.messages.clock import tick
    from gainful.site.outbox import for_a_while, send_due, senders

    end_on_sigterm()
    keep_little()
    sealing, listing, housekeeping = Sealing(), Listing(), Housekeeping()

    def turn() -> None:
        work_through()
        tick(timezone.now(), sparing=True)
        send_due(senders(), for_a_while())
        sealing.seal_when_due()
        listing.list_when_due()
        housekeeping.start_when_due()  # last: its process would meet what keeps this one waiting

    waiting = Waiting()
    try:
        while True:
            waiting.did(turn)
            time.sleep(PAUSE_S)
    finally:
        listing.end()


class Waiting:
    """Lets a worker wait for a database that is away, full or being brought up to date; says so once."""

    def __init__(self) -> None:
        self._for: Outage | None = None

    def did(self, work: Callable[[], object], waits_for: Container[Outage] = frozenset(Outage)) -> bool:
        """Do the work; False where one of `waits_for` is missing. Every other fault is raised."""
        try:
            work()
        except (DatabaseError, InterfaceError, psycopg.Error) as error:
            outage = what_is_missing(error)
            if outage is None or outage not in waits_for:
                raise
            if outage is not self._for:
                said = (str(error).strip().splitlines() or [""])[0]
                log.error("the worker waits for the %s: %s", outage, said)
            self._for = outage
            _close_connections()
            return False
        if self._for is not None:
            log.warning("the worker goes on")
        self._for = None
        return True


def wait_for_schema() -> None:
    """Wait where the list of steps cannot be read yet: it opens to the web role with the rights, which come last."""
    waiting = Waiting()
    while not waiting.did(database_refusal, {Outage.SCHEMA}):
        time.sleep(PAUSE_S)


def _close_connections() -> None:
    from gainful.domain.accounts.system_connection import close_system_connection

    close_system_connection()
    connection.close()


class Sealing:
    """Seals new rows of history once a minute."""

    def __init__(self) -> None:
        self._next = 0.0

    def seal_when_due(self) -> None:
        """Seal what is new if a minute is over."""
        from gainful.domain.accounts.seals import seal

        if time.monotonic() >= self._next:
            seal()
            self._next = time.monotonic() + SEAL_EVERY_S


class Listing:
    """Lists what was taken back every few minutes, and at the end, so that no backup opens it again."""

    def __init__(self) -> None:
        self._next = time.monotonic() + SEAL_EVERY_S  # a start has other things to do

    def list_when_due(self) -> None:
        """List what is new if it is time; a disk that is full or away is tried again."""
        from gainful.imports.revocations import note

        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LIST_EVERY_S
            try:
                note(datetime.now(UTC))
            except OSError as error:
                log.error("what was taken back is not listed: %s", error)

    def end(self) -> None:
        """List what is new a last time: who stops a site often restores it next."""
        self._next = float("-inf")
        _close_connections()  # a stop may have come in the middle of a question
        with suppress(DatabaseError, InterfaceError, psycopg.Error):
            self.list_when_due()


class Watcher(threading.Thread):
    """Starts a worker when something waits: it costs the pages no memory, and its end is not theirs."""

    module = "gainful.site.import_worker"
    work = "imports"
    keeps_house = True
    """Whether this one seals history and starts the work of the night too."""

    def __init__(self) -> None:
        super().__init__(name=self.work, daemon=True)
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._sealing, self._listing, self._housekeeping = Sealing(), Listing(), Housekeeping()
        self._levels_asked = float("-inf")
        self._fresh = True
        """Whether the pools in memory know of all that was imported: at the start they are read by the warm-up."""

    def run(self) -> None:
        """Look at the queue until `end`; a database that cannot be reached is asked again later."""
        pause = PAUSE_S
        while not self._over.wait(pause):
            try:
                pause = self._look()
                if self.keeps_house:
                    self._sealing.seal_when_due()
                    self._listing.list_when_due()
                    self._housekeeping.start_when_due()
            except (DatabaseError, InterfaceError, psycopg.Error):
                _close_connections()
                pause = PAUSE_AFTER_FAILURE_S
        if self.keeps_house:
            self._listing.end()
        _close_connections()

    def _look(self) -> float:
        """Start a worker or see how it does; returns the seconds to the next look."""
        if self._child is not None:
            code = self._child.poll()
            if code is None:
                return PAUSE_S
            self._child = None
            if code:
                log.warning("the worker for %s ended with %s and is started again", self.work, code)
                return PAUSE_AFTER_FAILURE_S
            self._fresh = False
        if self._anything_waits():
            command = [sys.executable, "-m", self.module]
            self._child = subprocess.Popen(command, start_new_session=True)
        elif not self._fresh:
            self._fresh = True
            self._when_all_is_done()
        return PAUSE_S

    def _anything_waits(self) -> bool:
        from gainful.imports.queue import anything_waits

        return anything_waits() or self._levels_outdated()

    def _levels_outdated(self) -> bool:
        """Say, once a minute, whether somebody's levels are older than the reference data."""
        from gainful.domain.accounts.actor import acting_as_system
        from gainful.domain.participants.levels import outdated

        if time.monotonic() < self._levels_asked + LEVELS_EVERY_S:
            return False
        self._levels_asked = time.monotonic()
        with acting_as_system("levels looked at"):
            return bool(outdated(most=1))

    def _when_all_is_done(self) -> None:
        read_pools()

    def end(self) -> None:
        """Stop looking and end the worker: what it was at is begun anew at the next start."""
        self._over.set()
        self._housekeeping.end()
        if self.ident is not None:  # a stop may come before it was started
            self.join(STOP_S)
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(STOP_S)


def main() -> None:
    """Work through the queue as a child of `gainful serve`; without its parent the child ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    parent = os.getppid()
    end_on_sigterm()
    os.nice(NICE)
    keep_little()
    import django

    django.setup()
    work_through(lambda: os.getppid() == parent)


if __name__ == "__main__":
    main()
