"""Versions of the libraries that compute the figures, so that a report can be run again."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

LIBRARIES = (
    "numpy",
    "pandas",
    "scipy",
    "statsmodels",
    "linearmodels",
    "diff-diff",
)


def versions() -> dict[str, str]:
    """Versions of what computed the figures."""
    return dict(_versions())


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, version(name)) for name in LIBRARIES)
