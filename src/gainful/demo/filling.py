"""Sample promises and the rest of the sample people, added by a process of its own beside the running demo.

How far it is stands in a small file, so that every page can say so; a second one says that nothing is missing. Where
the process ends early neither terminal nor page lets anybody take the half for the whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from gainful.domain.operations.priority import NICE

COMPLETE = "The sample data is complete."
INCOMPLETE = (
    "The sample data is not complete: the process that adds it ended early. "
    "Stop Gainful (Ctrl-C) and start it again: it goes on where it stopped."
)
IN_HALVES = (
    "The sample data is not complete: while it made the sample {part} it was killed once, and what it left is not made "
    "again. To have all of it, stop Gainful, remove {folder} and start again."
)
STOPPED = "stopped"
"""Third word of the progress file where nobody adds the others any more."""
IN_STEPS = frozenset({"promises", "certificates", "sharing", "measures"})
"""Parts that several transactions make; whoever is killed in one leaves it in halves. The others are there or not."""


def progress_file() -> Path:
    """Return where the number of people in and wanted stands while the filling runs."""
    from django.conf import settings

    return Path(settings.SAMPLE_PROGRESS_FILE)


def _beside(ending: str) -> Path:
    return progress_file().with_name(f"sample-{ending}")


def filled() -> tuple[int, int, bool] | None:
    """Return (people in, people wanted, whether more come) until all sample data is in, else None."""
    try:
        held, wanted, *said = progress_file().read_text().split()
        return int(held), int(wanted), said != [STOPPED]
    except (OSError, ValueError):
        return None


def is_complete(people: int) -> bool:
    """Say whether a filling up to this number, or more, has come to its end."""
    try:
        return int(_beside("complete").read_text()) >= people
    except (OSError, ValueError):
        return False


def start(people: int) -> subprocess.Popen[bytes]:
    """Begin to add people up to this number in a process of its own; end it with `stop`."""
    command = [sys.executable, "-m", "gainful.demo.filling", str(people)]
    return subprocess.Popen(command, start_new_session=True)


def watch(
    process: subprocess.Popen[bytes], people: int, over: threading.Event, say: Callable[[str], None]
) -> threading.Thread:
    """Say, in the terminal and on every page, where the filling ends before its end and nobody stopped it."""

    def look() -> None:
        if process.wait() and not over.is_set():
            held = filled() or (0, people, False)
            progress_file().write_text(f"{held[0]} {people} {STOPPED}")
            say(INCOMPLETE)

    watching = threading.Thread(target=look, name="sample data", daemon=True)
    watching.start()
    return watching


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
            path.unlink(missing_ok=True)
            raise SystemExit(0)
        path.write_text(f"{held} {people}")

    halves = _left_in_halves()
    promise(_beside("part").write_text)
    _beside("part").unlink(missing_ok=True)
    fill(people, told)
    _analyze_as_owner()
    _beside("complete").write_text(str(people))
    path.unlink(missing_ok=True)
    words = IN_HALVES.format(part=halves, folder=path.parent) if halves else COMPLETE
    sys.stdout.write(words + "\n")


def _left_in_halves() -> str:
    """Return the part that a kill left in halves, also in an earlier run; nothing where there is none."""
    part, halves = _beside("part"), _beside("halves")
    if part.is_file() and part.read_text() in IN_STEPS:
        part.replace(halves)
    return halves.read_text() if halves.is_file() else ""


def _analyze_as_owner() -> None:
    code = "import django; django.setup(); from django.db import connection; connection.cursor().execute('ANALYZE')"
    command = [sys.executable, "-c", code]
    subprocess.run(command, env={**os.environ, "GAINFUL_DB_ROLE": "owner"}, check=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
