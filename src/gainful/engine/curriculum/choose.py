"""Choose courses that close the needs at least price and time, proven, then put them in a calendar.

Method: set covering with prerequisites and entry levels, solved exactly after reductions that keep an optimum (only
courses that can matter; dominated ones dropped): by HiGHS, and by OR-tools CP-SAT where a budget leaves needs open.
docs/methods/curriculum.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gainful.engine.curriculum.calendar import schedule
from gainful.engine.curriculum.graph import check_cycles, missing_prerequisites
from gainful.engine.curriculum.model import Course, CoursePlan, Need, Teaches, Unmet

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
    catalogue = {course.id: course for course in courses if modality is None or course.modality == modality}
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


Taught = dict[str, list[tuple[str, Teaches]]]
"""needed competency → (course id, what the course does to it), in the catalogue's order"""


def reduce_problem(
    needs: tuple[Need, ...], courses: dict[str, Course], factors: Mapping[str, float] | None = None
) -> Problem:
    """Keep only courses that can matter and are not beaten by another in every respect."""
    weights = factors or {}
    taught = _taught(needs, courses)
    keep = _undominated(_relevant(needs, taught, courses), needs, courses, weights)
    kept = tuple(courses[key] for key in keep)
    index = {key: place for place, key in enumerate(keep)}
    leads = {
        skill: sorted((index[key], level) for key, level in found if key in index)
        for skill, found in taught.items()
    }
    place_of = {need.competency_id: place for place, need in enumerate(needs)}
    closes = tuple(_closes(course, needs, place_of) for course in kept)
    implies = tuple(_implied(course, needs, place_of, index, leads) for course in kept)
    return Problem(needs, kept, closes, implies, tuple(weights.get(key, 1.0) for key in keep))


def _taught(needs: tuple[Need, ...], courses: dict[str, Course]) -> Taught:
    found: Taught = {need.competency_id: [] for need in needs}
    for key, course in courses.items():
        for skill, level in course.teaches.items():
            if skill in found:
                found[skill].append((key, level))
    return found


def _closes(course: Course, needs: tuple[Need, ...], place_of: dict[str, int]) -> frozenset[int]:
    return frozenset(
        place_of[key]
        for key, taught in course.teaches.items()
        if key in place_of and taught.level_to >= needs[place_of[key]].required - TOLERANCE
    )


def _relevant(needs: tuple[Need, ...], taught: Taught, courses: dict[str, Course]) -> set[str]:
    """Courses that close a need, and those that lead up to them."""
    held = {need.competency_id: need.held for need in needs}
    keep = {
        key
        for need in needs
        for key, level in taught[need.competency_id]
        if level.level_to >= need.required - TOLERANCE
    }
    frontier = set(keep)
    while frontier:
        before = {p for key in frontier for p in courses[key].prerequisites}
        lowest: dict[str, float] = {}
        for key in frontier:
            for skill, level in courses[key].teaches.items():
                if skill in held and level.level_from > held[skill] + TOLERANCE:
                    lowest[skill] = min(level.level_from, lowest.get(skill, level.level_from))
        before |= {
            key
            for skill, least in lowest.items()
            for key, level in taught[skill]
            if level.level_to >= least - TOLERANCE
        }
        frontier = before - keep
        keep |= before
    return keep


def _implied(
    course: Course,
    needs: tuple[Need, ...],
    place_of: dict[str, int],
    index: dict[str, int],
    leads: dict[str, list[tuple[int, Teaches]]],
) -> tuple[tuple[int, ...], ...]:
    """Return what must come with a course: each prerequisite, and for each entry level one course that leads there."""
    groups: list[tuple[int, ...]] = [(index[p],) for p in course.prerequisites]
    for skill, mine in course.teaches.items():
        if skill in place_of and mine.level_from > needs[place_of[skill]].held + TOLERANCE:
            groups.append(
                tuple(
                    place
                    for place, other in leads[skill]
                    if other.level_from < mine.level_from and other.level_to >= mine.level_from - TOLERANCE
                )
            )
    return tuple(groups)


def _undominated(
    keep: set[str],
    needs: tuple[Need, ...],
    courses: dict[str, Course],
    factors: Mapping[str, float],
) -> list[str]:
    """Drop a course where another, open to everybody, closes at least as much for no more price and hours.

    Cheapest first, so that a course meets those that could beat it; only those that share its rarest need are asked.
    """
    needed_first = {p for key in keep for p in courses[key].prerequisites}
    wanted = {need.competency_id: need for need in needs}
    beaters: dict[str, list[tuple[dict[str, float], float, float]]] = {skill: [] for skill in wanted}
    kept = []
    for key in sorted(keep, key=lambda key: (courses[key].price, courses[key].hours, key)):
        course, factor = courses[key], factors.get(key, 1.0)
        reach = {
            skill: min(level.level_to, wanted[skill].required)
            for skill, level in course.teaches.items()
            if skill in wanted
        }
        if key not in needed_first and reach:
            rivals = min((beaters[skill] for skill in reach), key=len)
            if any(_beats(rival, reach, course.hours, factor) for rival in rivals):
                continue
        kept.append(key)
        if not course.prerequisites and all(
            course.teaches[skill].level_from <= wanted[skill].held + TOLERANCE for skill in reach
        ):
            for skill in reach:
                beaters[skill].append((reach, course.hours, factor))
    return kept


def _beats(
    rival: tuple[dict[str, float], float, float], reach: dict[str, float], hours: float, factor: float
) -> bool:
    theirs, rival_hours, rival_factor = rival
    if rival_hours > hours or rival_factor > factor:
        return False
    return all(theirs.get(skill, -1.0) >= level for skill, level in reach.items())


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
