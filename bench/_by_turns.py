"""One topic's `figures()` in processes of this tree and of an earlier commit, turn by turn, so that load slows both.

The earlier commit's code runs in this environment: only Gainful differs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from bench import SkipBench
from bench.against import BASE, ROOT, cache

__all__ = ["BASE", "by_turns", "source_of"]
SCRIPT = """
import importlib, json, sys
print(json.dumps(importlib.import_module("bench." + sys.argv[1]).figures()))
"""


def source_of(commit: str = BASE) -> Path:
    """Return the folder of an earlier commit's package, taken out of this clone once."""
    folder = cache() / f"{commit}-source"
    if not (folder / "src").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(
            ["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=False
        )
        if archive.returncode:
            raise SkipBench(f"this clone does not hold commit {commit}")
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder / "src"


def by_turns(topic: str, rounds: int = 3, **settings: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the medians of `bench.TOPIC.figures()` here and at the earlier commit."""
    earlier = source_of()
    found: tuple[list[dict[str, float]], list[dict[str, float]]] = ([], [])
    for turn in range(rounds):
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            found[side].append(_run(topic, (ROOT / "src", earlier)[side], settings))
    return tuple({key: median(line[key] for line in side) for key in side[0]} for side in found)  # type: ignore[return-value]


def _run(topic: str, source: Path, settings: dict[str, str]) -> dict[str, float]:
    environment = {**os.environ, **settings, "PYTHONPATH": f"{source}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, topic],
        env=environment,
        cwd=source.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{source}: {done.stderr[-3000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))
