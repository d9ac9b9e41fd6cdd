"""The words of a comparison: a field, its levels of agreement from the same to another, and what they are worth.

m is the share of true pairs, u that of pairs of strangers, at a level (Fellegi and Sunter 1969).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One step of agreement of a field."""

    words: str
    sql: str
    m: float
    u: float
    frequent: str = ""
    """Column whose frequency matters: that two Smiths agree says less than that two Szczepaniaks do."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field, and its levels; where either side is empty nothing is said."""

    column: str
    words: str
    levels: tuple[Level, ...]

    def level_of(self, gamma: int) -> Level | None:
        """Return the level of splink's number: the first level has the highest, the last has 0, empty is -1."""
        return None if gamma < 0 else self.levels[len(self.levels) - 1 - gamma]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a pair: how it agrees, what that is worth (bits), what both sides say."""

    field: str
    words: str
    weight: float
    ours: str = ""
    theirs: str = ""


def comparison_settings(
    compared: tuple[Compared, ...], *, by_frequency: bool = True
) -> list[dict[str, object]]:
    """Return the comparisons as splink wants them; without `by_frequency` every name counts as an average one."""
    return [
        {
            "output_column_name": each.column,
            "comparison_description": each.words,
            "comparison_levels": [
                {
                    "sql_condition": f"{each.column}_l IS NULL OR {each.column}_r IS NULL",
                    "label_for_charts": "empty",
                    "is_null_level": True,
                },
                *(_level(level, by_frequency=by_frequency) for level in each.levels),
            ],
        }
        for each in compared
    ]


def _level(level: Level, *, by_frequency: bool) -> dict[str, object]:
    body: dict[str, object] = {
        "sql_condition": level.sql,
        "label_for_charts": level.words,
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if level.frequent and by_frequency:
        body |= {"tf_adjustment_column": level.frequent, "tf_minimum_u_value": 0.00005}
    return body


def same(column: str) -> str:
    """Return the condition that both sides say the same."""
    return f'"{column}_l" = "{column}_r"'


ELSE = "ELSE"
ONE_OFF = "damerau_levenshtein({0}_l, {0}_r) <= 1"
DAY_AND_MONTH_SWAPPED = (
    "left(birth_date_l, 4) = left(birth_date_r, 4) AND substr(birth_date_l, 6, 2) = right(birth_date_r, 2) "
    "AND right(birth_date_l, 2) = substr(birth_date_r, 6, 2)"
)
FIRST_NAMES = (
    Level("the same", same("first_name"), 0.80, 0.006, "first_name"),
    Level("a familiar form of one another", "list_has_any(full_names_l, full_names_r)", 0.06, 0.004),
    Level("written nearly alike", "jaro_winkler_similarity(first_name_l, first_name_r) >= 0.9", 0.07, 0.008),
)
"""What first names say wherever they are compared; each comparison adds what its own lists hold."""
LAST_NAME = Compared("last_name", "last name", (
    Level("the same", same("last_name"), 0.84, 0.001, "last_name"),
    Level("written nearly alike", "jaro_winkler_similarity(last_name_l, last_name_r) >= 0.9", 0.06, 0.003),
    Level("one part of a double name", "list_has_any(last_parts_l, last_parts_r)", 0.03, 0.001),
    Level("different", ELSE, 0.07, 0.995),
))  # fmt: skip
ZIP_CODE = Compared("zip", "ZIP code", (
    Level("the same", same("zip"), 0.65, 0.02),
    Level("the same area (first three digits)", "left(zip_l, 3) = left(zip_r, 3)", 0.2, 0.2),
    Level("different", ELSE, 0.15, 0.78),
))  # fmt: skip
