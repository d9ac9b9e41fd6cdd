"""What a wave says of all who were asked when some are silent: weighted for who answers, with the range of silence.

Weighting classes (Oh & Scheuren 1983): within a class those who answered stand for those who did not. The range is that
of Manski (1990): everybody silent says no, everybody silent says yes; no weight can lie outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 5
"""Answers that a class needs to stand for its silent ones (ours); smaller classes are taken together."""


@dataclass(frozen=True, slots=True)
class Class:
    """People alike before they were asked: how many said yes, said no, and are silent or left it out."""

    yes: int
    no: int
    silent: int

    @property
    def asked(self) -> int:
        """All of them whose time is over."""
        return self.yes + self.no + self.silent

    @property
    def answered(self) -> int:
        """Those who said one or the other."""
        return self.yes + self.no


@dataclass(frozen=True, slots=True)
class Modelled:
    """Share of yes of those who answered, weighted to all who were asked, and its range whatever the silent say."""

    asked: int
    answered: int
    share: float | None
    weighted: float | None
    low: float | None
    high: float | None


def modelled(classes: Mapping[str, Class]) -> Modelled:
    """Return what the answers say of everybody asked; None where nobody was, or nobody answered."""
    asked = sum(one.asked for one in classes.values())
    answered, yes = sum(one.answered for one in classes.values()), sum(one.yes for one in classes.values())
    if not asked:
        return Modelled(0, 0, None, None, None, None)
    low, high = yes / asked, (yes + asked - answered) / asked
    if not answered:
        return Modelled(asked, 0, None, None, low, high)
    small = [one for one in classes.values() if one.answered < FEWEST]
    kept = [one for one in classes.values() if one.answered >= FEWEST]
    merged = Class(*(sum(getattr(one, name) for one in small) for name in ("yes", "no", "silent")))
    if merged.answered >= FEWEST or not kept:
        kept.append(merged)  # where it is too small even so, the other classes stand for its people
    weights = sum(one.asked for one in kept)
    weighted = sum(one.yes / one.answered * one.asked for one in kept if one.answered) / weights
    return Modelled(asked, answered, yes / answered, min(max(weighted, low), high), low, high)
