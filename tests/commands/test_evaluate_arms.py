"""Several arms against one group, with p values corrected over all of them."""

import json

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from gainful.cli import main


@pytest.fixture
def trial(tmp_path):
    r = np.random.default_rng(0)
    arm = r.choice(["none", "coach", "cash"], 900)
    y = 0.25 * (arm == "coach") + 0.1 * (arm == "cash") + r.normal(size=900)
    path = tmp_path / "arms.csv"
    pd.DataFrame({"arm": arm, "age": r.integers(20, 60, 900), "y": y}).to_csv(path, index=False)
    return path


def asked(path, *more):
    return ["evaluate", str(path), "--design", "lottery", "--treatment", "arm", "--outcome", "y", *more]


def test_each_arm_is_held_against_the_same_people(trial, capsys):
    assert main(asked(trial, "--arms", "coach,cash", "--compared-with", "none", "--json")) == 0
    body = json.loads(capsys.readouterr().out)
    made = body["evaluations"]
    assert [e["plan"]["treated_is"] for e in made] == ["coach", "cash"]
    p = [next(x["p_value"] for x in e["estimates"] if x["primary"]) for e in made]
    assert list(body["p_adjusted"].values()) == pytest.approx(list(multipletests(p, method="holm")[1]))
    assert list(body["p_adjusted"]) == ["y: coach", "y: cash"]
    assert made[0]["comparison_mean"] == made[1]["comparison_mean"]


def test_who_is_compared_must_be_said(trial, capsys):
    assert main(asked(trial, "--arms", "coach,cash")) == 2
    assert "--compared-with" in capsys.readouterr().err
    assert main(asked(trial, "--arms", "coach", "--treated-is", "cash", "--compared-with", "none")) == 2
    assert "--treated-is" in capsys.readouterr().err


def test_tables_for_a_paper_are_in_the_bundle(trial, tmp_path):
    out = tmp_path / "out"
    more = ("--treated-is", "coach", "--compared-with", "none", "--covariates", "age", "--report", str(out))
    assert main(asked(trial, *more)) == 0
    text = (out / "tables.tex").read_text(encoding="utf-8")
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 3
    assert r"\toprule" in text
    assert "95\\% interval" in text
