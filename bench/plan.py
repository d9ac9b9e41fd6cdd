"""From a posting to a whole plan in memory: 20,000 made-up people, warm, and the time of each phase."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench import Row

POSTING = Path(__file__).resolve().parents[1] / "examples" / "nursing-assistant.txt"
PEOPLE, TIMES, START = 20_000, 5, date(2027, 1, 4)
Made = TypeVar("Made")


class Stopwatch:
    """Milliseconds of each phase, by name, one figure a run."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)

    def time(self, phase: str, work: Callable[[], Made]) -> Made:
        began = time.perf_counter()
        made = work()
        self.took[phase].append((time.perf_counter() - began) * 1000)
        return made


def run() -> list[Row]:
    """The whole plan, its phases, and the two loads that a first call pays for."""
    from gainful.demo.catalogue import generate_courses
    from gainful.demo.region import AS_OF, generate_people
    from gainful.engine.curriculum.from_records import courses_from_records
    from gainful.engine.occupations import load_reference
    from gainful.engine.ranking.build_pool import pool_from_records

    cold = Stopwatch()
    reference = cold.time("loading the reference", load_reference)
    people = generate_people(PEOPLE, reference=reference)
    pool = cold.time("laying out the pool", lambda: pool_from_records(people, reference, AS_OF))
    courses = courses_from_records(generate_courses(reference=reference))
    text = POSTING.read_text(encoding="utf-8")
    watch = Stopwatch()
    cold.time("first plan (loads models, compiles the kernel)", lambda: one_plan(text, pool, courses, watch))
    watch.took.clear()
    whole = []
    for _ in range(TIMES):
        began = time.perf_counter()
        one_plan(text, pool, courses, watch)
        whole.append((time.perf_counter() - began) * 1000)
    note = f"median of {TIMES}, {len(pool):,} people, {len(courses):,} courses; engine only, no page"
    return [
        Row("posting → whole plan, warm, ms", median(whole), 3000, 1000, note=note, lower_is_better=True),
        *(Row(f"  {phase}, ms", median(took)) for phase, took in watch.took.items()),
        *(Row(f"  once: {phase}, ms", took[0]) for phase, took in cold.took.items()),
    ]


def one_plan(text: str, pool: object, courses: object, watch: Stopwatch) -> None:
    """Make one plan as `gainful plan` does, each phase timed."""
    from gainful.engine.mix import typical_support_prices
    from gainful.engine.planning import build_plan
    from gainful.engine.postings.profile import required_profile
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.people import rank_pool
    from gainful.engine.ranking.pool import Constraints

    found = watch.time("reading the posting", lambda: required_profile(text))
    assert found.occupation is not None
    code = found.occupation.code
    ranking = watch.time("ranking the pool", lambda: rank_pool(
        found.profile, pool, Constraints(wage=found.facts.wage_annual), code=found.rated_code,
        support_prices=typical_support_prices(),
    ))  # fmt: skip
    feeders = watch.time("feeder occupations", lambda: feeder_occupations(
        found.profile, code=code, pool_counts=ranking.by_occupation(),
    ))  # fmt: skip
    plan = watch.time("people, courses, calendar, mix", lambda: build_plan(
        ranking, found.profile, courses, title="bench", occupation_code=code, openings=8, start=START, feeders=feeders,
    ))  # fmt: skip
    assert plan.people
    assert plan.curriculum.courses
