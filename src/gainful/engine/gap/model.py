"""What a comparison of two profiles gives: a line per competency, hours as a range, and screens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GapLine:
    """One required competency against what is held; levels 0-7, None where unknown (never zero)."""

    competency_id: str
    name: str
    domain: str
    required: float | None
    held: float | None
    held_low: float | None
    held_high: float | None
    shortfall: float
    """Required minus held, floored at zero; the whole required level where nothing shows what is held."""
    surplus: float
    """Held minus required, floored at zero: what the job would not use."""
    weight: float
    """Importance as 0-1: (importance - 1) / 4."""
    hours_low: float
    hours_high: float
    trainable: bool
    reason: str
    counted: bool = True
    """False for what is only nice to have: shown, but in no total."""

    @property
    def known(self) -> bool:
        """Whether anything says what is held."""
        return self.held is not None


@dataclass(frozen=True, slots=True)
class Screen:
    """An ability the job asks more of than is shown: never hours, never a reason to exclude by itself."""

    line: GapLine
    accommodation: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Every line of a comparison, with training hours as an estimated range."""

    lines: tuple[GapLine, ...]
    screens: tuple[Screen, ...]
    shortfall: float
    """Importance-weighted share (0-1) of the required trainable levels that is missing."""
    surplus: float
    """Importance-weighted surplus as a share of the required trainable levels."""
    hours_low: float
    hours_high: float
    reasons: tuple[str, ...]

    @property
    def short_of(self) -> tuple[GapLine, ...]:
        """Trainable lines with a shortfall that count, the longest to train first."""
        short = (line for line in self.lines if line.counted and line.trainable and line.shortfall > 0)
        return tuple(sorted(short, key=lambda line: -line.hours_high))

    @property
    def unknown(self) -> tuple[GapLine, ...]:
        """Lines that nothing speaks of yet: to be asked, not assumed."""
        return tuple(line for line in self.lines if not line.known)
