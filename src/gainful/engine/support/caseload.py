"""Who looks after how many, and which few moves would even it out. Nobody is moved by software: it proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

Key: TypeAlias = UUID | str | int
"""Whatever tells people and coaches apart."""


@dataclass(frozen=True, slots=True)
class Coach:
    """A coach: how many people they can look after (None: nobody said), and the languages they speak."""

    id: Key
    name: str
    most: int | None = None
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """A person: who looks after them (None: nobody), what is due for them within two weeks, their language."""

    id: Key
    coach: Key | None
    due: int = 0
    language: str = ""
    may_move: bool = True
    """False while somebody would lose them at the worst time: in an emergency, or within a month of the hire."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one coach has: people, and things due within two weeks."""

    coach: Coach
    people: int
    due: int

    @property
    def is_over(self) -> bool:
        """Whether they have more people than they said they can."""
        return self.coach.most is not None and self.people > self.coach.most


@dataclass(frozen=True, slots=True)
class Move:
    """A proposal: this person from one coach (None: from nobody) to another, with the reason."""

    case: Key
    origin: Key | None
    target: Key
    why: str


def loads(coaches: Sequence[Coach], cases: Sequence[Case]) -> list[Load]:
    """Return the load of each coach, the fullest first."""
    people, due = Counter[Key | None](), Counter[Key | None]()
    for case in cases:
        people[case.coach] += 1
        due[case.coach] += case.due
    found = [Load(coach, people[coach.id], due[coach.id]) for coach in coaches]
    return sorted(found, key=lambda load: (-load.people, -load.due, load.coach.name))


def balance(coaches: Sequence[Coach], cases: Sequence[Case]) -> list[Move]:
    """Return the fewest moves after which no coach has two people more than another who could take one.

    First everybody without a coach gets one, then people leave the fullest coach; whoever has least due moves first, so
    that as little as possible is interrupted. A coach's own limit and a person's language hold throughout.
    """
    counted = Counter(case.coach for case in cases)
    people = {coach.id: counted[coach.id] for coach in coaches}
    moves = []
    for case in sorted((c for c in cases if c.coach is None), key=lambda c: -c.due):
        target = _emptiest(coaches, people, case.language)
        if target is not None:
            people[target.id] += 1
            moves.append(Move(case.id, None, target.id, "Nobody looks after them yet."))
    held: dict[Key, list[Case]] = {coach.id: [] for coach in coaches}
    for case in cases:
        if case.coach in held and case.may_move:
            held[case.coach].append(case)
    for mine in held.values():
        mine.sort(key=lambda c: -c.due)  # taken from the end: least due first
    while (move := _next_move(coaches, people, held)) is not None:
        moves.append(move)
    return moves


def _room(coach: Coach, people: Mapping[Key, int]) -> bool:
    return coach.most is None or people[coach.id] < coach.most


def _speaks(coach: Coach, language: str) -> bool:
    return not language or not coach.languages or language in coach.languages


def _emptiest(coaches: Sequence[Coach], people: Mapping[Key, int], language: str) -> Coach | None:
    able = [coach for coach in coaches if _room(coach, people) and _speaks(coach, language)]
    return min(able, key=lambda coach: (people[coach.id], coach.name), default=None)


def _next_move(coaches: Sequence[Coach], people: dict[Key, int], held: dict[Key, list[Case]]) -> Move | None:
    for origin in sorted(coaches, key=lambda coach: -people[coach.id]):
        over = origin.most is not None and people[origin.id] > origin.most
        others = [coach for coach in coaches if coach.id != origin.id]
        targets: dict[str, Coach | None] = {}  # by language, which is all that a person changes
        for case in reversed(held[origin.id]):
            if case.language not in targets:
                targets[case.language] = _emptiest(others, people, case.language)
            target = targets[case.language]
            if target is None or (people[target.id] + 1 >= people[origin.id] and not over):
                continue
            held[origin.id].remove(case)
            people[origin.id] -= 1
            people[target.id] += 1
            why = (
                f"{origin.name} has more people than they can look after."
                if over
                else f"{origin.name} has {people[origin.id] + 1}, {target.name} {people[target.id] - 1}."
            )
            return Move(case.id, origin.id, target.id, why)
    return None
