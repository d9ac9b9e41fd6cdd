"""Preparation in years behind O*NET's job zones, so that releases with five zones and with four can be compared.

A job zone is a range of levels of specific vocational preparation (SVP). Up to 30.1 there are five; since 30.2 zones 1
and 2 are one, "below 6.0". O*NET no longer tells those two apart, so they are read as that one range in every release:
else a job order pinned to 30.0 and one pinned to 31.0 would disagree about the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

SVP_YEARS = (0.0, 0.0, 1 / 12, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
"""Years at the upper end of SVP levels 0 to 8 (20 CFR 656.3): level 1 is a short demonstration, 9 is over ten years."""
JOINED_BELOW = 6.0
"""SVP below which releases since 30.2 make no difference (Job Zone Reference: "Job Zone 1-2", below 6.0)."""
PUBLISHED_RANGES = {1: (0.0, 4.0), 2: (4.0, 6.0), 3: (6.0, 7.0), 4: (7.0, 8.0), 5: (8.0, 10.0)}
"""SVP range of each zone, for a version that was loaded without its Job Zone Reference (O*NET up to 30.1)."""


@dataclass(frozen=True, slots=True)
class ZonePreparation:
    """Years of preparation that a job zone stands for: its range and the middle of it."""

    least: float
    most: float

    @property
    def middle(self) -> float:
        """The middle of the range, years."""
        return (self.least + self.most) / 2


def preparation_of_range(svp_low: float, svp_high: float) -> ZonePreparation:
    """Return the years from where an SVP range begins to where it ends; over ten years (level 9) counts as ten."""
    if svp_high <= JOINED_BELOW:
        svp_low, svp_high = 0.0, JOINED_BELOW
    first, last = max(0, floor(svp_low) - 1), ceil(svp_high) - 1
    return ZonePreparation(SVP_YEARS[first], SVP_YEARS[min(last, len(SVP_YEARS) - 1)])


def preparation_by_zone(
    ranges: Mapping[int, tuple[float, float]] | None = None,
) -> dict[int, ZonePreparation]:
    """Return the preparation of each zone, from a version's own SVP ranges or the published ones."""
    return {zone: preparation_of_range(*svp) for zone, svp in (ranges or PUBLISHED_RANGES).items()}
