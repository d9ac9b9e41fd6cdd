"""A cohort's pages with 500 applicants: questions to the database, and the time of the slowest in twenty.

    make bench ARGS=cohort_page                       # GAINFUL_BENCH_APPLICANTS_OF_ONE=5000 for more applicants

In one process, without the network: what Django, the database and the templates take. The list that names applicants is
the page of the figure; the overview has a form for each part of a cohort, each with its choices.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.site.running import environment

from bench import Row

APPLICANTS = int(os.environ.get("GAINFUL_BENCH_APPLICANTS_OF_ONE", "500"))
TIMES = int(os.environ.get("GAINFUL_BENCH_TIMES", "40"))
MOST_QUESTIONS, FLOOR_MS, AIM_MS = 15, 200.0, 100.0
NAMES = {
    "cohort": "overview", "cohort_applications": "applications", "cohort_draw": "draw", "cohort_people": "enrolled"
}  # fmt: skip


def run() -> Iterator[Row]:
    """Print both figures of each page."""
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench._cohort_pages", str(APPLICANTS), str(TIMES)],
            env={**environment(Path(folder) / "var"), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    for name, page in json.loads(done.stdout.splitlines()[-1]).items():
        words = f"cohort of {APPLICANTS:,} applicants, {NAMES[name]}"
        yield Row(
            f"{words}, questions to the database", page["questions"], MOST_QUESTIONS, lower_is_better=True,
            note=f"{page['whole']} with who is there and what they may see",
        )  # fmt: skip
        spent = sorted(page["milliseconds"])
        slow = statistics.quantiles(spent, n=20, method="inclusive")[-1]
        yield Row(
            f"{words}, p95, ms", round(slow, 1), FLOOR_MS, AIM_MS, lower_is_better=True,
            note=f"median {statistics.median(spent):.0f}, Python's own {page['processor']:.0f}; {load}",
        )  # fmt: skip
