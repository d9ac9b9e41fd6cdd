"""One job ranked over a state's pool: this tree, an earlier commit and plain numpy, the same people in the same run.

All of it each time: filters, counts per occupation, selection rates, the first page.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench import Row
from bench._by_turns import BASE, by_turns

PEOPLE = int(os.environ.get("GAINFUL_RANK_PEOPLE", "1000000"))
RUNS = 7
JOB = "31-1131.00"
SEGMENTS = {
    "age_group": ("", "16-24", "25-54", "55+"),
    "disability": ("", "yes", "no"),
    "gender": ("woman", "man", ""),
    "race_ethnicity": ("", "asian", "black", "hispanic", "white", "other"),
    "veteran": ("", "yes", "no"),
}


def run() -> list[Row]:
    """The rows of the issue."""
    here, then = by_turns("ranking", rounds=1)
    plain = time_plain()
    note = f"{PEOPLE:,} people, filters, counts, rates, first page; load average {os.getloadavg()[0]:.1f}"
    return [
        Row(f"rank {PEOPLE:,} people for one job, ms", here["ms"], note=note, lower_is_better=True),
        Row("  times as fast as that commit", then["ms"] / here["ms"], 8, 30, f"commit {BASE}, ms", then["ms"],
            ratio=then["ms"] / here["ms"]),
        Row("  times as fast as plain numpy", plain / here["ms"], 10, 40, "plain numpy, ms", plain,
            ratio=plain / here["ms"], note="the same hours, lists, counts and first page"),
        Row("  share of that commit's memory", here["mb"] / then["mb"], 0.5, 0.3,
            f"commit {BASE}, MB a million", then["mb"] * 1e6 / PEOPLE, note=f"{here['mb'] * 1e6 / PEOPLE:.0f} MB a "
            "million people: resident after ranking less resident before there was a pool", lower_is_better=True),
    ]  # fmt: skip


def columns(count: int = PEOPLE) -> dict[str, Any]:
    """People made up from a seed: levels around those of their last work, some not known; the arguments of a pool."""
    from gainful.engine.occupations import load_reference

    reference, rng = load_reference(), np.random.default_rng(7)
    occupation = rng.integers(-1, len(reference.occupations), count).astype(np.int32)
    typical = np.nan_to_num(np.asarray(reference.level), nan=2.0) * 100
    levels = np.empty((count, len(reference.elements)), np.uint16)
    for start in range(0, count, 50_000):
        some = slice(start, min(count, start + 50_000))
        made = typical[occupation[some]] + rng.normal(0, 60, levels[some].shape)
        levels[some] = np.clip(made, 0, 700)
        levels[some][rng.random(made.shape) < 0.05] = 65535
    names = np.char.add("P", np.arange(count).astype("U7"))
    held = [
        frozenset(keys)
        for keys in (("credential:cna",), ("credential:cdl-b", "technology:microsoft-excel"), ())
    ]
    return {
        "reference_version": reference.version,
        "ids": np.char.add("00000000-0000-4000-8000-", np.char.zfill(np.arange(count).astype("U12"), 12)),
        "codes": names,
        "names": names,
        "levels": levels,
        "doubt": rng.integers(20, 120, count).astype(np.uint16),
        "occupation": occupation,
        "area": rng.choice(np.array(["", "0033460", "0020260", "0016980"]), count),
        "wage_now": rng.choice(np.array([np.nan, 28_000, 36_000, 52_000, 90_000]), count).astype(np.float32),
        "wage_now_at_least": np.zeros(count, bool),
        "wage_now_place": np.zeros(count, np.uint8),
        "wage_floor": rng.choice(np.array([np.nan, 25_000, 30_000, 45_000]), count).astype(np.float32),
        "shifts": rng.integers(0, 16, count).astype(np.uint8),
        "barriers": rng.integers(0, 1024, count).astype(np.uint32),
        "scenario": rng.integers(0, 3, count).astype(np.uint8),
        "credentials": tuple(held[k] for k in rng.choice([0, 1, 2], count, p=[0.02, 0.03, 0.95]).tolist()),
        "segments": {kind: rng.choice(np.array(words), count) for kind, words in SEGMENTS.items()},
    }


def asked() -> dict[str, Any]:
    """The job and its filters, as the arguments of `rank_pool` beside the pool."""
    from gainful.engine.mix import typical_support_prices
    from gainful.engine.ranking.pool import Constraints

    home = "postings.profile" if find_spec("gainful.engine.postings") else "profiles.required.profile"  # then
    required_profile = import_module(f"gainful.engine.{home}").required_profile
    posting = Path(__file__).resolve().parents[1] / "examples" / "nursing-assistant.txt"
    found = required_profile(posting.read_text(encoding="utf-8"))
    return {
        "required": found.profile,
        "constraints": Constraints(wage=38_000, area="0033460", shifts=1, max_hours=1_500),
        "code": JOB,
        "support_prices": typical_support_prices(),
    }


def all_of_it(pool: Any, job: dict[str, Any]) -> Any:
    """Rank, count and build the first page, as the page of a job does."""
    from gainful.engine.ranking.people import rank_pool

    ranking = rank_pool(job["required"], pool, job["constraints"], code=job["code"],
                        support_prices=job["support_prices"])  # fmt: skip
    return (
        ranking, len(ranking), ranking.excluded, ranking.if_relaxed, ranking.within(200), ranking.by_occupation(),
        ranking.by_occupation(200), ranking.selection_rates, ranking.page(0, 25),
    )  # fmt: skip


def figures() -> dict[str, float]:
    """Run in a process of either commit: milliseconds, and memory that the pool and its ranking take."""
    job = asked()
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        path = Path(folder, "people.pool")
        in_file = find_spec("gainful.engine.ranking.pool_file") is not None
        if in_file:  # as pages read it; another process makes it, so that this one has nothing of the making
            maker = get_context("fork").Process(target=write, args=(path,))
            maker.start()
            maker.join()
        all_of_it(pool_of(100), job)
        before = resident()
        pool = (
            import_module("gainful.engine.ranking.pool_file").read_pool(path).pool
            if in_file
            else pool_of(PEOPLE)
        )
        times = [timed(lambda: all_of_it(pool, job)) for _ in range(RUNS)]
    return {"ms": median(times), "mb": (resident() - before) / 1e6}


def pool_of(count: int) -> Any:
    """A pool in memory of either commit."""
    from gainful.engine.ranking.pool import Pool

    told = {field.name for field in fields(Pool) if field.init}
    return Pool(**{name: value for name, value in columns(count).items() if name in told})


def write(path: Path) -> None:
    """Write the people into a file."""
    from gainful.engine.ranking.pool_file import write_pool

    write_pool(path, pool_of(PEOPLE), {}, {})


def resident() -> int:
    """Bytes of this process that lie in memory."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


def time_plain(count: int = PEOPLE) -> float:
    """Milliseconds of the same answer in plain numpy, worked out for some of the people and scaled up."""
    from tests.engine.ranking.plain import plain_answer

    from gainful.engine.ranking.pool import Pool

    fewer = max(1, min(count, 200_000))
    pool, job = Pool(**columns(fewer)), asked()
    return median([timed(lambda: plain_answer(pool, job)) for _ in range(3)]) * count / fewer


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds of some work."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
