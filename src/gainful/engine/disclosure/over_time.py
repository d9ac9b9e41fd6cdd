"""What may be published of a group when it was published before: two looks must not tell of one person.

A mean of a group hides each of its people; the difference of two means, a day apart, tells what one person changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)
Told = TypeVar("Told")
SMALLEST_GROUP = 5
"""People below whom no mean of a group is shown, and no change of one (assumption; the number of the issue)."""


def next_release(
    released: Mapping[Person, Told], now: Mapping[Person, Told], smallest: int = SMALLEST_GROUP
) -> Mapping[Person, Told]:
    """Return whose contributions stand in the group's next release: those of now, the ones released before, or none.

    A group that is too small is not shown. A new release needs `smallest` people who came, went or changed since the
    last one: with fewer the earlier release stands as it was.
    """
    wanted = now if len(now) >= smallest else {}
    return wanted if changed_people(released, wanted) >= smallest else released


def changed_people(released: Mapping[Person, Told], now: Mapping[Person, Told]) -> int:
    """Return how many people came, went or contribute something else."""
    there = released.keys() & now.keys()
    return len(released.keys() ^ now.keys()) + sum(released[key] != now[key] for key in there)
