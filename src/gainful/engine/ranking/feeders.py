"""Feeder occupations: where people work today who could do a job with a little upskilling.

A feeder is near the job, or short of little. The list keeps two things apart: for whom the job is a step up or
sideways, and for whom it would be a cut in pay or grade. The second group is not hidden: for someone who has lost
their job the old wage is no longer the alternative, and this is how cabin crew became assistant nurses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain
from gainful.engine.credentials.by_law import licences_of
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
from gainful.engine.occupations.outlook import Outlook
from gainful.engine.occupations.wages import PLACES, Medians
from gainful.engine.ranking.feeder_candidates import AskedJob, asked_job, candidates, typical_profile
from gainful.engine.ranking.nearness import nearness_row
from gainful.engine.ranking.pay_change import (
    JobPay,
    Pay,
    PayBasis,
    PayChange,
    change_in_words,
    pay_change,
    step_by_pay,
)

WHY_LISTED = {
    "near": "Near in what people do, know and are called.",
    "nearest_step_up": "Among the nearest kinds of work that pay less.",
    "short_of_little": "Not near, but short of little.",
}
SHOWN_LINES = 6


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
    wage_now_at_least: bool
    """Whether BLS says no more of their wage than that it reaches its highest published one."""
    wage_place: str
    """Whose wage it is: the `area` asked for, its `state` or the `nation`."""
    wage_change: float | None
    """The job's pay minus their median (`ranking.pay_change`)."""
    wage_change_bound: str
    """How to read `wage_change`: `exact`, `at_least`, `at_most` or `unknown`."""
    local_employment: int | None
    """None where not released, and where an earlier feeder of the list shows the employment that both share."""
    employment_of: str | None
    """The published occupation whose employment it is, where that is broader than this one."""
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
    wage_at_least: bool
    """Whether BLS says no more of the job's wage than that it reaches its highest published one."""
    wage_place: str
    """Whose wage it is: `area`, `state` or `nation`."""
    wage_basis: str
    """`stated` by the job, or its occupation's `usual` pay."""
    area: str
    steps_up: tuple[Feeder, ...]
    steps_down: tuple[Feeder, ...]
    """Those closest in level first: the over-qualified, whose skills the job would waste, come last."""
    outlook: Outlook | None
    """Whether the job's occupation grows; None where no projections are loaded."""
    feeders: tuple[Feeder, ...]
    """All in one list: the near ones by nearness, the nearest steps up, then those that are short of little."""


def feeder_occupations(
    profile_or_code: CompetencyProfile | str,
    *,
    area: str | None = None,
    wage_floor: float | None = None,
    pool_counts: Mapping[str, int] | None = None,
    k: int = 20,
    code: str | None = None,
    pay: JobPay | None = None,
    reference: Reference | None = None,
) -> FeederResult:
    """Return the k nearest occupations, the nearest steps up, and up to 20 that are short of little, split by step.

    `area` is a wage area's code or name. `wage_floor` (dollars a year) is what the people in question need: a job
    that pays it is no step down for them, whatever they earned before. `pool_counts` gives people in the pool by
    code. `code` names the occupation of a profile; without it the nearest by ratings. `pay` is what a job states;
    without it the occupation's median stands for it. KeyError: unknown code or area.
    """
    reference = reference or load_reference()
    job = asked_job(profile_or_code, code, reference)
    medians = reference.wages.medians(tuple(o.code for o in reference.occupations), area)
    if pay is None or pay.basis is not PayBasis.STATED:
        pay = _median_pay(medians, job.row, in_area=bool(area))
    closeness = nearness_row(reference, job.row)
    found, shown = [], set[int]()
    for row, group in candidates(reference, job, medians, k).items():
        employment = _employment(reference, medians, row, shown)
        facts = _Facts(row, float(closeness[row]), group, medians, pay, bool(area), *employment)
        found.append(_feeder(reference, job, facts, wage_floor, pool_counts))
    occupation = reference.occupations[job.row]
    place = reference.areas[reference.wages.area_row(area)].name if area else "National"
    return FeederResult(
        code=occupation.code,
        title=occupation.title,
        wage=_known(pay.pay.wage),
        wage_at_least=pay.pay.at_least,
        wage_place=pay.place or (PLACES[medians.place[job.row]] if area else "nation"),
        wage_basis=pay.basis,
        area=place,
        steps_up=tuple(f for f in found if f.step != "down"),
        steps_down=tuple(
            sorted((f for f in found if f.step == "down"), key=lambda f: f.shortfall + f.surplus)
        ),
        outlook=reference.outlook(occupation.code, area),
        feeders=tuple(found),
    )


def _held(reference: Reference, row: int, asked: CompetencyProfile) -> CompetencyProfile:
    """Typical profile of a feeder, with those of the job's technologies and licences that its workers use or hold."""
    typical, code = typical_profile(reference, row), reference.occupations[row].code
    wanted = [line for line in asked.lines if line.domain in {Domain.TECHNOLOGY, Domain.CREDENTIAL}]
    if not wanted:
        return typical
    used = reference.technology_ids(code) | licences_of(code)
    return replace(typical, lines=typical.lines + tuple(w for w in wanted if w.competency_id in used))


@dataclass(frozen=True, slots=True)
class _Facts:
    row: int
    nearness: float
    group: str
    medians: Medians
    job_pay: JobPay
    in_area: bool
    """Whether an area was asked for."""
    employment: int | None
    employment_of: str | None

    @property
    def place(self) -> str:
        """Whose median it is: `area`, `state` or `nation`."""
        return PLACES[self.medians.place[self.row]] if self.in_area else "nation"

    def pay(self, row: int) -> Pay:
        """Median pay of an occupation."""
        return Pay(float(self.medians.wage[row]), bool(self.medians.at_least[row]))


def _employment(
    reference: Reference, medians: Medians, row: int, shown: set[int]
) -> tuple[int | None, str | None]:
    """Return an occupation's employment and whose it is where it is a broader one's, which is given but once."""
    people, group = float(medians.employment[row]), int(medians.group[row])
    if group < 0 or np.isnan(people):
        return None, None
    name = reference.wages.group_name(group)
    shared = (medians.group == group).sum() > 1 and name != reference.occupations[row].title
    first = group not in shown
    shown.add(group)
    return int(people) if first else None, name if shared else None


def _median_pay(medians: Medians, row: int, *, in_area: bool) -> JobPay:
    wage = float(medians.wage[row])
    basis = PayBasis.UNKNOWN if np.isnan(wage) else PayBasis.USUAL
    place = PLACES[medians.place[row]] if in_area else "nation"
    return JobPay(Pay(wage, bool(medians.at_least[row])), basis, place)


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else figure


def _feeder(
    reference: Reference,
    job: AskedJob,
    facts: _Facts,
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
    now = facts.pay(facts.row)
    change = pay_change(facts.job_pay.pay, now)
    step = _step(reference, job.row, facts, wage_floor)
    return Feeder(
        code=occupation.code,
        title=occupation.title,
        nearness=facts.nearness,
        shortfall=gap.shortfall,
        surplus=gap.surplus,
        hours_low=low,
        hours_high=high,
        wage_now=_known(now.wage),
        wage_now_at_least=now.at_least,
        wage_place=facts.place,
        wage_change=change.amount,
        wage_change_bound=change.bound,
        local_employment=facts.employment,
        employment_of=facts.employment_of,
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


def _step(reference: Reference, job: int, facts: _Facts, wage_floor: float | None) -> str:
    """Name the step by pay, else by years of preparation: less than their work takes is a step down."""
    by_pay = step_by_pay(facts.job_pay.pay, facts.pay(facts.row), wage_floor)
    if by_pay is not None:
        return by_pay
    here, there = reference.preparation_years[[facts.row, job]]
    if np.isnan(here) or np.isnan(there):
        return "unknown"
    return "down" if there < here else "up" if there > here else "sideways"


def _reasons(
    gap: Gap, facts: _Facts, step: str, change: PayChange, *, rated: bool, also: tuple[str, ...]
) -> tuple[str, ...]:
    said = [WHY_LISTED[facts.group]]
    if in_words := change_in_words(change, facts.job_pay.basis):
        said.append(in_words)
    place = facts.place
    if facts.in_area and place != "area" and not np.isnan(facts.pay(facts.row).wage):
        said.append(f"Their pay is that of the whole {place}: BLS releases none for the area.")
    if step == "down" and change.amount is not None:
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
