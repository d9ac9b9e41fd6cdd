"""Amounts of an outcome as people write them: dollars, percentage points, or a plain figure with its unit."""

from __future__ import annotations

import math

READABLE = 1e12
"""Beyond this a row of digits is no longer read."""
MINUS = "−"
"""The minus sign of print: a hyphen lets a line break between the sign and its figure."""
DOLLARS = {"$", "usd", "dollars", "dollar", "us$"}
SHARES = {"share", "proportion", "0/1", "fraction", "rate"}
POINTS = {"%", "percent", "percentage points", "pp"}
"""Points alone are those of a test or a scale: a unit like any other."""


def amount(value: float | None, unit: str, *, level: bool = False) -> str:
    """Return the amount in words; a level (a mean) of a share is a percent, a difference is percentage points."""
    if value is None or not math.isfinite(value):
        return "—"
    kind = unit.strip().casefold()
    sign = MINUS if value < 0 and round(value, 10) != 0 else ""
    size = abs(value)
    if kind in DOLLARS:
        return f"{sign}${size:,.0f}" if size >= 20 or size == 0 else f"{sign}${size:,.2f}"
    if kind in SHARES or kind in POINTS:
        percent = f"{sign}{size * (100 if kind in SHARES else 1):.1f}"
        return f"{percent}%" if level else f"{percent} percentage points"
    return f"{sign}{figure(size)}{f' {unit.strip()}' if unit.strip() else ''}"


def plain(value: float) -> str:
    """Return a figure of either sign without a unit, never in powers of ten where it can be read."""
    if not math.isfinite(value):
        return "—"
    if value != 0 and not 1e-4 <= abs(value) < READABLE:
        return f"{value:.3g}".replace("-", MINUS)
    return f"{MINUS if value < 0 else ''}{figure(abs(value))}"


def figure(size: float) -> str:
    """Return a figure with three digits that count, and separators where it is large."""
    if size >= READABLE:
        return f"{size:.3g}"
    if size == 0 or size >= 1000:
        return f"{size:,.0f}"
    if size >= 100:
        return f"{size:,.1f}"
    digits = max(0, 2 - math.floor(math.log10(size)))
    return f"{size:.{min(digits, 6)}f}"
