"""Engine: a data scientist's library for job-centric upskilling; no Django, no clock, no network.

The names below are stable. Each is imported when it is first asked for, so that `import gainful.engine` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for editors and type checkers; at run time `__getattr__` imports
    from gainful.engine.allocation import AllocationProblem, allocate, stable_matching
    from gainful.engine.claims import check_claim
    from gainful.engine.competencies.occupation_profile import occupation_profile
    from gainful.engine.curriculum import choose_courses
    from gainful.engine.disclosure import protect
    from gainful.engine.gap import shortfall
    from gainful.engine.held.work_history import work_history_profile
    from gainful.engine.impact import StudyPlan, evaluate
    from gainful.engine.impact.verdict import verdict_of
    from gainful.engine.indicators import coverage_of, outcomes, summarise
    from gainful.engine.indicators.retention import (
        duration_model,
        hazard_model,
        reason_curves,
        retention_curve,
    )
    from gainful.engine.mix import propose_mix
    from gainful.engine.occupations import load_reference
    from gainful.engine.planning import build_plan
    from gainful.engine.postings.job_facts import job_facts
    from gainful.engine.postings.profile import required_profile
    from gainful.engine.ranking.build_pool import pool_from_records
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.people import rank_pool
    from gainful.engine.resumes.profile import resume_profile
    from gainful.engine.skills.extraction import extract_esco_skills, rank_esco_skills
    from gainful.engine.text.encoder import encode
    from gainful.engine.text.sections import split_sections
    from gainful.engine.titles.ranking import rank_occupations

_HOMES = {
    "load_reference": "occupations",
    "encode": "text.encoder",
    "rank_esco_skills": "skills.extraction",
    "extract_esco_skills": "skills.extraction",
    "rank_occupations": "titles.ranking",
    "split_sections": "text.sections",
    "job_facts": "postings.job_facts",
    "required_profile": "postings.profile",
    "resume_profile": "resumes.profile",
    "occupation_profile": "competencies.occupation_profile",
    "work_history_profile": "held.work_history",
    "shortfall": "gap",
    "feeder_occupations": "ranking.feeders",
    "pool_from_records": "ranking.build_pool",
    "rank_pool": "ranking.people",
    "choose_courses": "curriculum",
    "propose_mix": "mix",
    "build_plan": "planning",
    "AllocationProblem": "allocation",
    "allocate": "allocation",
    "stable_matching": "allocation",
    "retention_curve": "indicators.retention",
    "reason_curves": "indicators.retention",
    "hazard_model": "indicators.retention",
    "duration_model": "indicators.retention",
    "coverage_of": "indicators",
    "outcomes": "indicators",
    "summarise": "indicators",
    "protect": "disclosure",
    "StudyPlan": "impact",
    "evaluate": "impact",
    "verdict_of": "impact.verdict",
    "check_claim": "claims",
}

__all__ = [
    "AllocationProblem",
    "StudyPlan",
    "allocate",
    "build_plan",
    "check_claim",
    "choose_courses",
    "coverage_of",
    "duration_model",
    "encode",
    "evaluate",
    "extract_esco_skills",
    "feeder_occupations",
    "hazard_model",
    "job_facts",
    "load_reference",
    "occupation_profile",
    "outcomes",
    "pool_from_records",
    "propose_mix",
    "protect",
    "rank_esco_skills",
    "rank_occupations",
    "rank_pool",
    "reason_curves",
    "required_profile",
    "resume_profile",
    "retention_curve",
    "shortfall",
    "split_sections",
    "stable_matching",
    "summarise",
    "verdict_of",
    "work_history_profile",
]


def __getattr__(name: str) -> object:
    """Import a stable name from the room that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
