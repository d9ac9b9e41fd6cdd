"""The answer of a ranking in plain numpy: every step over everybody, a full sort, counts by comparison.

The tests hold the fast answer to it, and `bench/ranking.py` times it beside. It shares the job's tables with the fast
one and nothing else.
"""

from __future__ import annotations

import numpy as np

from gainful.engine.occupations import load_reference
from gainful.engine.ranking.fairness import selection_rates
from gainful.engine.ranking.job_tables import MOST_PAY_LOST, job_tables
from gainful.engine.ranking.order import (  # the two parts of an order that are formulas of their own
    ListOrder,
    Merits,
    Ordering,
    _expected,
    _lot,
    mixed,
)
from gainful.engine.ranking.pay_change import job_pay
from gainful.engine.ranking.pool_hours import DEGREE_SCHOOLING

LISTS = {"": (0,), "apart": (1, 2), "ready": (3,), "for_less": (2,)}


def plain_answer(pool, job):
    """Return what a page shows of a ranking: rows of each list in order, counts, rates. `job` as for `rank_pool`."""
    reference, wanted = load_reference(pool.reference_version), job["constraints"]
    pay = job.get("pay") or job_pay(wanted.wage, job["code"], wanted.area, reference)
    offered = np.float32(np.nan if wanted.wage is None else wanted.wage)
    tables = job_tables(job["required"], reference, wanted, code=job["code"], pay=float(offered))
    everybody = np.arange(len(pool))
    skills, hours = _units(pool, tables)
    failed = _failed(pool, tables, hours)
    seen = np.ones(len(pool), bool) if pool.keep is None else pool.keep != 0
    fails = np.logical_or.reduce(list(failed.values())) if failed else np.zeros(len(pool), bool)
    above = tables.above[pool.occupation + 1]
    pays_less = (pool.wage_now * np.float32(1 - MOST_PAY_LOST) > offered) & ~(pool.wage_floor <= offered)
    place = np.where(above, 1, np.where(pays_less, 2, 0))
    place[pool.occupation == tables.occupation] = 3
    place[fails], place[~seen] = 4, 5
    merits = Merits(skills, hours, pay.pay.wage - pool.wage_now, np.empty(0, bool), tables.shift)
    ordering = job.get("ordering") or Ordering()
    orders = {
        name: _sorted(everybody[np.isin(place, places)], pool, merits, ordering, job["code"] or "")
        for name, places in LISTS.items()
    }
    total = sum((mask & seen).astype(int) for mask in failed.values()) if failed else np.zeros(len(pool), int)
    counted = {}
    for row in np.unique(pool.occupation[place < 4]).tolist():
        if row >= 0:
            counted[reference.occupations[row].code] = int((pool.occupation[place < 4] == row).sum())
    segments = {kind: np.array(column.words)[column.codes][seen] for kind, column in pool.segments.items()}
    return {
        "orders": orders,
        "hours": hours / 2**tables.shift,
        "excluded": {reason: int((mask & seen).sum()) for reason, mask in failed.items()},
        "if_relaxed": {reason: int((mask & seen & (total == 1)).sum()) for reason, mask in failed.items()},
        "by_occupation": dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        "selection_rates": selection_rates(segments, (place < 4)[seen]),
        "tenths": (hours * 10 + 2**tables.shift // 2) // 2**tables.shift,
    }


def _units(pool, tables):
    held = np.asarray(pool.levels[:, tables.rates.columns]).astype(np.int64)
    twice = tables.twice.astype(np.int64)
    short = np.where(held == 65535, twice // 2, np.maximum(0, twice - 2 * held))
    skills = short @ tables.weight.astype(np.int64)
    work = pool.occupation + 1
    skills = np.maximum(skills, np.rint(tables.at_work.mean(axis=1) * 2**tables.shift).astype(np.int64)[work])
    courses, tools = np.zeros(len(pool), np.int64), np.zeros(len(pool), np.int64)
    for item in tables.extras:
        lacks = np.array([not of & set(item.keys) for of in pool.credentials]) & ~item.by_occupation[work]
        (tools if item.is_tool else courses)[:] += lacks * item.middle
    hours = np.maximum(skills, courses) + tools
    if tables.school is not None:
        told = np.array(
            [max((DEGREE_SCHOOLING.get(key, 0.0) for key in of), default=0.0) for of in pool.credentials]
        )
        gap = np.maximum(0.0, tables.school_asked - np.maximum(tables.school[work], told))
        hours = np.maximum(hours, np.rint(gap / 2 * 2**tables.shift).astype(np.int64))
    return skills, hours


def _failed(pool, tables, hours):
    wanted, failed = tables.constraints, {}
    area = np.array(pool.area.words)[pool.area.codes] if len(pool) else np.empty(0, str)
    if wanted.wage is not None:
        failed["wage"] = pool.wage_floor > np.float32(wanted.wage)
    if wanted.area is not None:
        failed["area"] = (area != wanted.area) & (area != "")
    if wanted.shifts:
        failed["schedule"] = (pool.shifts != 0) & ((pool.shifts & wanted.shifts) != wanted.shifts)
    if wanted.credentials:
        failed["credentials"] = np.array([not wanted.credentials <= of for of in pool.credentials], bool)
    if wanted.max_hours is not None:
        failed["hours"] = hours > int(wanted.max_hours * 2**tables.shift)
    if wanted.occupation is not None:
        failed["occupation"] = pool.occupation != tables.only_occupation
    return failed


def _sorted(rows, pool, merits, ordering, job):
    tenths = [
        (of[rows] * 10 + 2**merits.shift // 2) // 2**merits.shift for of in (merits.hours, merits.skills)
    ]
    whole_hours = [np.floor(of / 10 + 0.5) for of in tenths]
    since, lot = pool.since[rows], _lot(pool.lot[rows], job)
    keys = {
        ListOrder.LARGEST_GAIN: (-_expected(rows, merits, ordering), *whole_hours, since, lot),
        ListOrder.LONGEST_WAITING: (since, *whole_hours, lot),
    }.get(ordering.by, (*whole_hours, since, lot))
    found = rows[np.lexsort(keys[::-1])]
    return mixed(found, pool, ordering.floors) if ordering.by is ListOrder.MIXED else found
