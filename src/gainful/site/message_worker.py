"""Who sends the outbox: a child process of `gainful serve` while a message is due, or `gainful worker`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from gainful.domain.operations.priority import NICE
from gainful.site.import_worker import PAUSE_S, Watcher
from gainful.site.stopping import end_on_sigterm

LINGER_S = 30.0
"""How long a child without work waits for the next message: to start another takes seconds of processor time."""


class MessageWatcher(Watcher):
    """Starts a worker when a message's time has come."""

    module = "gainful.site.message_worker"
    work = "messages"
    keeps_house = False

    def _anything_waits(self) -> bool:
        return anything_due()

    def _when_all_is_done(self) -> None:
        """Do nothing: pages read the outbox themselves."""


def anything_due() -> bool:
    """Say whether a message or a duty waits for a worker."""
    from django.utils import timezone

    from gainful.domain.messages import clock, delivery

    now = timezone.now()
    return delivery.anything_due(now) or clock.anything_due(now)


def comes_soon(alive: Callable[[], bool], seconds: float = LINGER_S) -> bool:
    """Wait for the next message; False where none came, or the database is away: the next worker sees to it."""
    import psycopg
    from django.db import DatabaseError, InterfaceError

    end = time.monotonic() + seconds
    try:
        while alive() and time.monotonic() < end:
            time.sleep(PAUSE_S)
            if anything_due():
                return True
    except (DatabaseError, InterfaceError, psycopg.Error):
        return False
    return False


def main() -> None:
    """Send what is due as a child of `gainful serve`; without its parent the child ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    os.nice(NICE)
    parent = os.getppid()
    end_on_sigterm()
    import django

    django.setup()
    from django.utils import timezone

    from gainful.domain.messages.clock import tick
    from gainful.site.outbox import for_a_while, send_due, senders

    ways = senders()

    def alive() -> bool:
        return os.getppid() == parent

    while True:
        tick(timezone.now(), sparing=True)
        if not send_due(ways, for_a_while(alive)) and not comes_soon(alive):
            return


if __name__ == "__main__":
    main()
