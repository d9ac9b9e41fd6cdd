"""How each field is compared, from the same to another, with the words that a reviewer reads.

m is the share of true pairs, u that of pairs of strangers, at a level: starting values, our own, which are estimated
again from any file that is large enough. Levels are read from the first to the last; the first that holds counts.
"""

from __future__ import annotations

from typing import Any

from gainful.engine.linkage.levels import (
    DAY_AND_MONTH_SWAPPED,
    ELSE,
    FIRST_NAMES,
    LAST_NAME,
    ONE_OFF,
    ZIP_CODE,
    Compared,
    Level,
    comparison_settings,
    same,
)

COMPARED = (
    Compared("first_name", "first name", (
        *FIRST_NAMES,
        Level("an initial that fits",
              "least(length(first_name_l), length(first_name_r)) = 1 AND left(first_name_l, 1) = left(first_name_r, 1)",
              0.03, 0.002),
        Level("different", ELSE, 0.04, 0.98),
    )),
    LAST_NAME,
    Compared("birth_date", "birth date", (
        Level("the same", same("birth_date"), 0.92, 0.00006),
        Level("day and month swapped", DAY_AND_MONTH_SWAPPED, 0.015, 0.00002),
        Level("one digit apart", ONE_OFF.format("birth_date"), 0.03, 0.0016),
        Level("different", ELSE, 0.035, 0.99832),
    )),
    Compared("ssn4", "last four digits", (
        Level("the same", same("ssn4"), 0.93, 0.0001),
        Level("one digit apart", ONE_OFF.format("ssn4"), 0.035, 0.0039),
        Level("different", ELSE, 0.035, 0.996),
    )),
    ZIP_CODE,
)  # fmt: skip
BLOCKS = (
    ("key_hash",),
    ("ssn4", "birth_date"),
    ("last_name", "birth_date"),
    ("first_name", "birth_date"),
    ("ssn4", "last_name"),
    ("ssn4", "first_name"),
    ("last_name", "first_name", "zip"),
)
"""Pairs that are looked at: those equal in all of one of these. A pair that agrees in none of them is not found."""


def settings(*, prior: float) -> dict[str, Any]:
    """Return splink's settings; `prior` is the chance that a participant and a wage person at random are one."""
    return {
        "link_type": "link_only",
        "probability_two_random_records_match": prior,
        "comparisons": comparison_settings(COMPARED),
        "blocking_rules_to_generate_predictions": [{"blocking_rule": _block(names)} for names in BLOCKS],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["hash", "key_hash"],
        "max_iterations": 40,
    }


def _block(names: tuple[str, ...]) -> str:
    return " AND ".join(f'l."{name}" = r."{name}"' for name in names)
