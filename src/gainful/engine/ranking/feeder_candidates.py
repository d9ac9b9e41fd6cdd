"""Which occupations are looked at as feeders of a job: the near ones, the nearest steps up, those short of little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, Evidence, EvidenceKind, Need
from gainful.engine.competencies.occupation_profile import rated_lines
from gainful.engine.credentials.by_law import licence_line
from gainful.engine.gap import school_hours
from gainful.engine.occupations import Reference
from gainful.engine.occupations.wages import Medians
from gainful.engine.ranking.nearness import described, near_scores, nearness_row, typical_ratings
from gainful.engine.ranking.pay_change import SIDEWAYS

LEAST_STEPS_UP = 10
"""Where fewer of the near ones are steps up, the nearest that are follow them, so many in all."""
FURTHER = 20
"""How many occupations that are not near but short of little are listed after the near ones."""
SURPLUS_COUNTS, DISTANCE_COUNTS = 0.1, 0.15
"""How much surplus and distance count beside shortfall (all 0-1) when the further ones are ordered."""
SUPERVISORS = "First-Line Supervisors"
"""They lead the work; a job that does it would waste what they hold."""
LEAST_EMPLOYMENT = 50_000
"""Jobs in the nation below which a further occupation is no place to recruit a cohort from (embalmers, coroners)."""
MORE_SCHOOL = 500.0
"""Hours of schooling above the job's from which a further occupation counts as over-qualified: about a semester."""
MOST_PAY = 1.6
"""A further occupation that pays this many times the job's wage is left out (cabin crew earn 1.5 times an aide's)."""
TRAINABLE = ("skill", "knowledge")


@dataclass(frozen=True, slots=True)
class AskedJob:
    """What is asked: the occupation whose neighbours are wanted and the levels that the job needs."""

    row: int
    levels: np.ndarray
    importance: np.ndarray
    profile: CompetencyProfile


def asked_job(asked: CompetencyProfile | str, code: str | None, reference: Reference) -> AskedJob:
    """Return the job of a code or a profile; without a code, the occupation nearest to the profile by ratings."""
    levels, importance = typical_ratings(reference)
    if isinstance(asked, str):
        row = reference.row(asked)
        profile = _with_licence(typical_profile(reference, row), asked)
        return AskedJob(row, np.nan_to_num(levels[row]), np.nan_to_num(importance[row], nan=1.0), profile)
    wanted, weight = _arrays(asked, reference)
    row = reference.row(code) if code else _nearest_by_level(wanted, weight, levels)
    trained = tuple(
        line for line in asked.lines if line.domain is not Domain.ABILITY and line.need is not Need.NICE
    )
    return AskedJob(row, wanted, weight, replace(asked, lines=trained))


def _with_licence(profile: CompetencyProfile, code: str) -> CompetencyProfile:
    """Add the licence that the law asks for in an occupation."""
    licence = licence_line(code)
    return replace(profile, lines=(*profile.lines, licence)) if licence else profile


def _arrays(profile: CompetencyProfile, reference: Reference) -> tuple[np.ndarray, np.ndarray]:
    """Spread a profile over the rated elements; what it does not ask for weighs nothing."""
    places = {e.id: place for place, e in enumerate(reference.elements)}
    levels, importance = np.zeros(len(places)), np.ones(len(places))
    for line in profile.lines:
        place = places.get(line.competency_id)
        if place is not None and line.level is not None and line.need is not Need.NICE:
            levels[place] = line.level
            importance[place] = 3.0 if line.importance is None else line.importance
    return levels, importance


def _nearest_by_level(wanted: np.ndarray, importance: np.ndarray, levels: np.ndarray) -> int:
    difference = np.nan_to_num(levels, nan=0.0) - wanted
    return int(np.argmin((difference**2) @ (importance - 1.0)))


@lru_cache(maxsize=4096)
def typical_profile(reference: Reference, row: int) -> CompetencyProfile:
    """Typical skills and knowledge of an occupation, estimated from its neighbours where O*NET has not rated it."""
    levels, importance = typical_ratings(reference)
    levels = np.where([e.domain in TRAINABLE for e in reference.elements], levels[row], np.nan)
    evidence = (Evidence(EvidenceKind.TYPICAL, note=reference.occupations[row].title),)
    return CompetencyProfile(
        reference.version, tuple(rated_lines(reference, levels, importance[row], evidence))
    )


def candidates(reference: Reference, job: AskedJob, medians: Medians, k: int) -> dict[int, str]:
    """Return the rows of the occupations to list, in order, each with its group (`near`, `nearest_step_up` …)."""
    near = _nearest(reference, job.row, k)
    up = _nearest_steps_up(reference, job.row, near, medians)
    groups = dict.fromkeys(near, "near") | dict.fromkeys(up, "nearest_step_up")
    return groups | dict.fromkeys(_short_of_little(reference, job, set(groups)), "short_of_little")


def _nearest(reference: Reference, row: int, k: int) -> list[int]:
    scores = near_scores(reference, row)
    order = np.argsort(-scores, kind="stable")[: max(0, k)]
    return [int(r) for r in order if np.isfinite(scores[r])]


def _nearest_steps_up(reference: Reference, job: int, near: list[int], medians: Medians) -> list[int]:
    """Order by nearness the other occupations whose workers the job would pay more, and that take no more preparation.

    As many as the near ones fall short of LEAST_STEPS_UP: the neighbours of a help desk are mostly better paid.
    """
    pays_more: np.ndarray = (medians.wage[job] >= medians.wage * (1 + SIDEWAYS)) & ~medians.at_least
    missing = LEAST_STEPS_UP - int(pays_more[near].sum())
    fits = pays_more & _recruitable(reference, job) & _no_more_preparation(reference, job)
    fits[near] = False
    scores = np.where(fits, near_scores(reference, job), -np.inf)
    order = np.argsort(-scores, kind="stable")[: max(0, missing)]
    return [int(r) for r in order if np.isfinite(scores[r])]


def _short_of_little(reference: Reference, job: AskedJob, already: set[int]) -> list[int]:
    """Order the other occupations that take no more preparation by shortfall, then surplus and distance.

    Left out are small occupations, supervisors, and those that pay or are schooled much more than the job.

    More preparation is left out: their workers lack nothing because they are over-qualified for the job.
    """
    levels, _ = typical_ratings(reference)
    columns = np.array([e.domain in TRAINABLE for e in reference.elements])
    weight = (job.importance[columns] - 1.0) / 4.0
    mass = float(weight @ job.levels[columns]) or 1.0
    held = np.nan_to_num(levels[:, columns])
    short = np.maximum(0.0, job.levels[columns] - held) @ weight / mass
    over = np.maximum(0.0, held - job.levels[columns]) @ weight / mass
    fits = described(reference) & _no_more_preparation(reference, job.row)
    fits[[job.row, *already]] = False
    fits &= _recruitable(reference, job.row)
    far = 1.0 - nearness_row(reference, job.row)
    score = np.where(fits, short + SURPLUS_COUNTS * over + DISTANCE_COUNTS * far, np.inf)
    order = np.argsort(score, kind="stable")[:FURTHER]
    return [int(r) for r in order if np.isfinite(score[r])]


def _no_more_preparation(reference: Reference, job: int) -> np.ndarray:
    """Which occupations take as many years of preparation as the job or fewer; all where the job's are not known."""
    years = reference.preparation_years
    return years <= (np.inf if np.isnan(years[job]) else years[job])


@lru_cache(maxsize=4096)
def _recruitable(reference: Reference, job: int) -> np.ndarray:
    """Which occupations a cohort could come from: large, no supervisors, not paid or schooled much more."""
    codes = tuple(o.code for o in reference.occupations)
    medians = reference.wages.medians(codes, None)
    wages, employment = medians.wage, medians.employment
    whole = np.array(
        [o.code.endswith(".00") and not o.title.startswith(SUPERVISORS) for o in reference.occupations]
    )
    unknown = np.isnan(wages) | np.isnan(wages[job]) | medians.at_least[job]
    pays = unknown | (wages <= MOST_PAY * wages[job])
    school = school_hours(reference)
    over = school > school[job] + MORE_SCHOOL
    fits = whole & pays & ~over & (np.isnan(employment) | (employment >= LEAST_EMPLOYMENT))
    fits.setflags(write=False)
    return np.asarray(fits)
