"""Wage files through both doors, `indicators --wages FILE` and `wages import`: one cell means one thing in both."""

from __future__ import annotations

import json

import pytest

from gainful.cli import main

KEYS = ("034567891", "134567892", "234567893")
PEOPLE = "person,program\n" + "".join(f"{key},adult\n" for key in KEYS)
SERVICES = "person,type,start,end,status\n" + "".join(
    f"{key},training,2024-06-10,2024-08-15,done\n" for key in KEYS
)
HEAD = "person,employer,year,quarter,wages\n"
WAGES = HEAD + "".join(f"{key},P,2025,1,{6000 + 1000 * place}.00\n" for place, key in enumerate(KEYS))
LIKE = {"employment_q2": (3, 3, 0), "median": 7000.0}
"""What the files give when all is written alike: numerator, denominator and pending; the median."""


@pytest.fixture(autouse=True)
def key(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "key"))


def figures(folder, capsys, wages=WAGES, services=SERVICES, people=PEOPLE, *more):
    """Employment and median in the second quarter through both doors, as (file, store), and what the file door told."""
    paths = {}
    for name, given in {"people": people, "services": services, "wages": wages}.items():
        paths[name] = given if hasattr(given, "suffix") else folder / f"{name}.csv"
        if paths[name] is not given:
            paths[name].write_bytes(given if isinstance(given, bytes) else given.encode())
    assert main(["wages", "import", str(paths["wages"]), "--store", str(folder / "store")]) == 0
    capsys.readouterr()
    found, told = [], []
    for door in (paths["wages"], folder / "store"):
        asked = ["--participants", paths["people"], "--services", paths["services"], "--wages", door]
        code = main(["indicators", *map(str, asked), "--as-of", "2026-06-30", "--json", *more])
        out = capsys.readouterr()
        assert code == 0, out.err
        body = json.loads(out.out)
        told.append(" ".join(body["notes"]))
        measured = {one["id"]: one for one in body["indicators"]}
        share, median = measured["employment-q2"], measured["median-earnings-q2"]
        found.append(
            {
                "employment_q2": (share["numerator"], share["denominator"], share["pending"]),
                "median": median["value"],
            }
        )
    assert found[0] == found[1]
    return found[0], told[0]


def test_files_that_are_written_alike(tmp_path, capsys):
    assert figures(tmp_path, capsys)[0] == LIKE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("034567891", "34567891"),
        ("134567892", "134-56-7892"),
    ],
)
def test_a_key_without_its_zeros_or_with_dashes_is_matched_and_told(tmp_path, capsys, old, new):
    found, told = figures(tmp_path, capsys, WAGES.replace(old, new))
    assert found == LIKE
    assert "1 person is written with" in told


def test_zeros_that_the_participants_file_lost_are_matched_and_told(tmp_path, capsys):
    people = PEOPLE.replace("034567891", "34567891")
    found, told = figures(tmp_path, capsys, WAGES, SERVICES, people)
    assert found == LIKE
    assert "1 person is written with zeros in front that are missing in the participants file" in told


def test_keys_that_lost_zeros_are_told_and_not_joined_where_their_length_varies(tmp_path, capsys):
    people = PEOPLE + "77,adult\n"
    _, told = figures(tmp_path, capsys, WAGES.replace("034567891", "34567891"), SERVICES, people)
    assert "1 keys would belong to a participant with a zero in front" in told


def test_an_amount_that_is_not_known_yet_is_pending_and_no_earnings(tmp_path, capsys):
    found, told = figures(tmp_path, capsys, WAGES.replace("7000.00", "999999.99"))
    assert found == {"employment_q2": (2, 2, 1), "median": 7000.0}
    assert "1 amounts are not known yet" in told


@pytest.mark.slow
def test_an_amount_of_another_employer_proves_work_and_leaves_the_median_pending(tmp_path, capsys):
    found, _ = figures(tmp_path, capsys, WAGES + f"{KEYS[1]},Q,2025,1,999999.99\n")
    assert found["employment_q2"] == (3, 3, 0)
    assert found["median"] == 7000.0  # of 6,000 and 8,000
    found, _ = figures(tmp_path / "", capsys, WAGES + f"{KEYS[1]},P,2025,1,999999.99\n")
    assert found == LIKE  # the same employer's amount is known


def test_an_amount_below_zero_is_left_out_and_told(tmp_path, capsys):
    found, told = figures(tmp_path, capsys, WAGES + f"{KEYS[0]},P2,2025,1,-250.00\n")
    assert found == LIKE
    assert (
        "1 rows are below zero: net a correction against its record first, and are left out (row 5)" in told
    )


@pytest.mark.slow
def test_rows_that_are_no_wage_records_are_left_out_and_told(tmp_path, capsys):
    found, told = figures(tmp_path, capsys, WAGES.replace("wages\n", "wages\n000000000,P,2025,1,500\n"))
    assert found == LIKE
    assert "are left out (row 2)" in told


def test_a_state_that_nobody_knows_is_told_with_its_row(tmp_path, capsys):
    services = SERVICES.replace("status", "Service Status").replace("done", "glorious", 2)
    asked = ["indicators", "--as-of", "2026-06-30"]
    for name, text in {"participants": PEOPLE, "services": services, "wages": WAGES}.items():
        (tmp_path / f"{name}.csv").write_text(text)
        asked += [f"--{name}={tmp_path / name}.csv"]
    assert main(asked) != 0
    assert "services.csv, column “Service Status”: row 2: “glorious” is not known." in capsys.readouterr().err


@pytest.mark.slow
def test_totals_and_footers_are_no_people_and_no_wages(tmp_path, capsys):
    people = "Roster\n\n" + PEOPLE + "Grand Total,3\nConfidential Information - Do Not Distribute,\n"
    services = SERVICES + "Total: 3,,,,\n"
    found, told = figures(tmp_path, capsys, WAGES, services, people)
    assert found == LIKE
    assert "people.csv: left out as no records: row 7 (“Grand Total 3”)" in told
    assert "services.csv: left out as no records: row 5" in told


def test_numeric_days_follow_the_order_that_the_file_shows(tmp_path, capsys):
    american = SERVICES.replace("2024-06-10", "6/10/24").replace("2024-08-15", "8/15/24")
    assert figures(tmp_path, capsys, WAGES, american)[0] == LIKE
    european = SERVICES.replace("2024-06-10", "10/6/24").replace("2024-08-15", "15/8/24")
    assert figures(tmp_path, capsys, WAGES, european)[0] == LIKE


def test_days_that_no_row_settles_are_refused_until_it_is_said(tmp_path, capsys):
    doubtful = SERVICES.replace("2024-06-10", "6/10/2024").replace("2024-08-15", "8/12/2024")
    paths = {"participants": PEOPLE, "services": doubtful, "wages": WAGES}
    asked = ["indicators", "--as-of", "2026-06-30"]
    for name, text in paths.items():
        (tmp_path / f"{name}.csv").write_text(text)
        asked += [f"--{name}", str(tmp_path / f"{name}.csv")]
    assert main(asked) != 0
    told = capsys.readouterr().err
    assert "row 2: “6/10/2024”" in told
    assert "--dates mdy" in told
    assert main([*asked, "--dates", "mdy"]) == 0
