"""An evaluation with its rating and verdict as plain data: what `--json` prints and `evaluation.json` holds."""

from __future__ import annotations

from typing import Any

from gainful.engine.impact.model import Evaluation, plain
from gainful.engine.impact.verdict import Verdict, verdict_of
from gainful.engine.rules import RatingRules

SMALLEST_CELL = 10
"""Groups with fewer people are not reported: a figure could be traced to a person."""
SUPPRESSED = "—"


def evaluation_document(
    evaluation: Evaluation, rules: RatingRules | None = None, *, verdict: Verdict | None = None
) -> dict[str, Any]:
    """Return the whole as plain values, as in `docs/schema/evaluation.schema.json`; small subgroups are left out."""
    said = verdict or verdict_of(evaluation, rules)
    body = evaluation.to_json()
    for row in body["subgroups"]:
        if min(row["n_treated"], row["n_comparison"]) < SMALLEST_CELL:
            row.update(
                dict.fromkeys(("effect", "se", "low", "high", "p_adjusted", "n_treated", "n_comparison"))
            )
            row["suppressed"] = f"fewer than {SMALLEST_CELL} people in a group"
    whole: dict[str, Any] = plain({**body, "rating": said.rating.to_json(), "verdict": said.to_json()})
    return whole
