"""The arithmetic of ranking a pool: integers for everybody's order, the range of hours for the rows that are shown.

Hours are counted in units of 2**-shift hours, 32 bits, so that one pass over the job's columns is limited by memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

UNKNOWN = np.uint16(65535)
"""A level nobody knows; levels are hundredths of O*NET's 0-7."""
TILE = 8192
"""People whose sums stay in the processor's cache while column after column is added."""
LISTED, ABOVE, LESS, READY, FAILED, HIDDEN = range(6)
"""Where somebody stands: on the list; apart because their work asks for more, or pays more; their last work was this
very occupation; a constraint leaves them out; they may not be seen."""
REASONS = ("wage", "area", "schedule", "credentials", "hours", "occupation")
"""Why a constraint leaves people out: bit 0 to 5 of `failed`."""


def as_hundredths(level: np.ndarray) -> np.ndarray:
    """Return levels 0-7 as unsigned hundredths, NaN as UNKNOWN."""
    known = ~np.isnan(level)
    out = np.full(level.shape, UNKNOWN, np.uint16)
    out[known] = np.rint(np.clip(level[known], 0, 7) * 100).astype(np.uint16)
    return out


def range_of_hours(
    levels: np.ndarray, doubt: np.ndarray, required: np.ndarray, rate_low: np.ndarray, rate_high: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (low, middle, high) hours for the skills of each person, float64.

    levels uint16 [people, k] and doubt uint16 [people] in hundredths; required [k] hundredths; rates [k], hours per
    hundredth of a level. An unknown level counts half its requirement, give or take half. The doubt of levels is taken
    as independent between competencies (added in quadrature); that of the hours per level as common to all (added up).
    """
    held, need = levels.astype(float), required.astype(float)
    unknown, give = levels == UNKNOWN, doubt.astype(float)[:, None]
    short = np.where(unknown, need / 2, np.maximum(0.0, need - held))
    short_low = np.where(unknown, 0.0, np.maximum(0.0, need - held - give))
    short_high = np.where(
        unknown, need, np.where(held - give < need, need - np.maximum(0.0, held - give), 0.0)
    )
    least, most = short @ rate_low, short @ rate_high
    less = np.square(rate_low * (short - short_low)).sum(axis=1)
    more = np.square(rate_high * (short_high - short)).sum(axis=1)
    return np.maximum(0.0, least - np.sqrt(less)), (least + most) / 2, most + np.sqrt(more)


def tenths(units: np.ndarray, shift: int) -> np.ndarray:
    """Return units of hours as tenths of an hour, rounded half up, int64."""
    half = np.uint64(1 << shift >> 1)
    return ((units.astype(np.uint64) * np.uint64(10) + half) >> np.uint64(shift)).astype(np.int64)


def _sum_skills(start, stop, levels, first, wanted, twice, weight, units):  # type: ignore[no-untyped-def]
    """Add up, per person, the weight of each half-hundredth of a level that they are short of."""
    unknown, two = np.uint16(65535), np.uint16(2)
    for begin in range(start, stop, TILE):
        end = min(stop, begin + TILE)
        out = units[begin:end]
        out[:] = np.uint32(0)
        for k in range(wanted.shape[0]):
            column = levels[wanted[k], begin - first : end - first]
            need, each, half = twice[k], weight[k], np.uint16(twice[k] // two)
            for i in range(end - begin):
                held = column[i]
                short = np.uint16(need - np.uint16(two * min(held, half)))
                if held == unknown:
                    short = half
                out[i] += np.uint32(short) * each


def _place(  # type: ignore[no-untyped-def]
    start, stop, skills, hours, failed, place, occupation, at_work, course, course_less, tool, tool_less, school,
    floor, now, area, shifts, holds, keep, above, wage, area_asked, area_blank, shifts_asked, most,
    occupation_asked, same, pay, kept_share, by_failed, by_occupation,
):  # fmt: skip
    """Finish each person's hours, say what leaves them out and where they stand; count both."""
    has_courses, has_tools, has_school = course_less.shape[0] > 0, tool_less.shape[0] > 0, school.shape[0] > 0
    has_holds, has_keep = holds.shape[0] > 0, keep.shape[0] > 0
    for i in range(start, stop):  # sums and choices rather than branches: who fails what is as good as random
        work = occupation[i] + 1
        skill = max(skills[i], at_work[work])
        skills[i] = skill
        total = max(skill, np.uint32(course - course_less[i]) if has_courses else course)
        total += np.uint32(tool[work] - tool_less[i]) if has_tools else tool[work]
        total = max(total, school[i]) if has_school else total
        hours[i] = total
        bits = int(floor[i] > wage)
        bits |= int(area_asked >= -1 and area[i] != area_asked and area[i] != area_blank) << 1
        bits |= int(shifts[i] != 0 and (shifts[i] & shifts_asked) != shifts_asked) << 2
        bits |= int(has_holds and not holds[i]) << 3
        bits |= int(total > most) << 4
        bits |= int(occupation_asked >= 0 and occupation[i] != occupation_asked) << 5
        less = (np.float32(now[i] * kept_share) > pay) & (not floor[i] <= pay)
        where = 1 if above[work] else (2 if less else 0)
        where = 4 if bits else (3 if occupation[i] == same else where)
        seen = not has_keep or keep[i] != 0
        where = where if seen else 5
        failed[i], place[i] = bits, where
        by_failed[bits if seen else 64] += 1
        by_occupation[work, where] += 1


def _histogram(start, stop, units, place, wanted, shift, counts):  # type: ignore[no-untyped-def]
    """Count those who stand in one place by tenths of an hour, from place 1 on; the others in place 0."""
    half, ten, by = np.uint64((1 << shift) >> 1), np.uint64(10), np.uint64(shift)
    for i in range(start, stop):
        tenth = np.int64((np.uint64(units[i]) * ten + half) >> by) + 1
        counts[tenth if place[i] == wanted else 0] += 1


def _count_codes(start, stop, codes, place, counts):  # type: ignore[no-untyped-def]
    """Count people by a code and by where they stand."""
    for i in range(start, stop):
        counts[codes[i], place[i]] += 1


def _count_within(start, stop, units, place, occupation, shift, limit, counts):  # type: ignore[no-untyped-def]
    """Count those on the list below so many tenths of an hour by their last occupation; the others in place 0."""
    half, ten, by = np.uint64((1 << shift) >> 1), np.uint64(10), np.uint64(shift)
    for i in range(start, stop):
        here = (place[i] == 0) & ((np.uint64(units[i]) * ten + half) >> by < limit)
        counts[occupation[i] + 1 if here else 0] += 1


@cache
def compiled(name: str) -> Callable[..., None]:
    """Compile one of these functions once; numba keeps the machine code beside this file, or in the user's cache."""
    import numba

    function = globals()[f"_{name}"]
    try:
        return numba.njit(nogil=True, fastmath=False, cache=True)(function)
    except RuntimeError:  # neither folder can be written
        return numba.njit(nogil=True, fastmath=False)(function)
