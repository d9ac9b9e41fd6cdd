"""A report answers of which program it tells, who ran it, when, on what, and what to do next."""

import hashlib
import json
from datetime import date

import pytest

from gainful.cli import main
from gainful.engine.impact import evaluate
from gainful.exchange.evaluations.about import About
from gainful.exchange.evaluations.html import to_html
from gainful.exchange.evaluations.report_content import report_of
from tests.engine.impact.evaluations import evaluation
from tests.engine.impact.test_few_units import PLAN, states
from tests.engine.impact.test_placebo import STUDIES
from tests.engine.impact.test_timeline import lottery

ABOUT = About("Bridge to Care", "Dayton", "Fall 2020", "Jo Ames", date(2026, 3, 9), "trial.csv", "ab" * 32)


def page(found, about=ABOUT):
    return to_html(report_of(found, about=about))


def test_who_what_when_and_on_which_file():
    text = page(evaluation())
    for words in (
        "Bridge to Care",
        "Dayton",
        "Fall 2020",
        "Jo Ames",
        "March 9, 2026",
        "trial.csv",
        "abababab",
    ):
        assert words in text
    assert "What to do next" in text


def test_a_study_that_counts_people_by_weights_says_so_on_its_first_page():
    assert "By column stands_for" in page(evaluation(weight="stands_for"))
    assert ">Weights<" not in page(evaluation())


def test_what_is_not_told_has_no_row():
    text = page(evaluation(), About())
    for words in ("Site", "Cohort", "Run by", "Fingerprint"):
        assert f">{words}<" not in text


@pytest.mark.parametrize(
    ("made", "step"),
    [
        ({}, "Set the gain beside what a place costs"),
        ({"effect": 100.0}, "Do not read this as “it does not work”"),
        ({"effect": -2000.0}, "Ask what people gave up"),
        ({"pending": 150, "failed": ("pending",)}, "when the missing results are in"),
    ],
)
def test_the_next_step_fits_the_answer(made, step):
    assert step in page(evaluation(**made))


def test_a_refused_study_says_what_would_mend_it_and_names_the_figure():
    text = page(evaluation(failed=("overlap",)))
    assert "What would fix it" in text
    assert "overlap is 0.6" in text
    assert "What to do next" not in text


def test_states_are_not_called_people():
    text = page(evaluate(states(), PLAN))
    assert "The states" in text
    assert "draw the seats by lottery" not in text


def test_the_e_value_stands_in_the_appendix():
    make, plan = STUDIES["lottery"]
    text = page(evaluate(make(), plan))
    assert text.index("Technical appendix") < text.index("E-value")


def test_balance_at_a_line_is_the_jump_there():
    """A trait that follows the score differs far from the line and not at it."""
    import dataclasses

    import numpy as np

    make, plan = STUDIES["rd"]
    frame = make().assign(x=lambda f: 0.1 * f["s"] + np.random.default_rng(0).normal(size=len(f)))
    found = evaluate(frame, dataclasses.replace(plan, covariates=("x",)))
    (row,) = found.balance
    assert abs(row.smd_before) < 0.25
    assert row.mean_treated == pytest.approx(6.0, abs=0.5)
    assert "right at the line" in page(found)


def test_the_command_puts_it_into_the_report(tmp_path, capsys):
    data = tmp_path / "trial.csv"
    lottery().to_csv(data, index=False)
    asked = ["evaluate", str(data), "--design", "lottery", "--treatment", "treat", "--outcome", "earn2021,earn2022",
             "--pre-outcome", "earn2018,earn2019", "--report", str(tmp_path / "out"), "--program", "Bridge",
             "--run-by", "Jo Ames", "--run-on", "2026-03-09", "--label", "earn2021=Earnings in 2021"]  # fmt: skip
    assert main(asked) == 0
    assert "raised “Earnings in 2021”" in capsys.readouterr().out
    text = (tmp_path / "out" / "earn2021" / "report.html").read_text(encoding="utf-8")
    assert "Did Bridge change Earnings in 2021?" in text
    assert hashlib.sha256(data.read_bytes()).hexdigest()[:16] in text
    assert "March 9, 2026" in text
    stored = json.loads((tmp_path / "out" / "earn2022" / "evaluation.json").read_text(encoding="utf-8"))
    assert stored["time_line"]["after"] == ["earn2021", "earn2022", "earn2023"]
    assert main([*asked[:-1], "wrong=words"]) == 2
    assert "COLUMN=WORDS" in capsys.readouterr().err
