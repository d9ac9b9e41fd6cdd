"""Measure this tree beside a named earlier commit: each in an environment and a data folder of its own.

    python -m bench.against cd0bfed                        # build the commit and say where it is
    python -m bench.against cd0bfed -- gainful --version   # run a command on both, in turn, and compare the seconds

Benches import `here`, `earlier`, `in_turn` and `serving`. What is built stays in GAINFUL_BENCH_CACHE (default: a
folder of the user's cache), so that the next bench need not build it again.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import SkipBench

ROOT = Path(__file__).resolve().parents[1]
BASE = "cd0bfed"
"""The commit that the figures of the first issues are measured against."""


def cache() -> Path:
    """Return the folder that holds what was built."""
    default = Path.home() / ".cache" / "gainful-bench"
    folder = Path(os.environ.get("GAINFUL_BENCH_CACHE", default))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True)
class Installation:
    """A clone of one commit with an environment of its own."""

    name: str
    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return self.folder / ".venv" / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """Where its packages are."""
        return next((self.folder / ".venv" / "lib").glob("python3*/site-packages"))

    def environment(self, data: Path, **more: str) -> dict[str, str]:
        """Return the environment for a run: its own data folder and nothing of the caller's Gainful or Django."""
        ours = ("PYTHON", "DJANGO", "GAINFUL", "DATABASE", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "GAINFUL_DATA": str(data), **more}

    def run(self, command: Sequence[str], data: Path, **more: str) -> str:
        """Run a command with its environment; the first word may be `gainful` or `python`. Returns what it printed."""
        words = [str(self.python.parent / command[0]), *command[1:]]
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment(data, **more),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{self.name}: {' '.join(command)} failed\n{done.stdout}{done.stderr}"[-3000:])
        return done.stdout


def earlier(commit: str = BASE) -> Installation:
    """Return the named commit, cloned and set up once."""
    return _built(_full_name(commit), "setup")


def here(target: str = "setup-all") -> Installation:
    """Return the commit that is checked out, set up in the same way; what is not committed does not count."""
    return _built(_full_name("HEAD"), target)


def _full_name(commit: str) -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise SkipBench(f"this clone does not hold commit {commit}")
    return found.stdout.strip()


def _built(commit: str, target: str) -> Installation:
    made = Installation(commit[:7], cache() / f"{commit[:12]}-{target}")
    if (made.folder / ".built").exists():
        return made
    shutil.rmtree(made.folder, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", "--no-checkout", str(ROOT), str(made.folder)], check=True)
    subprocess.run(["git", "checkout", "-q", commit], cwd=made.folder, check=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "MAKE"))}
    done = subprocess.run(
        ["make", target], cwd=made.folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SkipBench(f"{made.name} could not be set up: {(done.stdout + done.stderr)[-800:]}")
    (made.folder / ".built").touch()
    return made


def in_turn(
    work: Callable[[Installation], float], one: Installation, other: Installation, rounds: int = 5
) -> tuple[float, float]:
    """Do the same work on both, in turn, so that a busy machine slows both; returns the two medians."""
    figures: dict[str, list[float]] = {one.name: [], other.name: []}
    for turn in range(rounds):
        for installation in (one, other) if turn % 2 == 0 else (other, one):
            figures[installation.name].append(work(installation))
    return statistics.median(figures[one.name]), statistics.median(figures[other.name])


def seconds_of(command: Sequence[str], data: Path) -> Callable[[Installation], float]:
    """Return the work of running a command: its wall-clock seconds."""

    def work(installation: Installation) -> float:
        began = time.perf_counter()
        installation.run(command, data / installation.name)
        return time.perf_counter() - began

    return work


@dataclass
class Site:
    """A running `gainful serve`, its address and what it has printed."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    first_page: float = field(default=0.0)
    """seconds from the start to the first answered page"""

    def phase(self, name: str) -> float | None:
        """Seconds that a phase of the start took, as printed; None where it was not."""
        found = re.search(rf"^\s+{re.escape(name)}\s+([\d.]+) s$", self.log.read_text(), re.MULTILINE)
        return float(found[1]) if found else None


@contextmanager
def serving(installation: Installation, data: Path, port: int, *options: str, **more: str) -> Iterator[Site]:
    """Serve from a data folder until the block ends; waits for the first answered page."""
    data.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{data.name}.log"
    command = [str(installation.python.parent / "gainful"), "serve", "--port", str(port), *options]
    began = time.monotonic()
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=installation.folder,
            env=installation.environment(data, **more),
            stdout=file,
            stderr=file,
        )
    site = Site(process, f"http://127.0.0.1:{port}", log)
    try:
        while not answers(site.address):
            if process.poll() is not None or time.monotonic() - began > 600:
                raise RuntimeError(log.read_text()[-2000:])
            time.sleep(0.1)
        site.first_page = time.monotonic() - began
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(90)


def answers(address: str) -> bool:
    """Say whether the first page comes with status 200."""
    try:
        with urllib.request.urlopen(f"{address}/", timeout=30) as page:  # noqa: S310 - our own address
            return bool(page.status == 200)
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """Build a commit; run a command on it and on the checked-out one."""
    if not arguments:
        print(__doc__)
        return 2
    other = earlier(arguments[0])
    command = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    if not command:
        print(other.folder)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        now, then = in_turn(seconds_of(command, Path(folder)), here(), other)
    print(f"{' '.join(command)}: {now:.3f} s now, {then:.3f} s at {other.name}, {then / now:.2f}x as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
