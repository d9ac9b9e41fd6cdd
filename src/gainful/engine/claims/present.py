"""A checked claim as plain data (`docs/schema/claim.schema.json`) and as lines to read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gainful.engine.claims.model import ClaimCheck

SCHEMA = "gainful.claim/1"


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def claim_to_json(check: ClaimCheck) -> dict[str, Any]:
    """Return the check as plain data; shares and intervals are in percent."""
    claim = check.claim
    stated = {
        "count": claim.count,
        "total": claim.total,
        "percent_low": _number(claim.low),
        "percent_high": _number(claim.high),
        "decimals": claim.decimals,
        "hedge": claim.hedge,
        "unit": claim.unit,
        "before": _number(claim.before),
        "after": _number(claim.after),
        "difference": _number(claim.difference),
    }
    return {
        "schema": SCHEMA,
        "claim": claim.text,
        "kind": claim.kind.value,
        "topic": claim.topic.value,
        "stated": stated,
        "arithmetic": check.arithmetic.value,
        "answer": check.answer,
        "percent": check.percent,
        "exact_count": check.exact_count,
        "possible_counts": [{"count": item.count, "percent": item.percent} for item in check.possible],
        "possible_range": None if check.possible_low is None else [check.possible_low, check.possible_high],
        "intervals": [
            {"method": item.method, "level": 95, "low": item.low, "high": item.high}
            for item in check.intervals
        ],
        "smallest_difference_points": check.smallest_difference,
        "notes": list(check.notes),
        "ask": list(check.ask),
        "design": list(check.design),
    }


def claim_lines(check: ClaimCheck) -> list[str]:
    """Return the check as lines for a terminal: the answer first, then what to ask."""
    lines = [check.answer]
    if check.intervals:
        named = "; ".join(f"{item.method} {item.low:.1f} to {item.high:.1f}" for item in check.intervals)
        lines.append(f"95% interval, in percent: {named}.")
    lines += check.notes
    lines += ["", "Ask:", *(f"  - {question}" for question in check.ask)]
    lines += ["", "To say that the program caused it:", *(f"  - {line}" for line in check.design)]
    return lines
