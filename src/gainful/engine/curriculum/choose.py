"""Choose courses that close the needs at least price and time, proven, then put them in a calendar.

Method: set covering with prerequisites and entry levels, solved exactly after reductions that keep an optimum (only
courses that can matter; dominated ones dropped). docs/methods/curriculum.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from gainful.engine.curriculum.calendar import schedule
from gainful.engine.curriculum.catalogue import catalogue_of
from gainful.engine.curriculum.model import Course, CoursePlan, Need, Unmet
from gainful.engine.curriculum.problem import Problem, reduce_problem
from gainful.engine.curriculum.solve import solve
from gainful.engine.curriculum.table import TOLERANCE


def choose_courses(
    needs: Sequence[Need],
    courses: Iterable[Course],
    *,
    budget: Decimal | float | None = None,
    weekly_hours: float | None = None,
    start: date | None = None,
    modality: str | None = None,
    factors: Mapping[str, float] | None = None,
) -> CoursePlan:
    """Return the cheapest courses that bring every need to its required level, in a calendar.

    `budget` is USD per person for courses; `weekly_hours` what a person can give a week; `modality` keeps only
    courses of that kind; `factors` weighs a course's cost by its id (1 where it is not named). A need without a course
    is named and left to training on the job. CatalogueError where prerequisites go in a circle.
    """
    open_needs = tuple(need for need in needs if need.required - need.held > TOLERANCE)
    catalogue = catalogue_of(courses, modality)
    problem = reduce_problem(open_needs, catalogue, factors or {})
    limit = None if budget is None else round(Decimal(str(budget)) * 100)
    choice = solve(problem, limit)
    chosen = choice.places
    covered = frozenset[int]().union(*(problem.closes[place] for place in chosen))
    picked = tuple(problem.courses[place] for place in chosen)
    timed = schedule(
        picked,
        weekly_hours=weekly_hours,
        start=start,
        closes={
            problem.courses[p].id: tuple(
                dict.fromkeys(problem.needs[k].name for k in sorted(problem.closes[p]))
            )
            for p in chosen
        },
    )
    return CoursePlan(
        courses=timed,
        on_the_job=_unmet(problem, covered, short=choice.short),
        price=sum((course.price for course in picked), Decimal(0)),
        hours=sum(course.hours for course in picked),
        weeks=_weeks(timed),
        optimal=choice.gap == 0,
        gap=choice.gap,
        messages=_messages(catalogue.lost, choice.short, modality, catalogue.offered > 0),
        budget_short=Decimal(choice.short) / 100,
        considered=catalogue.offered,
        covered=frozenset(problem.needs[place].competency_id for place in covered),
    )


def _unmet(problem: Problem, covered: frozenset[int], *, short: int) -> tuple[Unmet, ...]:
    coverable = frozenset().union(*problem.closes) if problem.closes else frozenset()
    found = []
    for place, need in enumerate(problem.needs):
        if place in covered:
            continue
        if place in coverable and short:
            why, brief = "The budget does not reach this far.", "beyond the budget for courses"
        elif place in coverable:
            why, brief = "Its course needs another that is not offered.", "its course needs another"
        else:
            why, brief = NO_COURSE, "no course in the catalogue"
        found.append(_left(need, why, brief))
    return tuple(found)


NO_COURSE = "No course in the catalogue brings this to the level asked for."


def _left(need: Need, why: str, brief: str) -> Unmet:
    """Leave a need to the job; a license or certificate cannot be left there."""
    if need.competency_id.startswith("credential:"):
        why = why.replace(NO_COURSE, "No course in the catalogue ends in this credential.")
        return Unmet(
            need,
            f"{why} It cannot be earned on the job: find a provider, or choose people who hold it.",
            brief,
            is_credential=True,
        )
    return Unmet(need, f"{why} It is left to training on the job.", brief)


def _weeks(timed: tuple[object, ...]) -> int:
    if not timed:
        return 0
    first = min(item.start for item in timed)  # type: ignore[attr-defined]
    last = max(item.end for item in timed)  # type: ignore[attr-defined]
    return -(-(last - first).days // 7)


def _messages(lost: dict[str, str], short: int, modality: str | None, any_course: bool) -> tuple[str, ...]:
    said = []
    if not any_course:
        kind = f" of kind “{modality}”" if modality else ""
        said.append(f"The catalogue has no course{kind}. Everything is left to training on the job.")
    if short:
        said.append(
            f"The budget is ${Decimal(short) / 100:,.2f} a person too small to close everything with courses. "
            "The plan closes what weighs most and leaves the rest to training on the job."
        )
    if lost:
        first, missing = next(iter(sorted(lost.items())))
        said.append(
            f"{len(lost)} courses were set aside: “{first}” asks for “{missing}”, which is not offered."
        )
    return tuple(said)
