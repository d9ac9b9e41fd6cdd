"""Skills inventory of 100,000 employees: heat map and gap to a target, the first time and from the store.

First the engine alone, then the employer's page out of a database of its own; a tenth let their own profile count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from tests.site.running import environment

from bench import Row
from gainful.engine.occupations import load_reference
from gainful.engine.workforce import (
    LevelNeed,
    RoleNeed,
    Roster,
    level_standing,
    role_standing,
    skills_inventory,
)

PEOPLE = 100_000
ROLES = 400


def roster(people: int = PEOPLE, roles: int = ROLES, seed: int = 1) -> Roster:
    """Return so many employees, one line each, in roles of very different sizes; two thirds agreed."""
    drawn = np.random.default_rng(seed)
    codes = [each.code for each in load_reference().occupations if each.rated]
    names = np.array(drawn.choice(codes, roles, replace=False))
    share = drawn.pareto(1.2, roles) + 0.01
    place = drawn.choice(roles, people, p=share / share.sum())
    years = np.where(drawn.random(people) < 0.03, np.nan, drawn.exponential(6, people))
    return Roster(names[place], years, drawn.random(people) < 2 / 3, np.ones(people, np.int64))


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def run() -> list[Row]:
    """First: from 100,000 lines to heat map and both gaps. Cached: both gaps from the inventory that is kept."""
    reference = load_reference()
    _ = reference.level, reference.elements, reference.preparation_years
    staff = roster()
    by = date(2027, 12, 31)
    role, level = RoleNeed("29-1141.00", 500, by), LevelNeed("onet:2.A.1.b", 4.0, 60_000, by)

    def gaps(found: Any) -> tuple[Any, Any]:
        return role_standing(found, role), level_standing(found, level)

    def first() -> Any:
        found = skills_inventory(staff, reference)
        return found, gaps(found)

    seconds = [_timed(first) for _ in range(3)]
    found = seconds[0][1][0]
    assert int(found.headcount.sum()) + found.without_role == PEOPLE
    again = median(_timed(lambda: gaps(found))[0] for _ in range(9))
    return [
        Row(
            "skills inventory of 100,000 employees, first, s", round(seconds[0][0], 3), 3.0, 1.0,
            note=f"{len(found.roles)} roles × {found.columns.size} skills; again {seconds[2][0]:.2f} s",
            lower_is_better=True,
        ),
        Row("the same, gaps from the kept inventory, s", round(again, 3), 0.2, lower_is_better=True),
        *on_the_page(),
    ]  # fmt: skip


def on_the_page() -> list[Row]:
    """The employer's page in one process: first out of the rows, then out of what is kept."""
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench._workforce_page", str(PEOPLE), str(PEOPLE // 10)],
            env={**environment(Path(folder) / "var"), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    return [
        Row(
            "the employer's page of 100,000 employees, first, s", round(found["first"], 2), 3.0, 1.0,
            note=f"{PEOPLE // 10:,} by their own profile, found by the daily count in {found['count']:.1f} s; {load}",
            lower_is_better=True,
        ),
        Row("the same, again, s", round(found["again"], 3), 0.2, note=load, lower_is_better=True),
    ]  # fmt: skip
