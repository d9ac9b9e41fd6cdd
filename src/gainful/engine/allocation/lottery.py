"""A lottery for seats before it is drawn: who takes part, how many seats, which rules (docs/methods/lottery.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


class LotteryError(ValueError):
    """A lottery that cannot be drawn as it stands; the text says what to change."""


class FloorsError(LotteryError):
    """Floors of a stratum that its seats cannot keep, with the numbers; `priority` is None where none go before."""

    def __init__(
        self, text: str, *, stratum: str, asked: int, seats: int, priority: int | None = None
    ) -> None:
        super().__init__(text)
        self.stratum, self.asked, self.seats, self.priority = stratum, asked, seats, priority


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One eligible person: a public code, and what the rules of the draw look at."""

    code: str
    stratum: str = ""
    priority: int = 0
    """0 is served first; whoever has 1 takes part once everybody with 0 has a seat."""
    segment: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Seats:
    """How many seats a stratum has."""

    stratum: str
    seats: int


@dataclass(frozen=True, slots=True, order=True)
class Floor:
    """At least so many of a stratum's seats go to one segment, as far as it has people."""

    stratum: str
    segment: str
    seats: int


@dataclass(frozen=True, slots=True)
class Lottery:
    """Entries in the order of their codes, seats per stratum and floors per segment; refuses what cannot be drawn."""

    entries: tuple[Entry, ...]
    seats: tuple[Seats, ...]
    floors: tuple[Floor, ...] = ()
    _members: dict[str, list[Entry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort, so that the order in which people were entered decides nothing, and check."""
        object.__setattr__(self, "entries", tuple(sorted(self.entries)))
        object.__setattr__(self, "seats", tuple(sorted(self.seats)))
        object.__setattr__(self, "floors", tuple(sorted(self.floors)))
        members: dict[str, list[Entry]] = {row.stratum: [] for row in self.seats}
        _refuse_repeats("Code", (entry.code for entry in self.entries))
        _refuse_repeats("Stratum", (row.stratum for row in self.seats))
        _refuse_repeats("Floor for", (f"{row.stratum} / {row.segment}" for row in self.floors))
        for entry in self.entries:
            if entry.stratum not in members:
                raise LotteryError(f'No seats are given for the stratum "{entry.stratum}" of {entry.code}.')
            members[entry.stratum].append(entry)
        object.__setattr__(self, "_members", members)
        self._check_numbers()

    def _check_numbers(self) -> None:
        for entry in self.entries:
            if not entry.code.strip() or entry.priority < 0:
                raise LotteryError(f'"{entry.code}" needs a code, and a priority of 0 or more.')
        for row in self.seats:
            if row.seats < 0:
                raise LotteryError(f'The stratum "{row.stratum}" has {row.seats} seats; give 0 or more.')
            floors = [floor for floor in self.floors if floor.stratum == row.stratum]
            promised = sum(floor.seats for floor in floors)
            if any(floor.seats < 0 for floor in floors) or promised > row.seats:
                raise FloorsError(
                    f'The floors of the stratum "{row.stratum}" promise {promised} seats; it has {row.seats}.',
                    stratum=row.stratum, asked=promised, seats=row.seats,
                )  # fmt: skip
        strata = set(self._members)
        for floor in self.floors:
            if floor.stratum not in strata:
                raise LotteryError(f'A floor names the stratum "{floor.stratum}", which has no seats.')

    def strata(self) -> list[str]:
        """Return the strata in order of name."""
        return [row.stratum for row in self.seats]

    def members(self, stratum: str) -> list[Entry]:
        """Return the entries of a stratum in order of code."""
        return list(self._members[stratum])

    def seats_of(self, stratum: str) -> int:
        """Return the seats of a stratum."""
        return next(row.seats for row in self.seats if row.stratum == stratum)

    def floors_of(self, stratum: str) -> dict[str, int]:
        """Return the floors of a stratum: segment to seats."""
        return {row.segment: row.seats for row in self.floors if row.stratum == stratum}


@dataclass(frozen=True, slots=True)
class Tier:
    """The people of one priority in one stratum, the seats they share, and the floors still open for them."""

    people: tuple[Entry, ...]
    seats: int
    floors: dict[str, int]

    @property
    def drawn(self) -> bool:
        """Whether chance decides: some, but not all, of these people get a seat."""
        return 0 < self.seats < len(self.people)


def tiers(lottery: Lottery, stratum: str) -> list[Tier]:
    """Return the tiers of a stratum, first served first.

    Raises LotteryError where floors of the tier that is drawn ask for more seats than reach it.
    """
    members = lottery.members(stratum)
    left, floors = lottery.seats_of(stratum), lottery.floors_of(stratum)
    result = []
    for priority in sorted({entry.priority for entry in members}):
        people = tuple(entry for entry in members if entry.priority == priority)
        seats = min(left, len(people))
        present = Counter(entry.segment for entry in people)
        reach = {
            name: min(number, present[name]) for name, number in floors.items() if min(number, present[name])
        }
        if seats < len(people) and sum(reach.values()) > seats:
            raise FloorsError(
                f'Only {seats} seats of the stratum "{stratum}" reach priority {priority}, and floors ask for '
                f"{sum(reach.values())} of them. Lower a floor or a priority.",
                stratum=stratum, asked=sum(reach.values()), seats=seats, priority=priority,
            )  # fmt: skip
        result.append(Tier(people, seats, reach))
        left -= seats
        floors = {name: max(0, number - present[name]) for name, number in floors.items()}
    return result


def _refuse_repeats(what: str, names: Iterable[str]) -> None:
    repeated = [name for name, number in Counter(names).items() if number > 1]
    if repeated:
        raise LotteryError(f"{what} {', '.join(sorted(repeated)[:5])} stands more than once.")
