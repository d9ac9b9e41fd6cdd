"""Prerequisites: cycles found and named, courses that cannot be reached set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from gainful.engine.curriculum.model import CatalogueError, Course


def in_order(courses: Mapping[str, Course], chosen: Iterable[str]) -> list[str]:
    """Return the chosen ids with prerequisites first; CatalogueError names a cycle."""
    wanted = set(chosen)
    sorter = TopologicalSorter(
        {key: [p for p in courses[key].prerequisites if p in wanted] for key in sorted(wanted)}
    )
    try:
        return list(sorter.static_order())
    except CycleError as error:
        raise CatalogueError(cycle_message(courses, error.args[1])) from None


def check_cycles(courses: Mapping[str, Course]) -> None:
    """Raise CatalogueError naming the courses where prerequisites go in a circle."""
    seen: set[str] = set()
    for key, course in courses.items():
        if course.prerequisites and not seen.issuperset(course.prerequisites):
            break
        seen.add(key)
    else:  # each asks only for courses that stand before it, as in most catalogues
        return
    in_order(courses, (key for key, course in courses.items() if course.prerequisites))


def cycle_message(courses: Mapping[str, Course], keys: Iterable[str]) -> str:
    """Say which courses wait for each other."""
    names = " → ".join(courses[key].title for key in keys)
    return f"These courses wait for each other, so none can start: {names}. Remove one of the prerequisites."


def missing_prerequisites(courses: Mapping[str, Course]) -> dict[str, str]:
    """Return course id → the prerequisite that is not in the catalogue, followed through chains."""
    bad: dict[str, str] = {}
    waiting = {key: course for key, course in courses.items() if course.prerequisites}
    changed = True
    while changed:
        changed = False
        for key, course in waiting.items():
            if key in bad:
                continue
            lost = next((p for p in course.prerequisites if p not in courses or p in bad), None)
            if lost is not None:
                bad[key] = lost
                changed = True
    return bad
