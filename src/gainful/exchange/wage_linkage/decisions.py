"""What becomes of each pair: accepted, for a person to look at, or set aside; a wage person is linked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gainful.engine.linkage.levels import Part

State = Literal["accepted", "review", "set aside"]
How = Literal["key", "fields", "review", ""]
KEY_BITS = 13.0
"""What the same key is worth (bits) where pairs compete: 1 in 10,000, the share of mistyped keys that hit another's."""
MARGIN = 10.0
"""Bits by which one of two competing pairs must lead to be taken without a person looking: odds of 1,000 to 1."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A participant and a wage person (keyed hashes) with the weight that they are one, and what was decided."""

    participant: str
    wage_person: str
    same_key: bool
    weight: float
    """Match weight: log2 of the odds that they are one person."""
    probability: float
    parts: tuple[Part, ...] = ()
    state: State = "set aside"
    how: How = ""
    reason: str = ""
    decided: str = ""
    """What a person said: same, different, or nothing yet."""

    @property
    def strength(self) -> float:
        """Weight with the key's worth, by which competing pairs are compared."""
        return self.weight + (KEY_BITS if self.same_key else 0.0)

    def words_of(self, field: str) -> str:
        """Return how a field agrees."""
        return next((part.words for part in self.parts if part.field == field), "")


KEY_DISAGREES = "The key is the same, but too little else agrees."
BETWEEN = "Some fields agree and some do not."
SIBLING = (
    "The first names differ and the last four digits are not the same: it may be a twin, brother or sister."
)
TWO_PARTICIPANTS = "Two participants fit this wage person. One wage person belongs to one participant."
TWO_WAGE_PEOPLE = "Two wage people fit this participant."
BETTER = "This pair fits, but another pair with one of the two fits better and was accepted."
TAKEN = "One of the two is linked by a better pair."
SAID_SAME, SAID_DIFFERENT = "A reviewer said same.", "A reviewer said different."


def decided(pairs: Sequence[Pair], accept: float, reject: float) -> list[Pair]:
    """Return the pairs with their states; weights (bits) from `accept` on are accepted, below `reject` set aside."""
    fits = {_id(pair): why for pair in pairs if (why := _fits(pair, accept, reject)) is not None}
    eligible = [pair for pair in pairs if fits.get(_id(pair)) == ""]
    rivals = _rivals(eligible)
    taken: dict[str, float] = {}
    first: list[Pair] = []
    for pair in pairs:
        why = fits.get(_id(pair))
        if why == "":
            pair = _judged(pair, rivals)  # noqa: PLW2901 - the pair with its state takes its place
            if pair.state == "accepted":
                taken |= {f"p{pair.participant}": pair.strength, f"w{pair.wage_person}": pair.strength}
        elif why:
            pair = replace(pair, state="review", reason=why)  # noqa: PLW2901
        first.append(pair)
    return [_behind(pair, taken) if fits.get(_id(pair)) else pair for pair in first]


def _id(pair: Pair) -> tuple[str, str]:
    return pair.participant, pair.wage_person


def _fits(pair: Pair, accept: float, reject: float) -> str | None:
    """Return nothing where a pair may be accepted, why it needs a person, or None where it is too weak."""
    if pair.same_key:
        return "" if pair.weight >= reject else KEY_DISAGREES
    if pair.weight < reject:
        return None
    if pair.weight < accept:
        return BETWEEN
    sibling = pair.words_of("first_name") == "different" and pair.words_of("ssn4") != "the same"
    return SIBLING if sibling else ""


def _rivals(eligible: Sequence[Pair]) -> Mapping[str, list[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in eligible:
        found[f"p{pair.participant}"].append(pair)
        found[f"w{pair.wage_person}"].append(pair)
    return found


def _judged(pair: Pair, rivals: Mapping[str, list[Pair]]) -> Pair:
    """Accept a pair that fits, unless another one with either of the two fits nearly as well, or better."""
    sides = (
        (rivals[f"w{pair.wage_person}"], TWO_PARTICIPANTS),
        (rivals[f"p{pair.participant}"], TWO_WAGE_PEOPLE),
    )
    for others, reason in sides:
        best = max((other.strength for other in others if other is not pair), default=None)
        if best is None or pair.strength - best >= MARGIN:
            continue
        better = best - pair.strength >= MARGIN
        return replace(pair, state="review", reason=BETTER if better else reason)
    return replace(pair, state="accepted", how="key" if pair.same_key else "fields")


def _behind(pair: Pair, taken: Mapping[str, float]) -> Pair:
    """Set a doubtful pair aside where one of the two is linked by a pair that is far stronger."""
    best = max(taken.get(f"p{pair.participant}", 0.0), taken.get(f"w{pair.wage_person}", 0.0))
    if not pair.same_key and best - pair.strength >= MARGIN:
        return replace(pair, state="set aside", reason=TAKEN)
    return pair
