"""Indicators as the data of `document.IndicatorsDocument`, and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gainful.engine.indicators import Coverage, Group, Measured, quarter_text
from gainful.engine.indicators.proofs import WAGE_RECORD
from gainful.engine.indicators.summary import MEDIAN


def indicators_to_json(
    groups: Sequence[Group],
    *,
    as_of: date,
    coverage: Coverage,
    year: tuple[date, date],
    by: str | None,
    notes: Sequence[str],
) -> dict[str, Any]:
    """Return everything that was counted, with each definition beside its figures."""
    whole = groups[0]
    body: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "program_year": {"from": year[0].isoformat(), "to": year[1].isoformat()},
        "wage_quarters": {
            "first": None if coverage.first is None else quarter_text(coverage.first),
            "last": None if coverage.last is None else quarter_text(coverage.last),
        },
        "periods": whole.periods,
        "exits": whole.exits,
        "indicators": [_one(measured, with_words=True) for measured in whole.measured],
        "notes": list(notes),
    }
    if by is not None:
        body["by"] = by
        body["segments"] = [
            {
                "segment": g.segment,
                "periods": g.periods,
                "exits": g.exits,
                "indicators": [_one(m) for m in g.measured],
            }
            for g in groups[1:]
        ]
    return body


def _one(measured: Measured, *, with_words: bool = False) -> dict[str, Any]:
    indicator = measured.indicator
    body: dict[str, Any] = {"id": indicator.id, "version": indicator.version}
    if with_words:
        body |= {
            "name": indicator.name,
            "definition": indicator.definition,
            "population": indicator.population,
            "lag": indicator.lag,
            "citation": indicator.citation,
            "choices_of_ours": indicator.ours,
        }
    body |= {
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "pending": measured.pending,
        "excluded": measured.excluded,
        "excluded_by_reason": dict(measured.excluded_by),
        "unit": "dollars a quarter" if indicator.id == MEDIAN else "share",
        "value": measured.value,
        "interval_95": None if measured.low is None else [measured.low, measured.high],
        "small": measured.small,
    }
    if measured.by_evidence:
        body["by_evidence"] = dict(measured.by_evidence)
        body["value_from_wage_records"] = measured.from_wage_records
    if measured.gap is not None:
        apart = measured.gap
        body["gap_to_others"] = {
            "difference": apart.difference,
            "interval_95": [apart.low, apart.high],
            "least_difference": apart.least_difference,
        }
    return body


def indicator_lines(groups: Sequence[Group], notes: Sequence[str]) -> list[str]:
    """Return a table a group: figure, interval, counted, pending, excluded."""
    lines: list[str] = []
    for group in groups:
        name = "Everybody" if group.segment is None else group.segment
        lines += ["", f"{name}: {group.periods:,} periods of participation, {group.exits:,} exits"]
        lines += [f"  {_line(measured)}" for measured in group.measured]
    return [*lines[1:], *(("", *notes) if notes else ())]


def _line(measured: Measured) -> str:
    if measured.value is None:
        said = "not known yet" if measured.pending else "nobody to count"
    elif measured.indicator.id == MEDIAN:
        said = f"${measured.value:,.0f} ({measured.denominator:,} with earnings)"
        if measured.low is not None and measured.high is not None:
            said += f", 95% interval ${measured.low:,.0f} to ${measured.high:,.0f}"
    else:
        said = f"{measured.value:.1%} ({measured.numerator:,} of {measured.denominator:,})"
        if measured.low is not None and measured.high is not None:
            said += f", 95% interval {measured.low:.1%} to {measured.high:.1%}"
    if measured.gap is not None:
        apart = measured.gap
        said += f"; {apart.difference * 100:+.1f} points against all others"
        if apart.least_difference is not None and (measured.small or apart.low <= 0 <= apart.high):
            said += f" ({tellable(apart.least_difference)})"
    said += _supplemental(measured)
    return (
        f"{measured.indicator.name:40} {said}; {measured.pending:,} pending, {measured.excluded:,} excluded"
    )


def tellable(least: float) -> str:
    """Return in words which difference in shares groups of this size could show."""
    if least >= 1:
        return "groups this size can show no difference"
    return f"groups this size show {least * 100:.0f} points or more"


def _supplemental(measured: Measured) -> str:
    """Return which of the people counted rest on something else than a wage record; nothing where none does."""
    other = [(name, count) for name, count in measured.by_evidence if name != WAGE_RECORD]
    if not other:
        return ""
    listed = ", ".join(f"{count:,} {name.replace('-', ' ')}" for name, count in other)
    alone = measured.from_wage_records
    if alone is None:
        return f"; not by wage records alone: {listed}"
    told = f"${alone:,.0f}" if measured.indicator.id == MEDIAN else f"{alone:.1%}"
    return f"; by wage records alone {told}, the others rest on: {listed}"
