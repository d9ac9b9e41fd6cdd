"""How each field is compared, from the same to another, with the words that a reviewer reads.

m is the share of true pairs, u that of pairs of strangers, at a level: starting values, our own, which are estimated
again from any file that is large enough. Levels are read from the first to the last; the first that holds counts.
"""

from __future__ import annotations

from typing import Any

from gainful.engine.linkage.levels import Compared, Level, comparison_settings


def _same(column: str) -> str:
    return f'"{column}_l" = "{column}_r"'


_NEAR = "damerau_levenshtein({0}_l, {0}_r) <= 1"
_ELSE = "ELSE"
COMPARED = (
    Compared("first_name", "first name", (
        Level("the same", _same("first_name"), 0.80, 0.006, "first_name"),
        Level("a familiar form of one another", "list_has_any(full_names_l, full_names_r)", 0.06, 0.004),
        Level("written nearly alike", "jaro_winkler_similarity(first_name_l, first_name_r) >= 0.9", 0.07, 0.008),
        Level("an initial that fits",
              "least(length(first_name_l), length(first_name_r)) = 1 AND left(first_name_l, 1) = left(first_name_r, 1)",
              0.03, 0.002),
        Level("different", _ELSE, 0.04, 0.98),
    )),
    Compared("last_name", "last name", (
        Level("the same", _same("last_name"), 0.84, 0.001, "last_name"),
        Level("written nearly alike", "jaro_winkler_similarity(last_name_l, last_name_r) >= 0.9", 0.06, 0.003),
        Level("one part of a double name", "list_has_any(last_parts_l, last_parts_r)", 0.03, 0.001),
        Level("different", _ELSE, 0.07, 0.995),
    )),
    Compared("birth_date", "birth date", (
        Level("the same", _same("birth_date"), 0.92, 0.00006),
        Level("day and month swapped",
              "left(birth_date_l, 4) = left(birth_date_r, 4) AND substr(birth_date_l, 6, 2) = right(birth_date_r, 2) "
              "AND right(birth_date_l, 2) = substr(birth_date_r, 6, 2)", 0.015, 0.00002),
        Level("one digit apart", _NEAR.format("birth_date"), 0.03, 0.0016),
        Level("different", _ELSE, 0.035, 0.99832),
    )),
    Compared("ssn4", "last four digits", (
        Level("the same", _same("ssn4"), 0.93, 0.0001),
        Level("one digit apart", _NEAR.format("ssn4"), 0.035, 0.0039),
        Level("different", _ELSE, 0.035, 0.996),
    )),
    Compared("zip", "ZIP code", (
        Level("the same", _same("zip"), 0.65, 0.02),
        Level("the same area (first three digits)", "left(zip_l, 3) = left(zip_r, 3)", 0.2, 0.2),
        Level("different", _ELSE, 0.15, 0.78),
    )),
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
