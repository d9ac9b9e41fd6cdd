from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from gainful.engine.cost_benefit import Shape, SpecError, cost_benefit, read_spec
from gainful.engine.cost_benefit.document import cost_benefit_document
from gainful.engine.cost_benefit.present import cost_benefit_lines

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
    jsonschema.validate(json.loads(json.dumps(cost_benefit_document(result).to_json(), allow_nan=False)), OUT)
    words = "\n".join(cost_benefit_lines(result)).casefold()
    assert "proven" not in words
    assert "significant" not in words


AGREED = [
    ({}, False),
    ({"effect": "much"}, False),
    ({"effect": True}, False),
    ({"effect": []}, False),
    ({"effect": [1] * 61}, False),
    ({"effect": [1, {"estimate": 2, "low": 1, "high": 3, "shape": "range", "source": "a study"}]}, True),
    ({"effect": {"low": 1}}, False),
    ({"effect": {"estimate": 1, "low": 0}}, False),
    ({"effect": {"estimate": 1, "low": 0, "high": None}}, False),
    ({"effect": {"estimate": 1, "se": 3}}, False),
    ({"effect": {"estimate": 1, "source": 3}}, False),
    ({"effect": {"estimate": 1, "low": 0, "high": 2, "shape": "wild"}}, False),
    ({"effect": 1, "costz": []}, False),
    ({"effect": 1, "schema": "x"}, False),
    ({"effect": 1, "income_tax": 20}, False),
    ({"effect": 1, "income_tax": {"estimate": 0.2, "low": -0.1, "high": 0.3}}, False),
    ({"effect": 1, "income_tax": {"estimate": 0.2, "low": 0.1, "high": 0.3}}, True),
    ({"effect": 1, "discount_rate": 3}, False),
    ({"effect": 1, "discount_rate": 0.3}, True),
    ({"effect": 1, "later_years": 1.5}, False),
    ({"effect": 1, "later_years": 2.0}, True),
    ({"effect": 1, "later_years": 61}, False),
    ({"effect": 1, "participants": 0}, False),
    ({"effect": 1, "participants": 10**9}, False),
    ({"effect": 1, "currency_year": 1982}, True),
    ({"effect": 1, "currency_year": 82}, False),
    ({"effect": 1, "currency_year": None}, False),
    ({"effect": 1, "draws": 99}, False),
    ({"effect": 1, "seed": 2**32}, False),
    ({"effect": 1, "seed": -1}, False),
    ({"effect": 1, "forgone_earnings": -5}, False),
    ({"effect": 1, "employer_surplus": -5}, True),
    ({"effect": 1, "costs": {}}, False),
    ({"effect": 1, "costs": [3]}, False),
    ({"effect": 1, "costs": [COST]}, True),
    ({"effect": 1, "costs": [COST | {"name": " "}]}, False),
    ({"effect": 1, "costs": [{"name": "x", "payer": "government"}]}, False),
    ({"effect": 1, "costs": [COST | {"payer": "bank"}]}, False),
    ({"effect": 1, "costs": [COST | {"amount": -1}]}, False),
    ({"effect": 1, "costs": [COST | {"year": 61}]}, False),
    ({"effect": 1, "costs": [COST | {"receiver": "participant"}]}, False),
    ({"effect": 1, "transfers": [COST | {"receiver": "participant", "year": 2}]}, True),
    ({"effect": 1, "benefits": [{"name": "Less crime", "amount": 5, "receiver": "others"}]}, True),
    ({"effect": 1, "title": 3}, False),
    ([], False),
]


@pytest.mark.parametrize(("data", "good"), AGREED, ids=str)
def test_reader_and_published_schema_agree(data, good):
    assert Draft202012Validator(IN).is_valid(data) is good
    if good:
        read_spec(data)
    else:
        with pytest.raises(SpecError):
            read_spec(data)


def test_what_no_schema_can_say_the_reader_says():
    for data in ({"effect": {"estimate": 1, "low": 2, "high": 3}}, {"effect": 1, "costs": [COST, COST]}):
        assert Draft202012Validator(IN).is_valid(data)
        with pytest.raises(SpecError):
            read_spec(data)
