"""A catalogue read once: what each competency's courses do to it, what each course asks for, what is not offered.

The last few catalogues are kept, so that a second job on the same courses does not read them again.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING

from gainful.engine.curriculum.graph import check_cycles, missing_prerequisites
from gainful.engine.curriculum.model import Course

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
    offered: int
    """Courses of the wanted kind, those with a missing prerequisite among them."""
    lost: dict[str, str]
    """course id → the prerequisite that is not offered"""
    asks: dict[int, tuple[int, ...]]
    """row → rows of its prerequisites, where it has any"""
    taught: dict[str, list[int]]
    """competency → rows of the courses that teach it"""
    prices: NDArray[np.float64]
    """In cents, by row; NaN where nobody asked yet."""
    hours: NDArray[np.float64]
    arrays: dict[str, Lessons] = field(default_factory=dict)

    def lessons(self, competency: str) -> Lessons:
        """Return the courses that teach a competency, in the order of the catalogue."""
        import numpy as np

        if competency not in self.arrays:
            rows = self.taught.get(competency, [])
            levels = [self.courses[row].teaches[competency] for row in rows]
            self.arrays[competency] = Lessons(
                np.array(rows, np.intp),
                np.array([level.level_from for level in levels], float),
                np.array([level.level_to for level in levels], float),
            )
        return self.arrays[competency]

    def weigh(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the prices in cents and the hours of courses."""
        import numpy as np

        if len(new := rows[np.isnan(self.prices[rows])]):
            courses = [self.courses[row] for row in new.tolist()]
            self.hours[new] = [course.hours for course in courses]
            self.prices[new] = [round(course.price * 100) for course in courses]
        return self.prices[rows].astype(np.int64), self.hours[rows]


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


def _read(given: tuple[Course, ...], modality: str | None = None) -> Catalogue:
    """Read each course once, and make nothing for each that the garbage collector would have to look at."""
    import numpy as np

    if modality is not None:
        given = tuple(course for course in given if course.modality == modality)
    index: dict[str, int] = {}
    asking: list[Course] = []
    taught: dict[str, list[int]] = defaultdict(list)
    for row, course in enumerate(given):
        index[course.id] = row
        if course.prerequisites:
            asking.append(course)
        for competency in course.teaches:
            taught[competency].append(row)
    if len(index) < len(given):
        return _read(tuple({course.id: course for course in given}.values()))
    if asking:
        offered = {course.id: course for course in given}
        check_cycles(offered)
        if lost := missing_prerequisites(offered):
            kept = _read(tuple(course for course in given if course.id not in lost))
            return replace(kept, offered=len(given), lost=lost)
    asks = {index[course.id]: tuple(index[key] for key in course.prerequisites) for course in asking}
    unknown = np.full((2, len(given)), np.nan)
    return Catalogue(given, len(given), {}, asks, taught, *unknown)
