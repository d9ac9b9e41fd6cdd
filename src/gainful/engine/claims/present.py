"""A checked claim as lines to read."""

from __future__ import annotations

from gainful.engine.claims.model import ClaimCheck


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
