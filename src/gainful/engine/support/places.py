"""Where a ZIP code lies: its OEWS area and its distance from another, from a table that the package carries.

Sources: HUD USPS ZIP Code Crosswalk, 2025 (area by most homes; public domain); coordinates of GeoNames (CC BY 4.0) to a
hundredth of a degree, which is about a kilometre. `scripts/place_table.py` makes the table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = "HUD USPS ZIP Code Crosswalk 2025 (area); GeoNames, CC BY 4.0 (coordinates)"
NEAR_MILES = 25.0
"""How far is near, straight as the crow flies (assumption): half an hour to an hour by bus or car."""
EARTH_MILES = 3958.8
_TABLE = Path(__file__).parent / "data" / "places.parquet"


@dataclass(frozen=True, slots=True)
class Place:
    """A ZIP code: the key of its metropolitan OEWS area (empty outside one), degrees north and east where known."""

    zip_code: str
    area_code: str
    latitude: float | None
    longitude: float | None


@cache
def _places() -> dict[str, Place]:
    import pyarrow.parquet as pq

    columns = pq.read_table(_TABLE).to_pydict()
    rows = zip(columns["zip"], columns["cbsa"], columns["latitude"], columns["longitude"], strict=True)
    return {
        f"{code:05d}": Place(
            f"{code:05d}",
            "" if cbsa == 99999 else f"{cbsa:07d}",
            None if north is None else north / 100,
            None if east is None else east / 100,
        )
        for code, cbsa, north, east in rows
    }


def place_of(zip_code: str) -> Place | None:
    """Return where a ZIP code lies (ZIP+4 is read by its first five digits), None where the table has none."""
    digits = zip_code.strip()[:5]
    return _places().get(digits) if digits.isdecimal() else None


def area_of(zip_code: str) -> str:
    """Return the key of the metropolitan OEWS area of a ZIP code; empty outside one or where it is not known."""
    place = place_of(zip_code)
    return place.area_code if place else ""


def miles_between(one: Place | None, other: Place | None) -> float | None:
    """Return the miles between the middles of two ZIP codes along a great circle, None where one is not known."""
    if one is None or other is None or None in {one.latitude, one.longitude, other.latitude, other.longitude}:
        return None
    north, east = math.radians(one.latitude or 0), math.radians(one.longitude or 0)
    to_north, to_east = math.radians(other.latitude or 0), math.radians(other.longitude or 0)
    half = (
        math.sin((to_north - north) / 2) ** 2
        + math.cos(north) * math.cos(to_north) * math.sin((to_east - east) / 2) ** 2
    )
    return 2 * EARTH_MILES * math.asin(math.sqrt(half))


def zips_within(zip_code: str, miles: float = NEAR_MILES) -> list[str]:
    """Return the ZIP codes whose middle lies within some miles, the nearest first; none where the ZIP is not known."""
    here = place_of(zip_code)
    found = []
    for place in _places().values():
        if here is None or here.latitude is None or place.latitude is None:
            continue
        if abs(place.latitude - here.latitude) > miles / 69:  # a degree of latitude is at least 68.7 miles
            continue
        distance = miles_between(here, place)
        if distance is not None and distance <= miles:
            found.append((distance, place.zip_code))
    return [code for _distance, code in sorted(found)]
