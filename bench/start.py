"""From a clean clone to the first page: the seconds of each phase, as `make start` prints them.

Clones this repository, runs the set-up with an empty home and nothing of the caller's environment but the path, serves
the demo and asks for its first page; then stops and starts it again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row, SkipBench

ROOT = Path(__file__).resolve().parents[1]
FIRST_S, AGAIN_S = 180.0, 10.0
PORT = 8297
PHASE = re.compile(r"^  (\S.*?)(?: …|\s{2,})\s*([\d.]+) s$", re.MULTILINE)


def run() -> list[Row]:
    """Rows: until the first page from nothing (floor of the issue: 3 minutes), and from the second start (10 s)."""
    if shutil.which("git") is None or shutil.which("make") is None:
        raise SkipBench("git and make are needed")
    with TemporaryDirectory(prefix="gainful-start-") as folder:
        clone = Path(folder, "gainful")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        bare = {"HOME": folder, "PATH": f"{Path(sys.base_prefix, 'bin')}:/usr/bin:/bin"}
        began = time.monotonic()
        done = subprocess.run(
            ["make", "setup"], cwd=clone, env=bare, capture_output=True, text=True, check=True
        )
        setup = time.monotonic() - began
        first, said = first_page(clone, bare)
        again, said_again = first_page(clone, bare)
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; "
    return [
        Row(
            "clean clone → first page, s",
            setup + first,
            FIRST_S,
            note=load + phases(done.stdout + said),
            lower_is_better=True,
        ),
        Row("second start → first page, s", again, AGAIN_S, note=phases(said_again), lower_is_better=True),
    ]


def first_page(clone: Path, environment: dict[str, str]) -> tuple[float, str]:
    """Serve, wait for the first page, stop as Ctrl-C does; return seconds until the page and what was printed."""
    log = clone / "start.log"
    began = time.monotonic()
    with log.open("w") as file:
        command = [".venv/bin/gainful", "serve", "--demo", "--port", str(PORT)]
        serving = subprocess.Popen(command, cwd=clone, env=environment, stdout=file, stderr=file)
        try:
            while not _answers():
                if serving.poll() is not None:
                    raise RuntimeError(log.read_text()[-2000:])
                time.sleep(0.1)
            seconds = time.monotonic() - began
        finally:
            serving.terminate()
            serving.wait(60)
    return seconds, log.read_text()


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=30) as page:
            return page.status == 200
    except OSError:
        return False


def phases(printed: str) -> str:
    """Return the phases that were printed, with their seconds, in one line."""
    return ", ".join(f"{name} {seconds}" for name, seconds in PHASE.findall(printed))
