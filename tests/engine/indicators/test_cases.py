from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from gainful.engine.indicators import Coverage, coverage_of, load_indicators, outcomes, quarter_of, summarise
from gainful.engine.tables import open_duckdb
from tests.engine.indicators.cases import CASES, Case
from tests.engine.indicators.typed import arrow_of, load, told

AS_OF = date(2026, 6, 30)
IN = Coverage(quarter_of("2023Q1"), quarter_of("2026Q1"))


@pytest.fixture(scope="module")
def found():
    connection = open_duckdb(threads=1)
    table = outcomes(load(connection, arrow_of(CASES)), AS_OF, IN)
    return connection.create_table("outcomes", table)


@pytest.fixture(scope="module")
def by_person(found):
    grouped = defaultdict(list)
    for row in found.to_pyarrow().to_pylist():
        grouped[row["person"]].append(row)
    return grouped


def test_there_are_enough_cases_and_each_cites_its_rule():
    assert len({case.name for case in CASES}) == len(CASES) >= 120
    assert all("677.1" in case.cites or "TEGL" in case.cites for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, by_person):
    assert told(by_person[case.name]) == list(case.expected), case.cites


def test_the_totals_are_those_of_the_cases(found):
    """The counts of the summary, from the hand-computed signs alone."""
    signs = [line.split()[1:] for case in CASES for line in case.expected]
    whole, *segments = summarise(found, by="segment")
    assert whole.periods == len(signs)
    for place, measured in enumerate(whole.measured):
        column = Counter("y" if sign[place][0].isdigit() else sign[place] for sign in signs)
        assert measured.numerator == column["y"], measured.indicator.id
        assert measured.denominator == column["y"] + column["n"]
        assert (measured.pending, measured.excluded) == (column["p"], column["x"])
        assert sum(count for _, count in measured.excluded_by) == measured.excluded
        assert sum(s.measured[place].denominator for s in segments) == measured.denominator
    pay = sorted(float(sign[2]) for sign in signs if sign[2][0].isdigit())
    middle = (pay[(len(pay) - 1) // 2] + pay[len(pay) // 2]) / 2
    assert whole.measured[2].value == pytest.approx(middle)


def test_before_the_program_year_ends_those_still_in_are_pending():
    cases = (
        Case(
            "open, gain", "677.155(a)(1)(v)", "open:training 2025-09-01", (), evidence="skill-gain 2025-10-01"
        ),
        Case("open, none", "677.155(a)(1)(v)", "open:training 2025-09-01", ()),
        Case(
            "exited, gain",
            "677.155(a)(1)(v)",
            "training 2025-08-01..2025-09-01",
            (),
            evidence="skill-gain 2025-08-20",
        ),
        Case("exited, none", "677.155(a)(1)(v)", "training 2025-08-01..2025-09-01", ()),
    )
    connection = open_duckdb(threads=1)
    rows = outcomes(load(connection, arrow_of(cases)), date(2026, 3, 1), IN).to_pyarrow().to_pylist()
    assert {row["person"]: row["skill_gains"] for row in rows} == {
        "open, gain": 2, "open, none": 2, "exited, gain": 1, "exited, none": 0,
    }  # fmt: skip


def test_a_file_says_what_it_covers_but_never_a_quarter_that_is_not_due():
    connection = open_duckdb(threads=1)
    wages = load(connection, arrow_of((Case("a", "", "", (), "E 2024Q2 1; E 2026Q2 1"),))).wages
    first = quarter_of("2024Q2")
    assert coverage_of(wages, AS_OF) == Coverage(first, quarter_of("2026Q1"))
    assert coverage_of(wages, date(2026, 7, 29)) == Coverage(first, quarter_of("2026Q1"))
    assert coverage_of(wages, date(2026, 7, 30)) == Coverage(first, quarter_of("2026Q2"))
    assert coverage_of(wages, AS_OF, last=quarter_of("2025Q4")) == Coverage(first, quarter_of("2025Q4"))
    assert coverage_of(wages.filter(wages.wages > 5), AS_OF) == Coverage(None, None)


def test_with_no_wage_records_every_quarter_is_pending():
    connection = open_duckdb(threads=1)
    inputs = load(connection, arrow_of((Case("a", "", "career 2024-08-15", ()),)))
    whole = summarise(outcomes(inputs, AS_OF, coverage_of(inputs.wages, AS_OF)))[0]
    assert [m.pending for m in whole.measured] == [1, 1, 1, 0, 0, 1]
    assert all(m.value is None for m in whole.measured)


def test_every_indicator_is_explained():
    for indicator in load_indicators():
        assert indicator.version >= 1
        assert all(
            (indicator.name, indicator.definition, indicator.population, indicator.lag, indicator.citation)
        )
