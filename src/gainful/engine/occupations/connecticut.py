"""Connecticut's wage areas by town, planning region and former county.

Planning regions took the counties' place in federal statistics ("Change to County-Equivalents in the State of
Connecticut", Federal Register, 6 June 2022), and OMB's metropolitan areas of July 2023 are made of them; OEWS May 2025
publishes those. A region's towns are the members of its council of governments, 169 in all; each stands where the
CT Data Collaborative's "Town to Planning Region Crosswalk" has it (169 of 169, a test compares them).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

HARTFORD, BRIDGEPORT, WATERBURY = "0025540", "0014860", "0047930"
NEW_HAVEN, NORWICH, NONMETROPOLITAN = "0035300", "0035980", "0900001"


@dataclass(frozen=True, slots=True)
class PlanningRegion:
    """A county equivalent: its FIPS code, the OEWS area it is in, and its towns."""

    fips: str
    name: str
    area: str
    towns: tuple[str, ...]


def _towns(text: str) -> tuple[str, ...]:
    return tuple(town.strip() for town in text.split(","))


REGIONS = (
    PlanningRegion("09110", "Capitol", HARTFORD, _towns(
        "Andover, Avon, Berlin, Bloomfield, Bolton, Canton, Columbia, Coventry, East Granby, East Hartford, "
        "East Windsor, Ellington, Enfield, Farmington, Glastonbury, Granby, Hartford, Hebron, Manchester, "
        "Mansfield, Marlborough, New Britain, Newington, Plainville, Rocky Hill, Simsbury, Somers, "
        "South Windsor, Southington, Stafford, Suffield, Tolland, Vernon, West Hartford, Wethersfield, "
        "Willington, Windsor, Windsor Locks")),
    PlanningRegion("09120", "Greater Bridgeport", BRIDGEPORT, _towns(
        "Bridgeport, Easton, Fairfield, Monroe, Stratford, Trumbull")),
    PlanningRegion("09130", "Lower Connecticut River Valley", HARTFORD, _towns(
        "Chester, Clinton, Cromwell, Deep River, Durham, East Haddam, East Hampton, Essex, Haddam, "
        "Killingworth, Lyme, Middlefield, Middletown, Old Lyme, Old Saybrook, Portland, Westbrook")),
    PlanningRegion("09140", "Naugatuck Valley", WATERBURY, _towns(
        "Ansonia, Beacon Falls, Bethlehem, Bristol, Cheshire, Derby, Middlebury, Naugatuck, Oxford, "
        "Plymouth, Prospect, Seymour, Shelton, Southbury, Thomaston, Waterbury, Watertown, Wolcott, Woodbury")),
    PlanningRegion("09150", "Northeastern Connecticut", NONMETROPOLITAN, _towns(
        "Ashford, Brooklyn, Canterbury, Chaplin, Eastford, Hampton, Killingly, Plainfield, Pomfret, Putnam, "
        "Scotland, Sterling, Thompson, Union, Voluntown, Woodstock")),
    PlanningRegion("09160", "Northwest Hills", NONMETROPOLITAN, _towns(
        "Barkhamsted, Burlington, Canaan, Colebrook, Cornwall, Goshen, Hartland, Harwinton, Kent, "
        "Litchfield, Morris, New Hartford, Norfolk, North Canaan, Roxbury, Salisbury, Sharon, Torrington, "
        "Warren, Washington, Winchester")),
    PlanningRegion("09170", "South Central Connecticut", NEW_HAVEN, _towns(
        "Bethany, Branford, East Haven, Guilford, Hamden, Madison, Meriden, Milford, New Haven, "
        "North Branford, North Haven, Orange, Wallingford, West Haven, Woodbridge")),
    PlanningRegion("09180", "Southeastern Connecticut", NORWICH, _towns(
        "Bozrah, Colchester, East Lyme, Franklin, Griswold, Groton, Lebanon, Ledyard, Lisbon, Montville, "
        "New London, North Stonington, Norwich, Preston, Salem, Sprague, Stonington, Waterford, Windham")),
    PlanningRegion("09190", "Western Connecticut", BRIDGEPORT, _towns(
        "Bethel, Bridgewater, Brookfield, Danbury, Darien, Greenwich, New Canaan, New Fairfield, "
        "New Milford, Newtown, Norwalk, Redding, Ridgefield, Sherman, Stamford, Weston, Westport, Wilton")),
)  # fmt: skip
COUNTIES = {
    "Fairfield": BRIDGEPORT, "Hartford": HARTFORD, "Litchfield": NONMETROPOLITAN, "Middlesex": HARTFORD,
    "New Haven": NEW_HAVEN, "New London": NORWICH, "Tolland": HARTFORD, "Windham": NONMETROPOLITAN,
}  # fmt: skip
"""The area that most towns of each former county are in, by the same crosswalk. A county alone cannot tell more: twelve
of New Haven County's 27 towns are in Waterbury's area, so are five of Litchfield County's 26."""
COUNTY_FIPS = {f"09{2 * place + 1:03d}": county for place, county in enumerate(COUNTIES)}
"""The former counties' codes, odd numbers in the order of the alphabet."""
PLACES = {
    "Willimantic": "Windham", "Mystic": "Stonington", "Storrs": "Mansfield", "Rockville": "Vernon",
    "Winsted": "Winchester", "Danielson": "Killingly", "Jewett City": "Griswold", "Pawcatuck": "Stonington",
    "Niantic": "East Lyme", "Moosup": "Plainfield", "Unionville": "Farmington", "Cos Cob": "Greenwich",
    "Old Greenwich": "Greenwich", "Riverside": "Greenwich", "Uncasville": "Montville",
    "Gales Ferry": "Ledyard", "Terryville": "Plymouth",
}  # fmt: skip
"""Cities, boroughs and post offices that are not towns, with the town they are in: a few of those that postings name.
Not verified: they are from general knowledge, the crosswalk does not name them."""
_STATE = re.compile(r"[,\s]\s*(?:ct|conn\.?|connecticut)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    """Return the area of the names that no other state has: planning regions, and codes of regions and counties."""
    found = {f"{region.name} Planning Region".casefold(): region.area for region in REGIONS}
    found |= {region.fips: region.area for region in REGIONS}
    return found | {fips: COUNTIES[county] for fips, county in COUNTY_FIPS.items()}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Return the area of every name: regions and counties with their kind of place, towns without."""
    found = {town.casefold(): region.area for region in REGIONS for town in region.towns}
    found |= {place.casefold(): found[town.casefold()] for place, town in PLACES.items()}
    found |= {f"{region.name} Region".casefold(): region.area for region in REGIONS}
    return found | _regions() | {f"{county} County".casefold(): area for county, area in COUNTIES.items()}


def connecticut_area(place: str) -> str | None:
    """Return the OEWS area of a place in Connecticut, or None.

    A place is a town, a planning region, a former county ("Tolland County"), or the FIPS code of one of these two.
    """
    return _by_name().get(place.strip().casefold().removeprefix("town of ").removesuffix(" town"))


def connecticut_area_of(text: str) -> str | None:
    """Return the area of a place that says it is in Connecticut ("Danbury, CT"), or whose name no other state has."""
    place = _STATE.sub("", text.strip())
    return _regions().get(text.strip().casefold()) if place == text.strip() else connecticut_area(place)
