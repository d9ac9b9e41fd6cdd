"""Each program metric has its words and its way of being worked out, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.program import load_metrics
from gainful.engine.indicators.program.metrics import COUNTED_METRICS, DERIVED_METRICS, Rows
from gainful.engine.indicators.program.publishing import RESTS_ON


def test_words_and_ways_are_of_the_same_metrics():
    named = [metric.id for metric in load_metrics()]
    assert len(named) == len(set(named))
    assert set(named) == {*COUNTED_METRICS, *DERIVED_METRICS}, (
        "a metric has its words in engine/indicators/data/program-metrics.toml and its figure in "
        "engine/indicators/program/metrics.py (docs/adding-an-indicator.md)"
    )
    assert not set(COUNTED_METRICS) & set(DERIVED_METRICS)


SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "schema" / "indicators.schema.json"


def _lists(node: Any) -> list[list[str]]:
    """Every list of allowed words in a JSON Schema that names a program metric."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node["enum"]] if isinstance(node, dict) and "completion" in node.get("enum", ()) else []
    return own + [found for part in inside for found in _lists(part)]


def test_the_published_schema_knows_every_metric():
    lists = _lists(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert len(lists) == 2
    for listed in lists:
        assert sorted(listed) == sorted({*COUNTED_METRICS, *DERIVED_METRICS}), (
            "run: gainful schema --out docs/schema"
        )


def test_what_is_not_counted_in_a_table_says_which_counts_it_gives_away():
    counts = {"", *COUNTED_METRICS, *(indicator.id for indicator in load_indicators())}
    assert set(RESTS_ON) == {
        *DERIVED_METRICS,
        *(key for key, entry in COUNTED_METRICS.items() if entry.rows is Rows.HOURS),
    }
    assert {of for of, _ in RESTS_ON.values()} <= counts
    assert all(set(entry.counts) <= set(COUNTED_METRICS) for entry in DERIVED_METRICS.values())


def test_a_curve_is_read_off_at_stated_times():
    timed = {metric.id: (metric.times, metric.times_in) for metric in load_metrics() if metric.times}
    assert timed == {
        "retention-job": ((30, 90, 180, 365), "days"),
        "retention-employer": ((1, 2, 4, 8), "quarters"),
    }
