"""Absences in a row: the sign that somebody is about to be lost, while there is still time to call."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

ABSENT = "absent"
CAME = frozenset({"present", "late"})
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Run(Generic[K]):
    """Absences in a row, the first and the last of them."""

    length: int
    first: K
    last: K


def absences_in_a_row(newest_first: Iterable[tuple[K, str]]) -> Run[K] | None:
    """Return the run of absences that somebody is in, None where they came last.

    An excused absence neither breaks a run nor counts in it: nobody has to call about what was arranged, and it says
    nothing of the days around it. A class that nobody marked is not known and is passed over.
    """
    places: list[K] = []
    for place, presence in newest_first:
        if presence in CAME:
            break
        if presence == ABSENT:
            places.append(place)
    return Run(len(places), places[-1], places[0]) if places else None
