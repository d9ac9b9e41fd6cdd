"""Program metrics by segment, and what of them may be given away."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from gainful.engine.disclosure import Rule
from gainful.engine.indicators import outcomes, summarise
from gainful.engine.indicators.precision import gap_between
from gainful.engine.indicators.program import Asked, Extras, metrics_by_segment, program_metrics, tell
from gainful.engine.indicators.program.measure import BY_SEGMENT
from gainful.engine.indicators.program.publishing import OF_PERIODS, publishable_metrics
from gainful.engine.tables import open_duckdb
from tests.engine.indicators.program import cases
from tests.engine.indicators.program.test_program import AS_OF, IN, extra_tables
from tests.engine.indicators.typed import arrow_of, load

EAST = ("anna", "ben", "cleo", "dora", "fay")


@pytest.fixture(scope="module")
def told():
    import ibis

    connection = open_duckdb(threads=1)
    tables = {name: connection.create_table(name, rows) for name, rows in extra_tables().items()}
    extras = Extras(tables["details"], True, True, tables["placements"], tables["costs"])
    inputs = load(connection, arrow_of(cases.PEOPLE))
    rows = outcomes(inputs, AS_OF, IN)
    named = rows.mutate(segment=ibis.ifelse(rows.person.isin(EAST), "east", "west"))
    found = connection.create_table("outcomes", named)
    asked = Asked(AS_OF, IN)
    tables = tell(found, inputs, extras, asked, by="segment")
    whole = {
        f.metric.id: f
        for f in program_metrics(found, inputs, extras, summarise(found)[0], asked, told=tables)
    }
    parts = {
        of.segment: {f.metric.id: f for f in of.figures}
        for of in metrics_by_segment(tables, ("east", "west"))
    }
    return found, tables, whole, parts


def test_segments_add_up_to_everybody(told):
    _, _, whole, parts = told
    assert set(parts["east"]) == set(BY_SEGMENT)
    for metric in ("completion", "placement", "advancement"):
        for name in ("numerator", "denominator", "pending", "excluded"):
            assert sum(getattr(of[metric], name) for of in parts.values()) == getattr(whole[metric], name), (
                metric
            )
    for metric in ("retention-job", "retention-employer"):
        assert sum(of[metric].curve.people for of in parts.values()) == whole[metric].curve.people
    assert sum(of["wage-gain"].denominator for of in parts.values()) == whole["wage-gain"].denominator


def test_a_share_stands_against_all_others(told):
    """Placed: Anna and Cleo of four in the east (Ben and Dora too late, Fay excluded), Hal of two in the west."""
    _, _, _, parts = told
    east, west = parts["east"]["placement"], parts["west"]["placement"]
    assert (east.numerator, east.denominator, east.excluded) == (2, 4, 1)
    assert (west.numerator, west.denominator) == (1, 2)
    assert east.gap == gap_between(2, 4, 1, 2)
    assert east.gap.difference == -west.gap.difference


def test_a_curve_stands_against_all_others_at_the_same_day(told):
    _, _, _, parts = told
    east, west = parts["east"]["retention-job"], parts["west"]["retention-job"]
    assert east.gap.difference == pytest.approx(east.value - west.value)
    assert east.gap.low <= east.gap.difference <= east.gap.high
    assert east.gap.least_difference is None


def test_without_the_files_nothing_is_told_by_segment(told):
    found, _, _, _ = told
    inputs = load(open_duckdb(threads=1), arrow_of(cases.PEOPLE))
    bare = tell(found, inputs, Extras(), Asked(AS_OF, IN), only=("completion", "retention-job"), by="segment")
    (east,) = metrics_by_segment(bare, ("east",))
    assert [figure.missing[:12] for figure in east.figures] == ["Not measured", "Not measured"]
    assert all(figure.gap is None for figure in east.figures)


def test_small_groups_hide_their_metrics_and_what_rests_on_them(told):
    found, tables, _, _ = told
    safe = publishable_metrics(found, tables, by="segment")
    for segment in (None, "east", "west"):
        for metric in ("completion", "placement", "retention-job", "advancement"):
            assert not safe.shows(segment, metric), metric
    assert not safe.shows(None, "cost-per-completion")
    assert not safe.shows(None, "cost-per-job-q2")
    assert not safe.shows("east", "mix-hours"), "fewer than ten people"
    assert safe.shows(None, "mix-money")
    all_shown = publishable_metrics(found, tables, by="segment", rule=Rule(smallest=1))
    assert all(all_shown.shows(of, metric) for of in (None, "east") for metric in BY_SEGMENT)


def many(people, seed):
    """Periods with random states of three indicators and two metrics, and few people in one segment."""
    rng = np.random.default_rng(seed)
    connection = open_duckdb(threads=1)
    from gainful.engine.indicators.definitions import load_indicators

    columns = [indicator.column for indicator in load_indicators()]
    import pyarrow as pa

    table: dict[str, list] = {
        "person": [f"P{n}" for n in range(people)],
        "period": [0] * people,
        "segment": rng.choice(["north", "south", "west"], people, p=[0.6, 0.33, 0.07]).tolist(),
        "exit": [date(2025, 1, 31)] * people,
    }
    table |= {
        name: rng.choice([0, 1, 2], people, p=[0.4, 0.5, 0.1]).astype("int8").tolist() for name in columns[:2]
    }
    table |= {name: [4] * people for name in columns[2:]}
    found = connection.create_table("found", pa.table(table))
    also = {}
    for metric in OF_PERIODS[2:]:
        states = rng.choice([0, 1, 2, 4], people, p=[0.3, 0.4, 0.1, 0.2]).astype("int8").tolist()
        rows = pa.table({"person": table["person"], "period": table["period"], "state": states})
        also[metric] = connection.create_table(metric.replace("-", "_"), rows)
    return found, also


@pytest.mark.parametrize("seed", [1, 2])
def test_no_hidden_count_of_a_metric_can_be_worked_out(seed):
    from gainful.engine.indicators import publishing
    from gainful.engine.indicators.definitions import load_indicators

    found, also = many(60, seed)
    rule = Rule(smallest=5, width=3.0)
    safe = publishing.publishable(found, by="segment", rule=rule, also=also)
    columns = {indicator.id: indicator.column for indicator in load_indicators()}
    for metric, table in also.items():
        columns[metric] = metric
        found = found.left_join(table.select("person", **{metric: table.state}), "person").drop(
            "person_right"
        )
    rows = publishing._cells(found, "segment", tuple(columns.values()))
    figures = publishing._figures(rows, "segment", columns)
    hidden = {key for key in safe.hidden if key[1] in also}
    assert hidden
    shown = [figure for key, figure in figures.items() if key not in safe.hidden]
    sums = np.array([[place in figure for place in range(len(rows))] for figure in shown], float)
    known = np.array([sum(rows[place]["n"] for place in figure) for figure in shown], float)
    for key in hidden:
        aim = np.array([place in figures[key] for place in range(len(rows))], float)
        limits = {"constraints": LinearConstraint(sums, known, known), "bounds": Bounds(0, 500)}
        least, most = (sign * milp(sign * aim, **limits).fun for sign in (1, -1))
        assert most - least >= rule.width - 1e-6, key
