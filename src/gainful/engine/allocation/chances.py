"""The chance of a seat that each person had before the draw, exact, as an evaluation of the lottery needs it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from gainful.engine.allocation.lottery import Lottery, Tier, tiers


def chance_of_a_seat(lottery: Lottery) -> dict[str, Fraction]:
    """Return each code's chance of a seat, 0 to 1; where it is 0 or 1 chance decided nothing for that person.

    In a tier of N people with S seats, F of them kept for floors, somebody in a segment of n people with floor f has
    f/n for a kept seat, and else (S - F)/(N - F) for one of the others: those not drawn for a floor are alike.
    """
    chances: dict[str, Fraction] = {}
    for stratum in lottery.strata():
        for tier in tiers(lottery, stratum):
            chances.update(_tier_chances(tier))
    return chances


def _tier_chances(tier: Tier) -> dict[str, Fraction]:
    if not tier.drawn:
        return {entry.code: Fraction(int(tier.seats > 0)) for entry in tier.people}
    kept = sum(tier.floors.values())
    others = Fraction(tier.seats - kept, len(tier.people) - kept)
    size = Counter(entry.segment for entry in tier.people)
    by_segment = {name: Fraction(tier.floors.get(name, 0), number) for name, number in size.items()}
    return {
        entry.code: by_segment[entry.segment] + (1 - by_segment[entry.segment]) * others
        for entry in tier.people
    }


def price_of_floors(lottery: Lottery) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Return, per stratum and segment, the expected number of seats without floors and with them.

    What one segment gains is what the others give: the price of a floor, in seats.
    """
    with_floors = _expected(lottery)
    without = _expected(replace(lottery, floors=()))
    return {key: (without[key], with_floors[key]) for key in with_floors}


def _expected(lottery: Lottery) -> dict[tuple[str, str], Fraction]:
    chances = chance_of_a_seat(lottery)
    expected: dict[tuple[str, str], Fraction] = {}
    for entry in lottery.entries:
        key = (entry.stratum, entry.segment)
        expected[key] = expected.get(key, Fraction(0)) + chances[entry.code]
    return expected
