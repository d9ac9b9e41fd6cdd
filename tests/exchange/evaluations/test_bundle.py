from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from gainful.engine.impact import evaluate
from gainful.engine.impact.model import SubgroupEstimate
from gainful.engine.impact.verdict import verdict_of
from gainful.exchange.evaluations import evaluation_document, write_cost_report, write_report
from gainful.exchange.evaluations.bundle import write_bundle
from gainful.exchange.evaluations.reproduce import differences, plan_of, reproduce
from tests.engine.impact.evaluations import evaluation
from tests.exchange.evaluations.studies import PLAN, lottery_frame
from tests.exchange.evaluations.test_report import COST

SCHEMA = json.loads(Path("docs/schema/evaluation.schema.json").read_text())


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    data = folder / "data.csv"
    lottery_frame().to_csv(data, index=False)
    from gainful.exchange.studies import read_study

    written = write_report(evaluate(read_study(data), PLAN), folder / "report", data=data)
    return folder, written


def test_a_run_leaves_reports_figures_dictionary_versions_and_script(bundle):
    folder, written = bundle
    names = {path.name for path in written}
    assert {
        "report.html",
        "report.pdf",
        "report.docx",
        "evaluation.json",
        "data-dictionary.csv",
        "versions.json",
        "reproduce.py",
    } <= names
    assert {path.name for path in (folder / "report").iterdir()} == names
    stored = json.loads((folder / "report" / "evaluation.json").read_text())
    assert stored["data"]["name"] == "data.csv"
    assert len(stored["data"]["sha256"]) == 64


def test_the_script_gives_the_same_figures_in_a_process_of_its_own(bundle):
    folder, _ = bundle
    made = subprocess.run(
        [sys.executable, str(folder / "report" / "reproduce.py"), str(folder / "data.csv")],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(Path("src").resolve())},
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.strip() == "Every figure is the same."


def test_other_data_are_told_and_the_figures_that_differ_are_named(bundle, capsys):
    folder, _ = bundle
    other = folder / "other.csv"
    lottery_frame(seed=8).to_csv(other, index=False)
    assert reproduce(folder / "report", other) == 1
    said = capsys.readouterr().out
    assert "is not the file that was analysed" in said
    assert "estimates[0].effect" in said


def test_a_missing_data_file_is_said(bundle, capsys):
    folder, _ = bundle
    assert reproduce(folder / "report", folder / "gone.csv") == 1
    assert "gone.csv" in capsys.readouterr().err


def test_the_dictionary_names_each_column_with_its_role(bundle):
    folder, _ = bundle
    rows = list(csv.DictReader(io.StringIO((folder / "report" / "data-dictionary.csv").read_text())))
    assert {(row["column"], row["role"]) for row in rows} == {
        ("pay", "outcome"), ("offered", "treatment"), ("age", "covariates"), ("before", "pre_outcomes"),
    }  # fmt: skip


def test_the_plan_comes_back_whole(bundle):
    folder, _ = bundle
    stored = json.loads((folder / "report" / "evaluation.json").read_text())
    assert plan_of(stored["plan"]) == PLAN


def test_differences_name_their_place():
    assert list(differences("x", {"a": [1.0, 2.0]}, {"a": [1.0, 2.1]})) == [
        "x.a[1]: 2.0 was stored, 2.1 came out now."
    ]
    assert list(differences("x", {"a": 1.0}, {"a": 1.0 + 1e-12})) == []
    assert list(differences("x", True, 1)) == []
    assert len(list(differences("x", None, 0.0))) == 1


@pytest.mark.parametrize(
    "study",
    [
        {},
        {"failed": ("overlap",)},
        {"failed": ("overlap",), "expert": True},
        {"effect": None, "pending": 200},
        {"se": None},
    ],
)
def test_documents_fit_the_schema_and_a_refused_effect_is_not_in_them(study):
    made = evaluation(**study)
    body = json.loads(json.dumps(evaluation_document(made).to_json(), allow_nan=False))
    jsonschema.validate(body, SCHEMA)
    if not made.shown:
        assert "1794" not in json.dumps(body)
        assert [item["id"] for item in body["diagnostics"]] == ["placebo"]


def test_a_real_evaluation_fits_the_schema(bundle):
    folder, _ = bundle
    jsonschema.validate(json.loads((folder / "report" / "evaluation.json").read_text()), SCHEMA)


def test_small_subgroups_are_left_out_of_the_data_too():
    few = SubgroupEstimate("site", "North", 5123.0, 10.0, 5100.0, 5140.0, 4, 90, 0.01)
    body = evaluation_document(replace(evaluation(), subgroups=(few,))).to_json()
    assert body["subgroups"][0]["effect"] is None
    assert "fewer than 10" in body["subgroups"][0]["suppressed"]
    jsonschema.validate(body, SCHEMA)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_names_in_csv_are_never_formulas(tmp_path, start):
    name = f"{start}cmd|' /C calc'!A0"
    study = evaluation(outcome=name)
    study = replace(study, balance=(replace(study.balance[0], covariate=name),))
    write_bundle(study, verdict_of(study), tmp_path, data=None)
    for file in ("data-dictionary.csv", "balance.csv"):
        text = (tmp_path / file).read_bytes().decode()
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert f"'{name}" in cells
        assert name not in cells


def test_a_cost_report_has_pages_and_data(tmp_path):
    written = write_cost_report(COST, tmp_path / "deep" / "folder")
    assert [path.name for path in written] == ["report.html", "report.pdf", "report.docx", "costbenefit.json"]
    assert json.loads(written[3].read_text())["schema"] == "gainful.costbenefit/1"
