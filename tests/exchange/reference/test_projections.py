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


def state_file(path, *rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([STATE, *rows])
    return path


def row_of(state, area, change, first="2022", last="2032"):
    return [state, area, "31-1131", "Nursing Assistants", first, "100", last, "104", "4", change, "204"]


@pytest.mark.parametrize(
    ("state", "area"),
    [("39", "Ohio"), ("", "Ohio"), ("OH", "Ohio"), ("OH", ""), ("3900000", ""), ("39.0", "ohio")],
)
def test_a_state_by_code_letters_or_name_is_never_the_nation(tmp_path, state, area):
    import_projections(state_file(tmp_path / "ohio.csv", row_of(state, area, "4.0")), tmp_path / "out")
    found = outlook("31-1131.00", "39", tmp_path / "out")
    assert (found.area, found.change, found.openings) == ("Ohio", 4.0, 204)
    assert outlook("31-1131.00", folder=tmp_path / "out") is None


def test_the_nation_in_a_states_file_is_not_in_thousands(tmp_path):
    path = state_file(tmp_path / "all.csv", row_of("0", "United States", "4.0"), row_of("39", "Ohio", "1.0"))
    import_projections(path, tmp_path / "out")
    found = outlook("31-1131.00", folder=tmp_path / "out")
    assert (found.area, found.openings) == ("the nation", 204)


def test_a_part_of_a_state_does_not_stand_for_it(tmp_path):
    path = state_file(tmp_path / "ohio.csv", row_of("39", "Ohio", "4.0"), row_of("39", "Akron", "-9.0"))
    import_projections(path, tmp_path / "out")
    assert outlook("31-1131.00", "39", tmp_path / "out").change == 4.0
    with pytest.raises(ReleaseError, match="no occupation of a state or the nation"):
        import_projections(state_file(tmp_path / "akron.csv", row_of("39", "Akron", "-9.0")), tmp_path / "x")


def test_a_state_is_loaded_beside_the_nation_and_again_in_its_own_place(national):
    for change in ("4.0", "5.0"):
        import_projections(state_file(national.parent / "ohio.csv", row_of("39", "Ohio", change)), national)
        assert outlook("31-1131.00", "39", national).change == float(change)
    there = outlook("31-1131.00", "17", national)
    assert (there.area, there.change, there.source) == ("the nation", 2.1, "BLS 2025-35")


def test_the_longest_projection_counts_and_two_that_disagree_are_refused(tmp_path):
    longer, shorter = row_of("39", "Ohio", "9.0"), row_of("39", "Ohio", "1.0", "2025", "2027")
    import_projections(state_file(tmp_path / "ohio.csv", shorter, longer, longer), tmp_path / "out")
    assert outlook("31-1131.00", "39", tmp_path / "out").change == 9.0
    path = state_file(tmp_path / "two.csv", longer, row_of("39", "Ohio", "-3.0"))
    with pytest.raises(ReleaseError, match="31-1131 stands twice for Ohio"):
        import_projections(path, tmp_path / "out")


@pytest.mark.parametrize(
    ("change", "read"),
    [("4.0%", 4.0), ("(4.0)", -4.0), ("−4.0", -4.0), ("-100", -100.0), ("10000", 10_000.0)],
)
def test_a_change_as_it_is_written(tmp_path, change, read):
    import_projections(state_file(tmp_path / "ohio.csv", row_of("39", "Ohio", change)), tmp_path / "out")
    assert outlook("31-1131.00", "39", tmp_path / "out").change == read


@pytest.mark.parametrize(
    ("change", "said"),
    [("-100.1", "no change in per cent"), ("10000.1", "no change in per cent"), ("inf", "no occupation"),
     ("nan", "no occupation"), ("1e12", "no change in per cent")],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused(tmp_path, change, said):
    with pytest.raises(ReleaseError, match=said):
        import_projections(state_file(tmp_path / "ohio.csv", row_of("39", "Ohio", change)), tmp_path / "out")
