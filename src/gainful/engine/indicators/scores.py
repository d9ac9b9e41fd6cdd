"""Scores against adjusted levels of performance: what a State is held to, counted exactly and never rounded up.

20 CFR 677.190(c)–(d) and the joint guidance of 6 January 2025 (RSA-TAC-20-02, TEGL 11-19 Change 2): an indicator
score is the actual result divided by the adjusted level; averages are taken of the exact scores; what is shown is cut
to a tenth of a percent. Retention with the same employer is one figure of the State and part of no program's average.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gainful.engine.rules import parameter

STATEWIDE = "retention-same-employer"
STATE = "statewide"
BASELINE_YEARS = (2024, 2025)
"""Program years in which retention with the same employer is collected and not judged (guidance, page 16)."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one program is held to on one indicator, and what it reached; shares between 0 and 1, or dollars."""

    program: str
    indicator: str
    adjusted: Fraction
    actual: Fraction | None
    """None where nobody is counted yet."""
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """One score; `kind` is “individual”, “program” (over indicators) or “indicator” (over programs)."""

    kind: str
    program: str
    indicator: str
    score: Fraction | None
    """None where an actual result is missing, so that nothing can be judged."""
    floor: Fraction
    of: int
    """How many individual scores it averages."""
    pending: int
    judged: bool = True

    @property
    def percent(self) -> Decimal | None:
        """Percent cut (not rounded) to a tenth, as the guidance asks for."""
        return None if self.score is None else cut(self.score)

    @property
    def fails(self) -> bool | None:
        """Whether it is a performance failure; None where it is not known or not judged."""
        return None if self.score is None or not self.judged else self.score < self.floor


def cut(score: Fraction) -> Decimal:
    """Return a score in percent, cut to one decimal."""
    return Decimal(math.floor(score * 1000)).scaleb(-1)


def exact(figure: str | int | Decimal) -> Fraction:
    """Return a figure as it is written: “75.2%” is 752/1000 and “$3,890” is 3,890; ValueError where it is none."""
    text = str(figure).strip().replace(",", "").lstrip("$")
    share = text.endswith("%")
    try:
        number = Fraction(Decimal(text.rstrip("%").strip()))
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"“{figure}” is no figure. Write 0.752, 75.2% or $3,890.") from error
    return number / 100 if share else number


def adjusted_level(negotiated: Fraction, before: Fraction, after: Fraction) -> Fraction:
    """Return the negotiated level plus the model's estimate after the year minus that before it (Attachment II)."""
    return negotiated + (after - before)


def scores(levels: Sequence[Level], program_year: int) -> list[Score]:
    """Return individual scores, then the average of each program, then that of each indicator.

    A program with one indicator has no average of its own beyond that score, but it is judged all the same.
    ValueError where a level is zero or less, or stands twice.
    """
    seen: set[tuple[str, str]] = set()
    for level in levels:
        if level.adjusted <= 0:
            raise ValueError(
                f"The adjusted level of {level.indicator} is {float(level.adjusted):g}; it must be above 0."
            )
        if (level.program, level.indicator) in seen:
            raise ValueError(f"{level.program or 'The file'} has two levels for {level.indicator}. Keep one.")
        seen.add((level.program, level.indicator))
    own = [level for level in levels if level.indicator != STATEWIDE]
    individual = [_individual(level) for level in own]
    programs = list(dict.fromkeys(level.program for level in own))
    indicators = list(dict.fromkeys(level.indicator for level in own))
    state = [_statewide(level, program_year) for level in levels if level.indicator == STATEWIDE]
    return [
        *individual,
        *(_average("program", name, "", [s for s in individual if s.program == name]) for name in programs),
        *(
            _average("indicator", STATE, name, [s for s in individual if s.indicator == name])
            for name in indicators
            if len(programs) > 1
        ),
        *state,
    ]


def failures(found: Iterable[Score]) -> list[Score]:
    """Return the scores that are performance failures."""
    return [score for score in found if score.fails]


def _individual(level: Level) -> Score:
    value = None if level.actual is None else level.actual / level.adjusted
    return Score(
        "individual",
        level.program,
        level.indicator,
        value,
        _floor("score-individual-floor"),
        1,
        level.pending,
    )


def _average(kind: str, program: str, indicator: str, parts: Sequence[Score]) -> Score:
    known = [part.score for part in parts if part.score is not None]
    value = sum(known, Fraction(0)) / len(known) if known and len(known) == len(parts) else None
    pending = sum(part.pending for part in parts)
    return Score(kind, program, indicator, value, _floor("score-overall-floor"), len(parts), pending)


def _statewide(level: Level, program_year: int) -> Score:
    value = None if level.actual is None else level.actual / level.adjusted
    return Score(
        "indicator",
        STATE,
        level.indicator,
        value,
        _floor("score-overall-floor"),
        1,
        level.pending,
        judged=program_year not in BASELINE_YEARS,
    )


def _floor(name: str) -> Fraction:
    return Fraction(str(parameter(name).value))
