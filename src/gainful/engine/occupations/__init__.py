"""Occupations, ratings, wages, titles and crosswalks: load, version, look up."""

from gainful.engine.occupations.education import Education
from gainful.engine.occupations.facts import (
    Area,
    DetailedActivity,
    Element,
    Occupation,
    Technology,
    Titles,
    Wage,
)
from gainful.engine.occupations.job_zones import ZonePreparation
from gainful.engine.occupations.reference import Reference
from gainful.engine.occupations.versions import (
    DEFAULT_VERSION,
    available_versions,
    current_version,
    load_reference,
    shipped_folder,
)

__all__ = [
    "DEFAULT_VERSION",
    "Area",
    "DetailedActivity",
    "Education",
    "Element",
    "Occupation",
    "Reference",
    "Technology",
    "Titles",
    "Wage",
    "ZonePreparation",
    "available_versions",
    "current_version",
    "load_reference",
    "shipped_folder",
]
