"""Build a plan from a ranked pool and a catalogue. Method and limits: docs/methods/plan.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.curriculum import Course, CoursePlan, choose_courses
from gainful.engine.held.circumstances import SCENARIOS, Scenario
from gainful.engine.mix import NO_RATES, Rates, propose_mix
from gainful.engine.mix.rates import ASSUMED, ON_THE_JOB_WAGE, TOOLS, TRAINING_WAGE, UNSET
from gainful.engine.planning.budget import budget_lines
from gainful.engine.planning.choice import (
    Suitable,
    class_worth,
    cohort_needs,
    needs_class,
    suitable_courses,
)
from gainful.engine.planning.hours import (
    WEEKS_AT_WORK,
    hours_in_words,
    most_at_work,
    split_hours,
    whole_hours,
)
from gainful.engine.planning.model import PlannedPerson, UpskillingPlan
from gainful.engine.planning.requirements import OpenRequirement, Way, open_requirements
from gainful.engine.ranking.pay_change import PayBasis
from gainful.engine.ranking.person_rows import EXPERIENCE
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson, ShortOf

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult

SCHOOL = "schooling"
"""The id of the line for schooling in what a person is short of."""
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
    job_hours: float | None = None,
    rates: Rates = NO_RATES,
    ways: Sequence[Way] = (),
) -> UpskillingPlan:
    """Return a plan for `people` (default: the first `openings` on the list who would not lose much pay).

    `scenario` None takes the commonest among them; `budget_per_person` bounds the courses, USD; `notes` are said first
    among what is not known; `job_hours` are the job's hours a week; `ways` close what no course closes.
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
    worth = class_worth(required)
    planned = _planned(chosen, curriculum, job_hours, worth)
    left_open = open_requirements(required, chosen, curriculum, ways)
    wage = float(ranking.pay.pay.wage) if ranking.pay.basis is PayBasis.STATED else None
    budget, carried = budget_lines(
        planned, curriculum, left_open, kind, rates, worth=worth, wage=wage, weekly_hours=job_hours
    )
    why = _why_not_covered(planned, left_open, most_at_work(job_hours))
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
        carried=carried,
        open_requirements=left_open,
        hours_words=(
            *hours_in_words(chosen, [item.hours for item in planned], job_hours, why),
            *_left_to_work(planned, curriculum, {item.competency_id for item in left_open}),
        ),
        fairness=ranking.chosen_rates(person.id for person in chosen),
        rates=rates.fingerprint,
        start=start,
        openings=openings,
        wage=wage,
        wage_usual=float(ranking.pay.pay.wage) if ranking.pay.basis is PayBasis.USUAL else None,
        area=area,
        unknowns=(
            *notes,
            *_unknowns(ranking, required, chosen, openings, curriculum, suitable, job_hours),
            *_about_rates(rates, wage),
        ),
    )


def _commonest(ranking: PoolRanking, people: Sequence[RankedPerson]) -> Scenario:
    counts = Counter(SCENARIOS[int(ranking.pool.scenario[person.row])] for person in people)
    return counts.most_common(1)[0][0] if counts else Scenario.DISPLACED


def _planned(
    people: Sequence[RankedPerson],
    curriculum: CoursePlan,
    weekly_hours: float | None,
    worth: Mapping[str, float],
) -> tuple[PlannedPerson, ...]:
    """Return each person with the courses they take and who carries their hours."""
    most = most_at_work(weekly_hours)
    far = {item.need.competency_id for item in curriculum.on_the_job if item.is_credential} | {SCHOOL}
    by_id = {item.course.id: item.course for item in curriculum.courses}
    found = []
    for person in people:
        takes = _takes(person, curriculum, worth)
        hours = sum(by_id[key].hours for key in takes)
        skips = tuple(key for key in by_id if key not in takes)
        split = split_hours(person, hours, _taught(person, [by_id[key] for key in takes]), far, most)
        found.append(PlannedPerson(person, takes, skips, split))
    return tuple(found)


def _taught(person: RankedPerson, courses: Sequence[Course]) -> frozenset[str]:
    """Return the ids of what the person is short of and one of these courses teaches up to the level needed."""
    reached: dict[str, float] = {}
    for course in courses:
        for key, teaches in course.teaches.items():
            reached[key] = max(reached.get(key, 0.0), teaches.level_to)
    return frozenset(
        item.competency_id
        for item in person.short_of
        if reached.get(item.competency_id, -1.0) >= item.required
    )


def untaught(person: PlannedPerson, curriculum: CoursePlan) -> tuple[ShortOf, ...]:
    """Return what a person is short of and no course that they take teaches."""
    taught = _taught(person.person, [c.course for c in curriculum.courses if c.course.id in person.takes])
    return tuple(item for item in person.person.short_of if item.competency_id not in taught)


def _takes(person: RankedPerson, curriculum: CoursePlan, worth: Mapping[str, float]) -> tuple[str, ...]:
    """A person skips a course where they are short of nothing it closes and no course they take asks for it."""
    short = {item.name for item in person.short_of if needs_class(item, worth)}
    takes = {item.course.id for item in curriculum.courses if set(item.closes) & short}
    by_id = {item.course.id: item.course for item in curriculum.courses}
    frontier = list(takes)
    while frontier:
        before = [p for p in by_id[frontier.pop()].prerequisites if p in by_id and p not in takes]
        takes.update(before)
        frontier.extend(before)
    return tuple(item.course.id for item in curriculum.courses if item.course.id in takes)


MOST_NAMED = 5
"""Things without a course that are named before the rest is counted."""


def _left_to_work(
    planned: Sequence[PlannedPerson], curriculum: CoursePlan, told: Collection[str]
) -> list[str]:
    """Say what people lack and no course that they take teaches; `told` are ids that stand elsewhere already."""
    left = Counter(
        item.name
        for person in planned
        for item in untaught(person, curriculum)
        if item.competency_id not in told
        and item.competency_id not in {SCHOOL, EXPERIENCE}
        and not item.competency_id.startswith("credential:")
    )
    if not left:
        return []
    named = [f"{name} ({counted(n, 'person', 'people')})" for name, n in left.most_common(MOST_NAMED)]
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    return [f"Without a course of their own, learned at work: {', '.join(named)}{more}."]


def _why_not_covered(
    planned: Sequence[PlannedPerson], requirements: Sequence[OpenRequirement], most: float
) -> list[str]:
    """Say what stands behind the hours that the plan does not cover, in a few words each."""
    said = [f"{item.name} ({item.why})" for item in requirements if item.is_credential]
    if any(item.competency_id == SCHOOL for p in planned for item in p.person.short_of):
        said.append("the schooling that most who do this job have, which no short course replaces")
    if any(whole_hours(p.hours.not_covered_high) and p.hours.at_work_high >= most - 1e-6 for p in planned):
        said.append(
            f"more than the {most:,.0f} hours that are learned in the first {WEEKS_AT_WORK} weeks at work"
        )
    return said


def _unknowns(
    ranking: PoolRanking,
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    openings: int,
    curriculum: CoursePlan,
    suitable: Suitable,
    job_hours: float | None,
) -> tuple[str, ...]:
    """Say what the plan does not know, about the people first."""
    return (
        "Training hours are an estimate: nobody has measured hours for a partial shortfall. Outcomes will correct it.",
        *_about_people(ranking, people, openings, job_hours),
        *_about_the_job(required, ranking),
        *_about_courses(curriculum, suitable),
        *curriculum.messages,
    )


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


PART_TIME = 35.0
"""Hours a week below which a job is part-time (BLS, Current Population Survey)."""


def _about_people(
    ranking: PoolRanking, people: Sequence[RankedPerson], openings: int, job_hours: float | None
) -> list[str]:
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
            "their last work. Ask each of them whether that is all right."
        )
    if any(item.competency_id == "schooling" for person in people for item in person.short_of):
        said.append(
            "Most who do this job hold a degree. Ask each person what they studied: where a license needs the whole "
            "programme, no short course replaces it."
        )
    said += _about_pay(ranking)
    if job_hours is not None and job_hours < PART_TIME:
        said.append(
            f"Pay is for {job_hours:g} hours a week; what is typical for the last work is for a full week. "
            "An hour may pay more although the year pays less."
        )
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


def _about_rates(rates: Rates, wage: float | None) -> list[str]:
    """Say which prices are nobody's yet, and what is not in the budget because no rate is set for it."""
    said = []
    assumed = [price for price in ASSUMED if (rate := rates.get(price.kind)) is None or rate.amount is None]
    if assumed:
        few = "Some support" if len(assumed) < len(ASSUMED) else "Support"
        said.append(f"{few} and measurement prices are planning assumptions until you set your own rates.")
    unset = [UNSET_WORDS[price.kind] for price in UNSET if not rates.is_set(price.kind)]
    if unset:
        said.append(f"Not in the budget, as no rate is set: {'; '.join(unset)}.")
    if wage is None:
        said.append("What the employer pays while people learn at work is not known: the job states no pay.")
    return said


UNSET_WORDS = {
    TRAINING_WAGE.kind: "pay for everybody for each hour in class",
    ON_THE_JOB_WAGE.kind: "reimbursed wages while people learn at work",
    TOOLS.kind: "work clothes and tools for everybody",
}


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
