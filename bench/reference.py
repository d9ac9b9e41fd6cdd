"""Import of O*NET 29.3 completed, whole process, beside an earlier commit on the same folder; crosswalk coverage.

`GAINFUL_BASE` is a worktree of the earlier commit: `git worktree add ../base-reference cd0bfed`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row, SkipBench
from bench._completed_release import completed

ROOT = Path(__file__).resolve().parents[1]


def run() -> list[Row]:
    """Import twice, here and at the earlier commit, and count occupations that the crosswalk gives skills."""
    base = Path(os.environ.get("GAINFUL_BASE") or ROOT.parent / "base-reference")
    if not (base / "src" / "gainful").is_dir():
        raise SkipBench(
            f"no earlier commit at {base}: git worktree add {base.name} cd0bfed, or set GAINFUL_BASE"
        )
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        release = completed(Path(folder))
        (seconds, peak), (seconds_then, peak_then) = (_measured(root, release) for root in (ROOT, base))
    note = "29.3 completed (xlsx), whole process"
    return [
        Row("import of O*NET, times the earlier commit's", seconds / seconds_then, 1.0, note=note,
            lower_is_better=True, peer="cd0bfed, s", peer_value=seconds_then, ratio=seconds_then / seconds),
        Row("  peak memory, times the earlier commit's", peak / peak_then, 0.7, note=f"{peak:.0f} MB",
            lower_is_better=True, peer="cd0bfed, MB", peer_value=peak_then, ratio=peak_then / peak),
        _coverage(),
    ]  # fmt: skip


def _measured(root: Path, release: Path) -> tuple[float, float]:
    """Seconds and peak MB of `gainful reference load` with the code of a worktree, in a process of its own."""
    watch = (
        "import resource, subprocess, sys, time; began = time.perf_counter();"
        "subprocess.run([sys.executable, '-m', 'gainful', 'reference', 'load', sys.argv[1]], check=True,"
        " stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    with TemporaryDirectory(prefix="gainful-bench-") as data:
        environment = {**os.environ, "PYTHONPATH": str(root / "src"), "GAINFUL_DATA": data}
        command = [sys.executable, "-c", watch, str(release)]
        told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    seconds, peak = map(float, told.split())
    return seconds, peak


def _coverage() -> Row:
    """Rated occupations that the ESCO crosswalk covers, and those of them with an ESCO skill."""
    from gainful.engine.occupations import load_reference

    reference = load_reference("onet-30.0")
    walks, esco = reference.crosswalks, reference.esco
    linked = {o.code: walks.esco_of_onet(o.code) for o in reference.occupations if o.rated}
    covered = [code for code, matches in linked.items() if matches]
    skilled = [c for c in covered if any(m.code in esco.occupation_row for m in linked[c])]
    share = len(skilled) / len(covered)
    return Row(
        "rated occupations of the crosswalk with ESCO skills", share, 0.95, note=f"{len(covered)} covered"
    )
