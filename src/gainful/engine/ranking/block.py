"""The block function: the figures of some rows of a pool for a job, the same in this process and on a Spark worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np

from gainful.engine.ranking.columns import Coded, level_pieces
from gainful.engine.ranking.job_tables import MOST_PAY_LOST, JobTables
from gainful.engine.ranking.kernel import FAILED, HIDDEN, REASONS, compiled
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.pool_hours import DEGREE_SCHOOLING

ALONE = 50_000
"""Rows up to which one thread is as quick as several."""
NOTHING32, NOTHING8 = np.empty(0, np.uint32), np.empty(0, np.uint8)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the block function says of each person and in all."""

    skills: np.ndarray
    """uint32 [n], units of hours for the skills alone, where everybody takes a licence's course alike"""
    hours: np.ndarray
    """uint32 [n], units of hours in all, middle of the range"""
    failed: np.ndarray
    """uint8 [n], bits of kernel.REASONS"""
    place: np.ndarray
    """uint8 [n], where they stand: kernel.LISTED to kernel.HIDDEN"""
    by_failed: np.ndarray
    """int64 [65]: how many by the bits of what leaves them out, the last those who may not be seen"""
    by_occupation: np.ndarray
    """int64 [occupations + 1, 6]: how many by last work (place 0 none) and where they stand"""


def rank_block(job: JobTables, pool: Pool) -> Figures:
    """Return the figures of everybody in a pool (or a part of one) for a job."""
    count = len(pool)
    skills, hours = np.empty(count, np.uint32), np.empty(count, np.uint32)
    failed, place = np.empty(count, np.uint8), np.empty(count, np.uint8)
    for first, piece in level_pieces(pool.levels):
        in_parts(
            first, first + piece.shape[1], compiled("sum_skills"),
            piece, first, job.rates.columns, job.twice, job.weight, skills,
        )  # fmt: skip
    course, course_less, tool, tool_less = _courses(job, pool)
    wanted, shift = job.constraints, job.shift
    most = 2**32 - 1 if wanted.max_hours is None else min(2**32 - 1, int(wanted.max_hours * (1 << shift)))
    holds = NOTHING8
    if wanted.credentials:
        holds = np.logical_and.reduce([pool.holding(key) for key in wanted.credentials]).view(np.uint8)
    counts = in_parts(
        0, count, compiled("place"), skills, hours, failed, place, pool.occupation,
        job.units(job.at_work.mean(axis=1)), course, course_less, tool, tool_less, _school(job, pool),
        pool.wage_floor, pool.wage_now, pool.area.codes, pool.shifts, holds,
        NOTHING8 if pool.keep is None else pool.keep, job.above,
        np.float32(np.inf if wanted.wage is None else wanted.wage),
        -2 if wanted.area is None else pool.area.number(wanted.area), pool.area.number(""),
        np.uint8(wanted.shifts), np.uint32(most), job.only_occupation, job.occupation, np.float32(job.pay),
        np.float32(1 - MOST_PAY_LOST),
        counting=((65,), (len(job.above), 6)),
    )  # fmt: skip
    return Figures(skills, hours, failed, place, *counts)


def _courses(job: JobTables, pool: Pool) -> tuple[np.uint32, np.ndarray, np.ndarray, np.ndarray]:
    """Return the hours of courses for credentials (all, less what each holds) and for tools (by last work, less …).

    Middle of the range, units; an empty array where nobody holds any.
    """
    course, tools = 0, np.zeros(len(job.above), np.uint32)
    less = {False: NOTHING32, True: NOTHING32}
    for item in job.extras:
        rows = pool.rows_holding(*item.keys)
        if item.is_tool:
            tools += np.where(item.by_occupation, 0, item.middle).astype(np.uint32)
            rows = rows[~item.by_occupation[pool.occupation[rows] + 1]]
        else:
            course += item.middle
        if len(rows):
            if not len(less[item.is_tool]):
                less[item.is_tool] = np.zeros(len(pool), np.uint32)
            less[item.is_tool][rows] += np.uint32(item.middle)
    return np.uint32(course), less[False], tools, less[True]


def _school(job: JobTables, pool: Pool) -> np.ndarray:
    """Return half of each person's schooling gap in units, nothing where the job asks for no degree."""
    if job.school is None:
        return NOTHING32
    told = np.zeros(len(pool))
    for degree, hours in DEGREE_SCHOOLING.items():
        rows = pool.rows_holding(degree)
        told[rows] = np.maximum(told[rows], hours)
    return job.units(job.schooling_gap(pool.occupation, told) / 2)


def excluded(figures: Figures) -> dict[str, int]:
    """Return how many each reason leaves out; a person may fail several."""
    bits = np.arange(64)
    return {
        name: int(figures.by_failed[:64][bits >> place & 1 == 1].sum()) for place, name in enumerate(REASONS)
    }


def if_relaxed(figures: Figures) -> dict[str, int]:
    """Return how many fail one reason alone."""
    return {name: int(figures.by_failed[1 << place]) for place, name in enumerate(REASONS)}


def counts_of(column: Coded, figures: Figures) -> dict[str, tuple[int, int]]:
    """Return of each group of a segment how many may be seen, and how many of them stand on a list."""
    (by,) = in_parts(
        0, len(column), compiled("count_codes"), column.codes, figures.place,
        counting=((max(1, len(column.words)), HIDDEN + 1),),
    )  # fmt: skip
    people, chosen = (by[:, :end].sum(axis=1).tolist() for end in (HIDDEN, FAILED))
    named = zip(column.words, people, chosen, strict=False)
    return {word: (of, some) for word, of, some in named if of}


@cache
def _threads() -> tuple[int, ThreadPoolExecutor]:
    count = int(os.environ.get("GAINFUL_RANKING_THREADS", "") or len(os.sched_getaffinity(0)))
    return count, ThreadPoolExecutor(max(1, count), "ranking")


def in_parts(
    start: int, stop: int, work: Callable[..., None], *given: object, counting: Sequence[tuple[int, ...]] = ()
) -> tuple[np.ndarray, ...]:
    """Run a compiled function over rows, in as many parts as there are processors; returns its counts added up."""
    threads, executor = _threads() if stop - start > ALONE else (1, None)
    edges = np.linspace(start, stop, threads + 1).astype(int).tolist()
    counts = [tuple(np.zeros(shape, np.int64) for shape in counting) for _ in range(threads)]
    parts = list(zip(edges[:-1], edges[1:], counts, strict=True))
    if executor is None:
        for begin, end, own in parts:
            work(begin, end, *given, *own)
    else:
        for done in [executor.submit(work, begin, end, *given, *own) for begin, end, own in parts]:
            done.result()
    return tuple(np.sum(found, axis=0) for found in zip(*counts, strict=True))
