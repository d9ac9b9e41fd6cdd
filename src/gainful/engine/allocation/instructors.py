"""Which instructor teaches which cohort, with the reasons: a stable matching, cohort after cohort.

Cohorts come first: of all stable matchings each round takes the one that is best for them. An instructor gets one
cohort a round; whoever is still free on the days of another takes part in the next, so that nobody has two before
others have one. Points are ours (assumption): the same curriculum before the same work, the program, the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gainful.engine.allocation.matching import stable_matching

WEIGHTS = {"curriculum": 6, "occupation": 4, "group": 3, "program": 2, "site": 1}


@dataclass(frozen=True, slots=True)
class InstructorRecord:
    """What an instructor has taught (numbers of curricula, programs and sites; O*NET codes), and when they teach."""

    id: str
    curricula: frozenset[str] = frozenset()
    occupations: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    busy: tuple[tuple[date, date], ...] = ()
    """First and last day of each cohort that they teach or will."""


@dataclass(frozen=True, slots=True)
class CohortToTeach:
    """A cohort that nobody is named for yet: what is taught, for which work, where and when."""

    id: str
    starts_on: date
    ends_on: date
    curriculum: str = ""
    occupations: frozenset[str] = frozenset()
    program: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class TeachingPair:
    """A cohort and who could teach it, with the reasons, the strongest first; `score` is the sum of their points."""

    cohort: str
    instructor: str
    score: int
    reasons: tuple[str, ...]


def reasons_to_teach(cohort: CohortToTeach, instructor: InstructorRecord) -> tuple[tuple[str, ...], int]:
    """Return why an instructor fits a cohort and the points; nothing where they teach another on one of its days."""
    if any(first <= cohort.ends_on and cohort.starts_on <= last for first, last in instructor.busy):
        return (), 0
    found = set()
    if cohort.curriculum and cohort.curriculum in instructor.curricula:
        found.add("curriculum")
    if cohort.occupations & instructor.occupations:
        found.add("occupation")
    elif {code[:2] for code in cohort.occupations if code} & {
        code[:2] for code in instructor.occupations if code
    }:
        found.add("group")
    if cohort.program and cohort.program in instructor.programs:
        found.add("program")
    if cohort.site and cohort.site in instructor.sites:
        found.add("site")
    order = tuple(sorted(found, key=lambda code: (-WEIGHTS[code], code)))
    return order, sum(WEIGHTS[code] for code in order)


def match_instructors(
    cohorts: Sequence[CohortToTeach], instructors: Sequence[InstructorRecord]
) -> list[TeachingPair]:
    """Return pairs in the order of the cohorts, stable in each round: no two would both rather have each other.

    Ties go by id, so that the same records give the same pairs. A cohort that shares no reason with anybody who is free
    on its days has no pair.
    """
    left, known = list(cohorts), {each.id: each for each in instructors}
    found: dict[str, TeachingPair] = {}
    while left:
        made = _round(left, list(known.values()))
        for pair in made:
            cohort = next(each for each in left if each.id == pair.cohort)
            one = known[pair.instructor]
            known[one.id] = replace(one, busy=(*one.busy, (cohort.starts_on, cohort.ends_on)))
            found[pair.cohort] = pair
        if not made:
            break
        left = [each for each in left if each.id not in found]
    return [found[each.id] for each in cohorts if each.id in found]


def _round(cohorts: list[CohortToTeach], instructors: list[InstructorRecord]) -> list[TeachingPair]:
    pairs: dict[tuple[str, str], TeachingPair] = {}
    wishes: dict[str, list[TeachingPair]] = {each.id: [] for each in cohorts}
    ranks: dict[str, list[TeachingPair]] = {each.id: [] for each in instructors}
    for cohort in cohorts:
        for one in instructors:
            reasons, score = reasons_to_teach(cohort, one)
            if score:
                pair = pairs[cohort.id, one.id] = TeachingPair(cohort.id, one.id, score, reasons)
                wishes[cohort.id].append(pair)
                ranks[one.id].append(pair)
    matched = stable_matching(
        {name: _best(rows, "instructor") for name, rows in wishes.items()},
        {name: _best(rows, "cohort") for name, rows in ranks.items()},
        dict.fromkeys(ranks, 1),
    )
    return [pairs[cohort, instructor] for cohort, instructor in matched.items()]


def _best(rows: list[TeachingPair], name: str) -> list[str]:
    return [getattr(row, name) for row in sorted(rows, key=lambda row: (-row.score, getattr(row, name)))]
