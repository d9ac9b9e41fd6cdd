"""A cohort's pages with 500 applicants, and with 500 people and 200 classes: questions to the database, and p95.

    make bench ARGS=cohort_page                     # 20 people at once, 2,000 pages after a minute: about ten minutes
    GAINFUL_BENCH_REQUESTS=300 GAINFUL_BENCH_CLIENTS=5 python -m bench cohort_page

Questions are counted in one process. Then the folder is served as a user would serve it, and clients ask over HTTP:
each thinks (exponential, mean 5 s), then opens one of the pages (half the time an overview). Clients, server and
database share the machine's cores. `in one process`: what Django, the database and the templates take, one at a time.
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
from typing import Any

from tests.site.running import Serving, environment

from bench import Row
from bench.first_pages import NOBODY, THINK_S, Mix, Wanted, ask, p95, percentile

APPLICANTS = int(os.environ.get("GAINFUL_BENCH_APPLICANTS_OF_ONE", "500"))
SESSIONS = int(os.environ.get("GAINFUL_BENCH_SESSIONS", "200"))
TIMES = int(os.environ.get("GAINFUL_BENCH_TIMES", "20"))
REQUESTS = int(os.environ.get("GAINFUL_BENCH_REQUESTS", "2000"))
CLIENTS = int(os.environ.get("GAINFUL_BENCH_CLIENTS", "20"))
WARM_UP_S = float(os.environ.get("GAINFUL_BENCH_WARM_UP", "60"))
MOST_QUESTIONS, FLOOR_MS, AIM_MS = 15, 200.0, 100.0
NAMES = {
    "applying cohort": "overview", "applying cohort_applications": "applications", "applying cohort_draw": "draw",
    "learning cohort": "overview with classes", "learning cohort_people": "people",
    "learning sessions": "classes", "learning hours": "hours",
}  # fmt: skip


def run() -> Iterator[Row]:
    """Print the figures of each page, and of all of them asked by many at once."""
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        data = Path(folder) / "var"
        found = _made(data)
        words = f"cohort of {APPLICANTS:,} people, {SESSIONS} classes"
        for name, page in found["pages"].items():
            spent = sorted(page["milliseconds"])
            slow = statistics.quantiles(spent, n=20, method="inclusive")[-1]
            yield Row(
                f"{words}, {NAMES[name]}, questions to the database", page["questions"], MOST_QUESTIONS,
                lower_is_better=True,
                note=f"{page['whole']} with who is there and what they may see; in one process p95 {slow:.0f} ms,"
                f" median {statistics.median(spent):.0f}, Python's own {page['processor']:.0f}",
            )  # fmt: skip
        yield from _asked(data, found, words)


def _made(data: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench._cohort_pages", str(APPLICANTS), str(SESSIONS), str(TIMES)],
        env={**environment(data), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _asked(data: Path, found: dict[str, Any], words: str) -> Iterator[Row]:
    addresses = {name: page["address"] for name, page in found["pages"].items()}
    share = {name: 0.25 if name.endswith(" cohort") else 0.5 / (len(addresses) - 2) for name in addresses}
    mix: Mix = {("manager", addresses[name]): part for name, part in share.items()}
    wanted = Wanted(requests=REQUESTS, clients=CLIENTS, warm_up=WARM_UP_S)
    serving = Serving(data, GAINFUL_SECOND_STEP="none")
    try:
        asked, took = ask(serving.address, mix, {"manager": [{"cookie": found["cookie"]}]}, wanted)
    finally:
        serving.stop()
    pages = [each for each in asked if (each.role, each.page) != NOBODY]
    peer = p95([1000 * each.seconds for each in asked if (each.role, each.page) == NOBODY])
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    named = {address: NAMES[name] for name, address in addresses.items()}
    for label, mine in [("all pages", pages)] + [
        (named[address], [each for each in pages if each.page == address]) for address in named
    ]:
        spent = [1000 * each.seconds for each in mine]
        first = label == "all pages"
        note = f"p50 {percentile(spent, 50):.0f} of {len(spent)}"
        if first:
            note += f"; {CLIENTS} clients, {THINK_S:g} s of thought, {took:.0f} s; {load}"
        yield Row(
            f"{words}, {label}, p95, ms", round(p95(spent), 1), FLOOR_MS, AIM_MS, "sign-in page" if first else "",
            round(peer, 1) if first else None, note=note, lower_is_better=True,
        )  # fmt: skip
    bad = [each for each in pages if each.status != 200]
    yield Row(
        f"{words}, errors",
        len(bad),
        0,
        note=", ".join({str(each.status) for each in bad}),
        lower_is_better=True,
    )
