"""Every gate that the engine can close has words of its own for everyone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from gainful.engine.impact import gates
from gainful.engine.impact.amounts import amount
from gainful.engine.impact.refusals import has_words

SOURCES = [*Path(gates.__file__).parent.glob("*.py"), *Path(gates.__file__).parents[1].glob("*.py")]


def gate_ids():
    """Ids written in the code: the first argument of Gate(…) and of the helper that counts."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Gate", "_bound"}:
                yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))


def test_the_code_was_read():
    assert {"overlap", "attrition", "naive_balance", "pre_periods"} <= set(gate_ids())


@pytest.mark.parametrize("gate", sorted(set(gate_ids()) - {True, False}, key=str))
def test_each_gate_has_words(gate):
    assert has_words(gate)


@pytest.mark.parametrize(
    ("value", "unit", "level", "words"),
    [
        (1794.3, "$", False, "$1,794"),
        (-12.5, "dollars", False, "−$12.50"),
        (0, "USD", False, "$0"),
        (0.412, "share", True, "41.2%"),
        (0.412, "share", False, "41.2 percentage points"),
        (-3.25, "percent", False, "−3.2 percentage points"),
        (0.03995, "", False, "0.0399"),
        (12345, "hours", False, "12,345 hours"),
        (None, "$", False, "—"),
        (float("nan"), "$", False, "—"),
    ],
)
def test_amounts(value, unit, level, words):
    assert amount(value, unit, level=level) == words


def test_a_check_without_anything_to_try_it_on_is_said_to_be_not_tried():
    gate = gates.placebo(None, 1.0)
    assert (gate.passed, gate.result) == (True, "not tried")
