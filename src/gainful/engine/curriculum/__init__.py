"""Which courses, in which order, at what cost, by when."""

from gainful.engine.curriculum.choose import choose_courses
from gainful.engine.curriculum.model import (
    CatalogueError,
    Course,
    CoursePlan,
    Need,
    ScheduledCourse,
    Teaches,
    Unmet,
)

__all__ = [
    "CatalogueError",
    "Course",
    "CoursePlan",
    "Need",
    "ScheduledCourse",
    "Teaches",
    "Unmet",
    "choose_courses",
]
