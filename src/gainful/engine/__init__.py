"""Engine: a data scientist's library for job-centric upskilling; no Django, no clock, no network.

The names below are stable. Each is imported when it is first asked for, so that `import gainful.engine` is quick.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "load_reference": "occupations",
    "encode": "profiles",
    "rank_esco_skills": "profiles",
    "extract_esco_skills": "profiles",
    "rank_occupations": "profiles",
    "split_sections": "profiles.sections",
    "job_facts": "profiles.facts",
    "required_profile": "profiles.required",
    "resume_profile": "profiles.resume",
    "occupation_profile": "profiles.typical",
    "work_history_profile": "profiles.held",
    "shortfall": "gap",
    "feeder_occupations": "ranking.feeders",
    "rank_pool": "ranking.people",
    "choose_courses": "curriculum",
    "propose_mix": "mix",
    "build_plan": "planning",
    "retention_curve": "indicators.retention",
    "reason_curves": "indicators.retention",
    "hazard_model": "indicators.retention",
    "duration_model": "indicators.retention",
}

__all__ = [
    "build_plan",
    "choose_courses",
    "duration_model",
    "encode",
    "extract_esco_skills",
    "feeder_occupations",
    "hazard_model",
    "job_facts",
    "load_reference",
    "occupation_profile",
    "propose_mix",
    "rank_esco_skills",
    "rank_occupations",
    "rank_pool",
    "reason_curves",
    "required_profile",
    "resume_profile",
    "retention_curve",
    "shortfall",
    "split_sections",
    "work_history_profile",
]


def __getattr__(name: str) -> Any:
    """Import a stable name from the room that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
