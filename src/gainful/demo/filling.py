"""Sample promises and the rest of the sample people, added by a process of its own beside the running demo.

How far it is stands in a small file, so that every page can say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMPLETE = "The sample data is complete."
NICE = 10
"""Lower priority than the pages."""


def progress_file() -> Path:
    """Return where the number of people in and wanted stands while the filling runs."""
    from django.conf import settings

    return Path(settings.SAMPLE_PROGRESS_FILE)


def filled() -> tuple[int, int] | None:
    """Return (people in, people wanted) while sample people are being added, else None."""
    try:
        held, wanted = progress_file().read_text().split()
        return int(held), int(wanted)
    except (OSError, ValueError):
        return None


def start(people: int) -> subprocess.Popen[bytes]:
    """Begin to add people up to this number in a process of its own; end it with `stop`."""
    command = [sys.executable, "-m", "gainful.demo.filling", str(people)]
    return subprocess.Popen(command, start_new_session=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the filling; it goes on at the next start."""
    if process.poll() is None:
        process.terminate()
        process.wait(30)
    progress_file().unlink(missing_ok=True)


def main(people: int) -> None:
    """Make the promises, add the people, then let the owner of the tables count them for the planner."""
    import django

    os.nice(NICE)
    django.setup()
    from gainful.demo.seed import fill, promise

    path = progress_file()
    parent = os.getppid()

    def told(held: int) -> None:
        if os.getppid() != parent:  # the site is gone: the next start goes on
            raise SystemExit(0)
        path.write_text(f"{held} {people}")

    try:
        promise()
        fill(people, told)
        _analyze_as_owner()
    finally:
        path.unlink(missing_ok=True)
    sys.stdout.write(COMPLETE + "\n")


def _analyze_as_owner() -> None:
    code = "import django; django.setup(); from django.db import connection; connection.cursor().execute('ANALYZE')"
    command = [sys.executable, "-c", code]
    subprocess.run(command, env={**os.environ, "GAINFUL_DB_ROLE": "owner"}, check=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
