"""Connecticut's wage areas by town, planning region and former county.

`data/connecticut_towns.csv` holds the facts of the CT Data Collaborative's "Town to Planning Region Crosswalk"
(CT-Data-Collaborative/ct-town-to-planning-region at ef1555b on GitHub): each town with the FIPS codes of its county
until 2022 and of its planning region since. A second public list of the regions' towns (of election results) agrees.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.connecticut import COUNTIES, COUNTY_FIPS, REGIONS, connecticut_area

REFERENCE = load_reference()
WAGES = REFERENCE.wages
HARTFORD, BRIDGEPORT, WATERBURY = "0025540", "0014860", "0047930"
NEW_HAVEN, NORWICH, NONMETROPOLITAN = "0035300", "0035980", "0900001"
with (Path(__file__).parent / "data" / "connecticut_towns.csv").open(encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file))
AREA_OF_REGION = {region.fips: region.area for region in REGIONS}


def test_every_town_is_in_the_region_that_the_published_crosswalk_has():
    ours = {town: region.fips for region in REGIONS for town in region.towns}
    assert len(PUBLISHED) == sum(len(region.towns) for region in REGIONS) == 169
    assert ours == {row["town"]: row["region"] for row in PUBLISHED}


def test_a_former_county_stands_for_the_area_of_most_of_its_towns():
    for fips, county in COUNTY_FIPS.items():
        areas = Counter(AREA_OF_REGION[row["region"]] for row in PUBLISHED if row["county"] == fips)
        assert areas.most_common(1)[0][0] == COUNTIES[county], county
    assert {row["county"] for row in PUBLISHED} == set(COUNTY_FIPS)
    divided = Counter(AREA_OF_REGION[row["region"]] for row in PUBLISHED if row["county"] == "09009")
    assert divided == {NEW_HAVEN: 15, WATERBURY: 12}


def test_the_areas_are_those_that_oews_publishes():
    published = {area.code for area in REFERENCE.areas if area.state_fips == "09"} - {"0900000"}
    assert set(AREA_OF_REGION.values()) == published


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Danbury", BRIDGEPORT),
        ("Shelton", WATERBURY),
        ("Middletown", HARTFORD),
        ("Meriden", NEW_HAVEN),
        ("Willimantic", NORWICH),
        ("Torrington", NONMETROPOLITAN),
        ("Naugatuck Valley Planning Region", WATERBURY),
        ("09190", BRIDGEPORT),
        ("Tolland County", HARTFORD),
        ("windham county", NONMETROPOLITAN),
        ("Town of Avon", HARTFORD),
        ("Springfield", None),
    ],
)
def test_a_place_by_town_region_and_former_county(place, area):
    assert connecticut_area(place) == area


@pytest.mark.parametrize(
    ("told", "area"),
    [
        ("Danbury, CT", BRIDGEPORT),
        ("Bristol,ct", WATERBURY),
        ("Bristol CT", WATERBURY),
        ("Norwich, Conn.", NORWICH),
        ("Avon, Connecticut", HARTFORD),
        ("Litchfield County, Connecticut", NONMETROPOLITAN),
        ("New Haven County, CT", NEW_HAVEN),
        ("Northwest Hills Planning Region", NONMETROPOLITAN),
        ("Western Connecticut Planning Region, CT", BRIDGEPORT),
        ("09140", WATERBURY),
        ("09001", BRIDGEPORT),
        ("09013", HARTFORD),
        ("09002", None),
        ("09200", None),
        ("Springfield, CT", None),
        ("Avon, CO", None),
        ("Avon", None),
        ("Windham County", None),
        ("ct", None),
    ],
)
def test_a_cell_of_a_spreadsheet_stands_for_its_area(told, area):
    """A town or county needs its state beside it: Avon is in Colorado too, Windham County in Vermont."""
    assert WAGES.find_area(told) == area
