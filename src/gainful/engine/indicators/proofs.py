"""What an outcome rests on: a wage record, or which kind of supplemental evidence; shown apart, never mixed unseen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gainful.engine.indicators.outcomes import YES
from gainful.engine.indicators.summary import MEDIAN, Group, Measured
from gainful.engine.indicators.vocabulary import PROOFS, UNSTATED
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Column, Row, Table, Value

WAGE_RECORD, EDUCATION = "wage-record", "education"
BASES = (WAGE_RECORD, *PROOFS, EDUCATION)
"""In the order in which they are told."""
STEPS = {"employment-q2": 2, "employment-q4": 4}


def _basis(table: Table, step: int) -> Column:
    """Return what employment in a quarter rests on; a wage record goes first."""
    return ex.cases(
        (table[f"earned_{step}"] > 0, WAGE_RECORD),
        (table[f"supplemental_{step}"], _proof(table, step)),
        else_=EDUCATION,
    )


def _paid_basis(table: Table) -> Column:
    """Return what earnings rest on; supplemental amounts only where there is no wage record."""
    return ex.ifelse(table.earned_2 > 0, WAGE_RECORD, _proof(table, 2))


def _proof(table: Table, step: int) -> Value:
    if f"proof_{step}" not in table.columns:  # evidence without a column of its type
        return ex.literal(UNSTATED)
    rank = table[f"proof_{step}"]
    return ex.cases(*((rank == place, name) for place, name in enumerate(PROOFS)), else_=UNSTATED)


def with_evidence(groups: Sequence[Group], table: Table, by: str | None = None) -> list[Group]:
    """Return the figures of employment and earnings with what they rest on, and what wage records alone would say.

    `table` holds the outcomes that were counted; `by` is the column of the segments.
    """
    counts = _counted(table, None) | (_counted(table, by) if by else {})
    medians = _medians(table, None) | (_medians(table, by) if by else {})
    return [
        replace(
            group,
            measured=tuple(
                _with(measured, counts[group.segment][measured.indicator.id], medians.get(group.segment))
                for measured in group.measured
            ),
        )
        for group in groups
    ]


def _with(measured: Measured, counts: Counter[str], median: float | None) -> Measured:
    told = tuple((name, counts[name]) for name in BASES if counts[name])
    if measured.indicator.id == MEDIAN:
        return replace(measured, by_evidence=told, from_wage_records=median)
    if measured.indicator.id not in STEPS or not measured.denominator:
        return measured
    return replace(measured, by_evidence=told, from_wage_records=counts[WAGE_RECORD] / measured.denominator)


def _segment(table: Table, by: str | None) -> dict[str, Column]:
    return {} if by is None else {"segment": table[by].cast("string")}


def _name(row: Row, by: str | None) -> str | None:
    return None if by is None else str(row["segment"] or "(not given)")


def _counted(table: Table, by: str | None) -> dict[str | None, defaultdict[str, Counter[str]]]:
    bases = {id_: (_basis(table, step), table[id_.replace("-", "_")]) for id_, step in STEPS.items()}
    bases[MEDIAN] = (_paid_basis(table), table.median_earnings_q2)
    found: defaultdict[str | None, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for id_, (basis, state) in bases.items():
        marked = table.select(basis=basis, state=state, **_segment(table, by))
        counted = marked.filter(marked.state == YES)
        counted = counted.group_by("basis", *(["segment"] if by else [])).agg(n=counted.count())
        rows: list[Any] = rows_of(counted)
        for row in rows:
            found[_name(row, by)][id_][row["basis"]] += int(row["n"])
    return found


def _medians(table: Table, by: str | None) -> dict[str | None, float]:
    """Return the median of what wage records hold, of those whom they hold."""
    recorded = table.filter((table.median_earnings_q2 == YES) & (table.earned_2 > 0))
    keys = _segment(recorded, by)
    median = recorded.earned_2.median()
    found = recorded.group_by(**keys).agg(median=median) if keys else recorded.aggregate(median=median)
    rows: list[Any] = rows_of(found)
    return {_name(row, by): row["median"] for row in rows if row["median"] is not None}
