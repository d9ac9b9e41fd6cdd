from __future__ import annotations

import pytest
from hypothesis import given, settings

from gainful.engine.impact.model import Design
from gainful.engine.impact.rating import Level, rate
from gainful.engine.rules import RuleFileError, load_rating_rules
from tests.engine.impact.evaluations import evaluation, evaluations


def reason(rating, name):
    return next(item for item in rating.reasons if item.id == name)


@pytest.mark.parametrize(
    ("study", "level", "held_by"),
    [
        ({}, Level.HIGH, ()),
        ({"design": Design.COMPARISON}, Level.MODERATE, ("causal-design",)),
        ({"design": Design.DID}, Level.MODERATE, ("causal-design",)),
        ({"design": Design.IV}, Level.MODERATE, ("causal-design",)),
        ({"design": Design.COMPARISON, "pre_outcomes": ("re75",)}, Level.LOW, ("history-known",)),
        ({"design": Design.COMPARISON, "covariates": ()}, Level.LOW, ("characteristics-known",)),
        ({"design": Design.COMPARISON, "smd": 0.3}, Level.LOW, ("baseline-alike",)),
        ({"failed": ("overlap",)}, Level.LOW, ("checks-hold", "effect-shown")),
        ({"failed": ("overlap",), "expert": True}, Level.LOW, ("checks-hold",)),
        ({"failed": ("attrition",)}, Level.LOW, ("effect-shown",)),
        ({"failed": ("attrition",), "expert": True}, Level.MODERATE, ("attrition-low",)),
        ({"failed": ("attrition",), "expert": True, "smd": 0.4}, Level.LOW, ("attrition-alike",)),
        ({"se": None}, Level.LOW, ("estimate-has-range",)),
        ({"effect": None}, Level.LOW, ("effect-shown",)),
        ({"pending": 10}, Level.HIGH, ()),
    ],
)
def test_the_level_and_what_holds_it(study, level, held_by):
    rating = rate(evaluation(**study))
    assert rating.level is level
    assert tuple(sorted(item.id for item in rating.held_by)) == tuple(sorted(held_by))


def test_many_pending_outcomes_make_it_provisional_and_lower_nothing():
    rating = rate(evaluation(pending=90))
    assert (rating.level, rating.provisional) == (Level.HIGH, True)
    assert reason(rating, "outcomes-in").figure == pytest.approx(90 / 460)


def test_every_reason_carries_its_input_its_bound_and_its_source():
    found = reason(rate(evaluation(Design.COMPARISON, smd=0.3)), "baseline-alike")
    assert (found.figure, found.bound) == (0.3, 0.25)
    assert "WWC" in found.source
    assert found.basis == "follows"


def test_no_balance_table_is_not_taken_for_balance():
    from dataclasses import replace

    assert rate(replace(evaluation(Design.COMPARISON), balance=())).level is Level.LOW


AGENCY = """
agency = "State of Somewhere"
reason = "Our statute asks for three periods"
version = "2026"
[[criterion]]
id = "history-known"
bound = 3
"""


def test_an_agency_corrects_a_bound_and_the_rating_says_so(tmp_path):
    file = tmp_path / "agency.toml"
    file.write_text(AGENCY)
    rules = load_rating_rules(file)
    rating = rate(evaluation(Design.COMPARISON), rules)
    assert rating.level is Level.LOW
    assert (rating.rules_version, rating.agency, rating.agency_changed) == (
        "1.2+2026", "State of Somewhere", ("history-known",),
    )  # fmt: skip
    assert rating.rules_fingerprint != rate(evaluation()).rules_fingerprint


def test_an_agency_adds_and_removes_criteria(tmp_path):
    file = tmp_path / "agency.toml"
    file.write_text(
        'agency = "A"\nreason = "r"\n[[criterion]]\nid = "causal-design"\nremove = true\n'
        '[[criterion]]\nid = "robust"\nwords = "Robust"\nfails = "Not robust."\ntest = "diagnostic-at-least"\n'
        'of = ["robustness"]\nbound = 0.2\ncaps = "moderate"\nsource = "Ours"\n'
    )
    rating = rate(evaluation(), load_rating_rules(file))
    assert rating.level is Level.MODERATE
    assert [item.id for item in rating.held_by] == ["robust"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("agency = 3\n", "reason"),
        ('agency = "A"\n', "reason"),
        ("agency =", "not TOML"),
        ('agency="A"\nreason="r"\n[[criterion]]\nbound = 3\n', "no id"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "new"\nbound = 3\n', "words"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "causal-design"\ntest = "os.system"\n', "not known"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "causal-design"\ncaps = "great"\n', "caps must be"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "causal-design"\nbound = "x"\n', "must be a number"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "causal-design"\nshape = 1\n', "shape is not known"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "gone"\nremove = true\n', "no such rule"),
        ('agency="A"\nreason="r"\n[[criterion]]\nid = "causal-design"\nparameter = "zip"\n', "No parameter"),
    ],
)
def test_a_rule_file_that_cannot_be_used_says_why(tmp_path, text, says):
    file = tmp_path / "agency.toml"
    file.write_text(text)
    with pytest.raises(RuleFileError, match=says):
        load_rating_rules(file)


def test_a_rule_file_that_is_not_there(tmp_path):
    with pytest.raises(RuleFileError, match="could not be opened"):
        load_rating_rules(tmp_path / "none.toml")


@settings(max_examples=150, deadline=None)
@given(evaluations())
def test_the_level_is_the_lowest_cap_of_what_is_not_met(study):
    rating = rate(study)
    order = ["low", "moderate", "high"]
    caps = [order.index(item.caps) for item in rating.reasons if item.met is False and item.caps]
    assert rating.level.value == order[min([2, *caps])]
    assert rating.level is Level.HIGH or rating.held_by
    assert study.shown or rating.level is Level.LOW
