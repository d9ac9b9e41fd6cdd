"""Days that somebody plans for: a year typed wrongly is told at once."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

NEAR = timedelta(days=366 * 10)
"""How far a day may lie ahead or back (assumption)."""


def is_near(day: date) -> bool:
    """Whether a day lies within ten years of today."""
    return abs(day - timezone.localdate()) <= NEAR
