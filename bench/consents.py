"""A consent is narrowed or taken back at random; what the next responses of pages, API, export, PDF, ranking show.

    make bench ARGS=consents

The tries are those of `tests/www/participant/test_sharing.py`, on a database of their own: a person grants, narrows and
stops parts to a second agency at random, and after each step every door is opened. A door that shows nothing of what is
granted fails the run: it would prove nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row, SkipBench

TEST = "tests/www/participant/test_sharing.py::test_of_two_hundred_tries_none_shows_more"
TRIES = 200


def run() -> Iterator[Row]:
    """Print how many of 200 tries show more than is granted."""
    if not Path(TEST.split("::", maxsplit=1)[0]).is_file():
        raise SkipBench("run it in a clone: the tries are a test")
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        report, began = Path(folder, "report.xml"), time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-m",
            "slow",
            "--timeout=1200",
            "-o",
            "junit_family=xunit1",  # the newer kind has no place for what a test notes
            f"--junitxml={report}",
            TEST,
        ]
        done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
        found = re.search(
            r'name="of 200 tries show more" value="(\d+)"', report.read_text() if report.is_file() else ""
        )
    if found is None:
        raise RuntimeError(f"{done.stdout[-1500:]}{done.stderr[-500:]}")
    yield Row(
        f"consent narrowed or revoked: of {TRIES} tries the next response shows more", int(found[1]), 0,
        note=f"pages, API, export, PDF, ranking; {time.perf_counter() - began:.0f} s", lower_is_better=True,
    )  # fmt: skip
