"""The draw: recomputed by the independent script, every change shown, chances against 20,000 draws."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench import Row
from gainful.engine.allocation import (
    Entry,
    Floor,
    Lottery,
    Seats,
    chance_of_a_seat,
    draw,
    open_record,
    publish,
    secret_hash,
    verify_record,
)
from gainful.engine.allocation.record import Announcement, DrawRecord

SCRIPT = Path(__file__).resolve().parents[1] / "docs" / "methods" / "scripts" / "recompute_draw.py"
PRIVATE = "a secret of the bench, long enough to be no guess"
VALUES = {"first party": "one", "second party": "two"}
APPLICANTS = int(os.environ.get("GAINFUL_BENCH_APPLICANTS", "100000"))
CHANGES = int(os.environ.get("GAINFUL_BENCH_CHANGES", "10000"))
KEYS = ("note", "signature", "contributions", "beacon", "round", "parties", "place")
"""Keys that a change adds."""
DRAWS = int(os.environ.get("GAINFUL_BENCH_DRAWS", "20000"))


def run() -> list[Row]:
    """What a draw promises, measured."""
    return [recomputed(), changes_shown(), chances()]


def lottery_of(people: int, strata: int, seats: int, *, seed: int) -> Lottery:
    """Return a lottery with priorities, segments and floors."""
    rng = random.Random(seed)  # noqa: S311 - a case to draw, no secret
    entries = tuple(
        Entry(
            f"{number:06d}",
            f"S{number % strata:02d}",
            int(rng.random() < 0.9),
            rng.choice(("", "", "young", "rural")),
        )
        for number in range(people)
    )
    each = seats // strata
    floors = tuple(Floor(f"S{number:02d}", "young", 1) for number in range(0, strata, 2))
    return Lottery(entries, tuple(Seats(f"S{number:02d}", each) for number in range(strata)), floors)


def drawn(lottery: Lottery) -> DrawRecord:
    """Return the whole record of a draw with two parties."""
    hashes = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
    announced = Announcement(
        "bench", datetime(2026, 11, 30, tzinfo=UTC), secret_hash(PRIVATE), {"parties": hashes}, ""
    )
    return open_record(publish(lottery, announced), {"secret": PRIVATE, "contributions": VALUES})


def recomputed() -> Row:
    """200 seats among 100,000 people in 40 strata, by a script that knows nothing of Gainful."""
    began = time.perf_counter()
    record = drawn(lottery_of(APPLICANTS, 40, 200, seed=1))
    took = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.json")
        path.write_text(json.dumps(record), encoding="utf-8")
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-I", SCRIPT, path, record["commitment"]],
            capture_output=True,
            text=True,
            check=False,
        )
        alone = time.perf_counter() - began
    note = f"{done.stdout.strip() or done.stderr[-200:]} drawn in {took:.1f} s, script {alone:.1f} s"
    return Row(
        f"200 seats of {APPLICANTS:,} people in 40 strata recomputed by the script", float(done.returncode == 0), 1.0,
        note=note,
    )  # fmt: skip


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for each in inner:
        yield from _objects(each)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _places(inner, (*path, number))
    else:
        yield path


def _changed(value: Any, rng: random.Random) -> Any:
    if isinstance(value, int):
        return value + rng.choice((-1, 1, 7))
    text = str(value)
    if not text:
        return "x"
    place = rng.randrange(len(text))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


def _of_another_type(value: Any, rng: random.Random) -> Any:
    """Return the same value in another type: in Python true equals 1 and 1.0, and what is read is easily turned."""
    kinds: list[Any] = [[value], None, {"value": value}]
    if isinstance(value, int):
        kinds += [float(value), str(value)] + ([bool(value)] if value in {0, 1} else [])
    elif value.isdecimal():
        kinds.append(int(value))
    return rng.choice(kinds)


def _more(record: Any, rng: random.Random) -> None:
    """Put a key more into one of the record's objects: one of nobody's, or one that belongs elsewhere."""
    inside = rng.choice(list(_objects(record)))
    name = rng.choice([key for key in KEYS if key not in inside])
    inside[name] = rng.choice(("x", 1, True, None, {}))


def _drop(record: Any, rng: random.Random) -> bool:
    """Take out, double or swap an entry or a result; whether the record is another one now."""
    name = rng.choice(("entries", "results"))
    rows = record["committed"]["entries"] if name == "entries" else record["results"]
    place = rng.randrange(len(rows))
    kind = rng.randrange(3)
    if kind == 0:
        del rows[place]
    elif kind == 1:
        rows.insert(place, copy.deepcopy(rows[place]))
    else:
        other = rng.randrange(len(rows))
        rows[place], rows[other] = rows[other], rows[place]
        return bool(rows[place] != rows[other])
    return True


def changes_shown() -> Row:
    """10,000 random changes, each to be named.

    A value or its type anywhere, a key more, a row taken out, doubled or moved.
    """
    whole = drawn(lottery_of(60, 3, 12, seed=2))
    assert verify_record(whole, published_commitment=whole["commitment"]) == []
    places = list(_places(whole))
    rng = random.Random(3)  # noqa: S311
    shown = tried = 0
    while tried < CHANGES:
        record: Any = copy.deepcopy(whole)
        kind = rng.random()
        if kind < 0.7:
            *path, last = rng.choice(places)
            inside = record
            for step in path:
                inside = inside[step]
            change = _changed if kind < 0.5 else _of_another_type
            inside[last] = change(inside[last], rng)
        elif kind < 0.8:
            _more(record, rng)
        elif not _drop(record, rng):
            continue
        tried += 1
        shown += bool(verify_record(record, published_commitment=whole["commitment"]))
    return Row(
        f"{CHANGES:,} random changes of the record, shown", shown / tried, 1.0, note=f"{shown:,} of {tried:,}"
    )


def chances() -> Row:
    """How many draws say of each person's chance, in standard errors: the worst of them."""
    lottery = Lottery(
        tuple(
            Entry(f"P{number:02d}", "AB"[number % 2], int(number > 3), "young" if number % 5 == 0 else "")
            for number in range(24)
        ),
        (Seats("A", 5), Seats("B", 4)),
        (Floor("A", "young", 1), Floor("B", "young", 1)),
    )
    stored, won = chance_of_a_seat(lottery), dict.fromkeys((entry.code for entry in lottery.entries), 0)
    for number in range(DRAWS):
        for result in draw(lottery, f"bench {number}"):
            won[result.code] += result.outcome == "seat"
    worst = max(_errors(won[code], stored[code]) for code in won)
    return Row(
        f"inclusion over {DRAWS:,} draws against stored chances, worst person, standard errors", worst, 3.0,
        lower_is_better=True, note=f"{len(won)} people, priorities and floors; {len(set(stored.values()))} chances",
    )  # fmt: skip


def _errors(won: int, chance: Fraction) -> float:
    spread = float(chance * (1 - chance) / DRAWS) ** 0.5
    gap = abs(won / DRAWS - float(chance))
    return gap / spread if spread else (0.0 if gap == 0 else float("inf"))
