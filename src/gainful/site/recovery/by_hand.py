"""What somebody at a terminal asks of recovery: a drill now, and how far the store reaches."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from gainful.domain.operations.journal import LONGEST_LAG
from gainful.site.drill import Drill
from gainful.site.recovery import drilling, lineage
from gainful.site.recovery.archiver import Archiver, only_archiver
from gainful.site.recovery.catalogue import look, span
from gainful.site.recovery.configuration import RecoveryError, configuration
from gainful.site.recovery.lineage import STATE

PATIENCE = 3
"""Turns of the running worker that a drill waits for."""


def drill_store() -> Drill:
    """Run a drill now, beside the worker that archives, or in its place where none runs."""
    setup = configuration()
    with only_archiver() as mine:
        if mine:
            archiver = Archiver(setup)
            try:
                if archiver.ship() is None:
                    raise RecoveryError("the log could not be brought into the store.")
                return drilling.drill(setup, archiver.ship)
            finally:
                archiver.end()
    return drilling.drill(setup, lambda: _wait_for_worker(PATIENCE * setup.every_s + 30))


def _wait_for_worker(seconds: float) -> datetime | None:
    """Wait until the worker has shipped what was written before this call; None where it does not."""
    asked, until = datetime.now(UTC).replace(microsecond=0), time.monotonic() + seconds
    while time.monotonic() < until:
        if (reached := lineage.read(STATE).get("reached")) and (
            found := datetime.fromisoformat(reached)
        ) > asked:
            return found
        time.sleep(0.5)
    return None


def told(now: datetime) -> tuple[list[str], bool]:
    """Return lines about the store, and whether it reaches to within five minutes of now."""
    setup = configuration()
    found = look(setup.storage)
    reach = span(found.bases, found)
    size = sum(found.sizes.values()) / 2**20
    copies = "1 whole copy" if len(found.bases) == 1 else f"{len(found.bases)} whole copies"
    lines = [f"{setup.storage.place}: {copies}, {size:,.0f} MB"]
    if reach is None:
        return [*lines, "No copy is whole yet: does `gainful serve` or `gainful worker` run?"], False
    first, last = reach
    lines.append(
        f"any moment from {first:%Y-%m-%d %H:%M:%S} UTC to {last:%Y-%m-%d %H:%M:%S} UTC can be restored"
    )
    if error := lineage.read(STATE).get("error"):
        lines.append(f"last failure: {error}")
    late = now - last > LONGEST_LAG
    if late:
        lines.append(
            f"what was written since is not in the store: {(now - last).total_seconds() / 60:.0f} minutes"
        )
    return lines, not late
