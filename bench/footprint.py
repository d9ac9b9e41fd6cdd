"""What Gainful takes: megabytes installed, seconds of a first start, memory; in one run against an earlier commit.

Both commits are built by `bench.against` from their own locks. Installed size is the sum of the files that the
packages record, compiled Python left out, 1 MB = 10^6 bytes. Memory is the proportional set size (shared pages divided
among those who share them) of the app, its workers and PostgreSQL, GAINFUL_BENCH_WAIT seconds (default 300) after the
first page.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench import Row
from bench.against import Installation, earlier, here, in_turn, seconds_of, serving

PORTS = 8311, 8312
INSTALLED = """
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from packaging.requirements import Requirement

def size(found):
    paths = (Path(found.locate_file(file)) for file in found.files or () if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())

def applies(wanted, extras):
    return wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in {"", *extras})

sizes, seen, waiting = {}, set(), [Requirement(name) for name in sys.argv[1:]]
while waiting:
    asked = waiting.pop()
    if (asked.name, frozenset(asked.extras)) in seen:
        continue
    seen.add((asked.name, frozenset(asked.extras)))
    try:
        found = distribution(asked.name)
    except PackageNotFoundError:  # declared by a library and in no lock
        continue
    sizes[found.metadata["Name"].lower()] = size(found)
    further = (Requirement(line) for line in found.requires or ())
    waiting += [wanted for wanted in further if applies(wanted, asked.extras)]
print(sum(sizes.values()) / 1e6)
"""
"""Megabytes of packages with all that they need, out of what is installed; run by the environment's own Python."""


def run() -> list[Row]:
    """Rows: installed size, `--version`, schema and memory."""
    now, then = here(), earlier()
    with tempfile.TemporaryDirectory(prefix="gainful-footprint-") as folder:
        return [*sizes(now, then), version(now, then, Path(folder)), *starts(now, then, Path(folder))]


def sizes(now: Installation, then: Installation) -> Iterable[Row]:
    """Rows of installed megabytes; Gainful's own files, which an editable installation does not record, are added."""
    before = installed(then, "gainful")
    wanted = {
        "installed, everything but Spark, MB": ("gainful[web,impact]", 1300.0, 1200.0),
        "installed, [web] without [impact], MB": ("gainful[web]", 1160.0, 1050.0),
        "installed, engine core, MB": ("gainful", 400.0, None),
        "installed, core with text and tables, MB": ("gainful[text,tables]", 850.0, None),
    }
    for name, (packages, floor, aim) in wanted.items():
        own = "" if "core" in name else then.name
        yield Row(
            name,
            installed(now, packages),
            floor,
            aim,
            peer=own,
            peer_value=before if own else None,
            lower_is_better=True,
        )


def installed(installation: Installation, packages: str) -> float:
    """Return the megabytes of packages and of all they need."""
    with tempfile.TemporaryDirectory() as data:
        listed = float(installation.run(["python", "-c", INSTALLED, packages], Path(data)))
    source = installation.folder / "src" / "gainful"
    own = sum(path.stat().st_size for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return listed + own / 1e6


def version(now: Installation, then: Installation, folder: Path) -> Row:
    """Row of `gainful --version`, in turn, nine times each after one to fill the caches."""
    work = seconds_of(["gainful", "--version"], folder)
    in_turn(work, now, then, rounds=1)
    ours, theirs = in_turn(work, now, then, rounds=9)
    ratio = theirs / ours
    return Row(
        "gainful --version, times as fast",
        ratio,
        1.5,
        3.0,
        peer=then.name,
        note=f"{ours:.3f} s against {theirs:.3f} s",
    )


def starts(now: Installation, then: Installation, folder: Path) -> Iterable[Row]:
    """Rows of the first start: seconds for the schema, and memory after a while."""
    wait = float(os.environ.get("GAINFUL_BENCH_WAIT", "300"))
    schema: dict[str, float] = {}
    memory: dict[str, float] = {}
    for installation, port in ((then, PORTS[0]), (now, PORTS[1])):
        with serving(installation, folder / installation.name, port, "--demo") as site:
            schema[installation.name] = site.phase("schema") or float("nan")
            time.sleep(wait)
            memory[installation.name] = proportional(site.process.pid, folder / installation.name)
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    yield Row(
        "schema on first start, s",
        schema[now.name],
        5.0,
        2.0,
        peer=then.name,
        peer_value=schema[then.name],
        note=load,
        lower_is_better=True,
    )
    yield Row(
        "memory of app, worker and PostgreSQL, of the earlier",
        memory[now.name] / memory[then.name],
        0.7,
        0.5,
        peer=then.name,
        note=f"{memory[now.name]:.0f} MB against {memory[then.name]:.0f} MB, {wait:.0f} s after the first page",
        lower_is_better=True,
    )


def proportional(process: int, data: Path) -> float:
    """Return the proportional set size in MB of a process, its descendants and the server on the data folder."""
    import psutil

    ours = psutil.Process(process)
    found = {p.pid for p in (ours, *ours.children(recursive=True))}
    for other in psutil.process_iter():
        try:
            if other.name() == "postgres" and Path(other.cwd()).is_relative_to(data):
                found.add(other.pid)
        except psutil.Error:
            continue
    return sum(_of_one(pid) for pid in found) / 1e6


def _of_one(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
