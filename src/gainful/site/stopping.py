"""How a process beside the pages ends."""

from __future__ import annotations

import signal


def end_on_sigterm() -> None:
    """End at once where the system asks: what was at work is begun anew at the next start."""

    def end(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
