"""Build a plan from a ranked pool and a catalogue. Method and limits: docs/methods/plan.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gainful.engine.curriculum import Course, CoursePlan, Need, Teaches, choose_courses
from gainful.engine.mix import BudgetLine, Part, line, measure_lines, propose_mix, support_lines
from gainful.engine.mix.prices import ASSUMPTION, UnitPrice
from gainful.engine.planning.model import PlannedPerson, UpskillingPlan
from gainful.engine.profiles.circumstances import SCENARIOS, Scenario
from gainful.engine.profiles.model import CompetencyProfile, Domain, Taxonomy
from gainful.engine.profiles.model import Need as When
from gainful.engine.ranking.people import PoolRanking, RankedPerson

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult

CLASSROOM_SHORTFALL = 0.5
"""Levels: a smaller shortfall is about one rating error (gap.RATING_ERROR twice) and is practised on the job."""
CREDENTIAL_LEVEL = 1.0
ON_THE_JOB = UnitPrice("on_the_job", "Trainer's time on the job", Decimal(30), "hour", ASSUMPTION)
ON_THE_JOB_HOURS = 24
"""Most hours of a trainer's time planned per person for what courses leave open (planning assumption)."""


def build_plan(
    ranking: PoolRanking,
    required: CompetencyProfile,
    courses: Iterable[Course],
    *,
    title: str,
    occupation_code: str | None = None,
    openings: int = 1,
    people: Sequence[RankedPerson] | None = None,
    scenario: Scenario | str | None = None,
    start: date,
    weekly_hours: float | None = None,
    modality: str | None = None,
    budget_per_person: Decimal | float | None = None,
    feeders: FeederResult | None = None,
    area: str | None = None,
) -> UpskillingPlan:
    """Return a plan for `people` (default: the first `openings` on the list).

    `scenario` None takes the commonest among them; `budget_per_person` bounds the courses, USD.
    """
    chosen = tuple(people) if people is not None else ranking.page(0, openings)
    kind = Scenario(scenario) if scenario else _commonest(ranking, chosen)
    needs = cohort_needs(required, chosen)
    curriculum = choose_courses(
        needs,
        with_credentials(courses),
        budget=budget_per_person,
        weekly_hours=weekly_hours,
        start=start,
        modality=modality,
    )
    planned = tuple(_planned(person, curriculum) for person in chosen)
    budget = (
        *_training_lines(planned, curriculum),
        *support_lines([person.support for person in chosen], kind, curriculum.weeks),
        *measure_lines(len(chosen)),
    )
    reference = ranking.reference
    return UpskillingPlan(
        title=title,
        occupation_code=occupation_code,
        occupation_title=reference.occupation(occupation_code).title if occupation_code else None,
        required=required,
        feeders=feeders,
        candidates=len(ranking),
        under_200_hours=ranking.within(200),
        excluded=ranking.excluded,
        people=planned,
        curriculum=curriculum,
        scenario=kind,
        mix=propose_mix(kind, budget),
        budget=budget,
        start=start,
        openings=openings,
        wage=ranking.constraints.wage,
        area=area,
        unknowns=_unknowns(ranking, required, chosen, openings, curriculum),
    )


def with_credentials(courses: Iterable[Course]) -> list[Course]:
    """Return the courses, each also "teaching" the credential it ends in, so that it can close that need."""
    from dataclasses import replace

    found = []
    for course in courses:
        if course.credential:
            key = course.credential
            key = key if key.startswith("credential:") else f"credential:{key}"
            course = replace(course, teaches={**course.teaches, key: Teaches(0.0, CREDENTIAL_LEVEL)})  # noqa: PLW2901
        found.append(course)
    return found


def cohort_needs(required: CompetencyProfile, people: Sequence[RankedPerson]) -> list[Need]:
    """Return what the cohort is short of: for each competency, the level of the person who is furthest from it.

    Abilities screen and are not needs; nice-to-have lines and shortfalls within rating error are left to the job.
    """
    short: dict[str, float] = {}
    for person in people:
        for item in person.short_of:
            held = 0.0 if item.held is None else item.held
            short[item.competency_id] = min(short.get(item.competency_id, held), held)
    needs = []
    for wanted in required.lines:
        if wanted.need is When.NICE or wanted.domain is Domain.ABILITY or wanted.competency_id not in short:
            continue
        held = short[wanted.competency_id]
        if wanted.domain is Domain.CREDENTIAL:
            needs.append(Need(wanted.competency_id, wanted.name, CREDENTIAL_LEVEL, 0.0, 5.0))
        elif wanted.taxonomy is Taxonomy.ONET and wanted.level and wanted.level - held >= CLASSROOM_SHORTFALL:
            needs.append(
                Need(wanted.competency_id, wanted.name, wanted.level, held, wanted.importance or 3.0)
            )
        elif wanted.domain is Domain.TECHNOLOGY:
            needs.append(Need(wanted.competency_id, wanted.name, 1.0, 0.0, wanted.importance or 2.0))
    return needs


def _commonest(ranking: PoolRanking, people: Sequence[RankedPerson]) -> Scenario:
    counts = Counter(SCENARIOS[int(ranking.pool.scenario[person.row])] for person in people)
    return counts.most_common(1)[0][0] if counts else Scenario.DISPLACED


def _planned(person: RankedPerson, curriculum: CoursePlan) -> PlannedPerson:
    """A person skips a course where they are short of nothing it closes and no course they take asks for it."""
    short = {item.name for item in person.short_of if item.held is None or item.required - item.held > 0}
    takes = {item.course.id for item in curriculum.courses if set(item.closes) & short}
    by_id = {item.course.id: item.course for item in curriculum.courses}
    frontier = list(takes)
    while frontier:
        before = [p for p in by_id[frontier.pop()].prerequisites if p in by_id and p not in takes]
        takes.update(before)
        frontier.extend(before)
    order = [item.course.id for item in curriculum.courses]
    return PlannedPerson(
        person, tuple(key for key in order if key in takes), tuple(key for key in order if key not in takes)
    )


def _training_lines(planned: tuple[PlannedPerson, ...], curriculum: CoursePlan) -> list[BudgetLine]:
    lines = []
    for item in curriculum.courses:
        count = sum(item.course.id in person.takes for person in planned)
        if count:
            price = UnitPrice("course", item.course.title, item.course.price, "person", item.course.provider)
            lines.append(line(Part.TRAIN, price, count))
    if curriculum.on_the_job and planned:
        hours = min(ON_THE_JOB_HOURS, 4 * len(curriculum.on_the_job))
        lines.append(line(Part.TRAIN, ON_THE_JOB, hours * len(planned)))
    return lines


def _unknowns(
    ranking: PoolRanking,
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    openings: int,
    curriculum: CoursePlan,
) -> tuple[str, ...]:
    """Say what the plan does not know."""
    said = [
        "Training hours are an estimate: nobody has measured hours for a partial shortfall. Outcomes will correct it."
    ]
    if len(people) < openings:
        said.append(
            f"{openings} openings, {len(people)} people on the list: loosen a constraint or widen the pool."
        )
    unasked = sum(any(item.held is None for item in person.short_of) for person in people)
    if unasked:
        said.append(
            f"For {unasked} of {len(people)} people some levels are not known yet; an interview would settle them."
        )
    guesses = sum(item.confidence == "guess" for item in required.lines)
    if guesses:
        said.append(f"{guesses} lines of the job's profile are guesses until the employer confirms them.")
    if ranking.constraints.wage is None:
        said.append(
            "The posting gives no pay, so wage change is not shown and nobody's lowest pay was checked."
        )
    if not curriculum.optimal:
        said.append(
            f"The choice of courses is within {curriculum.gap:.1%} of the cheapest, not proven cheapest."
        )
    said.append("Support and measurement prices are planning assumptions until you enter your own.")
    return (*said, *curriculum.messages)
