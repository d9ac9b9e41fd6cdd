"""Choose courses that close the needs at least price and time, proven, then put them in a calendar.

Method: set covering with prerequisites and entry levels, solved exactly by OR-tools CP-SAT after reductions that
keep an optimum (only courses that can matter; dominated courses dropped). docs/methods/curriculum.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gainful.engine.curriculum.calendar import schedule
from gainful.engine.curriculum.graph import check_cycles, missing_prerequisites
from gainful.engine.curriculum.model import Course, CoursePlan, Need, Unmet

HOUR_VALUE_CENTS = 725
"""What an hour of a person's time weighs against price: the federal minimum wage, 29 U.S.C. 206(a)(1)(C)."""
TOLERANCE = 0.005
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Problem:
    """The reduced problem: needs by place, courses that matter, who closes what, who must come before."""

    needs: tuple[Need, ...]
    courses: tuple[Course, ...]
    closes: tuple[frozenset[int], ...]
    """per course: places of needs it brings to the required level"""
    implies: tuple[tuple[tuple[int, ...], ...], ...]
    """per course: alternatives (places of courses), one of each group must be chosen with it"""
    factors: tuple[float, ...] = ()
    """per course: what its cost is multiplied by, above 1 where it was made for another trade"""

    def cost(self, place: int) -> int:
        """Return price plus time of a course in cents, times its factor."""
        course = self.courses[place]
        plain = round(course.price * 100) + round(course.hours * HOUR_VALUE_CENTS)
        return round(plain * self.factors[place]) if self.factors else plain


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
    catalogue = {course.id: course for course in courses if modality in {None, course.modality}}
    check_cycles(catalogue)
    lost = missing_prerequisites(catalogue)
    usable = {key: course for key, course in catalogue.items() if key not in lost}
    problem = reduce_problem(open_needs, usable, factors or {})
    limit = None if budget is None else round(Decimal(str(budget)) * 100)
    chosen, bound_gap, short = _solve(problem, limit)
    covered = frozenset().union(*(problem.closes[place] for place in chosen)) if chosen else frozenset()
    picked = tuple(problem.courses[place] for place in chosen)
    timed = schedule(
        picked,
        weekly_hours=weekly_hours,
        start=start,
        closes={
            problem.courses[p].id: tuple(problem.needs[k].name for k in sorted(problem.closes[p]))
            for p in chosen
        },
    )
    return CoursePlan(
        courses=timed,
        on_the_job=_unmet(problem, covered, short=short),
        price=sum((course.price for course in picked), Decimal(0)),
        hours=sum(course.hours for course in picked),
        weeks=_weeks(timed),
        optimal=bound_gap == 0,
        gap=bound_gap,
        messages=_messages(lost, short, modality, bool(catalogue)),
        budget_short=Decimal(short) / 100,
        considered=len(catalogue),
        covered=frozenset(problem.needs[place].competency_id for place in covered),
    )


def reduce_problem(
    needs: tuple[Need, ...], courses: dict[str, Course], factors: Mapping[str, float] | None = None
) -> Problem:
    """Keep only courses that can matter and are not beaten by another in every respect."""
    place_of = {need.competency_id: place for place, need in enumerate(needs)}
    held = {need.competency_id: need.held for need in needs}
    keep = _relevant(needs, place_of, courses)
    weights = factors or {}
    keep = _undominated(keep, needs, place_of, courses, weights)
    kept = tuple(courses[key] for key in keep)
    index = {course.id: place for place, course in enumerate(kept)}
    closes = tuple(_closes(course, needs, place_of) for course in kept)
    implies = tuple(_implied(course, kept, index, held) for course in kept)
    return Problem(needs, kept, closes, implies, tuple(weights.get(course.id, 1.0) for course in kept))


def _closes(course: Course, needs: tuple[Need, ...], place_of: dict[str, int]) -> frozenset[int]:
    return frozenset(
        place_of[key]
        for key, taught in course.teaches.items()
        if key in place_of and taught.level_to >= needs[place_of[key]].required - TOLERANCE
    )


def _relevant(needs: tuple[Need, ...], place_of: dict[str, int], courses: dict[str, Course]) -> list[str]:
    """Courses that close a need, and those that lead up to them."""
    keep = {key for key, course in courses.items() if _closes(course, needs, place_of)}
    frontier = set(keep)
    while frontier:
        before = {p for key in frontier for p in courses[key].prerequisites}
        lifts = {
            (skill, taught.level_from)
            for key in frontier
            for skill, taught in courses[key].teaches.items()
            if skill in place_of and taught.level_from > needs[place_of[skill]].held + TOLERANCE
        }
        before |= {
            key
            for key, course in courses.items()
            for skill, level in lifts
            if skill in course.teaches and course.teaches[skill].level_to >= level - TOLERANCE
        }
        frontier = before - keep
        keep |= before
    return sorted(keep)


def _implied(
    course: Course, kept: tuple[Course, ...], index: dict[str, int], held: dict[str, float]
) -> tuple[tuple[int, ...], ...]:
    groups: list[tuple[int, ...]] = [(index[p],) for p in course.prerequisites]
    for skill, taught in course.teaches.items():
        if skill in held and taught.level_from > held[skill] + TOLERANCE:
            groups.append(
                tuple(
                    place
                    for place, other in enumerate(kept)
                    if other.id != course.id
                    and skill in other.teaches
                    and other.teaches[skill].level_from < taught.level_from
                    and other.teaches[skill].level_to >= taught.level_from - TOLERANCE
                )
            )
    return tuple(groups)


def _undominated(
    keep: list[str],
    needs: tuple[Need, ...],
    place_of: dict[str, int],
    courses: dict[str, Course],
    factors: Mapping[str, float],
) -> list[str]:
    """Drop a course where another, open to everybody, closes at least as much for no more price and hours."""
    needed_first = {p for key in keep for p in courses[key].prerequisites}
    held = {need.competency_id: need.held for need in needs}

    def is_open(course: Course) -> bool:
        return not course.prerequisites and all(
            taught.level_from <= held[skill] + TOLERANCE
            for skill, taught in course.teaches.items()
            if skill in held
        )

    import numpy as np

    # A row a course: how far it takes each need, then its hours and factor with the sign turned. Sorted by price.
    ordered = sorted(keep, key=lambda key: (courses[key].price, courses[key].hours, key))
    table = np.full((len(ordered), len(needs) + 2), -1.0)
    for row, key in enumerate(ordered):
        for skill, taught in courses[key].teaches.items():
            if skill in place_of:
                table[row, place_of[skill]] = min(taught.level_to, needs[place_of[skill]].required)
        table[row, -2:] = -courses[key].hours, -factors.get(key, 1.0)
    beaters = np.empty_like(table)
    count, kept = 0, []
    for key, mine in zip(ordered, table, strict=True):
        if key not in needed_first and (beaters[:count] >= mine).all(axis=1).any():
            continue
        kept.append(key)
        if is_open(courses[key]):
            beaters[count] = mine
            count += 1
    return kept


def _solve(problem: Problem, limit: int | None) -> tuple[list[int], float, int]:
    """Return (chosen places, gap, cents the budget is short of closing everything)."""
    coverable = frozenset().union(*problem.closes) if problem.closes else frozenset()
    if not coverable:
        return [], 0.0, 0
    chosen, gap = _cover(problem, coverable, None)
    price = sum(round(problem.courses[place].price * 100) for place in chosen)
    if limit is None or price <= limit:
        return chosen, gap, 0
    cheapest, _ = _cover(problem, coverable, None, price_only=True)
    least = sum(round(problem.courses[place].price * 100) for place in cheapest)
    if least <= limit:
        chosen, gap = _cover(problem, coverable, limit)
        return chosen, gap, 0
    chosen, gap = _cp_sat(problem, coverable, limit, partial=True)
    return chosen, gap, least - limit


def _cover(
    problem: Problem, coverable: frozenset[int], limit: int | None, *, price_only: bool = False
) -> tuple[list[int], float]:
    """Close everything at the least cost: by HiGHS, and by CP-SAT where that proves nothing in time."""
    proven = _milp(problem, coverable, limit, price_only=price_only)
    return (proven, 0.0) if proven is not None else _cp_sat(problem, coverable, limit, price_only=price_only)


def _cp_sat(
    problem: Problem,
    coverable: frozenset[int],
    limit: int | None,
    *,
    price_only: bool = False,
    partial: bool = False,
) -> tuple[list[int], float]:
    """Solve one set covering; `partial` maximises the weight covered within the limit, then cost."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    take = [model.new_bool_var("") for _ in problem.courses]
    by_need: dict[int, list[int]] = {need: [] for need in coverable}
    for place, closed in enumerate(problem.closes):
        for need in closed:
            by_need[need].append(place)
    done = {}
    for need, places in sorted(by_need.items()):
        if partial:
            done[need] = model.new_bool_var("")
            model.add_bool_or([take[p] for p in places]).only_enforce_if(done[need])
        else:
            model.add_bool_or([take[p] for p in places])
    for place, groups in enumerate(problem.implies):
        for group in groups:
            model.add_bool_or([*(take[p] for p in group), ~take[place]])
    prices = [round(course.price * 100) for course in problem.courses]
    if limit is not None:
        model.add(sum(price * var for price, var in zip(prices, take, strict=True)) <= limit)
    costs = prices if price_only else [problem.cost(place) for place in range(len(take))]
    cost = sum(c * var for c, var in zip(costs, take, strict=True))
    if partial:
        most = sum(costs) + 1
        worth = sum(round(problem.needs[need].weight * 100) * var for need, var in done.items())
        model.minimize(cost - most * worth)
    else:
        model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = SECONDS
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [], 1.0
    chosen = [place for place, var in enumerate(take) if solver.boolean_value(var)]
    if status == cp_model.OPTIMAL:
        return chosen, 0.0
    value, bound = solver.objective_value, solver.best_objective_bound
    return chosen, abs(value - bound) / max(1.0, abs(value))


def _milp(
    problem: Problem, coverable: frozenset[int], limit: int | None, *, price_only: bool
) -> list[int] | None:
    """The same covering by HiGHS, many times quicker on these sizes; None unless it is proven optimal."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = len(problem.courses)
    prices = np.array([round(course.price * 100) for course in problem.courses], float)
    costs = prices if price_only else np.array([problem.cost(place) for place in range(count)], float)
    groups = [(group, place) for place, found in enumerate(problem.implies) for group in found]
    table = np.zeros((len(coverable) + len(groups), count))
    least = np.zeros(len(table))
    for row, need in enumerate(sorted(coverable)):
        table[row] = [need in closed for closed in problem.closes]
        least[row] = 1.0
    for row, (group, place) in enumerate(groups, len(coverable)):
        table[row, list(group)] = 1.0
        table[row, place] -= 1.0
    rules = [LinearConstraint(table, least, np.inf)]
    if limit is not None:
        rules.append(LinearConstraint(prices, -np.inf, limit))
    solved = milp(
        costs,
        constraints=rules,
        integrality=np.ones(count, np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
    )
    if solved.status != 0:
        return None
    return [place for place in range(count) if solved.x[place] > 0.5]


def _unmet(problem: Problem, covered: frozenset[int], *, short: int) -> tuple[Unmet, ...]:
    coverable = frozenset().union(*problem.closes) if problem.closes else frozenset()
    found = []
    for place, need in enumerate(problem.needs):
        if place in covered:
            continue
        if place in coverable and short:
            why = "The budget does not reach this far."
        elif place in coverable:
            why = "Its course needs another that is not offered."
        else:
            why = NO_COURSE
        found.append(_left(need, why))
    return tuple(found)


NO_COURSE = "No course in the catalogue brings this to the level asked for."


def _left(need: Need, why: str) -> Unmet:
    """Leave a need to the job; a license or certificate cannot be left there."""
    if need.competency_id.startswith("credential:"):
        why = why.replace(NO_COURSE, "No course in the catalogue ends in this credential.")
        return Unmet(
            need,
            f"{why} It cannot be earned on the job: find a provider, or choose people who hold it.",
            is_credential=True,
        )
    return Unmet(need, f"{why} It is left to training on the job.")


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
