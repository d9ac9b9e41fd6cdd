"""20 million wage rows brought in and killed three times at random points, then once in one go beside DuckDB.

The peer is DuckDB reading the same CSV into Parquet with a (plain) hash of the person: no checks, no journal.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row

ROWS = int(os.environ.get("GAINFUL_WAGE_ROWS", "20000000"))
PEOPLE = 2_000_000
KILLS, SEED = 3, 20261123
FLOOR_GB = 1.5


def run() -> list[Row]:
    """Rows: records that differ after three kills (0), seconds beside the peer, peak memory."""
    import duckdb

    with TemporaryDirectory(prefix="gainful-wages-") as folder:
        file, made = Path(folder, "wages.csv"), _make(Path(folder, "wages.csv"))
        size = file.stat().st_size / 1e9
        broken, kills = _killed(file, Path(folder, "killed"))
        seconds, peak = _import(file, Path(folder, "whole"))
        began = time.perf_counter()
        duckdb.execute(
            f"COPY (SELECT md5(person) AS person, employer, year::SMALLINT AS year, quarter::TINYINT AS quarter, "
            f"wages::DOUBLE AS wages FROM read_csv('{file}', all_varchar=true)) TO '{folder}/peer.parquet'"
        )
        peer = time.perf_counter() - began
        difference = _difference(Path(folder, "killed"), made)
    note = f"{ROWS:,} rows, {size:.1f} GB; killed after {', '.join(kills)} pieces"
    return [
        Row("wage rows lost or doubled after 3 kills", difference + broken, 0.0, note=note, lower_is_better=True),
        Row("import of the same file, s", seconds, peer="DuckDB CSV to Parquet", peer_value=peer, lower_is_better=True),
        Row("its peak memory, GB", peak, FLOOR_GB, lower_is_better=True),
    ]  # fmt: skip


def _make(file: Path) -> tuple[int, int]:
    """Write the file; return the records and cents that must be in a store afterwards."""
    import duckdb

    duckdb.execute(
        f"COPY (SELECT lpad((hash(i // 10) % {PEOPLE} + 100000000)::VARCHAR, 9, '1') AS person, "
        "'E' || (hash(i) % 40000) AS employer, 2023 + (i % 12) // 4 AS year, i % 4 + 1 AS quarter, "
        f"(hash(i * 7) % 2500000) / 100.0 AS wages FROM range({ROWS}) t(i)) TO '{file}' (HEADER)"
    )
    return ROWS, duckdb.execute(f"SELECT sum((hash(i * 7) % 2500000)) FROM range({ROWS}) t(i)").fetchall()[0][
        0
    ]


def _command(file: Path, store: Path) -> tuple[list[str], dict[str, str]]:
    key = store.parent / "key"
    command = [
        sys.executable,
        "-m",
        "gainful",
        "wages",
        "import",
        str(file),
        "--store",
        str(store),
        "--wage-key",
        str(key),
    ]
    return command, {**os.environ, "PYTHONPATH": "src"}


def _killed(file: Path, store: Path) -> tuple[int, list[str]]:
    """Import with a kill −9 at three random points; return imports that did not go on, and where they were killed.

    A kill that comes after the last piece finds the import done: then nothing is left to go on with.
    """
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    whole = max(4, file.stat().st_size // (16 * 2**20))
    points = sorted(
        rng.sample(range(1, max(KILLS + 1, whole - 6)), KILLS)
    )  # in the middle: the last pieces take no time
    command, environment = _command(file, store)
    ended = False
    for point in points:
        importing = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while importing.poll() is None and len(list(store.glob("pieces/*/*.parquet"))) < point:
            time.sleep(0.01)
        time.sleep(rng.random() * 0.3)
        importing.send_signal(signal.SIGKILL)
        ended |= importing.wait() == 0
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    expected = "was brought in before" if ended else "went on where an earlier import stopped"
    return int(expected not in done.stdout), [str(point) for point in points]


def _import(file: Path, store: Path) -> tuple[float, float]:
    """Import in one go; return seconds and peak memory in GB."""
    import psutil

    command, environment = _command(file, store)
    began, peak = time.perf_counter(), 0
    importing = psutil.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while importing.poll() is None:
        try:
            peak = max(peak, importing.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    return time.perf_counter() - began, peak / 1e9


def _difference(store: Path, made: tuple[int, int]) -> int:
    """Return by how many rows, or else cents, the pieces differ from what was written."""
    import duckdb

    rows, distinct, cents = duckdb.execute(
        f"SELECT count(*), count(DISTINCT line), sum(wages) FROM read_parquet('{store}/pieces/*/*.parquet')"
    ).fetchall()[0]
    return abs(rows - made[0]) + abs(distinct - made[0]) or abs(int(cents) - int(made[1]))
