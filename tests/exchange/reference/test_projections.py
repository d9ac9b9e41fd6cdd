"""Official projections: BLS's table as workbook, and a state's file. Figures are made up, headings published."""

from __future__ import annotations

import csv

import pytest

from gainful.engine.occupations.outlook import STEADY, Outlook, outlook
from gainful.exchange.reference import ReleaseError
from gainful.exchange.reference.projections import import_projections

BLS = ["2025 National Employment Matrix title", "2025 National Employment Matrix code", "Occupation type",
       "Employment, 2025", "Employment, 2035", "Employment change, numeric, 2025–35",
       "Employment change, percent, 2025–35", "Occupational openings, 2025–35 annual average",
       "Median annual wage, dollars, 2025[1]"]  # fmt: skip
ROWS = [
    ["Total, all occupations", "00-0000", "Summary", 170_000.0, 175_000.0, 5_000.0, 2.9, 18_000.0, 49_000],
    [
        "Healthcare support occupations",
        "31-0000",
        "Summary",
        7_000.0,
        8_000.0,
        1_000.0,
        14.3,
        1_000.0,
        37_000,
    ],
    ["Nursing assistants", "31-1131", "Line item", 1_440.0, 1_470.2, 30.2, 2.1, 204.1, 42_260],
    [
        "Home health and personal care aides",
        "31-1120",
        "Line item",
        4_000.0,
        4_680.0,
        680.0,
        17.0,
        765.8,
        35_000,
    ],
    ["Word processors and typists", "43-9022", "Line item", 40.0, 25.0, -15.0, -37.5, "—", 47_000],
    ["Legislators", "11-1031", "Line item", 34.0, 34.1, 0.1, 0.3, 2.2, "—"],
]
STATE = ["STFIPS", "AreaName", "OccCode", "Title", "BaseYear", "Base", "ProjYear", "Projected", "Change",
         "PercentChange", "AvgAnnualOpenings"]  # fmt: skip


def workbook(path, sheets):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def national(tmp_path):
    sheets = {
        "Index": [["Table 1.2"]],
        "Table 1.2": [["Table 1.2 [Numbers in thousands]"], BLS, *ROWS],
    }
    import_projections(workbook(tmp_path / "occupation.xlsx", sheets), tmp_path / "out", source="BLS 2025-35")
    return tmp_path / "out"


def test_a_growing_occupation(national):
    found = outlook("31-1131.00", folder=national)
    assert found == Outlook("the nation", 2025, 2035, 2.1, 204_100, "31-1131", "BLS 2025-35")
    assert found.sentence == (
        "This work is projected to grow by 2.1 % from 2025 to 2035 in the nation, "
        "with about 204,100 openings a year (BLS 2025-35)."
    )


def test_a_shrinking_a_steady_a_combined_and_an_unknown_occupation(national):
    assert outlook("43-9022.00", folder=national).sentence == (
        "This work is projected to shrink by 37.5 % from 2025 to 2035 in the nation (BLS 2025-35)."
    )
    assert outlook("11-1031.00", folder=national).grows == "steady"
    assert outlook("31-1121.00", folder=national).soc == "31-1120"
    assert outlook("29-1141.00", folder=national) is None
    assert outlook("31-1131.00", folder=national.parent / "nothing") is None


STEPS = [(0.9, "steady"), (STEADY, "steady"), (1.1, "grows"), (-1.0, "steady"), (-1.1, "shrinks")]


@pytest.mark.parametrize(("change", "word"), STEPS)
def test_the_bound_of_steady(change, word):
    assert Outlook("the nation", 2025, 2035, change, None, "31-1131", "BLS").grows == word


def test_a_state_goes_before_the_nation(tmp_path):
    path = tmp_path / "projections.csv"
    rows = [
        [
            "0",
            "United States",
            "31-1131",
            "Nursing Assistants",
            "2022",
            "1000",
            "2032",
            "1040",
            "40",
            "4.0",
            "204",
        ],
        [
            "39",
            "Ohio",
            "311131",
            "Nursing Assistants",
            "2022",
            "50,000",
            "2032",
            "49000",
            "-1000",
            "-2.0",
            "7,000",
        ],
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([STATE, *rows])
    import_projections(path, tmp_path / "out")
    ohio = outlook("31-1131.00", "39", tmp_path / "out")
    assert (ohio.area, ohio.change, ohio.openings, ohio.first_year) == ("Ohio", -2.0, 7_000, 2022)
    assert outlook("31-1131.00", "17", tmp_path / "out").change == 4.0


def test_what_is_no_projection_is_refused_and_what_was_loaded_stays(national, tmp_path):
    path = tmp_path / "wages.csv"
    path.write_text("Occupation Code,Median\n31-1131,42260\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match="no table with an occupation code and a change in per cent"):
        import_projections(path, national)
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    with pytest.raises(ReleaseError, match="no readable workbook"):
        import_projections(tmp_path / "broken.xlsx", national)
    empty = tmp_path / "empty.csv"
    with empty.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([BLS, ROWS[0]])
    with pytest.raises(ReleaseError, match="holds no occupation"):
        import_projections(empty, national)
    assert outlook("31-1131.00", folder=national).change == 2.1
