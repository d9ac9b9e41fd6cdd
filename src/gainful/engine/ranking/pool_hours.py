"""Hours of a whole pool: what the job's competencies take per level, courses, schooling and learning at work."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, EvidenceKind, Need, Taxonomy
from gainful.engine.credentials.by_law import COVERS
from gainful.engine.gap import DEGREE_HOURS, newcomer_hours, school_hours, shortfall
from gainful.engine.occupations import Reference
from gainful.engine.ranking.pool import Pool

TRAINED = frozenset({Domain.SKILL, Domain.KNOWLEDGE, Domain.ACTIVITY})
DEGREE_SCHOOLING = {
    "credential:some-college": 450.0,
    "credential:postsecondary-certificate": 300.0,
    "credential:associate-degree": 1_800.0,
    "credential:bachelor-degree": 3_600.0,
    "credential:master-degree": 5_100.0,
    "credential:doctorate": 8_400.0,
}
"""Hours of schooling beyond high school that a degree stands for, as in `occupations.education.SCHOOL_HOURS`."""


@dataclass(frozen=True, slots=True)
class HourRates:
    """What the job needs, as arrays over its trained O*NET competencies: columns, levels, hours per level."""

    columns: np.ndarray
    required: np.ndarray
    """float [k], levels 0-7"""
    low: np.ndarray
    high: np.ndarray
    """float [k], hours per whole level"""


@dataclass(frozen=True, slots=True)
class Extra:
    """Something one has or has not, with the hours of its course."""

    competency_id: str
    name: str
    low: float
    high: float


def hour_rates(
    required: CompetencyProfile, reference: Reference, code: str | None = None
) -> tuple[HourRates, tuple[Extra, ...]]:
    """Return hours per level of each trained competency, and the courses for credentials and technologies.

    A credential counts where the job or the law asks for it, a technology where the job itself does; neither where it
    is nice to have, a technology not where it is only typical.
    Read off the gap of somebody who holds level 0 of everything, so that a pool and a person get the same figures.
    """
    asked = {
        line.competency_id
        for line in required.lines
        if line.domain in {Domain.CREDENTIAL, Domain.TECHNOLOGY}
        and line.need is not Need.NICE
        and (
            line.domain is Domain.CREDENTIAL
            or any(evidence.kind is not EvidenceKind.TYPICAL for evidence in line.evidence)
        )
    }
    zero = tuple(
        replace(line, level=0.0, level_low=0.0, level_high=0.0)
        for line in required.lines
        if line.taxonomy is Taxonomy.ONET and line.level
    )
    found = shortfall(
        required, CompetencyProfile(required.reference_version, zero), reference, code=code
    ).lines
    rated = [
        line
        for line in found
        if line.counted and line.domain in TRAINED and line.held is not None and line.required
    ]
    needed = np.array([line.required for line in rated], float)
    rates = HourRates(
        np.array([reference.column(line.competency_id) for line in rated], np.int64),
        needed,
        np.array([line.hours_low for line in rated], float) / needed,
        np.array([line.hours_high for line in rated], float) / needed,
    )
    extras = tuple(
        Extra(line.competency_id, line.name, line.hours_low, line.hours_high)
        for line in found
        if line.competency_id in asked and line.hours_high
    )
    return rates, extras


def schooling_gap(pool: Pool, code: str | None, reference: Reference) -> np.ndarray:
    """Hours of school between a person's last work and a job whose workers report a degree; 0 for other jobs.

    Part of the upper estimate only. A degree the person told counts with its own hours, else their work stands for it.
    """
    school = np.nan_to_num(school_hours(reference))
    asked = school[reference.row(code)] if code else 0.0
    if asked < DEGREE_HOURS:
        return np.zeros(len(pool))
    held = np.where(pool.occupation >= 0, school[pool.occupation], 0.0)
    told = np.zeros(len(pool))
    for degree, hours in DEGREE_SCHOOLING.items():
        told[pool.holding(degree) & (told < hours)] = hours
    return np.maximum(0.0, asked - np.maximum(held, told))


def least_at_work(pool: Pool, code: str | None, reference: Reference) -> np.ndarray:
    """Least hours of learning at the job itself by the person's last work, float [n, 2]; 0 where it is not known.

    Nobody's history is taken for granted: where no last work is known, levels are unknown and count as such.
    """
    if not code:
        return np.zeros((len(pool), 2))
    hours = np.column_stack(newcomer_hours(reference, reference.row(code)))
    return np.where((pool.occupation >= 0)[:, None], hours[pool.occupation], 0.0)


def lacking(pool: Pool, extras: tuple[Extra, ...], reference: Reference) -> np.ndarray:
    """Who lacks which credential or technology; the latter is held where the last occupation uses it or one says so."""
    lacks = np.ones((len(pool), len(extras)), bool)
    rows, places, _ = reference.technology_uses
    listed = {technology.id: place for place, technology in enumerate(reference.technology_list)}
    for column, extra in enumerate(extras):
        if extra.competency_id.startswith("technology:"):
            users = rows[places == listed.get(extra.competency_id, -1)]
            lacks[:, column] = ~(np.isin(pool.occupation, users) | pool.holding(extra.competency_id))
        else:
            higher = (high for high, lower in COVERS.items() if extra.competency_id in lower)
            lacks[:, column] = ~pool.holding(extra.competency_id, *higher)
    return lacks


def with_extras(
    hours: tuple[np.ndarray, np.ndarray, np.ndarray], lacks: np.ndarray, extras: tuple[Extra, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add courses as `gap.shortfall` does: the longest course for a credential teaches the skills, counted once."""
    low, middle, high = hours
    if not extras:
        return hours
    least, most = np.array([e.low for e in extras]), np.array([e.high for e in extras])
    technology = np.array([e.competency_id.startswith("technology:") for e in extras])
    longest = np.max(lacks * np.where(technology, 0.0, most), axis=1)
    of = {name: lacks @ np.where(mask, value, 0.0) for name, mask, value in (
        ("cl", ~technology, least), ("ch", ~technology, most), ("tl", technology, least), ("th", technology, most),
    )}  # fmt: skip
    return (
        np.maximum(low, of["cl"]) + of["tl"],
        np.maximum(middle, (of["cl"] + of["ch"]) / 2) + (of["tl"] + of["th"]) / 2,
        np.maximum(high, longest) + of["ch"] - longest + of["th"],
    )
