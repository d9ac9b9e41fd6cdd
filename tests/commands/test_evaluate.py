"""An agency's rules from the command line reach the words, the data and the report."""

from __future__ import annotations

import json
from pathlib import Path

from gainful.cli import main
from tests.exchange.evaluations.studies import lottery_frame

AGENCY = """
agency = "State of Somewhere"
reason = "We trust no lottery of one year"
[[criterion]]
id = "one-year"
words = "Robust to a hidden cause"
fails = "A hidden cause could undo it."
test = "diagnostic-at-least"
of = ["randomisation_p"]
bound = 0.99
caps = "moderate"
source = "Ours"
"""


def test_an_agency_lowers_a_rating_and_is_named(tmp_path, capsys):
    data, rules = tmp_path / "data.csv", tmp_path / "agency.toml"
    lottery_frame(200).to_csv(data, index=False)
    rules.write_text(AGENCY)
    asked = ["evaluate", str(data), "--design", "lottery", "--treatment", "offered", "--outcome", "pay"]
    assert main([*asked, "--json", "--rules", str(rules)]) == 0
    rating = json.loads(capsys.readouterr().out)["rating"]
    assert (rating["level"], rating["agency"]) == ("moderate", "State of Somewhere")
    assert rating["agency_changed"] == ["one-year"]


def test_rules_that_cannot_be_read_are_refused(tmp_path, capsys):
    rules = tmp_path / "agency.toml"
    rules.write_text("agency = ")
    asked = ["evaluate", "data.csv", "--design", "lottery", "--treatment", "t", "--outcome", "y"]
    assert main([*asked, "--rules", str(rules)]) == 1
    assert "not TOML" in capsys.readouterr().err


def test_several_outcomes_are_one_document_of_its_own(tmp_path, capsys):
    import jsonschema

    data = tmp_path / "data.csv"
    frame = lottery_frame(200)
    frame["hours"] = frame["pay"] / 10
    frame.to_csv(data, index=False)
    asked = ["evaluate", str(data), "--design", "lottery", "--treatment", "offered", "--outcome", "pay,hours"]
    assert main([*asked, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, json.loads(Path("docs/schema/evaluations.schema.json").read_text()))
    assert [one["plan"]["outcome"] for one in body["evaluations"]] == ["pay", "hours"]
    assert set(body["p_adjusted"]) == {"pay", "hours"}
