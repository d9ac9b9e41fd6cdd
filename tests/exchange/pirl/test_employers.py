"""Both reports on serving employers, counted by hand."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main
from gainful.exchange.pirl import PirlFileError
from gainful.exchange.pirl.employers import serving_employers

HEAD = "100,108-A,901,903,905,918,1602,1603,1618\n"
ROWS = (
    "A,01001,20240815,1,0,1,1,1,1\n"  # two programs, same employer
    "B,01001,20240920,2,0,0,1,1,0\n"  # another employer
    "C,01002,20241101,0,1,0,1,1,\n"  # fourth quarter not in yet
    "D,,20241101,1,0,0,1,1,1\n"  # no board
    "E,01002,20240701,0,0,1,2,2,1\n"  # Wagner-Peyser only
    "F,01001,20240815,1,0,0,0,0,0\n"  # not employed
    "G,01001,20240815,1,0,0,1,4,0\n"  # supplemental, no wage record
    "H,01001,20240630,1,0,0,1,1,1\n"  # exited the day before
    "I,01001,20250630,1,0,0,1,1,1\n"  # exited on the last day
    "J,01001,20250701,1,0,0,1,1,1\n"  # exited the day after
    "K,01001,20240815,4,0,0,1,1,1\n"  # reportable individual
)
YEAR = (date(2024, 7, 1), date(2025, 6, 30))


def report(folder, head=HEAD, rows=ROWS):
    path = folder / "p.csv"
    path.write_text(head + rows, encoding="utf-8")
    return serving_employers(path, *YEAR)


def test_statewide_and_local_by_hand(tmp_path):
    found = report(tmp_path)
    state = found.statewide
    assert (state.employed, state.same_employer, state.waiting, state.rate) == (6, 4, 1, 0.8)
    adult = found.programs["Adult"]
    assert (adult.employed, adult.same_employer) == (4, 3)
    assert found.programs["Wagner-Peyser"].rate == 1.0
    assert found.programs["Youth"].rate is None
    assert {name: (r.employed, r.same_employer, r.waiting) for name, r in found.local.items()} == {
        "01001": (3, 2, 0),
        "01002": (1, 0, 1),
    }
    assert found.no_board == 1
    assert found.missing == ("Dislocated Worker", "Adult Education", "Vocational Rehabilitation")


def test_a_file_without_what_is_needed_is_refused(tmp_path):
    with pytest.raises(PirlFileError, match="no element 1618"):
        report(tmp_path, "100,901,1602,1603\n", "")


def test_the_command_prints_both(tmp_path, capsys):
    report(tmp_path)
    asked = [
        "pirl",
        "employers",
        str(tmp_path / "p.csv"),
        "--exits-from",
        "2024-07-01",
        "--exits-to",
        "2025-06-30",
    ]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert "all: 80.0% (4 of 5; 1 not yet known)" in out
    assert "01002: not known yet" in out
    assert main([*asked, "--json"]) == 0
    schema = json.loads(Path("docs/schema/pirl-employers.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)
    assert main([*asked[:-1], "2024-06-01"]) == 1
