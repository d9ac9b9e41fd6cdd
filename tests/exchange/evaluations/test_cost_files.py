from __future__ import annotations

import json

import pytest

from gainful.cli import main
from gainful.engine.cost_benefit import cost_benefit, read_spec
from gainful.exchange.evaluations import evaluation_document
from gainful.exchange.evaluations.cost_files import UnreadableSpec, load_spec
from tests.engine.impact.evaluations import evaluation

COSTS = '[[costs]]\nname = "Training"\namount = 900\npayer = "government"\n'


def stored(folder, **study):
    (folder / "evaluation.json").write_text(json.dumps(evaluation_document(evaluation(**study)).to_json()))
    file = folder / "spec.toml"
    file.write_text(f'[effect]\nevaluation = "evaluation.json"\ntimes = 2\n{COSTS}')
    return file


def test_the_effect_comes_from_the_evaluation_with_its_interval_rating_and_source(tmp_path):
    spec = read_spec(load_spec(stored(tmp_path)))
    effect = spec.effects[0]
    assert (effect.estimate, effect.low, effect.high) == pytest.approx((3588.6, 958.28, 6218.92))
    assert spec.evidence == "high"
    assert "“re78” (evaluation.json)" in spec.effect_source


def test_nothing_is_built_on_a_refused_effect(tmp_path):
    with pytest.raises(UnreadableSpec, match=r"shows no effect \(overlap\)"):
        load_spec(stored(tmp_path, failed=("overlap",)))


def test_an_effect_that_an_expert_opened_says_so_in_its_source(tmp_path):
    spec = read_spec(load_spec(stored(tmp_path, failed=("overlap",), expert=True)))
    assert "an expert opened it" in spec.effect_source


def test_an_effect_without_an_interval_is_asked_for(tmp_path):
    with pytest.raises(UnreadableSpec, match="without an interval"):
        load_spec(stored(tmp_path, se=None))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.toml", "effect =", "not TOML"),
        ("a.json", "{", "not JSON: line 1"),
        ("a.json", "[1]", "named fields"),
        ("a.toml", '[effect]\nevaluation = "gone.json"\n', "could not be opened"),
        ("a.toml", '[effect]\nevaluation = "x.json"\ntimes = "often"\n', "times must be a number"),
        ("a.toml", '[effect]\nevaluation = "x.json"\nestimate = 5\n', "effect.estimate is not known beside"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, name, text, says):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(UnreadableSpec, match=says):
        load_spec(file)


def test_the_example_is_whole_and_says_that_it_cannot_tell():
    from pathlib import Path

    result = cost_benefit(read_spec(load_spec(Path("examples/costbenefit.toml"))))
    assert result.sentence.startswith("We cannot tell")
    assert result.account("society").estimate == pytest.approx(2086, abs=1)


def test_the_command_answers_in_words_data_and_pages(tmp_path, capsys):
    file = stored(tmp_path)
    assert main(["costbenefit", str(file), "--report", str(tmp_path / "out")]) == 0
    assert "Written to" in capsys.readouterr().out
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert main(["costbenefit", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["evidence"] == "high"


def test_the_command_names_the_field_that_is_wrong(tmp_path, capsys):
    file = tmp_path / "spec.toml"
    file.write_text("effect = 1\nincome_tax = 20\n")
    assert main(["costbenefit", str(file)]) == 1
    assert "spec.toml, income_tax: is 20" in capsys.readouterr().err
    assert main(["costbenefit", str(tmp_path / "gone.toml")]) == 1
    assert "could not be opened" in capsys.readouterr().err
