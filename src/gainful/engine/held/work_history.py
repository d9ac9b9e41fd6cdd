"""What a person holds: levels inferred from the occupations they worked in, with the doubt carried along.

Method and limits: docs/methods/held-profile.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    ProfileLine,
    Taxonomy,
)
from gainful.engine.occupations import Reference, load_reference

DAYS_PER_YEAR = 365.25
LEARNING_YEARS_UNKNOWN = 1.5
"""Years to be fully at home where O*NET gives no job zone: those of the middle zone. Elsewhere the middle of the zone's
SVP range (`Reference.preparation_years`): 0.5 years below SVP 6, then 1.5, 3 and 7."""
ENTRY_SHARE = 0.6
"""Share of the occupation's level a new hire already brings; the rest is learned on the job (assumption)."""
YEARLY_LOSS = {Domain.SKILL.value: 0.02, Domain.KNOWLEDGE.value: 0.03, Domain.ABILITY.value: 0.01}
"""Share of a level lost per year out of the work; knowledge fades faster (direction: Arthur et al. 1998,
Human Performance 11(1); the size is an assumption kept small because relearning is quick)."""
KEPT_AT_LEAST = 0.7
BASE_DOUBT, ENTRY_DOUBT = 0.35, 0.6
"""Half-width in levels: workers differ within an occupation, and more so early in a job (assumption)."""
MOST = 7.0


@dataclass(frozen=True, slots=True)
class Job:
    """One stretch of work in an O*NET-SOC occupation; `end` None means still there."""

    code: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A measured level (0-7) of one competency; it overrides what the work history suggests."""

    competency_id: str
    level: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """Many histories, one row a job: person number (sorted), occupation row, years in it, years since."""

    person: np.ndarray
    occupation: np.ndarray
    years: np.ndarray
    years_since: np.ndarray


def held_levels(history: HistoryTable, people: int, reference: Reference) -> tuple[np.ndarray, np.ndarray]:
    """Return (level, half-width), float32 [people, elements]: the best any job gives; NaN unknown."""
    shape = (people, len(reference.elements))
    level, doubt = np.full(shape, np.nan, np.float32), np.full(shape, np.nan, np.float32)
    if not history.person.size:
        return level, doubt
    learned = _learned(history, reference)
    kept = _kept(history.years_since, reference)
    per_job = reference.level[history.occupation] * learned[:, None] * kept
    starts = np.flatnonzero(np.r_[True, np.diff(history.person) > 0])
    who = history.person[starts]
    level[who] = np.fmax.reduceat(per_job, starts, axis=0)
    width = (BASE_DOUBT + ENTRY_DOUBT * (1 - learned)).astype(np.float32)
    doubt[who] = np.minimum.reduceat(width, starts)[:, None]
    doubt[np.isnan(level)] = np.nan
    return level, doubt


def _learned(history: HistoryTable, reference: Reference) -> np.ndarray:
    """Share of the occupation's level reached after the years in it: an exponential learning curve."""
    years = reference.preparation_years[history.occupation]
    pace = np.where(np.isnan(years), LEARNING_YEARS_UNKNOWN, years)
    return (ENTRY_SHARE + (1 - ENTRY_SHARE) * (1 - np.exp(-history.years / pace))).astype(np.float32)


def _kept(years_since: np.ndarray, reference: Reference) -> np.ndarray:
    """Share of a level kept after years out of the work, float32 [jobs, elements]."""
    loss = np.array([YEARLY_LOSS.get(element.domain, 0.02) for element in reference.elements], np.float32)
    return np.maximum(KEPT_AT_LEAST, 1 - years_since[:, None].astype(np.float32) * loss)


def history_row(job: Job, as_of: date, reference: Reference) -> tuple[int, float, float]:
    """Return (occupation row, years in it, years since); ValueError where a job ends before it starts.

    A job that has not begun by `as_of` counts no time yet.
    """
    if job.end is not None and job.end < job.start:
        raise ValueError(
            f"A job in {job.code} ends on {job.end} before it starts on {job.start}. Check the dates."
        )
    end = min(job.end or as_of, as_of)
    years = (end - min(job.start, end)).days / DAYS_PER_YEAR
    return reference.row(job.code), years, (as_of - end).days / DAYS_PER_YEAR


def work_history_profile(
    jobs: Sequence[Job],
    *,
    credentials: Sequence[str] = (),
    assessments: Sequence[Assessment] = (),
    as_of: date,
    reference: Reference | None = None,
) -> CompetencyProfile:
    """Return what a person holds: O*NET levels 0-7 with low and high, technologies, credentials, assessments.

    A competency that no job, credential or assessment speaks of has no line: unknown is not zero.
    """
    reference = reference or load_reference()
    rows = [history_row(job, as_of, reference) for job in jobs]
    table = HistoryTable(
        person=np.zeros(len(rows), np.int32),
        occupation=np.array([row for row, _, _ in rows], np.int32),
        years=np.array([years for _, years, _ in rows], np.float32),
        years_since=np.array([since for _, _, since in rows], np.float32),
    )
    level, doubt = held_levels(table, 1, reference)
    measured = {assessment.competency_id: assessment for assessment in assessments}
    lines = [
        *_rated_lines(level[0], doubt[0], jobs, reference, measured),
        *_technology_lines(jobs, reference),
        *_credential_lines(credentials),
        *(_measured_line(assessment, reference) for assessment in assessments),
    ]
    return CompetencyProfile(reference.version, tuple(lines))


def _rated_lines(
    level: np.ndarray,
    doubt: np.ndarray,
    jobs: Sequence[Job],
    reference: Reference,
    measured: Mapping[str, Assessment],
) -> list[ProfileLine]:
    best = _best_job_titles(jobs, reference)
    return [
        ProfileLine(
            element.id,
            Taxonomy.ONET,
            Domain(element.domain),
            element.name,
            level=round(float(level[place]), 2),
            level_low=round(max(0.0, float(level[place] - doubt[place])), 2),
            level_high=round(min(MOST, float(level[place] + doubt[place])), 2),
            evidence=(Evidence(EvidenceKind.WORK_HISTORY, note=best[place]),),
        )
        for place, element in enumerate(reference.elements)
        if not np.isnan(level[place]) and element.id not in measured
    ]


def _best_job_titles(jobs: Sequence[Job], reference: Reference) -> list[str]:
    """Name, for each element, the occupation held that asks the most of it."""
    if not jobs:
        return [""] * len(reference.elements)
    rows = np.array([reference.row(job.code) for job in jobs])
    best = np.nanargmax(np.nan_to_num(reference.level[rows], nan=-1.0), axis=0)
    return [reference.occupations[rows[place]].title for place in best]


def _technology_lines(jobs: Sequence[Job], reference: Reference) -> list[ProfileLine]:
    """Technologies workers in the held occupations use: likely, never sure."""
    found: dict[str, ProfileLine] = {}
    for job in jobs:
        title = reference.occupation(job.code).title
        for technology in reference.technologies(job.code):
            found.setdefault(
                technology.id,
                ProfileLine(
                    technology.id,
                    Taxonomy.TECHNOLOGY,
                    Domain.TECHNOLOGY,
                    technology.name,
                    confidence="likely" if technology.hot or technology.in_demand else "guess",
                    evidence=(Evidence(EvidenceKind.WORK_HISTORY, note=title),),
                ),
            )
    return list(found.values())


def _credential_lines(credentials: Sequence[str]) -> list[ProfileLine]:
    return [
        ProfileLine(
            credential if credential.startswith("credential:") else f"credential:{credential}",
            Taxonomy.CREDENTIAL,
            Domain.CREDENTIAL,
            credential.removeprefix("credential:").replace("-", " "),
            confidence="sure",
            evidence=(Evidence(EvidenceKind.CREDENTIAL),),
        )
        for credential in credentials
    ]


def _measured_line(assessment: Assessment, reference: Reference) -> ProfileLine:
    if not 0 <= assessment.level <= MOST:
        raise ValueError(f"{assessment.competency_id}: a level is between 0 and 7, not {assessment.level}.")
    element = reference.elements[reference.column(assessment.competency_id)]
    return ProfileLine(
        element.id,
        Taxonomy.ONET,
        Domain(element.domain),
        element.name,
        level=assessment.level,
        level_low=assessment.level,
        level_high=assessment.level,
        confidence="sure",
        evidence=(Evidence(EvidenceKind.ASSESSMENT, note=assessment.note),),
    )
