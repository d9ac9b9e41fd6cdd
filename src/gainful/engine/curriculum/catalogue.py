"""A catalogue read once: what each competency's courses do to it, what each course asks for, what is not offered.

The last few catalogues are kept, so that a second job on the same courses does not read them again.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING

from gainful.engine.curriculum.graph import check_cycles, missing_prerequisites
from gainful.engine.curriculum.model import Course, Teaches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 4


@dataclass(frozen=True, slots=True)
class Lessons:
    """Every course that teaches one competency: its row, the level it expects and the level it reaches."""

    rows: NDArray[np.intp]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Courses that can be taken (all their prerequisites are offered) in the order given, by row."""

    courses: tuple[Course, ...]
    hours: NDArray[np.float64]
    offered: int
    """Courses of the wanted kind, those with a missing prerequisite among them."""
    lost: dict[str, str]
    """course id → the prerequisite that is not offered"""
    asks: dict[int, tuple[int, ...]]
    """row → rows of its prerequisites, where it has any"""
    taught: dict[str, list[tuple[int, Teaches]]]
    arrays: dict[str, Lessons] = field(default_factory=dict)
    prices: dict[int, int] = field(default_factory=dict)

    def lessons(self, competency: str) -> Lessons:
        """Return the courses that teach a competency, in the order of the catalogue."""
        import numpy as np

        if competency not in self.arrays:
            found = self.taught.get(competency, [])
            self.arrays[competency] = Lessons(
                np.array([row for row, _ in found], np.intp),
                np.array([level.level_from for _, level in found], float),
                np.array([level.level_to for _, level in found], float),
            )
        return self.arrays[competency]

    def price(self, row: int) -> int:
        """Return the price of a course in cents."""
        if row not in self.prices:
            self.prices[row] = round(self.courses[row].price * 100)
        return self.prices[row]


_KNOWN: deque[tuple[tuple[Course, ...], str | None, Catalogue]] = deque(maxlen=KEPT)


def catalogue_of(courses: Iterable[Course], modality: str | None = None) -> Catalogue:
    """Read courses of a modality (all where None); the very same courses as lately are not read again.

    CatalogueError where prerequisites go in a circle. A course's `teaches` must not change once it has been read.
    """
    given = tuple(courses)
    for known, kind, catalogue in tuple(_KNOWN):
        if kind == modality and len(known) == len(given) and all(map(is_, known, given)):
            return catalogue
    made = _read(given, modality)
    _KNOWN.append((given, modality, made))
    return made


def _read(given: tuple[Course, ...], modality: str | None) -> Catalogue:
    import numpy as np

    offered = {course.id: course for course in given if modality is None or course.modality == modality}
    check_cycles(offered)
    lost = missing_prerequisites(offered)
    usable = {key: course for key, course in offered.items() if key not in lost} if lost else offered
    courses = tuple(usable.values())
    index = {key: row for row, key in enumerate(usable)}
    taught: dict[str, list[tuple[int, Teaches]]] = defaultdict(list)
    for row, course in enumerate(courses):
        for competency, level in course.teaches.items():
            taught[competency].append((row, level))
    asks = {
        row: tuple(index[key] for key in course.prerequisites)
        for row, course in enumerate(courses)
        if course.prerequisites
    }
    hours = np.array([course.hours for course in courses], float)
    return Catalogue(courses, hours, len(offered), lost, asks, taught)
