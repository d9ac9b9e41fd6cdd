"""Runs the web server until a stop is asked for, then lets what has begun come to its end."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType
from typing import Any

LONGEST_DRAIN_S = 25.0
"""Seconds that requests under way get; systemd kills after 90, Docker after 10 unless told otherwise."""


def run_until_stopped(server: Any) -> None:
    """Serve until SIGTERM or Ctrl-C, take nothing new, finish what was begun; a second signal ends at once."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        server.pull_trigger()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        while not stop.is_set():
            _turn(server, server.adj.asyncore_loop_timeout)
        server.asyncore.dispatcher.close(server)  # the door alone: what is inside goes on
        until = time.monotonic() + LONGEST_DRAIN_S
        while time.monotonic() < until and any(
            _is_busy(channel) for channel in server.active_channels.values()
        ):
            _turn(server, 0.1)
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        server.task_dispatcher.shutdown()


def _turn(server: Any, seconds: float) -> None:
    server.asyncore.loop(timeout=seconds, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1)  # noqa: SLF001


def _is_busy(channel: Any) -> bool:
    """Say whether a request is half received, at work, or half answered."""
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)
