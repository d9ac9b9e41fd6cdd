"""People to seats against OR-tools alone on the same case; stable matching against the Python `matching` library."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
from tests.engine.allocation.instances import allocation_instance, market

from bench import Row, SkipBench
from gainful.engine.allocation import AllocationProblem, allocate, match_lists, stable_matching

TIMES = 5
STEPS = 1_000_000


def run() -> list[Row]:
    """Allocation of the issue, with one seat a place and with sixty; matching at two sizes."""
    return [
        compare("10,000 people × 200 seats × 50 pairs", allocation_instance(10_000, 200, 50, 1, seed=1)),
        compare(
            "10,000 people × 200 places of 60 × 50 pairs", allocation_instance(10_000, 200, 50, 60, seed=2)
        ),
        with_floors(),
        against_matching(),
        many_mentors(),
    ]


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def compare(name: str, case: AllocationProblem) -> Row:
    """Time both in turn; a different value is a failure, not a footnote."""
    allocate(case)
    ours, theirs = [], []
    for _ in range(TIMES):
        seconds, found = _timed(lambda: allocate(case))
        ours.append(seconds)
        seconds, (people, worth) = _timed(lambda: plain_flow(case))
        theirs.append(seconds)
        assert (found.seated, in_steps(case, found.place_of)) == (people, worth), (
            f"{name}: not the same value"
        )
    return Row(
        f"allocation, {name}, time ÷ OR-tools", round(median(ours) / median(theirs), 3), 1.5, 0.3,
        "OR-tools SimpleMinCostFlow, s", round(median(theirs), 3), ratio=round(median(theirs) / median(ours), 2),
        note=f"{median(ours):.3f} s; same value, gap 0", lower_is_better=True,
    )  # fmt: skip


def steps_of(case: AllocationProblem) -> np.ndarray:
    """Values in whole numbers, as the library takes them."""
    return np.rint((case.value - case.value.min()) / np.ptp(case.value) * STEPS).astype(np.int64)


def in_steps(case: AllocationProblem, place_of: np.ndarray) -> int:
    """Sum of the chosen pairs' whole values."""
    chosen = place_of[case.person] == case.place
    return int(steps_of(case)[chosen].sum())


def plain_flow(case: AllocationProblem) -> tuple[int, int]:
    """The same case as OR-tools' own documentation would put it: every pair an arc."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    people, places = case.people, case.room.size
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        case.person.astype(np.int32), (people + case.place).astype(np.int32),
        np.ones(case.person.size, np.int64), -steps_of(case),
    )  # fmt: skip
    flow.add_arcs_with_capacity_and_unit_cost(
        (people + np.arange(places)).astype(np.int32), np.full(places, people + places, np.int32),
        case.room, np.zeros(places, np.int64),
    )  # fmt: skip
    supply = np.zeros(people + places + 1, np.int64)
    supply[:people], supply[-1] = 1, -people
    flow.set_nodes_supplies(np.arange(supply.size, dtype=np.int32), supply)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    return flow.maximum_flow(), -flow.optimal_cost()


def with_floors() -> Row:
    """The same size with a floor at each place; OR-tools alone has none to compare with."""
    case = allocation_instance(10_000, 200, 50, 60, seed=3, segments=3, floor=20)
    allocate(case)
    seconds = [_timed(lambda: allocate(case))[0] for _ in range(3)]
    return Row("allocation with 200 floors of 20, s", round(median(seconds), 2), note="10,000 × 200 × 60")


def against_matching() -> Row:
    """300 × 300 with lists of 50: from dictionaries to pairs, the peer in a thread with a stack that it needs."""
    wishes, ranks = market(300, 300, 50, seed=1)
    stable_matching(wishes, ranks, {})
    ours = median(_timed(lambda: stable_matching(wishes, ranks, {}))[0] for _ in range(20))
    theirs = _in_a_deep_thread(lambda: median(_timed(lambda: _peer(wishes, ranks))[0] for _ in range(3)))
    assert _in_a_deep_thread(lambda: _peer(wishes, ranks)) == stable_matching(wishes, ranks, {})
    return Row(
        "stable matching, 300 × 300 × 50, time ÷ matching", round(ours / theirs, 4), 1 / 50, 1 / 100, "matching, s",
        round(theirs, 3), ratio=round(theirs / ours, 1), note=f"{ours * 1000:.2f} ms; same pairs", lower_is_better=True,
    )  # fmt: skip


def _peer(wishes: dict[str, list[str]], ranks: dict[str, list[str]]) -> dict[str, str]:
    from matching.games import HospitalResident

    game = HospitalResident.create_from_dictionaries(wishes, ranks, dict.fromkeys(ranks, 1))
    solved = game.solve(optimal="resident")
    return {person.name: place.name for place, people in solved.items() for person in people}


def _in_a_deep_thread(call: Callable[[], Any]) -> Any:
    """The peer copies its players by recursion and fails on an ordinary stack."""
    try:
        import matching  # noqa: F401
    except ImportError as missing:
        raise SkipBench("no matching: make setup-dev") from missing
    answer: list[Any] = []
    limit, stack = sys.getrecursionlimit(), threading.stack_size(512 * 2**20)
    sys.setrecursionlimit(200_000)
    try:
        thread = threading.Thread(target=lambda: answer.append(call()))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(stack)
    return answer[0]


def many_mentors() -> Row:
    """10,000 mentors with room for five, 50,000 people with lists of 50."""
    people, mentors, length = 50_000, 10_000, 50
    drawn = np.random.default_rng(0)
    wishes = np.concatenate([random.Random(n).sample(range(mentors), length) for n in range(people)])  # noqa: S311
    order = np.lexsort((drawn.random(wishes.size), wishes))
    ranks, counts = np.repeat(np.arange(people), length)[order], np.bincount(wishes, minlength=mentors)
    by_number, found = _timed(
        lambda: match_lists(np.full(people, length), wishes, counts, ranks, np.full(mentors, 5))
    )
    lists = {f"p{n}": [f"m{m}" for m in row] for n, row in enumerate(wishes.reshape(people, length).tolist())}
    ends = np.cumsum(counts)
    ranked = {
        f"m{m}": [f"p{n}" for n in ranks[end - count : end].tolist()]
        for m, (end, count) in enumerate(zip(ends.tolist(), counts.tolist(), strict=True))
    }
    by_name, pairs = _timed(lambda: stable_matching(lists, ranked, dict.fromkeys(ranked, 5)))
    assert len(pairs) == (found >= 0).sum()
    return Row(
        "stable matching, 10,000 mentors × 50,000 people × 50, s", round(by_name, 2), 10.0, 2.0,
        note=f"by name; by number {by_number:.2f} s", lower_is_better=True,
    )  # fmt: skip
