"""Build a plan from a ranked pool and a catalogue. Method and limits: docs/methods/plan.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.credentials.employer_helps import is_helped
from gainful.engine.curriculum import Course, CoursePlan, choose_courses
from gainful.engine.held.circumstances import SCENARIOS, Barrier, Scenario
from gainful.engine.mix import NO_RATES, Rates, propose_mix
from gainful.engine.mix.prices import asks_for_tools
from gainful.engine.planning.ask_first import ask_first
from gainful.engine.planning.budget import budget_lines
from gainful.engine.planning.choice import (
    class_worth,
    cohort_needs,
    needs_class,
    not_named,
    suitable_courses,
    task_needs,
)
from gainful.engine.planning.first_day import OnFile, first_day
from gainful.engine.planning.history import Earlier, earlier_work, work_of_a_kind
from gainful.engine.planning.hours import (
    WEEKS_AT_WORK,
    hours_in_words,
    most_at_work,
    split_hours,
    whole_hours,
)
from gainful.engine.planning.model import PlannedPerson, UpskillingPlan
from gainful.engine.planning.own_tasks import own_tasks, taught_tasks, teaching_tasks
from gainful.engine.planning.requirements import OpenRequirement, Way, open_requirements
from gainful.engine.planning.unknowns import (
    about_pay,
    about_pay_lost,
    counted,
    for_agency,
    unknowns,
    works_now_in_words,
)
from gainful.engine.ranking.pay_change import PayBasis
from gainful.engine.ranking.person_rows import EXPERIENCE
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson, ShortOf
from gainful.engine.records import JobRecord

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult

SCHOOL = "schooling"
"""The id of the line for schooling in what a person is short of."""


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
    premium: float = 0.0,
    jobs_of: Callable[[Sequence[str]], Mapping[str, Sequence[JobRecord]]] | None = None,
    as_of: date | None = None,
) -> UpskillingPlan:
    """Return a plan for `people` (default: the first `openings` on the list who would not lose much pay).

    `scenario` None takes the commonest among them; `budget_per_person` bounds the courses, USD; `notes` are said first
    among what is not known; `job_hours` are the job's hours a week; `ways` close what no course closes;
    `premium` is how much of the ranking's hourly pay is a premium, USD. `jobs_of` returns the jobs of people by their
    ids, read as of a day (default: the start): without it nothing is said of earlier work.
    """
    chosen = ranking.first(openings) if people is None else tuple(people)
    jobs = None if jobs_of is None else jobs_of([person.id for person in chosen])
    files = _OnFiles(ranking, jobs, occupation_code, as_of or start)
    kind = Scenario(scenario) if scenario else _commonest(ranking, chosen)
    reference = ranking.reference
    suitable = suitable_courses(courses, occupation_code, reference)
    offered = teaching_tasks(required, suitable.courses, occupation_code, title, reference)
    named = taught_tasks(offered, required)
    worth = class_worth(required, reference, named)
    new = any(_is_new(person, occupation_code) for person in chosen)
    curriculum = choose_courses(
        [*cohort_needs(required, chosen, worth), *(task_needs(required, named) if new else ())],
        offered,
        factors=suitable.factors,
        budget=budget_per_person,
        weekly_hours=weekly_hours,
        start=start,
        modality=modality,
    )
    planned = _planned(required, chosen, curriculum, job_hours, worth, occupation_code, files)
    left_open = open_requirements(required, chosen, curriculum, ways, worth)
    wage = float(ranking.pay.pay.wage) if ranking.pay.basis is PayBasis.STATED else None
    budget, carried = budget_lines(
        planned,
        curriculum,
        left_open,
        kind,
        rates,
        openings,
        worth=worth,
        wage=wage,
        weekly_hours=job_hours,
        tools=asks_for_tools(occupation_code),
        premium=premium,
    )
    tasks = own_tasks(required, taught_tasks([item.course for item in curriculum.courses], required))
    unpaid = not_named(required, worth)
    why = _why_not_covered(planned, left_open, most_at_work(job_hours), unpaid)
    return UpskillingPlan(
        title=title,
        occupation_code=occupation_code,
        occupation_title=reference.occupation(occupation_code).title if occupation_code else None,
        required=required,
        feeders=feeders,
        candidates=len(ranking),
        under_200_hours=ranking.within(200),
        ordering=ranking.ordering,
        experience_years=ranking.constraints.experience_years,
        picked=people is not None,
        asks_first=ask_first(planned, curriculum, rates, worth),
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
            *_taught_beside(planned, curriculum),
            *_left_to_work(planned, curriculum, {item.competency_id for item in left_open} | unpaid),
            *_comes_by_working(planned, curriculum, unpaid),
            *_tasks_in_class(planned, required, curriculum),
            *_tasks_in_words(tasks),
            *_from_employer(required, chosen),
        ),
        own_tasks=tasks,
        fairness=ranking.chosen_rates(person.id for person in chosen),
        rates=rates.fingerprint,
        start=start,
        openings=openings,
        wage=wage,
        wage_usual=float(ranking.pay.pay.wage) if ranking.pay.basis is PayBasis.USUAL else None,
        area=area,
        unknowns=(
            *notes,
            *unknowns(
                ranking,
                required,
                chosen,
                openings,
                curriculum,
                rates,
                job_hours,
                budget=budget,
                class_hours=sum(item.course_hours for item in planned),
            ),
            *works_now_in_words(planned),
        ),
        for_agency=(
            *for_agency(
                ranking,
                planned,
                openings,
                curriculum,
                suitable,
                rates,
                picked=people is not None,
                job_hours=job_hours,
            ),
            *_english_in_support(planned),
            *_ask_about_tasks(tasks),
        ),
    )


def _commonest(ranking: PoolRanking, people: Sequence[RankedPerson]) -> Scenario:
    counts = Counter(SCENARIOS[int(ranking.pool.scenario[person.row])] for person in people)
    return counts.most_common(1)[0][0] if counts else Scenario.DISPLACED


@dataclass(frozen=True, slots=True)
class _OnFiles:
    """What is on file of each person of a list, read when a person is planned for."""

    ranking: PoolRanking
    jobs: Mapping[str, Sequence[JobRecord]] | None
    code: str | None
    as_of: date

    def of(self, person: RankedPerson) -> OnFile:
        """Return what is on file for the demands of the first day."""
        asked = self.ranking.constraints.experience_years
        years, jobs = None, ""
        if self.jobs is not None and self.code:
            mine = self.jobs.get(person.id, ())
            years, jobs = work_of_a_kind(mine, self.code, self.ranking.reference, self.as_of)
        papers = self.ranking.pool.credentials[person.row]
        return OnFile(papers, person.occupation_title or "", years, jobs, asked)

    def earlier(self, person: RankedPerson) -> Earlier:
        """Return what the record says beside the last work."""
        if self.jobs is None:
            return Earlier()
        mine = self.jobs.get(person.id, ())
        return earlier_work(self.ranking, person.row, mine, self.code, self.as_of)


def _planned(
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    curriculum: CoursePlan,
    weekly_hours: float | None,
    worth: Mapping[str, float],
    code: str | None,
    files: _OnFiles,
) -> tuple[PlannedPerson, ...]:
    """Return each person with the courses they take and who carries their hours."""
    names = {line.competency_id: line.name for line in required.lines}
    most, unpaid = most_at_work(weekly_hours), not_named(required, worth)
    far = {item.need.competency_id for item in curriculum.on_the_job if item.is_credential} | {SCHOOL}
    by_id = {item.course.id: item for item in curriculum.courses}
    found = []
    for person in people:
        own = taught_tasks([item.course for item in curriculum.courses], required)
        takes = _takes(person, curriculum, worth, {names[k] for k in own} if _is_new(person, code) else set())
        mine = [by_id[key] for key in takes]
        taught = _taught(person, [item.course for item in mine])
        hours = sum(item.course.hours for item in mine)
        split = split_hours(person, hours, taught | _by_support(person), far | unpaid, most)
        needs = {item.competency_id for item in person.short_of if needs_class(item, worth)}
        found.append(
            PlannedPerson(
                person,
                takes,
                tuple(key for key in by_id if key not in takes),
                split,
                first_day(
                    required,
                    person,
                    mine,
                    taught | taught_tasks([c.course for c in mine], required),
                    needs,
                    files.of(person),
                ),
                works_now=(earlier := files.earlier(person)).works_now,
                asks_about_earlier_work=bool(earlier.asks),
                situation=str(SCENARIOS[int(files.ranking.pool.scenario[person.row])]),
                notes=(
                    *earlier.asks,
                    *about_pay(files.ranking, person),
                    *about_pay_lost(files.ranking, person, hours, earlier),
                ),
            )
        )
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


ENGLISH = "onet:2.C.7.a"


def _by_support(person: RankedPerson) -> frozenset[str]:
    """Return the ids of what support teaches: English for whoever asked for it, which is priced there."""
    return frozenset({ENGLISH}) if Barrier.LANGUAGE in person.support else frozenset()


def _english_in_support(planned: Sequence[PlannedPerson]) -> list[str]:
    """Say whose English stands in what is taught, and is paid as support."""
    count = sum(
        any(item.competency_id in _by_support(person.person) for item in person.person.short_of)
        for person in planned
    )
    if not count:
        return []
    who = counted(count, "person", "people")
    return [f"{ENGLISH_IN_SUPPORT}: {who}."]


ENGLISH_IN_SUPPORT = "What is taught holds English for this job, which is paid as support"
"""How that sentence begins: it tells of people's needs, so only the agency reads it."""


def _ask_about_tasks(tasks: Sequence[str]) -> list[str]:
    """Say what the employer is to be asked: its own tasks stand in no hours."""
    if not tasks:
        return []
    return [
        "Ask the employer how long its own tasks take to learn and who teaches them: they are in no hours and no price."
    ]


def untaught(person: PlannedPerson, curriculum: CoursePlan) -> tuple[ShortOf, ...]:
    """Return what a person is short of and no course that they take teaches."""
    taught = _taught(person.person, [c.course for c in curriculum.courses if c.course.id in person.takes])
    taught |= _by_support(person.person)
    return tuple(item for item in person.person.short_of if item.competency_id not in taught)


def _is_new(person: RankedPerson, code: str | None) -> bool:
    """Whether the person did other work last: nobody's record tells the employer's own tasks."""
    return code is None or person.occupation_code is None or person.occupation_code[:7] != code[:7]


def _takes(
    person: RankedPerson, curriculum: CoursePlan, worth: Mapping[str, float], tasks: Collection[str]
) -> tuple[str, ...]:
    """A person skips a course where they are short of nothing it closes and no course they take asks for it.

    `tasks` are names of the employer's own tasks that the person learns in class.
    """
    short = {item.name for item in person.short_of if needs_class(item, worth)} | set(tasks)
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


def _taught_beside(planned: Sequence[PlannedPerson], curriculum: CoursePlan) -> list[str]:
    """Say what the courses teach of what people are short of, beside what they were chosen for."""
    chosen_for = {name for item in curriculum.courses for name in item.closes}
    beside: dict[str, float] = {}
    taught = Counter[str]()
    for person in planned:
        left = {item.competency_id for item in untaught(person, curriculum)}
        for item in person.person.short_of:
            by_course = item.competency_id not in left | _by_support(person.person)
            if by_course and item.name not in chosen_for:
                beside[item.name] = max(beside.get(item.name, 0.0), item.hours_high)
                taught[item.name] += 1
    if not beside:
        return []
    names = sorted(beside, key=lambda name: (-beside[name], name))
    named = [f"{name} ({counted(taught[name], 'person', 'people')})" for name in names]
    return [f"Beside what they are chosen for, the courses teach {', '.join(named)}."]


def _left_to_work(
    planned: Sequence[PlannedPerson], curriculum: CoursePlan, told: Collection[str]
) -> list[str]:
    """Say what people lack and no course that they take teaches; `told` are ids that stand elsewhere already."""
    names = {item.competency_id: item.name for person in planned for item in person.person.short_of}
    left = Counter(
        item.competency_id
        for person in planned
        for item in untaught(person, curriculum)
        if item.competency_id not in told
        and item.competency_id not in {SCHOOL, EXPERIENCE}
        and not item.competency_id.startswith("credential:")
    )
    if not left:
        return []
    named = [f"{names[key]} ({counted(n, 'person', 'people')})" for key, n in left.most_common()]
    return [f"Without a course of their own, learned at work: {_first_named(named)}."]


def _first_named(named: Sequence[str]) -> str:
    """Name the first and count the rest; a single one more is named, too."""
    if len(named) <= MOST_NAMED + 1:
        return ", ".join(named)
    return f"{', '.join(named[:MOST_NAMED])} and {len(named) - MOST_NAMED} more, in the list below"


def _comes_by_working(
    planned: Sequence[PlannedPerson], curriculum: CoursePlan, unpaid: Collection[str]
) -> list[str]:
    """Name what such work usually asks, the posting does not and people lack a little of: no hours are paid for it."""
    names = {
        item.name
        for person in planned
        for item in untaught(person, curriculum)
        if item.competency_id in unpaid and item.hours_high
    }
    if not names:
        return []
    said = (
        "Usual in such work, not named by the posting and so neither in class nor in paid hours at work: "
        f"{_first_named(sorted(names))}. Accept a line on the profile if the job does need it."
    )
    return [said]


def _tasks_in_class(
    planned: Sequence[PlannedPerson], required: CompetencyProfile, curriculum: CoursePlan
) -> list[str]:
    """Name the employer's own tasks for which a class is taken: nobody's record tells whether they are known."""
    taken = {key for person in planned for key in person.takes}
    own = taught_tasks([c.course for c in curriculum.courses if c.course.id in taken], required)
    names = [line.name for line in required.lines if line.competency_id in own]
    if not names:
        return []
    listed = "; ".join(names)
    return [
        f"By class, of the employer's own tasks: {listed}. No record tells who can do them already: ask first."
    ]


def _tasks_in_words(tasks: Sequence[str]) -> list[str]:
    if not tasks:
        return []
    tasks_said = "; ".join(tasks)
    return [
        f"The employer's own tasks, learned at work; in no hours and no price here, as nobody rated them: {tasks_said}."
    ]


def _from_employer(required: CompetencyProfile, people: Sequence[RankedPerson]) -> list[str]:
    """Name the credentials that the employer helps with: no course is bought for them."""
    short = {item.competency_id for person in people for item in person.short_of}
    names = [line.name for line in required.lines if is_helped(line) and line.competency_id in short]
    if not names:
        return []
    said = (
        f"Earned at work, as the posting says that the employer helps: {'; '.join(names)}. No course is bought for it: "
        "ask the employer what it does, what it pays and by when."
    )
    return [said]


def _why_not_covered(
    planned: Sequence[PlannedPerson],
    requirements: Sequence[OpenRequirement],
    most: float,
    unpaid: Collection[str],
) -> list[str]:
    """Say what stands behind the hours that the plan does not cover, in a few words each."""
    said = [f"{item.name} ({item.why})" for item in requirements if item.is_credential]
    if any(item.competency_id == SCHOOL for p in planned for item in p.person.short_of):
        said.append("the schooling that most who do this job have, which no short course replaces")
    if any(item.competency_id in unpaid and item.hours_high for p in planned for item in p.person.short_of):
        said.append("what is usual in such work and the posting does not name, which comes with the work")
    if any(whole_hours(p.hours.not_covered_high) and p.hours.at_work_high >= most - 1e-6 for p in planned):
        said.append(
            f"what goes beyond the {most:,.0f} hours that can be learned in the first {WEEKS_AT_WORK} weeks at work"
        )
    return said
