"""What is done once a night beside the pages: rules of retention, and the report on consistency."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gainful.domain.operations import journal
from gainful.domain.operations.priority import NICE
from gainful.exchange.data_folder import data_dir

NIGHT = range(1, 5)
"""Hours of the agency's clock in which the site has time."""
EVERY, AT_LATEST = timedelta(hours=20), timedelta(hours=28)
ASK_EVERY_S = 600.0
log = logging.getLogger(__name__)


class Housekeeping:
    """Starts the night's work in a process of its own when it is due."""

    def __init__(self) -> None:
        self._next = time.monotonic() + ASK_EVERY_S  # a start has other things to do
        self._child: subprocess.Popen[bytes] | None = None

    def start_when_due(self) -> None:
        """Look, at most each ten minutes, whether the last night's work is old."""
        if time.monotonic() < self._next or (self._child is not None and self._child.poll() is None):
            return
        self._next = time.monotonic() + ASK_EVERY_S
        if is_due(data_dir(), local_time()):
            command = [sys.executable, "-m", "gainful.site.housekeeping"]
            self._child = subprocess.Popen(command, start_new_session=True)

    def end(self) -> None:
        """End the work: what it had not done is due still."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(30)


def local_time() -> datetime:
    """Return the time by the agency's clock."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(os.environ.get("TIME_ZONE", "").strip() or "America/New_York"))


def is_due(folder: Path, local: datetime) -> bool:
    """Say whether it is time: each night, or by day where a night was missed."""
    last = journal.newest(folder, "night")
    if last is None:
        return True
    age = local - last["at"]
    return age >= AT_LATEST or (age >= EVERY and local.hour in NIGHT)


def work(folder: Path) -> list[str]:
    """Remove what is overdue, look whether all holds together, note both; returns what does not hold."""
    from gainful.domain.operations import consistency, retention

    start = time.monotonic()
    gone = retention.apply(datetime.now(UTC))
    found = consistency.differences()
    removed = {key: {"count": held.count, "bytes": held.bytes} for key, held in gone.items()}
    journal.note(
        folder, "night", said="; ".join(found)[:2000], failed=bool(found), removed=removed,
        seconds=round(time.monotonic() - start, 1),
    )  # fmt: skip
    return found


def main() -> None:
    """Do the night's work once, as a child of `gainful serve` or `gainful worker`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    os.nice(NICE)
    import django

    from gainful.site.stopping import end_on_sigterm

    end_on_sigterm()
    django.setup()
    for line in work(data_dir()):
        log.error("consistency: %s", line)


if __name__ == "__main__":
    main()
