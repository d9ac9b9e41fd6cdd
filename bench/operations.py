"""Run for real: kills under writers and inside work, planted holes, a drill on a large installation.

    make bench ARGS=operations                                       # 50 and 100 kills, 200,000 people: about an hour
    GAINFUL_BENCH_KILLS=4 GAINFUL_BENCH_PEOPLE=3000 make bench ARGS=operations
    GAINFUL_BENCH_PARTS=drill GAINFUL_BENCH_DATA=FOLDER GAINFUL_BENCH_PEOPLE=1000000 make bench ARGS=operations

The demo in a temporary folder is the site that is killed. A write counts as taken when the API has answered 201, a
plan or a signature when the process has named it. Each kill is SIGKILL of the first process of the database, or of the
program.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.site.running import Serving, environment, gainful

from bench import Row, SkipBench
from bench._operations import kills, outages, whole_csv

UNDER_WRITERS = int(os.environ.get("GAINFUL_BENCH_KILLS", "50"))
INSIDE_WORK = 2 * UNDER_WRITERS
PEOPLE = int(os.environ.get("GAINFUL_BENCH_PEOPLE", "200000"))
DATA = os.environ.get("GAINFUL_BENCH_DATA", "")
"""An installation that holds so many people already and does not run: the drill is timed on a copy of it."""
SEED = int(os.environ.get("GAINFUL_BENCH_SEED", "14"))
BACK_S, RESTORED_S, AT = 15.0, 900.0, 1_000_000


def run() -> Iterator[Row]:
    """Print the figures of operations."""
    parts = os.environ.get("GAINFUL_BENCH_PARTS", "planted writers work csv drill").split()
    if "planted" in parts:
        yield from _planted()
    for name, part in (
        ("writers", _under_writers),
        ("work", _inside_work),
        ("csv", _whole_csv),
        ("drill", _drill),
    ):
        if name in parts:
            with TemporaryDirectory(prefix="gainful-bench-") as folder:
                yield from part(Path(folder))


def demo(data: Path) -> None:
    """Make the sample region with its people, jobs and promises, whole."""
    serving, until = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE=outages.SAMPLE), time.monotonic() + 900
    while "The sample data is complete" not in serving.said() and time.monotonic() < until:
        time.sleep(0.5)
    serving.stop()


def _planted() -> Iterator[Row]:
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench._operations.planted"],
            env={**environment(Path(folder) / "var"), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    named = found["kinds"] - len(found["missed"])
    yield Row("kinds of planted holes that are named", named, found["kinds"], note=", ".join(found["missed"]))
    yield Row("findings on a sound database", len(found["sound"]), 0, lower_is_better=True)


def _under_writers(folder: Path) -> Iterator[Row]:
    data = folder / "var"
    found = outages.run(data, UNDER_WRITERS, SEED)
    many = len(found.back_s)
    yield Row(
        f"slowest return after {many} kills under 20 writers, s",
        max(found.back_s),
        BACK_S,
        lower_is_better=True,
    )
    yield Row("median return, s", statistics.median(found.back_s))
    yield Row("writes that were acknowledged", len(found.acknowledged))
    yield Row("of them lost", found.lost, 0, lower_is_better=True)
    yield Row("half-saved", found.half, 0, lower_is_better=True)
    yield Row("answers 503 meanwhile", found.refused)
    said = f"{sorted(set(found.other))} {sorted(found.said)[:2]}" if found.other else ""
    yield Row("answers that are neither", len(found.other), 0, note=said, lower_is_better=True)


def _inside_work(folder: Path) -> Iterator[Row]:
    data = folder / "var"
    demo(data)
    archive = folder / "all.tar"
    done = gainful(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    tally = kills.run(data, archive, INSIDE_WORK, SEED)
    note = ", ".join(f"{name} {count}" for name, count in tally.by_kind.items())
    yield Row("kills inside work", tally.kills, note=note)
    yield Row("pieces of work lost", tally.lost, 0, lower_is_better=True)
    yield Row("pieces half-done or doubled", tally.half, 0, lower_is_better=True)


def _whole_csv(folder: Path) -> Iterator[Row]:
    """Time pages while somebody takes a whole list away, beside the same pages without it."""
    found = whole_csv.measured(folder / "var", PEOPLE)
    alone, beside = found["alone"], found["beside"]
    note = f"{found['rows']:,} rows of {PEOPLE:,} people; load average {found['load']:.1f}"
    yield Row("a whole list as CSV, s", found["whole_s"], note=note, lower_is_better=True)
    note = f"median {beside['p50']:.0f} and {alone['p50']:.0f} ms; {beside['pages']} pages, {beside['failed']} failed"
    yield Row("pages beside it, p95, ms", beside["p95"], 1.5 * alone["p95"], peer="without it", peer_value=alone["p95"],
              note=note, lower_is_better=True)  # fmt: skip


def _drill(folder: Path) -> Iterator[Row]:
    """Archive a large installation into a store and time the drill: base, log, replay, counts."""
    data, store = folder / "var", folder / "store"
    store.mkdir()
    _installation(data)
    key = folder / "agency.key"
    gainful(data, "recovery", "key", str(key))
    public = key.read_text().splitlines()[1].removeprefix("# public key: ")
    extra = {"GAINFUL_RECOVERY_TO": str(store), "GAINFUL_RECOVERY_KEY": public}
    with kills.Server(data):
        stored = kills.asked(data, "SELECT pg_database_size('gainful')")
        start = time.monotonic()
        _done([sys.executable, "-c", TAKE_BASE], environment(data, **extra))
        base_s = time.monotonic() - start
        done = _done([sys.executable, "-m", "gainful", "drill"], environment(data, **extra))
    seconds = float(re.search(r"restored in (\d+) s", done.stdout)[1])
    packed = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    note = f"{PEOPLE:,} people, {stored >> 20:,} MB; {AT:,} people: floor {RESTORED_S:.0f} s"
    yield Row(
        "restore drill from the store, s",
        seconds,
        RESTORED_S * PEOPLE / AT + 60,
        note=note,
        lower_is_better=True,
    )
    yield Row("whole copy, s", base_s, note=f"{packed >> 20:,} MB in the store, encrypted")


def _installation(data: Path) -> None:
    """Make a demo with so many people, or copy one that is there, with its owners: root's server runs as another."""
    if DATA:
        if (Path(DATA) / "postgres" / "postmaster.pid").exists():
            raise SkipBench(f"{DATA} is running")
        _done(["cp", "-a", "--reflink=auto", DATA, str(data)], None)
        return
    demo(data)
    with kills.Server(data):
        said = {**environment(data), "PYTHONPATH": os.pathsep.join(sys.path)}
        _done([sys.executable, "-m", "bench.loads", f"people={PEOPLE}"], said)


def _done(command: list[str], told: dict[str, str] | None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


TAKE_BASE = """
from gainful.site.database import start_server, stop_server
server = start_server()
from gainful.site.recovery.archiver import Archiver
from gainful.site.recovery.configuration import configuration
archiver = Archiver(configuration())
assert archiver.ship()
archiver.take_base()
archiver.end()
stop_server(server)
"""
