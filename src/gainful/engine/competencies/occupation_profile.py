"""The typical profile of an occupation: what O*NET says its workers need, line by line."""

from __future__ import annotations

import math
from functools import lru_cache

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

IN_DEMAND_IMPORTANCE = 3.0


@lru_cache(maxsize=512)
def occupation_profile(
    code: str, reference: Reference | None = None, *, technologies: bool = False
) -> CompetencyProfile:
    """Return the profile of an occupation; lines that O*NET suppresses are left out (unknown, not zero).

    With `technologies`, those that employers ask for (in demand) are lines too.
    Raises KeyError with the nearest codes where there is no such occupation.
    """
    reference = reference or load_reference()
    row, title = reference.row(code), reference.occupation(code).title
    evidence = (Evidence(EvidenceKind.TYPICAL, note=title),)
    lines = rated_lines(reference, reference.level[row], reference.importance[row], evidence)
    if technologies:
        lines += [
            ProfileLine(
                t.id,
                Taxonomy.TECHNOLOGY,
                Domain.TECHNOLOGY,
                t.name,
                importance=IN_DEMAND_IMPORTANCE,
                evidence=evidence,
            )
            for t in reference.technologies(code)
            if t.in_demand
        ]
    return CompetencyProfile(reference.version, tuple(lines))


def rated_lines(
    reference: Reference, levels: np.ndarray, importance: np.ndarray, evidence: tuple[Evidence, ...]
) -> list[ProfileLine]:
    """Turn levels (0-7) and importance (1-5) into profile lines; an unknown (NaN) level has no line."""
    return [
        ProfileLine(
            element.id,
            Taxonomy.ONET,
            Domain(element.domain),
            element.name,
            round(level, 2),
            importance=None if math.isnan(weight) else round(weight, 2),
            evidence=evidence,
        )
        for element, level, weight in zip(
            reference.elements, levels.tolist(), importance.tolist(), strict=True
        )
        if not math.isnan(level)
    ]
