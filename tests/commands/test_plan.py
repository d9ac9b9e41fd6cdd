"""`gainful plan`: everything or nothing is written, and each bad input is told in words."""

from __future__ import annotations

import csv
import json

import pytest
from jsonschema import Draft202012Validator

from gainful.cli import main
from gainful.engine.planning.document import PlanDocument
from tests.town import POSTING

PEOPLE = "id,name,occupation,start,end,barriers\n"
PERSON = "A1,Ana Silva,Flight attendant,2015-03-01,2026-06-30,transport\n"
COURSES = "id,title,hours,cost,teaches,credential,prereq\n"


@pytest.fixture
def posting(tmp_path):
    path = tmp_path / "posting.txt"
    path.write_text(POSTING)
    return path


def plan(posting, tmp_path, *options, people=PEOPLE + PERSON, courses=None):
    """Run the command with a small pool; return (exit code, folder)."""
    arguments = ["plan", str(posting), "--out", str(tmp_path / "out"), *options]
    for name, content in (("people", people), ("courses", courses)):
        if content is not None:
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            arguments += [f"--{name}", str(path)]
    return main(arguments), tmp_path / "out"


def left_over(tmp_path):
    return [path.name for path in tmp_path.iterdir() if path.name == "out" or path.name.startswith(".out")]


def test_everything_is_written_and_keeps_to_the_schema(posting, tmp_path, capsys):
    code, out = plan(posting, tmp_path)
    assert code == 0
    assert {p.name for p in out.iterdir()} == {
        "plan.json", "plan.pdf", "people.csv", "courses.csv", "feeders.csv", "budget.csv", "modules.csv",
        "open.csv", "person_costs.csv",
    }  # fmt: skip
    data = json.loads((out / "plan.json").read_text())
    Draft202012Validator(PlanDocument.json_schema()).validate(data)
    assert data["people"][0]["name"] == "Ana Silva"
    assert any("made up" in said for said in data["unknowns"])
    assert (out / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert data["sentence"] in capsys.readouterr().out
    assert left_over(tmp_path) == ["out"]


def test_a_second_run_replaces_the_first(posting, tmp_path):
    plan(posting, tmp_path)
    (tmp_path / "out" / "mine.txt").write_text("kept")
    code, out = plan(posting, tmp_path, "--openings", "1")
    assert code == 0
    assert (out / "mine.txt").read_text() == "kept"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (
            "Wir suchen eine Pflegehilfskraft für unsere Station. Sie pflegen und begleiten die Bewohner jeden Tag.",
            "English",
        ),
        ("%PDF-1.4 broken", "PDF"),
    ],
)
def test_a_posting_that_cannot_be_read_is_explained_and_nothing_is_written(tmp_path, capsys, text, said):
    path = tmp_path / ("posting.pdf" if text.startswith("%PDF") else "posting.txt")
    path.write_text(text)
    code, _ = plan(path, tmp_path)
    assert code == 1
    assert said in capsys.readouterr().err
    assert left_over(tmp_path) == []


def test_a_missing_file_is_named(tmp_path, posting, capsys):
    assert main(["plan", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out")]) == 1
    assert "none.txt could not be opened" in capsys.readouterr().err
    assert (
        main(["plan", str(posting), "--people", str(tmp_path / "no.csv"), "--out", str(tmp_path / "out")])
        == 1
    )
    assert "no.csv is not there" in capsys.readouterr().err
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    "people",
    [
        "\ufeff" + PEOPLE + PERSON,
        (PEOPLE + PERSON).replace(",", ";"),
        (PEOPLE + PERSON.replace("Ana Silva", "Zoé Müller")).encode("latin-1"),
        PEOPLE + PERSON.replace("2015-03-01,2026-06-30", "03/01/2015,06/30/2026"),
        PEOPLE + PERSON.replace("2015-03-01,2026-06-30", "13/03/2015,30/06/2026"),
        PEOPLE + PERSON.replace("Ana Silva", "=cmd|calc!A0"),
    ],
    ids=["BOM", "semicolons", "Latin-1", "month first", "day first", "formula"],
)
def test_spreadsheets_as_they_come_are_read(posting, tmp_path, people):
    code, out = plan(posting, tmp_path, people=people)
    assert code == 0
    data = json.loads((out / "plan.json").read_text())
    assert data["people"][0]["occupation"]["title"] == "Flight Attendants"
    with (out / "people.csv").open(newline="") as file:
        assert not next(csv.DictReader(file))["name"].startswith("=")


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("", "empty"),
        ("name,occupation\nAna,Cook\n", "Person ID"),
        (PEOPLE + ",Ana Silva,Flight attendant,2015-03-01,,\n", "person ID is missing"),
        (PEOPLE + PERSON.replace("2015-03-01,2026-06-30", "03/04/2015,05/06/2016"), "--dates"),
    ],
)
def test_people_that_cannot_be_read_stop_the_plan(posting, tmp_path, capsys, people, said):
    code, _ = plan(posting, tmp_path, people=people)
    assert code == 1
    assert said.casefold() in capsys.readouterr().err.casefold()
    assert left_over(tmp_path) == []


def test_the_date_order_can_be_said(posting, tmp_path):
    people = PEOPLE + PERSON.replace("2015-03-01,2026-06-30", "03/04/2015,05/06/2016")
    assert plan(posting, tmp_path, "--dates", "dmy", people=people)[0] == 0


def test_many_bad_rows_are_named_up_to_a_point_and_counted(posting, tmp_path, capsys):
    bad = "".join(f",No Number {k},Cook,2015-01-01,,\n" for k in range(300))
    code, _ = plan(posting, tmp_path, people=PEOPLE + PERSON + bad)
    assert code == 0
    said = capsys.readouterr().err
    assert "280 more rows" in said
    assert said.count("person ID is missing") == 20


def test_a_circle_of_prerequisites_is_named_and_the_rest_goes_on(posting, tmp_path, capsys):
    courses = (
        COURSES + "A,a,4,10,onet:2.C.4.d=5,,B\nB,b,4,10,onet:2.C.4.d=5,,A\nC,c,30,300,onet:2.B.1.f=5,cna,\n"
    )
    code, out = plan(posting, tmp_path, courses=courses)
    assert code == 0
    assert "wait for each other: A → B → A" in capsys.readouterr().err
    data = json.loads((out / "plan.json").read_text())
    assert {course["id"] for course in data["courses"]} <= {"C"}
    assert any("No course" in item["reason"] for item in data["on_the_job"])


def test_what_no_course_brings_is_named_with_what_to_do(posting, tmp_path, capsys):
    courses = COURSES + "A,Listening,10,100,Active Listening=3.5,,\n"
    logger = PERSON.replace(PERSON.split(",")[2], "Fallers")
    code, folder = plan(posting, tmp_path, courses=courses, people=PEOPLE + logger)
    assert code == 0
    out = capsys.readouterr().out
    left = json.loads((folder / "plan.json").read_text())["on_the_job"]
    assert left
    assert [item["name"] for item in left if f"- {item['name']}: {item['reason']}\n" not in out] == []
    assert "It is left to training on the job." in out


def test_a_budget_that_is_too_small_says_by_how_much(posting, tmp_path, capsys):
    code, out = plan(posting, tmp_path, "--budget", "10")
    assert code == 0
    assert "too small" in capsys.readouterr().out
    assert any("too small" in said for said in json.loads((out / "plan.json").read_text())["unknowns"])


@pytest.mark.parametrize(
    "options", [["--openings", "0"], ["--budget", "-1"], ["--weekly-hours", "0"], ["--start", "soon"]]
)
def test_what_is_asked_wrongly_ends_with_2(posting, tmp_path, options):
    with pytest.raises(SystemExit) as stopped:
        plan(posting, tmp_path, *options)
    assert stopped.value.code == 2


def test_a_folder_that_cannot_be_written_is_said(posting, tmp_path, capsys):
    (tmp_path / "out").write_text("a file")
    code, _ = plan(posting, tmp_path)
    assert code == 1
    assert "could not be written" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "a file"


def test_an_unknown_occupation_is_said(posting, tmp_path, capsys):
    assert plan(posting, tmp_path, "--occupation", "99-9999.00")[0] == 1
    assert "There is no occupation" in capsys.readouterr().err


def test_progress_is_shown_where_it_is_asked_for(posting, tmp_path, capsys):
    plan(posting, tmp_path)
    assert "Reading people" not in capsys.readouterr().err
    plan(posting, tmp_path, "--progress")
    assert "Reading people" in capsys.readouterr().err


def test_steps_down_are_listed_apart_in_the_terminal(capsys):
    assert main(["feeders", "31-1131.00"]) == 0
    above, below = capsys.readouterr().out.split("Steps down, listed apart")
    assert "Home Health Aides" in above
    assert " down\n" not in above
    assert "Registered Nurses" in below
    assert "Flight Attendants" in below


def test_how_a_file_was_understood_is_said_and_a_catalogue_in_a_circle_is_refused(posting, tmp_path, capsys):
    courses = "code,title,hours,price,teaches,prerequisites\nA,One,9,5,Speaking=3,B\nB,Two,9,5,Speaking=4,A\n"
    code, out = plan(posting, tmp_path, people="ID,ID,Full name\n1,2,Ana\n", courses=courses)
    said = capsys.readouterr().err
    assert code == 1
    assert "people.csv: The heading “ID” stands twice" in said
    assert "A → B → A" in said
    assert "no course that can be planned with" in said
    assert not out.exists()


def test_feeders_are_asked_for_by_title_too(capsys):
    assert main(["feeders", "line cook", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["code"] == "35-2014.00"
    assert "“line cook” is read as 35-2014.00 Cooks, Restaurant" in printed.err
    assert main(["feeders", "xqzwv"]) == 1
    assert "No occupation has a title like “xqzwv”" in capsys.readouterr().err
