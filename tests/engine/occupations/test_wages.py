"""OEWS wages: the ceiling, occupations published together, the state before the nation, and Connecticut.

Figures are those of BLS OEWS May 2025, counted by hand in the file that the importer reads.
"""

from __future__ import annotations

import numpy as np

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.wages import PLACES

REFERENCE = load_reference()
WAGES = REFERENCE.wages
CODES = tuple(o.code for o in REFERENCE.occupations)
CEILING = 239_200.0
CREW, HOME, PERSONAL = "53-2031.00", "31-1121.00", "31-1122.00"
COMBINED = {
    "13-1020": {"13-1021", "13-1022", "13-1023"},
    "13-2020": {"13-2022", "13-2023"},
    "21-1018": {"21-1011", "21-1014"},
    "25-2052": {"25-2055", "25-2056"},
    "25-9045": {"25-9042", "25-9043", "25-9049"},
    "29-2010": {"29-2011", "29-2012"},
    "31-1120": {"31-1121", "31-1122"},
    "39-7010": {"39-7011", "39-7012"},
    "47-4090": {"47-4091", "47-4099"},
    "51-2028": {"51-2022", "51-2023"},
    "51-2090": {"51-2092", "51-2099"},
    "53-1047": {"53-1042", "53-1043", "53-1044", "53-1049"},
}
"""The twelve codes under which BLS publishes several occupations together."""


def capped():
    """An occupation and an area whose median BLS gives only as reaching its ceiling."""
    for area in REFERENCE.areas:
        medians = WAGES.medians(CODES, area.code)
        rows = np.flatnonzero(medians.at_least & (medians.place == 0))
        for row in rows.tolist():
            yield CODES[row], area.code


def test_a_median_at_the_ceiling_is_a_lower_bound():
    code, area = next(capped())
    wage = REFERENCE.wage(code, area)
    assert wage.median == CEILING
    assert "median" in wage.at_least


def test_every_figure_that_is_a_bound_is_marked():
    """339 cells have a median, 350 a 90th percentile, that BLS marks as at or above $239,200."""
    table = WAGES._table
    assert [int((table["top"] >> bit & 1).sum()) for bit in range(5)] == [338, 338, 339, 339, 350]
    assert (table["median"][table["top"] >> 2 & 1 > 0] == CEILING / 10).all()


def test_a_wage_above_the_ceiling_may_be_exact():
    """Emergency physicians in Providence: a median of $476,890 that BLS gives as it is."""
    wage = REFERENCE.wage("29-1214.00", "0039300")
    assert (wage.median, wage.at_least) == (476_890, frozenset())


def test_twelve_codes_combine_occupations_and_say_so():
    groups = {}
    for occupation in REFERENCE.occupations:
        wage = REFERENCE.wage(occupation.code)
        if wage and wage.combined:
            groups.setdefault(wage.soc, set()).add(occupation.soc)
    assert groups == COMBINED
    assert REFERENCE.wage(HOME).soc_name == "Home Health and Personal Care Aides"
    assert REFERENCE.wage(HOME).employment == REFERENCE.wage(PERSONAL).employment
    assert not REFERENCE.wage(CREW).combined


def test_the_state_comes_before_the_nation_and_is_named():
    away = REFERENCE.wage(CREW, "Abilene, TX")
    assert (away.place, away.area_name, away.fallback) == ("state", "Texas", True)
    assert REFERENCE.wage(CREW).place == "area"
    far = next(
        wage
        for code in CODES
        if (wage := REFERENCE.wage(code, "Abilene, TX")) and wage.place == "nation" and wage.median
    )
    assert far.area_name == "National"


def test_most_empty_metropolitan_cells_have_a_figure_of_their_state():
    """221,748 of 279,141, without the five occupations that have hourly wages only and no annual figure anywhere."""
    empty = with_state = 0
    hourly = {"27-2011", "27-2031", "27-2042", "27-2091", "27-2099"}
    codes = tuple(c for c in CODES if WAGES.soc_row(c) is not None and c[:7] not in hourly)
    for area in REFERENCE.areas:
        if area.kind == "metro":
            place = WAGES.medians(codes, area.code).place
            empty += int((place > 0).sum())
            with_state += int((place == PLACES.index("state")).sum())
    assert (with_state, empty) == (221_748, 279_141)


def test_employment_is_that_of_the_asked_area_alone():
    medians = WAGES.medians((CREW, "31-1131.00"), "Abilene, TX")
    assert np.isnan(medians.employment[0])
    assert medians.employment[1] == REFERENCE.wage("31-1131.00", "Abilene, TX").employment


def test_versions_loaded_before_bounds_were_kept_still_answer(tmp_path):
    """A folder of an earlier Gainful has no `top` column: no figure is then called a bound."""
    import shutil

    import pyarrow.parquet as pq

    from gainful.engine.occupations.reference import Reference

    folder = tmp_path / "onet-old"
    shutil.copytree(REFERENCE.folder, folder)
    table = pq.read_table(folder / "wages.parquet")
    pq.write_table(table.drop_columns(["top"]), folder / "wages.parquet")
    (folder / "job_zones.parquet").unlink()
    old = Reference(folder)
    assert old.wage(CREW) == REFERENCE.wage(CREW)
    assert not old.wages.medians(CODES).at_least.any()
    np.testing.assert_array_equal(old.preparation_years, REFERENCE.preparation_years)
