"""From a posting to a priced plan: the whole chain."""

from gainful.engine.planning.build import build_plan
from gainful.engine.planning.choice import cohort_needs, suitable_courses
from gainful.engine.planning.model import PlannedPerson, UpskillingPlan

__all__ = [
    "PlannedPerson", "UpskillingPlan", "build_plan", "cohort_needs", "suitable_courses",
]  # fmt: skip
