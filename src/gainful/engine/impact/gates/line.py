"""Rules of a line that decides who gets in: enough people beside it, nobody pushed over, nothing else jumps."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.gates.alike import CHANCE
from gainful.engine.impact.inference import Fit
from gainful.engine.impact.model import Gate

FEW_NEAR, FEW_VALUES = 30, 4
SHARP = 0.98


def near_the_line(below: int, above: int) -> Gate:
    """Whether enough people stand close to the line on each side."""
    fewest = min(below, above)
    return Gate(
        "near_line",
        f"At least {FEW_NEAR} people with a known outcome stand near the line on each side.",
        fewest >= FEW_NEAR,
        fewest,
        FEW_NEAR,
        f"{below} stand near it below, {above} above.",
        "Wait for more people near the line; those far from it cannot stand in for them.",
        "Gainful: below this, local lines and their errors mean little",
    )


def fine_enough(below: int, above: int) -> Gate:
    """Whether scores have enough different values to draw a line through."""
    fewest = min(below, above)
    return Gate(
        "score_values",
        f"Scores have at least {FEW_VALUES} different values on each side of the line.",
        fewest >= FEW_VALUES,
        fewest,
        FEW_VALUES,
        f"There are {below} below and {above} above.",
        "Give the scores as they were taken, not in groups.",
        "What Works Clearinghouse Standards Handbook 5.0, regression discontinuity; Kolesár and Rothe 2018",
    )


def line_decides(share_below: float, share_above: float, strength: float | None, least: float) -> Gate:
    """Whether the line changes who takes part."""
    moved = abs(share_above - share_below)
    said = f"Just below the line {share_below:.0%} took part, just above {share_above:.0%}."
    if strength is not None:
        said += f" F is {strength:,.1f}."
    return Gate(
        "line_decides",
        f"The line clearly changes who takes part (F at least {least:.0f}, or everybody).",
        moved >= SHARP or (strength is not None and strength >= least),
        strength,
        least,
        said,
        "Check the score and the line; if the line was not kept to, it cannot answer.",
        "Hahn, Todd and Van der Klaauw 2001; Stock and Yogo 2005",
    )


def line_stands_here(here: float, there: tuple[float, float] | None) -> Gate:
    """Whether taking part changes more at another score, (score, change there) if so: then the line named is wrong."""
    said = f"Among those nearest to it, the share who take part rises by {100 * here:.0f} points at the line"
    said += "." if there is None else f"; at {there[0]:,.6g} it rises by {100 * there[1]:.0f}."
    return Gate(
        "line_place",
        "Nowhere else does taking part change much more than at the line.",
        there is None,
        here,
        None,
        said,
        "Check the line: a local curve takes a change beside the line for one at it.",
        "Gainful: the first stage of a curve is sure of a step that is not where it looks",
    )


def no_crowding(gap: Fit | None) -> Gate:
    """Whether people were pushed over the line: then those just above are not like those just below."""
    said = (
        "Scores have too few values to see whether they crowd on one side."
        if gap is None
        else f"Just above stand {math.exp(gap.effect):.2f} times as many people as just below (p {gap.p_value:.2g})."
    )
    return _unless_seen(
        "density",
        "As many people stand just above the line as just below.",
        None if gap is None else gap.p_value,
        said,
        "Find out who could change scores or choose the line; leave that time or place out, or use another design.",
        "McCrary 2008",
    )


def nothing_else_jumps(jumps: Sequence[tuple[str, float]]) -> Gate:
    """Whether what was known before jumps at the line too; p values corrected for their number (Holm 1979)."""
    worst = min(jumps, key=lambda pair: pair[1], default=None)
    said = (
        "Nothing known from before was given, so this could not be tried."
        if worst is None
        else f"Of {len(jumps)} facts from before, “{worst[0]}” jumps most (corrected p {worst[1]:.2g})."
    )
    return _unless_seen(
        "known_jump",
        "What was known before does not jump at the line.",
        None if worst is None else worst[1],
        said,
        "Something else changes at the same line, or people were sorted: the jump cannot be put down to the program.",
        "Lee 2008; What Works Clearinghouse Standards Handbook 5.0, regression discontinuity",
    )


def quiet_elsewhere(jumps: Sequence[tuple[float, float]]) -> Gate:
    """Whether the outcome jumps where there is no line: (place, corrected p)."""
    worst = min(jumps, key=lambda pair: pair[1], default=None)
    said = (
        "There are too few people to try other lines."
        if worst is None
        else f"At a line at {plain(worst[0])}, where there is none, the jump has a corrected p of {worst[1]:.2g}."
    )
    return _unless_seen(
        "placebo_line",
        "The method finds no jump where there is no line.",
        None if worst is None else worst[1],
        said,
        "The outcome bends or jumps with the score by itself: take people nearer the line, or more of them.",
        "Imbens and Lemieux 2008",
    )


def _unless_seen(key: str, rule: str, p_value: float | None, said: str, fix: str, source: str) -> Gate:
    """A rule that holds unless a test sees the contrary; without a p value there was nothing to try it on."""
    passed = p_value is None or p_value >= CHANCE
    return Gate(key, rule, passed, p_value, CHANCE, said, fix, source, tried=p_value is not None)
