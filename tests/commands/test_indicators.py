from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main

SCHEMA = json.loads(Path("docs/schema/indicators.schema.json").read_text(encoding="utf-8"))
PEOPLE = (
    "person_id,program,exit_reason,area\na,adult,,north\nb,adult,,north\nc,adult,03,south\nd,adult,,south\n"
)
SERVICES = (
    "Person ID,Service Type,Start Date,End Date\n"
    "a,career,2024-05-01,\na,training,05/20/2024,2024-08-01\nb,OJT,2024-07-30,\nc,career,2024-05-01,\nd,career,2025-11-01,\n"
)
WAGES = (
    "person_id,employer,year,quarter,wages\n"
    'a,E1,2025,1,"$5,000.00"\na,E1,2025,3,5000\na,E1,2025,3,5000\nb,E2,2025,1,7000\nb,E3,2025,3,100\nz,E1,2024,1,5\nz,E1,2026,1,5\n'
)


@pytest.fixture
def files(tmp_path):
    texts = {"participants": PEOPLE, "services": SERVICES, "wages": WAGES}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder, *more, wages="wages.csv"):
    names = [
        "--participants",
        folder / "participants.csv",
        "--services",
        folder / "services.csv",
        "--wages",
        folder / wages,
    ]
    return main(["indicators", *map(str, names), "--as-of", "2026-06-30", *more])


def test_json_follows_the_published_schema_and_counts_by_hand(files, capsys):
    assert run(files, "--by", "area", "--json") == 0
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    found = {
        i["id"]: (i["numerator"], i["denominator"], i["pending"], i["excluded"]) for i in body["indicators"]
    }
    assert found == {
        "employment-q2": (2, 2, 1, 1),
        "employment-q4": (2, 2, 1, 1),
        "median-earnings-q2": (2, 2, 1, 1),
        "credential": (0, 1, 0, 0),
        "skill-gains": (0, 0, 0, 0),
        "retention-same-employer": (1, 2, 1, 1),
    }
    assert body["indicators"][2]["value"] == 6000
    assert body["wage_quarters"] == {"first": "2024Q1", "last": "2026Q1"}
    assert [segment["segment"] for segment in body["segments"]] == ["north", "south"]
    assert body["notes"] == ["1 wage rows stood twice and count once."]


def test_words_say_pending_and_unknown_apart_from_no(files, capsys):
    assert run(files, "--by", "area") == 0
    out = capsys.readouterr().out
    assert "100.0% (2 of 2)" in out
    assert "not known yet; 1 pending, 1 excluded" in out


def test_parquet_gives_the_same_answer(files, capsys):
    import duckdb

    duckdb.sql(f"COPY (SELECT * FROM read_csv('{files}/wages.csv')) TO '{files}/wages.parquet'")
    run(files, "--json")
    from_csv = capsys.readouterr().out
    assert run(files, "--json", wages="wages.parquet") == 0
    assert capsys.readouterr().out == from_csv


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("wages", "quarter", "qq", "wages.csv has no column for “quarter”"),
        ("services", "05/20/2024", "sometime", "services.csv, column “Start Date”: row 3: “sometime”"),
        ("services", "OJT", "dancing", "“dancing” is not known"),
        ("wages", "a,E1,2025,3", "a,E1,2025,5", "A quarter is 1, 2, 3 or 4"),
        ("wages", "7000", "lots", "row 5: “lots”"),
        ("participants", "b,adult", "a,adult", "several rows for a"),
        ("participants", "d,adult", ",adult", "row 5: empty"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(files, capsys, file, old, new, said):
    path = files / f"{file}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert run(files, "--json") == 1
    assert said in capsys.readouterr().err


def test_a_missing_file_or_segment_is_said(files, capsys):
    assert run(files, wages="none.csv") == 1
    assert "is not there" in capsys.readouterr().err
    assert run(files, "--by", "colour") == 1
    assert "participants.csv has no column “colour”." in capsys.readouterr().err


def test_published_figures_hide_small_counts_and_tell_them_from_pending(capsys):
    folder = Path("examples/outcomes")
    asked = [f"--{name}={folder / name}.csv" for name in ("participants", "services", "wages")]
    asked += ["--as-of=2026-06-30", "--publish"]
    assert main(["indicators", *asked, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    first = body["indicators"][0]
    assert first["numerator"] is None
    assert first["value"] is None
    assert first["excluded_by_reason"] == {}
    assert body["program_metrics"] == []
    assert main(["indicators", *asked]) == 0
    said = capsys.readouterr().out
    assert "(hidden)" in said
    assert "Counts from 1 to 9 are hidden" in said


EVIDENCE = (
    "person,kind,start,end,amount,source\n"
    "d,employment,2025-01-02,2025-03-01,4000,survey\nd,employment,2025-02-02,,,Pay stubs\n"
    "e,employment,2025-02-02,,900,\na,employment,2025-02-02,,100,self-employed\n"
)


def test_supplemental_evidence_is_typed_and_shown_apart_from_wage_records(files, capsys):
    services = (
        (files / "services.csv")
        .read_text()
        .replace("d,career,2025-11-01,", "d,career,2024-08-01,\ne,career,2024-08-01,")
    )
    (files / "services.csv").write_text(services)
    (files / "participants.csv").write_text(PEOPLE + "e,adult,,south\n")
    (files / "evidence.csv").write_text(EVIDENCE)
    more = ("--evidence", str(files / "evidence.csv"), "--by", "area")
    assert run(files, *more, "--json") == 0
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    q2, _, median = body["indicators"][:3]
    assert (q2["numerator"], q2["denominator"]) == (4, 4)
    assert q2["by_evidence"] == {"wage-record": 2, "pay-stubs": 1, "type-not-given": 1}
    assert q2["value_from_wage_records"] == 0.5
    assert median["by_evidence"] == {"wage-record": 2, "pay-stubs": 1, "type-not-given": 1}
    assert (
        median["value"] == (4000 + 5000) / 2
    )  # 900, 4,000, 5,000, 7,000: nothing is added to the 5,000 on record
    assert median["value_from_wage_records"] == 6000
    south = next(segment for segment in body["segments"] if segment["segment"] == "south")
    assert south["indicators"][0]["by_evidence"] == {"pay-stubs": 1, "type-not-given": 1}
    assert any("1 pieces of evidence of work do not say what they are" in note for note in body["notes"])
    assert run(files, *more) == 0
    assert (
        "by wage records alone 50.0%, the others rest on: 1 pay stubs, 1 type not given"
        in capsys.readouterr().out
    )
    assert run(files, *more, "--publish", "--json") == 0
    assert "by_evidence" not in capsys.readouterr().out


def test_a_type_of_evidence_that_nobody_knows_is_refused(files, capsys):
    (files / "evidence.csv").write_text("person,kind,start,proof\na,employment,2025-02-02,rumour\n")
    assert run(files, "--evidence", str(files / "evidence.csv")) == 1
    assert "“rumour” is not known. Use one of: tax-document, pay-stubs" in capsys.readouterr().err


def test_more_groups_than_can_be_protected_together_are_refused_in_words(files, capsys):
    people = "".join(f"p{n},adult,,place {n}\n" for n in range(201))
    (files / "participants.csv").write_text(f"person_id,program,exit_reason,area\n{people}", encoding="utf-8")
    services = "".join(f"p{n},career,2024-05-01,\n" for n in range(201))
    (files / "services.csv").write_text(
        f"Person ID,Service Type,Start Date,End Date\n{services}", encoding="utf-8"
    )
    assert run(files, "--by", "area") == 0
    capsys.readouterr()
    assert run(files, "--by", "area", "--publish") != 0
    assert "There are 201 groups in this comparison. At most 200 can be protected" in capsys.readouterr().err


@pytest.mark.parametrize("publish", [(), ("--publish",)])
def test_program_metrics_by_segment_follow_the_schema(files, capsys, publish):
    (files / "placements.csv").write_text(
        "person,start,end,reason\na,2024-08-20,,\nb,2024-09-01,2024-10-01,quit\n"
    )
    more = ("--by", "area", "--metrics", "all", "--placements", str(files / "placements.csv"), *publish)
    assert run(files, *more, "--json") == 0
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    north, south = ({m["id"]: m for m in of["program_metrics"]} for of in body["segments"])
    by_segment = {
        "completion",
        "placement",
        "retention-job",
        "retention-employer",
        "wage-gain",
        "advancement",
    }
    assert set(north) == set(south) == by_segment | {"mix-hours"}, "name a new metric here too"
    if publish:
        assert north["placement"]["value"] is None
        assert "value" in north["placement"]["hidden"]
        assert not {"curve", "reasons", "gap_to_others"} & north["retention-job"].keys()
    else:
        assert (north["placement"]["numerator"], north["placement"]["denominator"]) == (2, 2)
        assert north["retention-job"]["curve"]["people"] == 2
        assert south["placement"]["missing"] == "Nobody to count."
    assert run(files, *more) == 0
    said = capsys.readouterr().out
    assert ("(hidden)" in said) is bool(publish)
    assert "what happened, not what it caused" in said
