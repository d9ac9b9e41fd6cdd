"""Program metrics by segment, and what of them may be given away."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from gainful.engine.disclosure import Rule
from gainful.engine.indicators import outcomes, summarise
from gainful.engine.indicators.precision import gap_between
from gainful.engine.indicators.program import Asked, Extras, metrics_by_segment, program_metrics, tell
from gainful.engine.indicators.program.measure import Told
from gainful.engine.indicators.program.metrics import COUNTED_METRICS
from gainful.engine.indicators.program.publishing import _counted, _figures, publishable_metrics
from gainful.engine.indicators.publishing import protected
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
    assert set(parts["east"]) == set(COUNTED_METRICS)
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
    assert all(all_shown.shows(of, metric) for of in (None, "east") for metric in COUNTED_METRICS)


def own_table(cells):
    """A table of one metric: (segment, state, how many)."""
    import pyarrow as pa

    rows = [(segment, state) for segment, state, count in cells for _ in range(count)]
    connection = open_duckdb(threads=1)
    columns = {"segment": [s for s, _ in rows], "state": pa.array([c for _, c in rows], pa.int8())}
    return _counted(connection.create_table("t", pa.table(columns)), by_segment=True)


def closed_in(metric, cells, rule):
    """Which counts of one metric's own table are hidden."""
    return protected([many for _, _, many in cells], _figures(metric, cells), rule).hidden


def hidden_of(metric, cells):
    return {key[::2] for key in closed_in(metric, own_table(cells), Rule(smallest=5, width=3.0))}


CELLS = [("east", 1, 40), ("east", 0, 30), ("west", 1, 20), ("west", 0, 3), ("mid", 1, 12), ("mid", 0, 9)]


def test_a_small_count_takes_another_with_it_so_that_no_difference_gives_it_back():
    closed = hidden_of("completion", CELLS)
    assert ("west", "others") in closed
    assert len({segment for segment, name in closed if name == "others"}) >= 2
    assert hidden_of("completion", [c for c in CELLS if c[0] == "east"]) == set()


def released(kinds):
    """What may be shown of people of a few kinds: (segment, second quarter, same employer, advanced, how many)."""
    import pyarrow as pa

    people = [kind[:4] for kind in kinds for _ in range(kind[4])]
    segments, second, same, advanced = zip(*people, strict=True)
    key = {"person": [str(n) for n in range(len(people))], "period": pa.array([1] * len(people), pa.int32())}
    states = {
        "employment_q2": second, "employment_q4": same, "median_earnings_q2": second, "credential": [4] * len(people),
        "skill_gains": [4] * len(people), "retention_same_employer": same,
    }  # fmt: skip
    columns = {name: pa.array(values, pa.int8()) for name, values in states.items()}
    connection = open_duckdb(threads=1)
    found = connection.create_table(
        "found", pa.table({**key, "segment": segments, "exit": [1] * len(people), **columns})
    )
    rows = pa.table({**key, "segment": segments, "state": pa.array(advanced, pa.int8())})
    told = Told(None, {"advancement": connection.create_table("advancement", rows)}, {}, True)
    return publishable_metrics(found, told, by="segment").counts


def test_a_metric_and_an_indicator_of_the_same_people_are_hidden_together():
    """Three did not advance in the east: what is hidden with them must not stand elsewhere under another name."""
    yes, no = 1, 0
    kinds = [("east", yes, yes, yes, 27), ("east", yes, yes, no, 3), ("west", yes, yes, yes, 40),
             ("west", yes, no, no, 25), ("mid", yes, yes, yes, 30), ("mid", yes, no, no, 30)]  # fmt: skip
    counts = released(kinds)
    assert not counts.shows("east", "advancement", "others")
    for segment in (None, "east", "west", "mid"):
        shown = [
            counts.shows(segment, of, "denominator") for of in ("advancement", "retention-same-employer")
        ]
        assert shown[0] == shown[1], "everybody who is counted here is counted there"
    assert not (
        counts.shows("east", "advancement", "numerator")
        and counts.shows("east", "advancement", "denominator")
    )


def test_a_small_indicator_hides_the_metric_that_would_give_it_back():
    """In the west three have no second quarter: who is counted in both tables must not tell them."""
    yes, no, out = 1, 0, 4
    kinds = [
        ("east", yes, yes, yes, 30),
        ("east", yes, no, no, 20),
        ("west", yes, yes, yes, 30),
        ("west", no, out, out, 3),
    ]
    counts = released(kinds)
    assert not counts.shows("west", "employment-q2", "others")
    assert not counts.shows("west", "advancement", "denominator") or not counts.shows(
        "west", "employment-q2", "denominator"
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_count_of_a_metric_can_be_worked_out(seed):
    rng = np.random.default_rng(seed)
    cells = [(name, state, int(rng.integers(0, 25))) for name in ("a", "b", "c", "d") for state in (0, 1)]
    rule = Rule(smallest=5, width=3.0)
    rows = own_table(cells)
    closed = {key[::2] for key in closed_in("completion", rows, rule)}
    states = {"numerator": ("yes",), "others": ("no",), "denominator": ("yes", "no")}
    figures = {
        (segment, name): np.array(
            [segment in {None, where} and state in of for where, state, _ in rows], float
        )
        for segment in (None, "a", "b", "c", "d")
        for name, of in states.items()
    }
    counts = np.array([n for _, _, n in rows], float)
    shown = np.array([row for key, row in figures.items() if key not in closed])
    for key in closed:
        limits = {
            "constraints": LinearConstraint(shown, shown @ counts, shown @ counts),
            "bounds": Bounds(0, 500),
        }
        least, most = (sign * milp(sign * figures[key], **limits).fun for sign in (1, -1))
        assert most - least >= rule.width - 1e-6, key
