"""A lottery from the terminal: announced, drawn, checked, and read by the evaluation as it is."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gainful.cli import main
from gainful.engine.allocation import commitment

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "methods" / "scripts" / "recompute_draw.py"
VALUES = {"council": "seven of hearts", "employer": "212 geese=2"}
PARTIES = [f"--party={name}={sha256(value.encode()).hexdigest()}" for name, value in VALUES.items()]
PEOPLE = "Code,Site,Priority,Segment\n" + "".join(
    f"a{k:03d},{'north' if k % 2 else 'south'},{int(k % 10 > 0)},{'youth' if k % 5 == 0 else ''}\n"
    for k in range(60)
)
RULES = ["--name=Spring", "--seats=north=10", "--seats=south=8", "--floor=north/youth=2", *PARTIES]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def announce(place, *rules):
    asked = ["draw", "announce", str(place / "people.csv"), str(place / "record.json")]
    return main([*asked, f"--secret={place / 'secret'}", *(rules or RULES)])


def draw(place, values=VALUES):
    told = [f"--party={name}={value}" for name, value in values.items()]
    return main(["draw", "open", str(place / "record.json"), f"--secret={place / 'secret'}", *told])


def test_announced_drawn_checked_and_recomputed_without_gainful(place, capsys):
    assert announce(place) == 0
    published = re.search(r"before the draw: ([0-9a-f]{64})", capsys.readouterr().out)[1]
    assert stat.S_IMODE((place / "secret").stat().st_mode) == 0o600
    assert (place / "secret").read_text().strip() not in (place / "record.json").read_text()
    assert main(["draw", "verify", str(place / "record.json")]) == 1
    assert "not drawn" in capsys.readouterr().out
    assert draw(place) == 0
    assert "18 have a seat, 42 wait" in capsys.readouterr().out
    assert main(["draw", "verify", str(place / "record.json"), f"--commitment={published}"]) == 0
    assert "60 results follow" in capsys.readouterr().out
    alone = [sys.executable, "-I", str(SCRIPT), str(place / "record.json"), published]
    done = subprocess.run(alone, capture_output=True, text=True, check=True)
    assert "60 people, 18 seats" in done.stdout


def test_a_hash_in_capital_letters_is_taken_as_it_is_meant(place):
    capital = [
        f"--party={name}={sha256(value.encode()).hexdigest().upper()}" for name, value in VALUES.items()
    ]
    assert announce(place, *RULES[:4], *capital) == 0
    assert draw(place) == 0
    assert main(["draw", "verify", str(place / "record.json")]) == 0


def test_a_record_without_a_public_value_is_neither_drawn_nor_sound(place, capsys):
    announce(place)
    record = json.loads((place / "record.json").read_text())
    record["committed"]["public_seed"] = {"parties": {}}
    record["commitment"] = commitment(record["committed"])
    (place / "record.json").write_text(json.dumps(record))
    assert draw(place, {}) == 1
    assert "One side could choose the public value" in capsys.readouterr().err
    assert main(["draw", "verify", str(place / "record.json")]) == 1
    assert "at least two parties" in capsys.readouterr().out


def test_a_draw_is_announced_once_and_made_once(place, capsys):
    announce(place)
    assert announce(place) == 1
    draw(place)
    before = (place / "record.json").read_bytes()
    assert draw(place) == 1
    assert "drawn already" in capsys.readouterr().err
    assert (place / "record.json").read_bytes() == before


def test_another_value_or_a_missing_one_draws_nothing(place, capsys):
    announce(place)
    before = (place / "record.json").read_bytes()
    assert draw(place, {**VALUES, "council": "six of hearts"}) == 1
    assert draw(place, {"council": VALUES["council"]}) == 1
    said = capsys.readouterr().err
    assert "Not what was committed: the contribution of council" in said
    assert "Still missing: the contribution of employer" in said
    assert (place / "record.json").read_bytes() == before


def test_a_changed_record_is_told_and_not_drawn(place, capsys):
    announce(place)
    record = json.loads((place / "record.json").read_text())
    record["committed"]["seats"][0]["seats"] += 1
    (place / "record.json").write_text(json.dumps(record))
    assert draw(place) == 1
    assert "Nothing was drawn" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (["--name=x", "--seats=north=3", "--seats=south=2"], "Say where the public value comes from"),
        (["--name=x", "--seats=south=2", "--at=2035-01-01T00:00Z", *PARTIES], "Say where the public value comes from"),
        (["--name=x", "--seats=many", *PARTIES], '"many" is no whole number'),
        (["--name=x", "--seats=north=3", *PARTIES], 'No seats are given for the stratum "south"'),
        (["--name=x", "--seats=north=3", "--seats=south=2", "--floor=youth=1", *PARTIES], "names no stratum"),
        (["--name=x", "--seats=north=3", "--seats=south=2", PARTIES[0]], "at least two parties"),
        (["--name=x", "--seats=north=3", "--seats=south=2", PARTIES[0], "--party=employer=ab"], "is no SHA-256"),
        (["--name=x", "--seats=north=3", "--seats=south=2", "--party=council"], "not of the form NAME=HASH"),
        (["--name=x", "--seats=north=3", "--seats=south=2", "--at=2024-01-01T00:00Z"], "no later than the commitment"),
    ],
)  # fmt: skip
def test_what_cannot_be_announced_is_said_and_writes_nothing(place, capsys, rules, said):
    assert announce(place, *rules) == 1
    assert said in capsys.readouterr().err
    assert not (place / "record.json").exists()


def test_a_list_that_names_people_is_refused_with_its_lines(place, capsys):
    (place / "people.csv").write_text("Code\nana@example.org\nAna Maria Cruz\nb1\n078-05-1120\nb2\n")
    assert announce(place, "--name=x", "--seats=1", *PARTIES) == 1
    said = capsys.readouterr().err
    assert "line 2:" in said and "line 3:" in said and "line 5:" in said and "line 4:" not in said  # noqa: PT018
    assert "3 lines cannot be used" in said


def test_a_file_that_is_no_record_is_told(place, capsys):
    assert main(["draw", "verify", str(place / "people.csv")]) == 1
    assert main(["draw", "verify", str(place / "nowhere.json")]) == 1
    said = capsys.readouterr().err
    assert "people.csv is not JSON" in said
    assert "nowhere.json: No such file" in said


def test_the_beacon_gives_a_round_after_the_time(place, capsys):
    assert announce(place, *RULES[:4], "--at=2035-01-01T00:00:00Z") == 0
    seed = json.loads((place / "record.json").read_text())["committed"]["public_seed"]
    assert seed["beacon"] == "drand quicknet"
    out = capsys.readouterr().out
    assert "2035-01-01 00:00:0" in out
    assert f"round {seed['round']}" in out


def test_an_evaluation_finds_the_known_effect_with_the_chances_as_they_are(place, capsys):
    """300 people, a seat is worth $2,000; whoever has a seat for sure is left out."""
    people = [
        f"a{k:03d},{'north' if k % 2 else 'south'},{int(k % 10 > 0)},{'youth' if k % 7 == 0 else ''}"
        for k in range(300)
    ]
    (place / "people.csv").write_text("\n".join(["Code,Site,Priority,Segment", *people]))
    announce(place, "--name=x", "--seats=north=60", "--seats=south=90", "--floor=north/youth=12", *PARTIES)
    draw(place)
    assert main(["draw", "results", str(place / "record.json"), str(place / "drawn.csv")]) == 0
    drawn = pd.read_csv(place / "drawn.csv", encoding="utf-8-sig", keep_default_na=False)
    assert drawn.offered.sum() == 150
    drawn = drawn[drawn.probability.between(0, 1, inclusive="neither")]
    luck = np.random.default_rng(8)
    base = luck.normal(0, 400, len(drawn)) + np.where(drawn.stratum == "north", 9000, 5000)
    pay = base + luck.normal(0, 400, len(drawn)) + 2000 * drawn.offered
    drawn.assign(pay=pay, before=base).to_csv(place / "study.csv", index=False)
    capsys.readouterr()
    asked = ["evaluate", str(place / "study.csv"), "--design=lottery", "--treatment=offered", "--outcome=pay"]
    assert main([*asked, "--probability=probability", "--covariates=before", "--json"]) == 0
    (main_row,) = [row for row in json.loads(capsys.readouterr().out)["estimates"] if row["primary"]]
    width = (
        main_row["high"] - main_row["low"]
    )  # the draw's secret is new each time: 1 in 20 intervals of 95 % miss
    assert main_row["low"] - width <= 2000 <= main_row["high"] + width
    assert main_row["high"] - main_row["low"] < 400
