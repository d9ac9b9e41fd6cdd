from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main
from tests.commands.test_indicators import SCHEMA
from tests.engine.indicators.program import cases
from tests.engine.indicators.typed import rows_of


def csv(*rows):
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows) + "\n"


@pytest.fixture
def files(tmp_path):
    """The ten hand-computed people as files that an agency might hand in."""
    rows = rows_of(cases.PEOPLE)
    said = {True: "yes", False: "withdrew", None: ""}
    services = [
        (*row, said[cases.COMPLETED.get(row[0])] if row[1] == "training" else "", cases.HOURS[row[1]])
        for row in rows["services"]
    ]
    wages = [(who, employer, at // 4, at % 4 + 1, paid) for who, employer, at, paid in rows["wages"]]
    texts = {
        "participants": csv(("person", "program", "exit_reason"), *(row[:3] for row in rows["participants"])),
        "services": csv(("person", "type", "start", "end", "status", "completed", "hours"), *services),
        "wages": csv(("person", "employer", "year", "quarter", "wages"), *wages),
        "placements": csv(
            ("person", "hire date", "left", "why left"), *cases.PLACEMENTS, ("zoe", "2025-01-01", "", "")
        ),
        "costs": csv(("kind", "amount"), *cases.COSTS),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder, *more, extras=("placements", "costs")):
    names = ["participants", "services", "wages", *extras]
    given = [part for name in names for part in (f"--{name}", str(folder / f"{name}.csv"))]
    return main(["indicators", *given, "--as-of", "2026-06-30", "--wages-from", "2023Q1", *more])


def told(capsys):
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    return body, {metric["id"]: metric for metric in body["program_metrics"]}


def test_files_give_what_the_hand_computed_people_give(files, capsys):
    assert run(files, "--json") == 0
    _, found = told(capsys)
    assert (found["completion"]["numerator"], found["completion"]["denominator"]) == (5, 7)
    assert (found["placement"]["numerator"], found["placement"]["denominator"]) == (3, 6)
    assert found["retention-job"]["value"] == pytest.approx(6 / 7 * 4 / 5)
    assert found["retention-employer"]["value"] == pytest.approx(0.25)
    assert found["wage-gain"]["value"] == -1000
    assert found["advancement"]["numerator"] == 2
    assert found["cost-per-participant"]["value"] == 1700
    assert found["mix-money"]["parts"][0] == {"name": "train", "amount": 10000.0, "share": 0.625}
    assert found["mix-hours"]["parts"][0]["amount"] == 270


def test_the_example_of_the_readme_runs(capsys):
    folder = Path("examples/outcomes")
    assert run(folder, "--levels", str(folder / "levels.csv"), "--json") == 0
    body, found = told(capsys)
    assert (found["completion"]["numerator"], found["completion"]["denominator"]) == (5, 7)
    assert found["cost-per-participant"]["value"] == 1700
    assert [score["fails"] for score in body["performance_scores"]] == [False, True, True, None]


@pytest.mark.slow
def test_windows_can_be_chosen(files, capsys):
    assert run(files, "--json", "--placement-weeks", "53", "--retention-days", "5") == 0
    _, found = told(capsys)
    assert found["placement"]["name"] == "Placed within 53 weeks of training"
    assert found["placement"]["numerator"] == 4  # Anna, Ben, Cleo and Dora; Hal's year is not over
    assert found["retention-job"]["value"] == 1


def test_what_the_files_do_not_carry_is_said(files, capsys):
    services = files / "services.csv"
    lines = services.read_text(encoding="utf-8").splitlines()
    services.write_text("\n".join(line.rsplit(",", 2)[0] for line in lines), encoding="utf-8")
    assert run(files, "--metrics", "all", extras=()) == 0
    out = capsys.readouterr().out
    assert "what happened, not what it caused" in out
    assert "Training completed: needs a column “completed” (yes or no) in the services file." in out
    assert "Cost per participant: needs a costs file." in out


def test_metrics_are_measured_where_they_are_asked_for(files, capsys):
    assert run(files, "--json", extras=()) == 0
    assert told(capsys)[1] == {}
    assert run(files, extras=()) == 0
    assert "not asked for: --metrics all adds them" in capsys.readouterr().out
    assert run(files, "--json", "--metrics", "wage-gain,mix-money") == 0
    _, found = told(capsys)
    assert set(found) == {"wage-gain", "mix-money"}
    assert found["wage-gain"]["value"] == -1000
    with pytest.raises(SystemExit):
        run(files, "--metrics", "magic")
    assert "“magic” is no metric. Use all, none or: completion" in capsys.readouterr().err


def test_words(files, capsys):
    assert run(files) == 0
    out = capsys.readouterr().out
    assert "71.4% (5 of 7)" in out
    assert "-$1,000 (5 counted); 1 pending" in out
    assert "training 62.5%, support 25.0%, measuring 12.5%" in out
    assert "(of 7, 3 have left)" in out
    assert "after  90 days:  68.6% still there; 5 watched until then: too few to rely on" in out
    assert "left by the end of the watch: paid by another employer" in out


def test_scores_against_adjusted_levels(files, capsys):
    levels = files / "levels.csv"
    levels.write_text(
        "program,indicator,adjusted,negotiated,estimate_before,estimate_after,numerator,denominator\n"
        "adult,employment-q2,80%,,,,,\n"
        "adult,employment-q4,,70.2%,75.5%,73.7%,,\n"
        "youth,employment-q2,0.5,,,,1,10\n",
        encoding="utf-8",
    )
    assert run(files, "--json", "--levels", str(levels)) == 0
    body, _ = told(capsys)
    rows = {
        (s["kind"], s["program"], s["indicator"]): (s["percent"], s["fails"])
        for s in body["performance_scores"]
    }
    assert rows[("individual", "adult", "employment-q2")] == (89.2, False)  # 5/7 of 0.8
    assert rows[("individual", "youth", "employment-q2")] == (20.0, True)
    assert rows[("indicator", "statewide", "employment-q2")] == (54.6, True)
    assert run(files, "--levels", str(levels)) == 0
    assert "FAILS" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("adult,employment,80%", "row 2, column “indicator”: “employment” is not known"),
        ("adult,employment-q2,", "row 2: give “adjusted”, or all of"),
        ("adult,employment-q2,lots", "row 2, column “adjusted”: “lots” is no figure"),
        ("nurses,employment-q2,80%", "nobody in the participants file has the program “nurses”"),
        ("adult,employment-q2,0", "must be above 0"),
        ("adult,employment-q2,80%\nadult,employment-q2,70%", "two levels"),
    ],
)
def test_levels_that_cannot_be_used_are_said(files, capsys, row, said):
    levels = files / "levels.csv"
    levels.write_text(f"program,indicator,adjusted\n{row}\n", encoding="utf-8")
    assert run(files, "--levels", str(levels)) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("services", "withdrew", "maybe", "services.csv, column “completed”: row"),
        ("costs", "measure", "magic", "costs.csv, column “kind”: row 4: “magic”"),
        ("costs", "9000.0", "much", "costs.csv, column “amount”: row 2: “much”"),
        ("placements", "2024-09-02", "soon", "placements.csv, column “hire date”: row 2: “soon”"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(files, capsys, file, old, new, said):
    path = files / f"{file}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert run(files) == 1
    assert said in capsys.readouterr().err
