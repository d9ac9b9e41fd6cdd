"""Words for what surrounds a person: scenario, barriers that support can remove, shifts they can work."""

from __future__ import annotations

from enum import StrEnum


class Scenario(StrEnum):
    """The paper's three situations; each has its reference mix."""

    DISPLACED = "displaced"
    INCUMBENT = "incumbent"
    NONTRADITIONAL = "nontraditional"


class Barrier(StrEnum):
    """What can stand between a person and the job, and what support can do about it (WIOA sec. 3(24))."""

    TRANSPORT = "transport"
    CHILDCARE = "childcare"
    INTERNET = "internet"
    HOUSING = "housing"
    INCOME = "income"
    LANGUAGE = "language"
    HEALTH = "health"
    LEGAL = "legal"
    CLOTHING = "clothing"
    OTHER = "other"


class Shift(StrEnum):
    """When a person can work or a job asks them to."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"


SCENARIOS = tuple(Scenario)
BARRIERS = tuple(Barrier)
SHIFTS = tuple(Shift)


def bits(values: object, vocabulary: tuple[StrEnum, ...]) -> int:
    """Return a bit mask of the values that are in the vocabulary, in its order."""
    wanted = {str(value) for value in values}  # type: ignore[attr-defined]
    return sum(1 << place for place, word in enumerate(vocabulary) if word.value in wanted)


def words(mask: int, vocabulary: tuple[StrEnum, ...]) -> tuple[StrEnum, ...]:
    """Return the words of a bit mask."""
    return tuple(word for place, word in enumerate(vocabulary) if mask >> place & 1)
