"""The fast answer is the plain one: drawn pools, filters and orders; pools in pieces; people who may not be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.ranking import block, order
from gainful.engine.ranking.columns import Coded, Levels, coded
from gainful.engine.ranking.kernel import tenths
from gainful.engine.ranking.order import Chance, Floor, ListOrder, Ordering, Segment
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints, Pool
from tests.engine.ranking.plain import LISTS, plain_answer
from tests.engine.ranking.test_people import NURSING, REFERENCE, required

AREAS = ("", "0033460", "0020260")
HELD = ("credential:cna", "credential:bachelor-degree", "credential:cdl-b", "credential:rn-license")
JOBS = [NURSING, "29-1292.00", "53-3051.00", None]
ORDERINGS = [
    Ordering(),
    Ordering(
        ListOrder.LARGEST_GAIN, (Chance(150, 0.8, 0.7, 0.9, "ours"), Chance(1e9, 0.5, 0.4, 0.6, "ours"))
    ),
    Ordering(ListOrder.LONGEST_WAITING),
    Ordering(ListOrder.MIXED, floors=(Floor(Segment.SUPPORT, 0.4), Floor(Segment.DISPLACED, 0.3))),
]


def drawn_pool(seed, count, *, alike=False):
    """People drawn from a seed; `alike` ones tie in nearly everything."""
    rng = np.random.default_rng(seed)
    elements = len(REFERENCE.elements)
    levels = rng.integers(150, 450, (1 if alike else count, elements)).astype(np.uint16)
    levels[rng.random(levels.shape) < 0.1] = 65535
    few = rng.integers(-1, len(REFERENCE.occupations), 6)
    occupation = rng.choice(np.append(few, REFERENCE.row(NURSING)), count).astype(np.int32)
    return Pool(
        REFERENCE.version,
        ids=np.array([f"P{k}" for k in range(count)], str),
        codes=np.array([f"C{k}" for k in range(count)], str),
        names=np.array([f"N{k}" for k in range(count)], str),
        levels=np.repeat(levels, count, axis=0) if alike else levels,
        doubt=rng.integers(0, 150, count).astype(np.uint16),
        occupation=np.full(count, -1, np.int32) if alike else occupation,
        area=rng.choice(np.array(AREAS), count),
        wage_now=rng.choice(np.array([np.nan, 30_000, 60_000]), count).astype(np.float32),
        wage_now_at_least=np.zeros(count, bool),
        wage_now_place=np.zeros(count, np.uint8),
        wage_floor=rng.choice(np.array([np.nan, 20_000, 40_000]), count).astype(np.float32),
        shifts=rng.integers(0, 16, count).astype(np.uint8),
        barriers=rng.integers(0, 3, count).astype(np.uint32),
        scenario=rng.integers(0, 3, count).astype(np.uint8),
        credentials=tuple(
            frozenset(rng.choice(HELD, rng.integers(0, 3), replace=False).tolist()) for _ in range(count)
        ),
        segments={"gender": rng.choice(np.array(["woman", "man", ""]), count)},
        since=rng.integers(1, 4, count).astype(np.int32),
        keep=(rng.random(count) < 0.8).astype(np.uint8) if seed % 2 else None,
    )


def compare(pool, job):
    expected = plain_answer(pool, job)
    ranking = rank_pool(pool=pool, **job)
    for name in LISTS:
        front = replace(ranking, front=name)
        rows = expected["orders"][name].tolist()
        assert len(front) == len(rows)
        for first in (1, 7, len(rows) // 2):
            assert [person.row for person in front.page(0, first)] == rows[:first]
        assert [person.row for person in front.page(len(rows) // 2, 3)] == rows[len(rows) // 2 :][:3]
        assert front.order.tolist() == rows
        assert [replace(front).place_of(str(pool.ids[row])) for row in rows[:3]] == list(range(len(rows)))[:3]
    assert ranking.excluded == expected["excluded"]
    assert ranking.if_relaxed == expected["if_relaxed"]
    assert ranking.by_occupation() == expected["by_occupation"]
    assert ranking.selection_rates == expected["selection_rates"]
    listed = expected["orders"][""]
    for limit in (0, 40, 83.3, 200, 1e6):
        within = listed[expected["tenths"][listed] < limit * 10]
        assert ranking.within(limit) == len(within)
        codes = [REFERENCE.occupations[row].code for row in pool.occupation[within] if row >= 0]
        assert ranking.by_occupation(limit) == {
            code: codes.count(code) for code in ranking.by_occupation(limit)
        }
        assert sum(ranking.by_occupation(limit).values()) == len(codes)
    assert ranking.hours == pytest.approx(expected["hours"], abs=0.02), (
        "whole numbers stand for the hours shown"
    )


CONSTRAINTS = st.builds(
    Constraints,
    wage=st.sampled_from([None, 35_000.0]),
    area=st.sampled_from([None, "0033460", "0016980"]),
    shifts=st.sampled_from([0, 1, 5]),
    credentials=st.sampled_from([frozenset(), frozenset({HELD[0]}), frozenset(HELD[:2])]),
    max_hours=st.sampled_from([None, 120.0, 900.0]),
    occupation=st.sampled_from([None, NURSING]),
)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 90),
    st.booleans(),
    CONSTRAINTS,
    st.sampled_from(JOBS),
    st.sampled_from(ORDERINGS),
)
def test_it_is_the_plain_answer(seed, count, alike, constraints, code, ordering):
    job = {
        "required": required(code or NURSING),
        "constraints": constraints,
        "code": code,
        "ordering": ordering,
    }
    compare(drawn_pool(seed, count, alike=alike), job)


def test_in_several_threads_it_is_the_plain_answer(monkeypatch):
    monkeypatch.setattr(block, "ALONE", 10)
    job = {"required": required(), "constraints": Constraints(wage=35_000.0, shifts=1), "code": NURSING}
    compare(drawn_pool(3, 200), job)


def test_levels_in_pieces_are_the_same_levels():
    pool = drawn_pool(4, 60)
    pieces = Levels(
        [np.ascontiguousarray(pool.levels[some].T) for some in (slice(0, 25), slice(25, 25), slice(25, 60))]
    )
    job = {"required": required(), "constraints": Constraints(), "code": NURSING}
    whole, parts = (rank_pool(pool=each, **job) for each in (pool, replace(pool, levels=pieces)))
    assert parts.page(0, 60) == whole.page(0, 60)
    rows, columns = np.array([59, 0, 25, 24]), np.array([3, 0])
    assert pieces.of_rows(rows, columns).tolist() == pool.levels[rows[:, None], columns].tolist()
    assert pieces[59, 7] == pool.levels[59, 7]


def test_a_mixed_list_past_its_floors_is_still_the_plain_one(monkeypatch):
    monkeypatch.setattr(order, "MIXED_PLACES", 5)
    job = {"required": required(), "constraints": Constraints(), "code": NURSING, "ordering": ORDERINGS[3]}
    pool = drawn_pool(8, 40)
    ranking = rank_pool(pool=pool, **job)
    assert [person.row for person in replace(ranking).page(0, 12)] == ranking.order[:12].tolist()


@given(st.integers(0, 2**32 - 1), st.integers(0, 20))
def test_tenths_of_an_hour_are_rounded_half_up(units, shift):
    assert tenths(np.array([units], np.uint32), shift)[0] == (20 * units + 2**shift) // (2 * 2**shift)


WORDS = st.lists(st.sampled_from(["", "a", "b", "unknown"]), max_size=20)


@given(WORDS, st.data())
def test_a_coded_column_reads_like_its_words(words, data):
    column = coded(words)
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words))), bool)
    assert isinstance(column, Coded)
    assert column.tolist() == list(column) == words
    assert [column[row] for row in range(len(words))] == words
    assert column[chosen].tolist() == [word for word, yes in zip(words, chosen, strict=True) if yes]
    assert column.equals("a").tolist() == [word == "a" for word in words]
    assert column.equals("elsewhere").tolist() == [False] * len(words)
    picked = [word for word, yes in zip(words, chosen, strict=True) if yes]
    assert column.counts(chosen) == {word: picked.count(word) for word in sorted(set(picked))}
