"""Build a plan from a ranked pool and a catalogue. Method and limits: docs/methods/plan.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.curriculum import Course, CoursePlan, choose_courses
from gainful.engine.held.circumstances import SCENARIOS, Scenario
from gainful.engine.mix import BudgetLine, Part, line, measure_lines, propose_mix, support_lines
from gainful.engine.mix.prices import UnitPrice
from gainful.engine.planning.choice import (
    Suitable,
    cohort_needs,
    needs_class,
    suitable_courses,
)
from gainful.engine.planning.model import PlannedPerson, UpskillingPlan
from gainful.engine.ranking.pay_change import PayBasis
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult

ON_THE_JOB = UnitPrice(
    "on_the_job",
    "Trainer's time on the job",
    Decimal(30),
    "hour",
    "Planning assumption: a co-worker's hour; 4 hours for each thing no course closes, 1 for each 10 hours of practice "
    "beyond the courses, at most 24 a person. Replace it by yours.",
)
HOURS_EACH = 4
PRACTICE_PER_TRAINER_HOUR = 10
"""Hours of practice at work that one hour of a trainer goes with, where courses give less than the estimate."""
ON_THE_JOB_HOURS = 24
"""Most hours of a trainer's time planned per person for what courses leave open (planning assumption)."""

LEFT_OUT = {
    "wage": "whose lowest pay is above what the job pays",
    "area": "who look for work in another area",
    "schedule": "who cannot work these shifts",
    "credentials": "without a credential the law asks for",
    "hours": "who need more hours than the program gives",
    "occupation": "who do other work than the list is limited to",
}
"""Why a constraint leaves people out, by its name in `PoolRanking.excluded`."""


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
    notes: Sequence[str] = (),
) -> UpskillingPlan:
    """Return a plan for `people` (default: the first `openings` on the list who would not lose much pay).

    `scenario` None takes the commonest among them; `budget_per_person` bounds the courses, USD; `notes` are said first
    among what is not known.
    """
    chosen = ranking.first(openings) if people is None else tuple(people)
    kind = Scenario(scenario) if scenario else _commonest(ranking, chosen)
    reference = ranking.reference
    suitable = suitable_courses(courses, occupation_code, reference)
    curriculum = choose_courses(
        cohort_needs(required, chosen),
        suitable.courses,
        factors=suitable.factors,
        budget=budget_per_person,
        weekly_hours=weekly_hours,
        start=start,
        modality=modality,
    )
    planned = tuple(_planned(person, curriculum) for person in chosen)
    budget = (
        *_training_lines(planned, curriculum),
        *support_lines([person.support for person in chosen], kind, curriculum.active_weeks),
        *measure_lines(len(chosen), curriculum.active_weeks),
    )
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
        wage=float(ranking.pay.pay.wage) if ranking.pay.basis is PayBasis.STATED else None,
        area=area,
        unknowns=(*notes, *_unknowns(ranking, required, chosen, openings, curriculum, suitable)),
    )


def _commonest(ranking: PoolRanking, people: Sequence[RankedPerson]) -> Scenario:
    counts = Counter(SCENARIOS[int(ranking.pool.scenario[person.row])] for person in people)
    return counts.most_common(1)[0][0] if counts else Scenario.DISPLACED


def _planned(person: RankedPerson, curriculum: CoursePlan) -> PlannedPerson:
    """A person skips a course where they are short of nothing it closes and no course they take asks for it."""
    short = {item.name for item in person.short_of if needs_class(item)}
    takes = {item.course.id for item in curriculum.courses if set(item.closes) & short}
    by_id = {item.course.id: item.course for item in curriculum.courses}
    frontier = list(takes)
    while frontier:
        before = [p for p in by_id[frontier.pop()].prerequisites if p in by_id and p not in takes]
        takes.update(before)
        frontier.extend(before)
    order = [item.course.id for item in curriculum.courses]
    return PlannedPerson(
        person,
        tuple(key for key in order if key in takes),
        tuple(key for key in order if key not in takes),
        sum(by_id[key].hours for key in takes),
    )


def _training_lines(planned: tuple[PlannedPerson, ...], curriculum: CoursePlan) -> list[BudgetLine]:
    lines = []
    for item in curriculum.courses:
        count = sum(item.course.id in person.takes for person in planned)
        if count:
            price = UnitPrice("course", item.course.title, item.course.price, "person", item.course.provider)
            lines.append(line(Part.TRAIN, price, count, people=count))
    left = {item.need.name for item in curriculum.on_the_job if not item.is_credential}
    hours = [_trainer_hours(item, left) for item in planned]
    if sum(hours):
        lines.append(line(Part.TRAIN, ON_THE_JOB, sum(hours), people=sum(map(bool, hours))))
    return lines


def _trainer_hours(planned: PlannedPerson, left: set[str]) -> int:
    short = sum(item.name in left and needs_class(item) for item in planned.person.short_of)
    practice = max(0.0, planned.person.hours_low - planned.course_hours)
    return min(ON_THE_JOB_HOURS, HOURS_EACH * short + ceil(practice / PRACTICE_PER_TRAINER_HOUR))


def _unknowns(
    ranking: PoolRanking,
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    openings: int,
    curriculum: CoursePlan,
    suitable: Suitable,
) -> tuple[str, ...]:
    """Say what the plan does not know, about the people first."""
    return (
        "Training hours are an estimate: nobody has measured hours for a partial shortfall. Outcomes will correct it.",
        *_about_people(ranking, people, openings),
        *_about_the_job(required, ranking),
        *_about_courses(curriculum, suitable),
        "Support and measurement prices are planning assumptions until you enter your own.",
        *curriculum.messages,
    )


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def _about_people(ranking: PoolRanking, people: Sequence[RankedPerson], openings: int) -> list[str]:
    said = []
    if len(people) < openings:
        said.append(
            f"{openings} openings, {len(people)} people on the list: loosen a constraint or widen the pool."
        )
        said += [
            f"Left out: {counted(count, 'person', 'people')} {LEFT_OUT[reason]}."
            for reason, count in ranking.excluded.items()
            if count
        ]
    unasked = sum(any(item.held is None for item in person.short_of) for person in people)
    if unasked:
        said.append(
            f"For {unasked} of {len(people)} people some levels are not known yet; an interview would settle them."
        )
    apart = ranking.count("apart")
    inside = sum(ranking.is_apart(person.row) for person in people)
    if inside:
        said.append(
            f"{inside} of {counted(len(people), 'person', 'people')} would step down in pay or level. Ask them first."
        )
    if apart > inside:
        said.append(
            f"{counted(apart - inside, 'person', 'people')} for whom the job would be a step down in pay or level "
            "not put in. Add them by hand if they want it."
        )
    lower = sum((person.wage_change or 0) < 0 for person in people)
    if lower:
        said.append(
            f"{lower} of {counted(len(people), 'person', 'people')} would begin below the pay that is typical for "
            "their last work. Ask them; a person out of work has lost that pay already."
        )
    if any(item.competency_id == "schooling" for person in people for item in person.short_of):
        said.append(
            "Most who do this job hold a degree. Ask each person what they studied: where a license needs the whole "
            "programme, no short course replaces it."
        )
    said += _about_pay(ranking)
    return said


def _about_pay(ranking: PoolRanking) -> list[str]:
    """Say where the job's pay comes from where it does not state it, and whose lowest pay was not checked."""
    if ranking.pay.basis is PayBasis.STATED:
        loose = ranking.constraints.wage is None
        return ["Nobody's lowest pay was checked: that condition was left out."] if loose else []
    if ranking.pay.basis is PayBasis.USUAL:
        usual = f"${ranking.pay.pay.wage:,.0f} a year"
        said = f"The job states no pay in US dollars: pay change is from what is usual for it, {usual}"
        return [f"{said}, and nobody's lowest pay was checked."]
    return [
        "The job states no pay in US dollars and none is published for its occupation: pay change is not known."
    ]


def _about_the_job(required: CompetencyProfile, ranking: PoolRanking) -> list[str]:
    said = []
    guesses = sum(item.confidence == "guess" for item in required.lines)
    if guesses:
        said.append(
            f"{counted(guesses, 'line', 'lines')} of the job's profile: a guess until the employer confirms."
        )
    if ready := ranking.count("ready"):
        said.append(
            f"{counted(ready, 'person', 'people')} in the pool did this very work last and are not "
            "planned for: refer them now."
        )
    return said


def _about_courses(curriculum: CoursePlan, suitable: Suitable) -> list[str]:
    said = []
    if suitable.set_aside:
        said.append(
            f"Not considered: {counted(suitable.set_aside, 'course', 'courses')} made for other kinds of work."
        )
    if not curriculum.optimal:
        said.append(
            f"The choice of courses is within {curriculum.gap:.1%} of the cheapest, not proven cheapest."
        )
    proposed = [item.course.title for item in curriculum.courses if not item.has_offered_day]
    if proposed:
        said.append(
            f"No coming start day is known of {', '.join(proposed)}: the day is a proposal. Ask the provider."
        )
    waits = curriculum.weeks - curriculum.active_weeks
    if waits > 0:
        said.append(
            f"The calendar has {counted(waits, 'week', 'weeks')} without a class, as courses start on fixed dates. "
            "Ask for a group start."
        )
    missing = [item.need.name for item in curriculum.on_the_job if item.is_credential]
    if missing:
        said.append(f"No course of the plan ends in {', '.join(missing)}: the plan has no price for it yet.")
    return said
