"""Peers of `bench.indicators`: each computes the same indicators from the same Parquet files in its own process.

`python -m bench._indicators NAME FOLDER` prints seconds, peak memory and every figure as one line of JSON.
"""

from __future__ import annotations

from datetime import date

AS_OF = date(2026, 6, 30)
YEAR = (date(2025, 7, 1), date(2026, 6, 30))
FIRST_QUARTER = 2021 * 4 + 2
QUARTERS = 20
LAST_IN = 2026 * 4
"""The first quarter of 2026: that of the report itself is not due yet."""
TABLES = ("participants", "services", "wages", "evidence")

NOT_EXTENDING = ("self-service", "information-only", "follow-up", "support")
EDUCATION = ("training", "occupational", "postsecondary", "secondary", "apprenticeship")
ON_THE_JOB = ("ojt", "customized")
EXCLUDED = {
    "health": (),
    "deceased": (),
    "foster care": ("youth", ""),
    "ineligible": ("vr", ""),
    "offender": (),
}
"""Reasons for exit in the made files, and the programs that they leave out (empty: every one)."""
INDICATORS = (
    "employment_q2", "employment_q4", "median_earnings_q2", "credential", "skill_gains", "retention_same_employer",
)  # fmt: skip

Figures = dict[str, dict[str, list[int] | float | None]]
"""Segment (empty: everybody) → indicator → numerator, denominator, pending, excluded; `median` is dollars."""
