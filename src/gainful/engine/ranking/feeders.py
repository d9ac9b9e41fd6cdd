"""Feeder occupations: where people work today who could do a job with a little upskilling.

A feeder is near the job, or short of little. The list keeps two things apart: for whom the job is a step up or
sideways, and for whom it would be a cut in pay or grade. The second group is not hidden: for someone who has lost
their job the old wage is no longer the alternative, and this is how cabin crew became assistant nurses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, Evidence, EvidenceKind, Need
from gainful.engine.competencies.occupation_profile import rated_lines
from gainful.engine.credentials.by_law import licence_line, licences_of
from gainful.engine.gap import (
    DEGREE_HOURS,
    Gap,
    GapLine,
    newcomer_hours,
    school_hours,
    share_not_done,
    shortfall,
)
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.nearness import described, near_scores, nearness_row, typical_ratings

SIDEWAYS = 0.05
"""A pay cut of up to 5 % still counts as sideways: within the spread of one occupation's wages."""
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
WHY_LISTED = {
    "near": "Near in what people do, know and are called.",
    "nearest_step_up": "Among the nearest kinds of work that pay less.",
    "short_of_little": "Not near, but short of little.",
}
SHOWN_LINES = 6
TRAINABLE = ("skill", "knowledge")


@dataclass(frozen=True, slots=True)
class Feeder:
    """One occupation to recruit from; wages are US dollars a year, None where BLS publishes none."""

    code: str
    title: str
    nearness: float
    """0 (far) to 1 (nothing is nearer)."""
    shortfall: float
    """Share (0-1) of the job's required skills and knowledge that its workers typically lack."""
    surplus: float
    """What they hold above the requirement, on the same scale: what the job would not use."""
    hours_low: float
    hours_high: float
    wage_now: float | None
    wage_change: float | None
    """Median wage of the job minus theirs."""
    local_employment: int | None
    in_pool: int | None
    job_zone: int | None
    short_of: tuple[GapLine, ...]
    reasons: tuple[str, ...]
    group: str
    """`near`; `nearest_step_up` for one less near, for whose workers the job pays more; `short_of_little` for one that
    is neither but lacks little."""
    step: str
    """`up`, `sideways`, `down` or `unknown`, by pay and grade."""


@dataclass(frozen=True, slots=True)
class FeederResult:
    """Feeders for whom the job is a step up or sideways, and apart those for whom it is a step down."""

    code: str
    title: str
    wage: float | None
    area: str
    steps_up: tuple[Feeder, ...]
    steps_down: tuple[Feeder, ...]
    """Those closest in level first: the over-qualified, whose skills the job would waste, come last."""
    feeders: tuple[Feeder, ...]
    """All in one list: the near ones by nearness, the nearest steps up, then those that are short of little."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What is asked: the occupation whose neighbours are wanted and the levels that the job needs."""

    row: int
    levels: np.ndarray
    importance: np.ndarray
    profile: CompetencyProfile


def feeder_occupations(
    profile_or_code: CompetencyProfile | str,
    *,
    area: str | None = None,
    wage_floor: float | None = None,
    pool_counts: Mapping[str, int] | None = None,
    k: int = 20,
    code: str | None = None,
    reference: Reference | None = None,
) -> FeederResult:
    """Return the k nearest occupations, the nearest steps up, and up to 20 that are short of little, split by step.

    `area` is a wage area's code or name. `wage_floor` (dollars a year) is what the people in question need: a job
    that pays it is no step down for them, whatever they earned before. `pool_counts` gives people in the pool by
    code. `code` names the occupation of a profile; without it the nearest by ratings. KeyError: unknown code or area.
    """
    reference = reference or load_reference()
    job = _job(profile_or_code, code, reference)
    wages, employment = reference.wages.medians(tuple(o.code for o in reference.occupations), area)
    near = _nearest(reference, job.row, k)
    up = _nearest_steps_up(reference, job.row, near, wages)
    group_of = dict.fromkeys(near, "near") | dict.fromkeys(up, "nearest_step_up")
    rows = [*group_of, *_short_of_little(reference, job, set(group_of))]
    closeness = nearness_row(reference, job.row)
    found = []
    for row in rows:
        group = group_of.get(row, "short_of_little")
        facts = _Facts(row, float(closeness[row]), group, float(wages[row]), float(employment[row]))
        found.append(_feeder(reference, job, facts, float(wages[job.row]), wage_floor, pool_counts))
    occupation = reference.occupations[job.row]
    place = reference.areas[reference.wages.area_row(area)].name if area else "National"
    return FeederResult(
        code=occupation.code,
        title=occupation.title,
        wage=_known(float(wages[job.row])),
        area=place,
        steps_up=tuple(f for f in found if f.step != "down"),
        steps_down=tuple(
            sorted((f for f in found if f.step == "down"), key=lambda f: f.shortfall + f.surplus)
        ),
        feeders=tuple(found),
    )


def _job(asked: CompetencyProfile | str, code: str | None, reference: Reference) -> _Job:
    levels, importance = typical_ratings(reference)
    if isinstance(asked, str):
        row = reference.row(asked)
        profile = _with_licence(_typical(reference, row), asked)
        return _Job(row, np.nan_to_num(levels[row]), np.nan_to_num(importance[row], nan=1.0), profile)
    wanted, weight = _arrays(asked, reference)
    row = reference.row(code) if code else _nearest_by_level(wanted, weight, levels)
    trained = tuple(
        line for line in asked.lines if line.domain is not Domain.ABILITY and line.need is not Need.NICE
    )
    return _Job(row, wanted, weight, replace(asked, lines=trained))


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
def _typical(reference: Reference, row: int) -> CompetencyProfile:
    """Typical skills and knowledge of an occupation, estimated from its neighbours where O*NET has not rated it."""
    levels, importance = typical_ratings(reference)
    levels = np.where([e.domain in TRAINABLE for e in reference.elements], levels[row], np.nan)
    evidence = (Evidence(EvidenceKind.TYPICAL, note=reference.occupations[row].title),)
    return CompetencyProfile(
        reference.version, tuple(rated_lines(reference, levels, importance[row], evidence))
    )


def _held(reference: Reference, row: int, asked: CompetencyProfile) -> CompetencyProfile:
    """Typical profile of a feeder, with those of the job's technologies and licences that its workers use or hold."""
    typical, code = _typical(reference, row), reference.occupations[row].code
    wanted = [line for line in asked.lines if line.domain in {Domain.TECHNOLOGY, Domain.CREDENTIAL}]
    if not wanted:
        return typical
    used = reference.technology_ids(code) | licences_of(code)
    return replace(typical, lines=typical.lines + tuple(w for w in wanted if w.competency_id in used))


def _nearest(reference: Reference, row: int, k: int) -> list[int]:
    scores = near_scores(reference, row)
    order = np.argsort(-scores, kind="stable")[: max(0, k)]
    return [int(r) for r in order if np.isfinite(scores[r])]


def _nearest_steps_up(reference: Reference, job: int, near: list[int], wages: np.ndarray) -> list[int]:
    """Order by nearness the other occupations whose workers the job would pay more, of the same or a lower job zone.

    As many as the near ones fall short of LEAST_STEPS_UP: the neighbours of a help desk are mostly better paid.
    """
    pays_more: np.ndarray = np.asarray(wages[job] >= wages * (1 + SIDEWAYS))
    missing = LEAST_STEPS_UP - int(pays_more[near].sum())
    zone = np.array([o.job_zone or 0 for o in reference.occupations])
    fits = pays_more & _recruitable(reference, job) & (zone > 0) & (zone <= (zone[job] or 5))
    fits[near] = False
    scores = np.where(fits, near_scores(reference, job), -np.inf)
    order = np.argsort(-scores, kind="stable")[: max(0, missing)]
    return [int(r) for r in order if np.isfinite(scores[r])]


def _short_of_little(reference: Reference, job: _Job, already: set[int]) -> list[int]:
    """Order the other occupations of the same or a lower job zone by shortfall, then surplus and distance.

    Left out are small occupations, supervisors, and those that pay or are schooled much more than the job.

    Higher zones are left out: their workers lack nothing because they are over-qualified for the job.
    """
    levels, _ = typical_ratings(reference)
    columns = np.array([e.domain in TRAINABLE for e in reference.elements])
    weight = (job.importance[columns] - 1.0) / 4.0
    mass = float(weight @ job.levels[columns]) or 1.0
    held = np.nan_to_num(levels[:, columns])
    short = np.maximum(0.0, job.levels[columns] - held) @ weight / mass
    over = np.maximum(0.0, held - job.levels[columns]) @ weight / mass
    zone = np.array([o.job_zone or 0 for o in reference.occupations])
    top = zone[job.row] or 5
    fits = described(reference) & (zone > 0) & (zone <= top)
    fits[[job.row, *already]] = False
    fits &= _recruitable(reference, job.row)
    far = 1.0 - nearness_row(reference, job.row)
    score = np.where(fits, short + SURPLUS_COUNTS * over + DISTANCE_COUNTS * far, np.inf)
    order = np.argsort(score, kind="stable")[:FURTHER]
    return [int(r) for r in order if np.isfinite(score[r])]


@lru_cache(maxsize=4096)
def _recruitable(reference: Reference, job: int) -> np.ndarray:
    """Which occupations a cohort could come from: large, no supervisors, not paid or schooled much more."""
    codes = tuple(o.code for o in reference.occupations)
    wages, employment = reference.wages.medians(codes, None)
    whole = np.array(
        [o.code.endswith(".00") and not o.title.startswith(SUPERVISORS) for o in reference.occupations]
    )
    pays = np.isnan(wages) | np.isnan(wages[job]) | (wages <= MOST_PAY * wages[job])
    school = school_hours(reference)
    over = school > school[job] + MORE_SCHOOL
    fits = whole & pays & ~over & (np.isnan(employment) | (employment >= LEAST_EMPLOYMENT))
    fits.setflags(write=False)
    return np.asarray(fits)


@dataclass(frozen=True, slots=True)
class _Facts:
    row: int
    nearness: float
    group: str
    wage: float
    employment: float


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else figure


def _feeder(
    reference: Reference,
    job: _Job,
    facts: _Facts,
    wage: float,
    wage_floor: float | None,
    pool_counts: Mapping[str, int] | None,
) -> Feeder:
    occupation = reference.occupations[facts.row]
    gap = shortfall(
        job.profile,
        _held(reference, facts.row, job.profile),
        reference,
        code=reference.occupations[job.row].code,
        only_short=True,
    )
    low, high, said = _at_least(reference, job.row, facts.row, gap)
    change = _known(wage - facts.wage)
    step = _step(reference, job.row, facts, wage, wage_floor)
    return Feeder(
        code=occupation.code,
        title=occupation.title,
        nearness=facts.nearness,
        shortfall=gap.shortfall,
        surplus=gap.surplus,
        hours_low=low,
        hours_high=high,
        wage_now=_known(facts.wage),
        wage_change=change,
        local_employment=None if np.isnan(facts.employment) else int(facts.employment),
        in_pool=None if pool_counts is None else pool_counts.get(occupation.code, 0),
        job_zone=occupation.job_zone,
        short_of=gap.short_of[:SHOWN_LINES],
        reasons=_reasons(gap, facts, step, change, rated=occupation.rated, also=said),
        group=facts.group,
        step=step,
    )


def _at_least(reference: Reference, job: int, feeder: int, gap: Gap) -> tuple[float, float, tuple[str, ...]]:
    """Raise the hours to what newcomers learn at work, and the upper one to the schooling where a degree is usual."""
    low, high, said = gap.hours_low, gap.hours_high, []
    least, most = (float(hours[feeder]) for hours in newcomer_hours(reference, job))
    if most > high or least > low:
        low, high = max(low, least), max(high, most)
        share = float(share_not_done(reference, job)[feeder])
        what = "What the job does" if np.isnan(share) else f"About {share:.0%} of what the job does"
        said.append(
            f"{what} is not part of this work: newcomers learn it in {least:,.0f} to {most:,.0f} hours at the job."
        )
    school = school_hours(reference)
    asked, held = float(school[job]), float(school[feeder])
    if not (np.isnan(asked) or np.isnan(held)) and asked >= DEGREE_HOURS and asked - held > high:
        high = asked - held
        said.append(
            f"Most who do this job hold a degree: the whole difference is about {high:,.0f} hours of school."
        )
    return low, high, tuple(said)


def _step(reference: Reference, job: int, facts: _Facts, wage: float, wage_floor: float | None) -> str:
    """Name the step by pay, else by grade: a drop of a whole job zone or more is a step down."""
    if np.isnan(wage) or np.isnan(facts.wage):
        here, there = reference.occupations[facts.row].job_zone, reference.occupations[job].job_zone
        if here is None or there is None:
            return "unknown"
        return "down" if there < here else "up" if there > here else "sideways"
    if wage >= facts.wage * (1 + SIDEWAYS):
        return "up"
    if wage >= facts.wage * (1 - SIDEWAYS):
        return "sideways"
    return "sideways" if wage_floor is not None and wage >= wage_floor else "down"


def _reasons(
    gap: Gap, facts: _Facts, step: str, change: float | None, *, rated: bool, also: tuple[str, ...]
) -> tuple[str, ...]:
    said = [WHY_LISTED[facts.group]]
    if change is not None:
        direction = "more" if change >= 0 else "less"
        said.append(f"The job's median wage is ${abs(change):,.0f} a year {direction}.")
    if step == "down" and change is not None:
        said.append("A pay cut: fits someone who has lost that job, not someone who still has it.")
    short = [line.name for line in gap.short_of[:3]]
    said.append(f"Short of: {', '.join(short)}." if short else "Nothing rated is missing.")
    if not rated:
        said.append("O*NET has not rated this occupation: levels are those of similar occupations.")
    return (*said, *also)


def with_pool(result: FeederResult, pool_counts: Mapping[str, int]) -> FeederResult:
    """Return the same feeders with how many people of each are in a pool."""

    def counted(feeders: tuple[Feeder, ...]) -> tuple[Feeder, ...]:
        return tuple(replace(f, in_pool=pool_counts.get(f.code, 0)) for f in feeders)

    return replace(
        result,
        steps_up=counted(result.steps_up),
        steps_down=counted(result.steps_down),
        feeders=counted(result.feeders),
    )
