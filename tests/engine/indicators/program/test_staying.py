"""Who stays: a site without the library of curves has one figure less and says so."""

from __future__ import annotations

import ibis

from gainful.engine.indicators.program import load_metrics, staying
from gainful.extras import MissingExtraError


def test_without_the_library_of_curves_one_figure_is_missing_and_says_why(monkeypatch):
    def absent(*_given):
        raise MissingExtraError("lifelines")

    monkeypatch.setattr(staying, "retention_curve", absent)
    spells = ibis.memtable({"person": ["a", "b"], "time": [10, 20], "reason": [None, "quit"]})
    figure = staying.jobs(load_metrics()[0], spells, 30)
    assert (figure.value, figure.denominator) == (None, 2)
    assert figure.missing == "Not measured: the curve needs gainful[impact], which is not installed here."
