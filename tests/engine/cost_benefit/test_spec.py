from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gainful.engine.cost_benefit import Shape, SpecError, cost_benefit, read_spec
from gainful.engine.cost_benefit.present import cost_benefit_lines, cost_benefit_to_json

OUT = json.loads(Path("docs/schema/costbenefit.schema.json").read_text())
IN = json.loads(Path("docs/schema/costbenefit-spec.schema.json").read_text())
COST = {"name": "Training", "amount": 10, "payer": "government"}


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        ({}, "effect", "missing"),
        ({"effect": "much"}, "effect.estimate", "must be a number"),
        ({"effect": True}, "effect.estimate", "must be a number"),
        ({"effect": float("nan")}, "effect.estimate", "must be a number"),
        ({"effect": []}, "effect", "between 1 and"),
        ({"effect": {"low": 1}}, "effect.estimate", "missing"),
        ({"effect": {"estimate": 1, "low": 0}}, "effect", "both low and high"),
        ({"effect": {"estimate": 1, "low": 2, "high": 3}}, "effect", "Low comes first"),
        ({"effect": {"estimate": 1, "se": 3}}, "effect.se", "not known"),
        ({"effect": {"estimate": 1, "low": 0, "high": 2, "shape": "wild"}}, "effect.shape", "one of"),
        ({"effect": 1, "costz": []}, "costz", "not known"),
        ({"effect": 1, "income_tax": 20}, "income_tax", "between 0 and 1"),
        ({"effect": 1, "discount_rate": 3}, "discount_rate", "between"),
        ({"effect": 1, "later_years": 1.5}, "later_years", "whole number"),
        ({"effect": 1, "forgone_earnings": -5}, "forgone_earnings", "not be below 0"),
        ({"effect": 1, "costs": {}}, "costs", "list"),
        ({"effect": 1, "costs": [3]}, r"costs\[1\]", "name"),
        ({"effect": 1, "costs": [{"name": "x", "payer": "government"}]}, r"costs\[1\].amount", "missing"),
        ({"effect": 1, "costs": [COST | {"payer": "bank"}]}, r"costs\[1\].payer", "one of"),
        ({"effect": 1, "costs": [COST | {"amount": -1}]}, r"costs\[1\].amount", "below 0"),
        ({"effect": 1, "costs": [COST | {"receiver": "participant"}]}, r"costs\[1\].receiver", "not known"),
        ({"effect": 1, "costs": [COST, COST]}, "costs", "twice"),
        ({"effect": 1, "title": 3}, "title", "text"),
        ([], "file", "named fields"),
    ],
)
def test_every_complaint_names_its_field(data, field, says):
    with pytest.raises(SpecError, match=says) as caught:
        read_spec(data)
    assert caught.value.field == field.replace("\\", "")


def test_an_effect_with_ends_is_an_interval_and_a_cost_with_ends_a_range():
    spec = read_spec(
        {
            "effect": {"estimate": 1, "low": 0, "high": 3},
            "costs": [COST | {"amount": {"estimate": 2, "low": 1, "high": 4}}],
        }
    )
    assert spec.effects[0].shape is Shape.INTERVAL
    assert spec.payments[0].amount.shape is Shape.RANGE


@pytest.mark.parametrize(
    "effect", [0, 1794, {"estimate": 1794, "low": 479, "high": 3109}, {"estimate": -9, "low": -20, "high": 1}]
)
def test_data_fit_the_schemas_and_words_promise_nothing(effect):
    data = {"effect": effect, "costs": [COST], "draws": 200, "title": "T"}
    jsonschema.validate(data, IN)
    result = cost_benefit(read_spec(data))
    jsonschema.validate(json.loads(json.dumps(cost_benefit_to_json(result), allow_nan=False)), OUT)
    words = "\n".join(cost_benefit_lines(result)).casefold()
    assert "proven" not in words
    assert "significant" not in words
