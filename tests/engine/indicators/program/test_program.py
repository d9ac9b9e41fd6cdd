from __future__ import annotations

from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.indicators import Coverage, outcomes, quarter_of, summarise
from gainful.engine.indicators.medians import median_with_interval
from gainful.engine.indicators.precision import median_places, wilson
from gainful.engine.indicators.program import Asked, Extras, load_metrics, program_metrics
from gainful.engine.tables import open_duckdb
from tests.engine.indicators.cases import Case
from tests.engine.indicators.program import cases
from tests.engine.indicators.typed import arrow_of, load, rows_of

AS_OF = date(2026, 6, 30)
IN = Coverage(quarter_of("2023Q1"), quarter_of("2026Q1"))


def table(schema, rows):
    columns = [dict(zip(schema.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(columns, schema=schema)


def day(text):
    return None if text is None else date.fromisoformat(text)


def extra_tables():
    services = [
        (*row, cases.COMPLETED.get(row[0]) if row[1] == "training" else None, cases.HOURS[row[1]])
        for row in rows_of(cases.PEOPLE)["services"]
    ]
    placements = [(who, day(start), day(end), why) for who, start, end, why in cases.PLACEMENTS]
    return {
        "details": table(cases.DETAIL_SCHEMA, services),
        "placements": table(cases.PLACEMENT_SCHEMA, placements),
        "costs": table(cases.COST_SCHEMA, cases.COSTS),
    }


def measured(connection, extras, people=cases.PEOPLE):
    inputs = load(connection, arrow_of(people))
    found = connection.create_table("outcomes", outcomes(inputs, AS_OF, IN))
    figures = program_metrics(found, inputs, extras, summarise(found)[0], Asked(AS_OF, IN))
    return {figure.metric.id: figure for figure in figures}


@pytest.fixture(scope="module")
def figures():
    connection = open_duckdb(threads=1)
    tables = {name: connection.create_table(name, rows) for name, rows in extra_tables().items()}
    extras = Extras(tables["details"], True, True, tables["placements"], tables["costs"])
    return measured(connection, extras)


def counts(figure):
    return figure.numerator, figure.denominator, figure.pending, figure.excluded


def test_completion(figures):
    """Seven ended with a result: five completed. Emil's is not recorded and Gus goes on."""
    assert counts(figures["completion"]) == (5, 7, 2, 0)
    assert (figures["completion"].low, figures["completion"].high) == wilson(5, 7)


def test_placement(figures):
    """Anna, Cleo and Hal of six; Ben and Dora came too late, Emil never; Gus and Jo pending; Fay excluded."""
    assert counts(figures["placement"]) == (3, 6, 2, 1)
    assert "13 weeks" in figures["placement"].metric.name


def test_staying_in_the_job(figures):
    """Cleo leaves at 10, Ben at 90, Dora at 365; Jo is watched for 59 days, Hal for 344, Anna and Fay to the end."""
    figure = figures["retention-job"]
    assert figure.value == pytest.approx(6 / 7 * 4 / 5)
    rows = [
        (p.time, p.of.at_risk, p.of.left, p.of.lost) for p in figure.curve.points if p.of.left or p.of.lost
    ]
    assert rows == [
        (10, 7, 1, 0), (59, 6, 0, 1), (90, 5, 1, 0), (344, 4, 0, 1), (365, 3, 1, 0), (666, 2, 0, 1), (667, 1, 0, 1),
    ]  # fmt: skip
    by_reason = {r.reason: r.points[-1][1] for r in figure.reasons}
    laid_off = 1 / 7 + 6 / 7 * 4 / 5 * 1 / 3
    assert by_reason == pytest.approx({"laid off": laid_off, "quit": 6 / 7 * 1 / 5})


def test_staying_with_the_first_employer(figures):
    """Ben 1 quarter, then C; Cleo 2, then X; Dora and Ida 1, then nobody; Anna and Hal still there at the end.

    The first quarter counts as one, so who has no second quarter leaves at 1. Anna was paid in six quarters and Hal in
    two until the records end: their watch ends at 5 and at 1.
    """
    figure = figures["retention-employer"]
    rows = [
        (p.time, p.of.at_risk, p.of.left, p.of.lost) for p in figure.curve.points if p.of.left or p.of.lost
    ]
    assert rows == [(1, 6, 3, 1), (2, 2, 1, 0), (5, 1, 0, 1)]
    assert figure.value == pytest.approx(0.5 * 0.5)
    by_reason = {r.reason: r.left for r in figure.reasons}
    assert by_reason == {"paid by another employer": 2, "paid by nobody": 2}


def test_records_without_an_employer_are_no_first_employer():
    """Ann is paid by E from the second quarter on; Bo by nobody that is named: he is in no curve."""
    people = (
        Case("ann", cases.CITE, cases.EXIT, (), "- 2024Q4 900; E 2025Q1 500; - 2025Q1 900; - 2025Q2 900"),
        Case("bo", cases.CITE, cases.EXIT, (), "- 2024Q4 900; - 2025Q1 900; - 2025Q2 900"),
    )
    curve = measured(open_duckdb(threads=1), Extras(), people)["retention-employer"].curve
    assert (curve.people, curve.left, curve.points[-1].time) == (1, 1, 1)


def test_gain_against_own_past(figures):
    """Anna 4,000, Cleo 2,000, Dora −1,000, Ben and Emil −2,000; Hal pending, Fay excluded, Ida without a past."""
    figure = figures["wage-gain"]
    assert (figure.value, figure.low, figure.high) == (-1000, None, None)
    assert counts(figure) == (None, 5, 1, 1)


def test_advancement(figures):
    """Anna (3,300 of 3,000) and Dora of four; Cleo's 2,199 of 2,000 is less than a tenth, Ida has none; Hal pending."""
    assert counts(figures["advancement"]) == (2, 4, 1, 1)


def test_costs(figures):
    """17,000 dollars over ten periods, 10,000 for nine trainings; at work: Anna, Cleo, Dora, Hal and Ida of seven."""
    assert figures["cost-per-participant"].value == 1700
    assert figures["cost-per-completion"].value == pytest.approx(10000 / 9 / (5 / 7))
    job = figures["cost-per-job-q2"]
    assert counts(job) == (5, 7, 0, 1)
    assert job.value == pytest.approx(1700 / (5 / 7))
    low, high = wilson(5, 7)
    assert (job.low, job.high) == pytest.approx((1700 / high, 1700 / low))


def test_mixes(figures):
    money = {part.name: (part.amount, part.share) for part in figures["mix-money"].parts}
    assert money == {
        "train": (10000, 0.625), "support": (4000, 0.25), "measure": (2000, 0.125), "other": (1000, None),
    }  # fmt: skip
    hours = {part.name: part.amount for part in figures["mix-hours"].parts}
    assert hours == {"train": 270, "support": 45, "measure": 0, "other": 0}


def test_what_is_not_there_is_missing_and_not_zero():
    found = measured(open_duckdb(threads=1), Extras())
    needed = {name for name, figure in found.items() if figure.missing.startswith("Not measured: it needs")}
    assert needed == {
        "completion", "placement", "retention-job", "cost-per-participant", "cost-per-completion",
        "cost-per-job-q2", "cost-per-job-q4", "mix-money", "mix-hours",
    }  # fmt: skip
    assert all(found[name].value is None for name in needed)
    nobody = measured(open_duckdb(threads=1), Extras(), cases.PEOPLE[6:7])
    assert nobody["wage-gain"].missing == "Nobody to count."
    assert nobody["retention-employer"].missing == "Nobody to count."


def test_every_metric_is_explained_and_its_window_written_in():
    for metric in load_metrics():
        told = metric.filled(weeks=8, days=90)
        assert all((told.name, told.definition, told.population, told.lag, told.citation, told.needs))
        assert "{" not in told.definition + told.name + told.lag


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(-500, 500), min_size=1, max_size=40))
def test_a_median_and_its_interval_are_values_by_their_place(values):
    rows = pa.table({"change": [float(v) for v in values]})
    table = open_duckdb(threads=1).create_table("t", rows)
    middle, low, high = median_with_interval(table, "change", len(values))
    ordered = sorted(values)
    assert middle == (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
    places = median_places(len(values))
    if places is None:
        assert (low, high) == (None, None)
    else:
        assert (low, high) == (ordered[places[0] - 1], ordered[places[1] - 1])
        assert all(a <= b for a, b in pairwise([low, middle, high]))
