"""A refused effect stays refused: it cannot be worked out from any part of what is told."""

import dataclasses
import functools
import itertools
import json

import numpy as np
import pytest

from gainful.commands.evaluate import lines
from gainful.engine.impact import adjusted_for_many, evaluate
from gainful.exchange.evaluations.report_content import report_of
from tests.engine.impact.test_placebo import STUDIES


@functools.cache
def refused(design):
    """A study of that design whose stated placebo fails."""
    make, plan = STUDIES[design]
    frame = make()
    moved = frame.pop("moved") if "moved" in frame else frame["d"]
    r = np.random.default_rng(9)
    frame["height"] = r.normal(size=len(frame)) + 0.8 * moved
    return evaluate(frame, dataclasses.replace(plan, placebo_outcome="height"))


def figures_in(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from figures_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from figures_in(part)
    elif isinstance(value, float):
        yield value


@pytest.mark.parametrize("design", STUDIES)
def test_no_figure_and_no_difference_of_differences_is_the_effect(design):
    found = refused(design)
    assert not found.shown
    body = found.to_json()
    assert body["comparison_mean"] is None
    assert body["minimum_detectable"] is None
    assert not any(e["causal"] for e in body["estimates"])
    hidden = [e.effect for e in found.estimates if e.causal]
    told = set(figures_in({key: body[key] for key in ("estimates", "balance", "diagnostics", "event_study")}))
    apart = {a - b for a, b in itertools.permutations(told, 2)}
    for effect in hidden:
        assert not any(abs(value - effect) < 1e-9 for value in told | apart)
        naive = [e.effect for e in found.told_estimates]
        for row in found.balance:
            before = row.mean_treated - row.mean_comparison
            assert not any(abs(value - before - effect) < 1e-9 for value in naive)


@pytest.mark.parametrize("design", STUDIES)
def test_words_and_reports_do_not_tell_it_either(design):
    found = refused(design)
    text = "\n".join(lines(found)) + str(report_of(found))
    assert not any(f"{e.name}: " in text or f"{e.name} (main)" in text for e in found.estimates if e.causal)
    assert "Mean of those compared" not in text
    assert "raised" not in text
    json.dumps(found.to_json(), allow_nan=False)


def test_a_corrected_p_of_a_refused_outcome_is_not_told():
    assert adjusted_for_many([refused("lottery")]) == {}
