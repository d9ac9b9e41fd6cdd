"""What a job's competencies take in hours per level, and the courses for what one has or has not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, EvidenceKind, Need, Taxonomy
from gainful.engine.gap import shortfall
from gainful.engine.occupations import Reference

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
