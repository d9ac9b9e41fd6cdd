"""The process beside the site that archives: started and watched by `gainful serve` and `gainful worker`."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg

from gainful.domain.operations import journal
from gainful.domain.operations.priority import NICE
from gainful.exchange.data_folder import data_dir
from gainful.exchange.storage.model import StorageError
from gainful.site.after_restore import BackupError
from gainful.site.database import is_embedded
from gainful.site.drill import LaterError, newest_archive
from gainful.site.housekeeping import local_time
from gainful.site.recovery import drilling, lineage
from gainful.site.recovery.archiver import Archiver, now, only_archiver
from gainful.site.recovery.configuration import RecoveryError, configuration, is_on
from gainful.site.recovery.lineage import STATE
from gainful.site.recovery.schedule import base_is_due, drill_is_due

FAILURES = (StorageError, RecoveryError, BackupError, psycopg.Error, OSError)
LOOK_EVERY_S = 0.5
AGAIN_S = 10.0
"""After a failure, and between two starts of the process, seconds."""
LATER_S, FAILED_S = 3600.0, 120.0
STOP_S = 60
log = logging.getLogger("gainful.recovery")


class Work:
    """The loop: ships each minute; copies and drills run in a thread beside it, one at a time."""

    def __init__(self) -> None:
        self._archiver: Archiver | None = None
        self._beside: threading.Thread | None = None
        self._not_before = 0.0
        self._failing = False

    def turn(self) -> float:
        """Do what is due; returns the seconds until the next turn. What fails is told once and tried again."""
        try:
            self._archiver = self._archiver or Archiver(configuration())
            self._archiver.ship()
            self._start_beside(self._archiver)
        except FAILURES as error:
            self.failed(error)
            return AGAIN_S
        if self._failing:
            log.warning("recovery goes on")
        self._failing = False
        return self._archiver.setup.every_s

    def failed(self, error: Exception) -> None:
        """Note why; the operator's page shows it."""
        said = str(error).strip()[:500]
        if not self._failing:
            log.error("recovery: %s", said)
        self._failing = True
        with suppress(OSError):
            lineage.write(STATE, lineage.read(STATE) | {"at": now(), "error": said})

    def _start_beside(self, archiver: Archiver) -> None:
        if (self._beside is not None and self._beside.is_alive()) or time.monotonic() < self._not_before:
            return
        folder, local = data_dir(), local_time()
        name = archiver.lineage.name if archiver.lineage else ""
        if base_is_due(journal.newest(folder, "base"), name, local):
            self._run(archiver.take_base)
        elif drill_is_due(journal.newest(folder, "drill"), local):
            self._run(lambda: drilling.drill(archiver.setup, archiver.ship))

    def _run(self, work: Callable[[], object]) -> None:
        def run() -> None:
            try:
                work()
            except LaterError as error:
                log.warning("recovery: %s", error)
                self._not_before = time.monotonic() + LATER_S
            except Exception as error:
                if not isinstance(error, FAILURES):
                    log.exception("recovery: a fault of ours")
                self.failed(error)
                self._not_before = time.monotonic() + FAILED_S

        self._beside = threading.Thread(target=run, name="recovery", daemon=True)
        self._beside.start()

    def end(self) -> None:
        """Ship what is there a last time; the server still runs."""
        if self._archiver is not None:
            with suppress(*FAILURES):
                self._archiver.ship()
            self._archiver.end()


class RecoveryWatcher(threading.Thread):
    """Keeps the process running; where recovery is off, lets the server keep no log for it."""

    def __init__(self) -> None:
        super().__init__(name="recovery", daemon=True)
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start the process again whenever it ends, until `end`."""
        if not is_embedded() or os.environ.get("GAINFUL_DEMO"):
            return
        if not is_on():
            self._drill_archives()
            return
        pause = 0.0
        while not self._over.wait(pause):
            if self._child is None or self._child.poll() is not None:
                pause = AGAIN_S if self._child is not None else LOOK_EVERY_S
                command = [sys.executable, "-m", "gainful.site.recovery.worker"]
                self._child = subprocess.Popen(command, start_new_session=True)
            else:
                pause = LOOK_EVERY_S

    def _drill_archives(self) -> None:
        """Without a store: each month a drill of the newest archive that `gainful backup` wrote."""
        with suppress(psycopg.Error):
            lineage.end()
        while not self._over.wait(LATER_S):
            if drill_is_due(journal.newest(data_dir(), "drill"), local_time()) and newest_archive():
                subprocess.run([sys.executable, "-m", "gainful", "drill"], capture_output=True, check=False)

    def end(self) -> None:
        """Stop the process; it ships what is there first."""
        self._over.set()
        if self.ident is not None:
            self.join(STOP_S)
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._child.kill()


def main() -> None:
    """Archive until stopped, or until the parent is gone."""
    from gainful.site.stopping import end_on_sigterm

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    parent, work = os.getppid(), Work()
    end_on_sigterm()
    os.umask(0o077)
    os.nice(NICE)
    next_turn = 0.0
    with only_archiver() as mine:
        if not mine:  # another one archives; it is asked again when this process is started again
            return
        try:
            while os.getppid() == parent:
                if time.monotonic() >= next_turn:
                    next_turn = time.monotonic() + work.turn()
                time.sleep(LOOK_EVERY_S)
        finally:
            work.end()


if __name__ == "__main__":
    main()
