"""Competency profiles of a job or a person, with the evidence for each line."""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "encode": "encoder",
    "rank_esco_skills": "skills",
    "extract_esco_skills": "skills",
    "RankedSkill": "skills",
    "ExtractedSkill": "skills",
    "rank_occupations": "title_ranking",
    "RankedOccupation": "title_ranking",
}

__all__ = [
    "ExtractedSkill",
    "RankedOccupation",
    "RankedSkill",
    "encode",
    "extract_esco_skills",
    "rank_esco_skills",
    "rank_occupations",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
