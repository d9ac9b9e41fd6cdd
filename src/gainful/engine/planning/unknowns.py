"""What a plan does not know: what every reader must be told, and what only the agency can act on.

The employer's copy holds the first list alone: "widen the pool" or "refer them now" is no matter of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.curriculum import CoursePlan, ScheduledCourse
from gainful.engine.mix import BudgetLine, Rates
from gainful.engine.mix.prices import COACHING, EVALUATION, FOLLOW_UP, WAGE_RECORD_MATCH
from gainful.engine.mix.rates import ASSUMED, ON_THE_JOB_WAGE, TOOLS, TRAINING_WAGE, UNSET
from gainful.engine.planning.choice import Suitable
from gainful.engine.planning.history import Earlier
from gainful.engine.planning.model import PlannedPerson
from gainful.engine.ranking.job_constraints import FULL_WEEK
from gainful.engine.ranking.pay_change import PayBasis
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson

LEFT_OUT = {
    "wage": "whose lowest pay is above what the job pays",
    "area": "who look for work in another area",
    "schedule": "who cannot work these shifts",
    "credentials": "without a credential the law asks for",
    "hours": "who need more hours than the program gives",
    "occupation": "who do other work than the list is limited to",
}
"""Why a constraint leaves people out, by its name in `PoolRanking.excluded`."""
LONG_WAIT = timedelta(weeks=1)
"""Between a person's last class and the first day of work: from here on the plan says so."""
UNSET_WORDS = {
    TRAINING_WAGE.kind: "pay for every hour that people are in class",
    ON_THE_JOB_WAGE.kind: "reimbursed wages while people learn at work",
    TOOLS.kind: "work clothes and tools for everybody",
}


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def unknowns(
    ranking: PoolRanking,
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    openings: int,
    curriculum: CoursePlan,
    rates: Rates,
    job_hours: float | None,
    *,
    budget: Sequence[BudgetLine] = (),
    class_hours: float = 0.0,
) -> tuple[str, ...]:
    """Say what the plan does not know to everybody who reads it; `class_hours` are those of all people together."""
    return (
        "Training hours are an estimate: nobody has measured hours for a partial shortfall. Outcomes will correct it.",
        *_about_openings(len(people), openings, budget, has_class=bool(curriculum.courses)),
        *_about_the_job(required),
        *_about_pay(ranking, people, job_hours),
        *_about_rates(rates, class_hours, _hourly_pay(ranking, job_hours)),
        *_about_courses(curriculum),
        *curriculum.messages,
    )


def for_agency(
    ranking: PoolRanking,
    planned: Sequence[PlannedPerson],
    openings: int,
    curriculum: CoursePlan,
    suitable: Suitable,
    rates: Rates,
    *,
    picked: bool,
    job_hours: float | None = None,
) -> tuple[str, ...]:
    """Say what the agency can still do: about the list, the people, the catalogue and its own rates."""
    people = [item.person for item in planned]
    return (
        *_about_list(ranking, len(people), openings, picked=picked),
        *_about_earlier_work(planned),
        *_about_people(ranking, people, job_hours),
        *_about_waits(planned, curriculum),
        *_about_help_by_month(planned),
        *_about_catalogue(suitable),
        *_about_own_rates(rates),
    )


FOR_EVERYBODY = (COACHING.kind, FOLLOW_UP.kind, WAGE_RECORD_MATCH.kind, EVALUATION.kind)
"""Kinds of lines that are paid for whoever is not hired, too."""


def _about_openings(
    people: int, openings: int, budget: Sequence[BudgetLine], *, has_class: bool
) -> list[str]:
    if people <= openings:
        return []
    left, do = people - openings, "learn" if has_class else "are planned for, without a class,"
    said = f"{people} people {do} for {counted(openings, 'opening', 'openings')}: {left} of them will not be hired"
    each = sum((line.amount / people for line in budget if line.kind in FOR_EVERYBODY), Decimal(0))
    amount = f", ${each:,.0f} each" if each else ""
    own = ", beside their classes and own help" if has_class else ""
    rest = (
        f"The price holds the coach and the questions afterwards for all of them{amount}{own}: whoever is not hired "
        "looks for another job with the coach."
    )
    return [f"{said} from this plan, and nobody knows yet who. {rest}"]


def _about_list(ranking: PoolRanking, people: int, openings: int, *, picked: bool) -> list[str]:
    if people >= openings:
        return []
    if picked and len(ranking) >= openings:
        chosen = counted(people, "person is", "people are")
        return [f"{chosen} chosen for {openings:,} openings: {len(ranking):,} stand on the list."]
    said = [f"{openings:,} openings, {people:,} people on the list: loosen a constraint or widen the pool."]
    said += [
        f"Left out: {counted(count, 'person', 'people')} {LEFT_OUT[reason]}."
        for reason, count in ranking.excluded.items()
        if count
    ]
    return said


def _about_hourly(ranking: PoolRanking, people: Sequence[RankedPerson], job_hours: float | None) -> list[str]:
    """Say for how many an hour pays less although the year pays as much: the job has more hours than a full week."""
    if job_hours is None or job_hours <= FULL_WEEK or ranking.pay.basis is not PayBasis.STATED:
        return []
    wage = ranking.pay.pay.wage
    hidden = sum(
        person.wage_change is not None
        and person.wage_change >= 0
        and wage / job_hours < (wage - person.wage_change) / FULL_WEEK
        for person in people
    )
    if not hidden:
        return []
    who = counted(hidden, "person", "people")
    said = f"An hour would pay {who} less than is typical for their last work, although the year pays more"
    return [f"{said}: tell them."]


def _about_earlier_work(planned: Sequence[PlannedPerson]) -> list[str]:
    """Say of how many the record tells work that the list does not read: higher work, or this very work."""
    count = sum(item.asks_about_earlier_work for item in planned)
    if not count:
        return []
    who = counted(len(planned), "person", "people")
    verb, whom = ("has", "that person") if count == 1 else ("have", "them")
    what = "earlier work, or a license, that asks for more than this job, or did this very work"
    ask = f"ask {whom} before anything is spent"
    return [f"{count} of {who} {verb} {what}: {ask}. What it is stands with each person."]


def _floor_is_met(ranking: PoolRanking, person: RankedPerson) -> bool:
    """Say whether a lowest pay is on file that the job's pay reaches."""
    return bool(0 < ranking.pool.wage_floor[person.row] <= ranking.pay.pay.wage)


def _floors_in_words(within: int, lower: int) -> str:
    """Say how many have a lowest pay on file that this pay reaches; whom to ask stands with each person."""
    if not within:
        return "Ask whether it is enough." if lower == 1 else "Ask each whether it is enough."
    if lower == 1:
        return "The lowest pay on file is no higher than this pay: nobody has asked about this job."
    whose = "Each has" if within == lower else f"{within} of them {'has' if within == 1 else 'have'}"
    rest = "" if within == lower else " Whom to ask first stands with each person."
    return f"{whose} a lowest pay on file that is no higher than this pay: nobody has asked about this job.{rest}"


def about_pay(ranking: PoolRanking, person: RankedPerson) -> tuple[str, ...]:
    """Say of one person who would begin below their last pay what is on file of the lowest pay they can take."""
    if (person.wage_change or 0) >= 0:
        return ()
    floor = float(ranking.pool.wage_floor[person.row])
    below = "Would begin below their last pay"
    if not floor > 0:
        return (f"{below}, and no lowest pay is on file: ask whether it is enough.",)
    if floor > ranking.pay.pay.wage:
        return (f"{below}, and below the lowest pay on file, ${floor:,.0f} a year: ask first.",)
    on_file = f"The lowest pay on file is ${floor:,.0f} a year, which this pay reaches"
    return (f"{below}. {on_file}; they have not been asked about this job.",)


def about_pay_lost(
    ranking: PoolRanking, person: RankedPerson, class_hours: float, earlier: Earlier
) -> tuple[str, ...]:
    """Say of somebody who works now what they are asked to give up, and what the hours in class would cost them."""
    if not earlier.works_now:
        return ()
    said = f"Works now, by the record ({earlier.works_now}): ask whether they want to leave that job"
    usual = float(ranking.pool.wage_now[person.row])
    if class_hours and usual > 0:
        lost = class_hours * usual / (FULL_WEEK * 52)
        said += (
            f". Classes take {class_hours:g} hours: in working time they would cost about ${lost:,.0f} of pay"
        )
    return (f"{said}.",)


def works_now_in_words(planned: Sequence[PlannedPerson]) -> tuple[str, ...]:
    """Say to every reader how many work now, without naming anybody."""
    count = sum(bool(item.works_now) for item in planned)
    if not count:
        return ()
    who = counted(len(planned), "person", "people")
    would = f"{'works' if count == 1 else 'work'} now, by the record, and would leave that job"
    cost = "classes must fit beside it, or pay is lost while learning"
    return (f"{count} of {who} {would}: {cost}. Whether they want to is for each to say.",)


def _about_people(ranking: PoolRanking, people: Sequence[RankedPerson], job_hours: float | None) -> list[str]:
    said = []
    who = counted(len(people), "person", "people")
    unasked = sum(any(item.held is None for item in person.short_of) for person in people)
    if unasked:
        said.append(f"For {unasked} of {who} some levels are not known yet; an interview would settle them.")
    apart = ranking.count("apart")
    inside = sum(ranking.is_apart(person.row) for person in people)
    if inside:
        said.append(
            f"{inside} of {who} would lose more than a fifth of their pay, or step down in level. Ask them first."
        )
    if apart > inside:
        said.append(
            f"{counted(apart - inside, 'person', 'people')} not put in who would step down in level, or lose more than "
            "a fifth of their pay with no lowest pay on file that this pay reaches. Add them by hand if they want it."
        )
    said += _about_hourly(ranking, people, job_hours)
    if lower := [person for person in people if (person.wage_change or 0) < 0]:
        within = sum(_floor_is_met(ranking, person) for person in lower)
        most = f"${-min(person.wage_change or 0 for person in lower):,.0f} a year"
        up_to = most if len(lower) == 1 else f"up to {most}"
        begins = f"{len(lower)} of {who} would begin below the pay that is typical for their last work, by {up_to}."
        said.append(f"{begins} {_floors_in_words(within, len(lower))}")
    if any(item.competency_id == "schooling" for person in people for item in person.short_of):
        said.append(
            "Most who do this job hold a degree. Ask each person what they studied: where a license needs the whole "
            "programme, no short course replaces it."
        )
    if ready := ranking.count("ready"):
        said.append(
            f"{counted(ready, 'person', 'people')} in the pool did this very work last and are not "
            "planned for: refer them now."
        )
    if ranking.constraints.wage is None:
        said.append("Nobody's lowest pay was checked.")
    return said


def _about_waits(planned: Sequence[PlannedPerson], curriculum: CoursePlan) -> list[str]:
    """Say who waits long between the last class and the first day of work, and where the calendar stands still."""
    ends = {item.course.id: item.end for item in curriculum.courses}
    last = max(ends.values(), default=None)
    waits = [each for item in planned if last and (each := last - _last_class(item, ends, last)) >= LONG_WAIT]
    said = []
    if waits:
        weeks = counted(round(max(waits).days / 7), "week", "weeks")
        said.append(
            f"{counted(len(waits), 'person ends', 'people end')} their own classes up to {weeks} before the "
            "others. Ask the employer whether they can begin earlier."
        )
    idle = curriculum.weeks - curriculum.active_weeks
    if idle > 0:
        said.append(
            f"The calendar has {counted(idle, 'week', 'weeks')} without a class, as courses start on fixed dates. "
            "Ask for a group start."
        )
    return said


BY_MONTH = frozenset({"childcare", "transport"})


def _about_help_by_month(planned: Sequence[PlannedPerson]) -> list[str]:
    """Say that help by the month ends with the first month of work, and that nobody has said who pays then."""
    asked = sum(bool(BY_MONTH & set(item.person.support)) for item in planned)
    if not asked:
        return []
    who = counted(asked, "person", "people")
    said = "Rides and child care end with the first month of work, also where the shift is in the evening or at night"
    return [f"{said}: settle with {who} who asked for them what carries on before they begin."]


def _last_class(item: PlannedPerson, ends: dict[str, date], otherwise: date) -> date:
    return max((ends[key] for key in item.takes), default=otherwise)


def _about_pay(ranking: PoolRanking, people: Sequence[RankedPerson], job_hours: float | None) -> list[str]:
    """Say where the job's pay comes from where it does not state it, and what its hours do to a comparison."""
    said = []
    stated = ranking.pay.basis is PayBasis.STATED
    if ranking.pay.basis is PayBasis.USUAL:
        usual = f"${ranking.pay.pay.wage:,.0f} a year"
        said.append(f"The job states no pay in US dollars: pay change is from what is usual for it, {usual}.")
    elif not stated:
        said.append(
            "The job states no pay in US dollars and none is published for its occupation: pay change is not known."
        )
    said += _about_hours(job_hours, stated=stated)
    if not stated and people:
        said.append("What the employer pays while people learn at work is not known: the job states no pay.")
    return said


_FOR_HOURS = "Pay is for {hours:g} hours a week; what is typical for the last work is for a full week."


def _about_hours(job_hours: float | None, *, stated: bool) -> list[str]:
    """Say what the job's hours a week do to a comparison with a full week's pay."""
    if job_hours is None:
        return [f"The job states no hours a week: {FULL_WEEK:g} are counted."]
    if job_hours == FULL_WEEK:
        return []
    less, more = ("more", "less") if job_hours < FULL_WEEK else ("less", "more")
    said = [f"{_FOR_HOURS.format(hours=job_hours)} An hour may pay {less} although the year pays {more}."]
    if job_hours > FULL_WEEK and stated:
        said.append(
            f"Every one of the {job_hours:g} hours a week is counted at the same pay. Above 40 hours most jobs owe "
            "time and a half (29 U.S.C. 207); what this job pays for them is not known."
        )
    return said


def _about_the_job(required: CompetencyProfile) -> list[str]:
    guesses = sum(item.confidence == "guess" for item in required.lines)
    if not guesses:
        return []
    return [f"{counted(guesses, 'line', 'lines')} of the job's profile: a guess until the employer confirms."]


def _assumed(rates: Rates) -> int:
    return sum((rate := rates.get(price.kind)) is None or rate.amount is None for price in ASSUMED)


def _hourly_pay(ranking: PoolRanking, job_hours: float | None) -> float | None:
    if ranking.pay.basis is not PayBasis.STATED:
        return None
    return float(ranking.pay.pay.wage) / (52 * (job_hours or FULL_WEEK))


def _for_class_hours(class_hours: float, hourly: float | None) -> str:
    """Return how much the wage in class would be: "33 hours together, $627 at the job's lowest pay"."""
    hours = f"{UNSET_WORDS[TRAINING_WAGE.kind]} ({class_hours:,g} hours of all people together"
    return f"{hours}, ${class_hours * hourly:,.0f} at the job's lowest pay)" if hourly else f"{hours})"


def _about_rates(rates: Rates, class_hours: float, hourly: float | None) -> list[str]:
    """Say which prices are nobody's yet, and what is not in the budget because no rate is set for it."""
    said = []
    if assumed := _assumed(rates):
        few = "Some support" if assumed < len(ASSUMED) else "Support"
        said.append(f"{few} and measurement prices are planning assumptions; each says so.")
    kinds = [price.kind for price in UNSET if class_hours or price != TRAINING_WAGE]
    words = {**UNSET_WORDS, TRAINING_WAGE.kind: _for_class_hours(class_hours, hourly)}
    unset = [words[kind] for kind in kinds if not rates.is_set(kind)]
    if unset:
        said.append(f"Not in the budget, as no rate is set: {'; '.join(unset)}.")
    return said


def _about_own_rates(rates: Rates) -> list[str]:
    return ["Set your own rates: they replace the planning assumptions."] if _assumed(rates) else []


FITNESS = frozenset({"dot-medical-card"})
"""Slugs of credentials that say that somebody is fit for the work: before a class, not after it."""
WITH_PERMIT = frozenset({"drivers-license", "driver-license", "cdl-a", "cdl-b"})
"""Slugs of licences that a state gives after a time with an instruction permit, which differs between states."""


def _slug(course: ScheduledCourse) -> str:
    return (course.course.credential or "").removeprefix("credential:")


def _about_order(curriculum: CoursePlan) -> list[str]:
    """Say which dates the plan cannot keep by itself: fitness before a class, a permit before a road test."""
    said = []
    for item in curriculum.courses:
        earlier = [
            other for other in curriculum.courses if other.start < item.end and _slug(other) not in FITNESS
        ]
        if _slug(item) in FITNESS and earlier:
            said.append(
                f"{item.course.title} ends after {earlier[0].course.title} begins: ask for it first, as whoever is not "
                "found fit cannot do the job."
            )
        if _slug(item) in WITH_PERMIT:
            said.append(
                f"{item.course.title}: ask the state how long an instruction permit must be held before the road test, "
                "and who holds one. The first day of work may move."
            )
    if curriculum.courses:
        providers = sorted({item.course.provider for item in curriculum.courses if item.course.provider})
        whom = ", ".join(providers) or "the provider"
        said.append(f"Days of the week and times of day of the classes are not in the catalogue: ask {whom}.")
    return said


def _about_courses(curriculum: CoursePlan) -> list[str]:
    said = _about_order(curriculum)
    if not curriculum.optimal:
        said.append(
            f"The choice of courses is within {curriculum.gap:.1%} of the cheapest, not proven cheapest."
        )
    proposed = [item.course.title for item in curriculum.courses if not item.has_offered_day]
    if proposed:
        said.append(
            f"No coming start day is known of {', '.join(proposed)}: the day is a proposal. Ask the provider."
        )
    missing = [item.need.name for item in curriculum.on_the_job if item.is_credential]
    if missing:
        said.append(f"No course of the plan ends in {', '.join(missing)}: the plan has no price for it yet.")
    return said


def _about_catalogue(suitable: Suitable) -> list[str]:
    if not suitable.set_aside:
        return []
    return [
        f"Not considered: {counted(suitable.set_aside, 'course', 'courses')} made for other kinds of work."
    ]
