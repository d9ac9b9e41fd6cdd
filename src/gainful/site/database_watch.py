"""Starts the embedded database again when it has died, so that nobody has to get up for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gainful.site.database import RECOVERY_S, is_running, start_server

LOOK_EVERY_S = 0.25
"""A look reads one small file and asks for one process."""
LONGEST_PAUSE_S = 60.0
"""Between two starts that fail, seconds: it doubles up to this."""
log = logging.getLogger(__name__)


class DatabaseWatch(threading.Thread):
    """Looks four times a second whether the server's process lives, and starts it where it does not."""

    def __init__(self) -> None:
        super().__init__(name="database watch", daemon=True)
        self._over = threading.Event()

    def run(self) -> None:
        """Look until `end`; a start that fails is tried again later."""
        pause, failed = LOOK_EVERY_S, False
        while not self._over.wait(pause):
            if is_running():
                pause, failed = LOOK_EVERY_S, False
                continue
            if not failed:
                log.error("the database server has ended; it is started again")
            try:
                start_server()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the watch goes on
                if not failed:
                    log.error("the database server does not start: %s", error)
                pause, failed = min(2 * pause, LONGEST_PAUSE_S), True
            else:
                log.warning("the database server runs again")
                pause, failed = LOOK_EVERY_S, False

    def end(self) -> None:
        """Stop looking; a start that is under way ends first, so that a stop finds the server."""
        self._over.set()
        if self.ident is not None:
            self.join(RECOVERY_S)


@contextmanager
def watched(server: Any) -> Iterator[None]:
    """Watch the embedded server during a block; there is nothing to watch where the database is the agency's own."""
    if server is None:
        yield
        return
    watch = DatabaseWatch()
    watch.start()
    try:
        yield
    finally:
        watch.end()
