"""A plan as words and figures for paper: everything that is printed, already in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any

from gainful.engine.planning.ask_first import ask_first_in_words
from gainful.engine.planning.document import (
    BudgetPart,
    CandidatesPart,
    CostPart,
    CoursePart,
    OpenPart,
    PersonPart,
    PlanDocument,
    PlanMix,
    SharesPart,
    SignaturePart,
)
from gainful.engine.planning.first_day import first_day_in_words
from gainful.engine.planning.hours import whole_hours
from gainful.engine.ranking.feeder_document import FeederPart
from gainful.exchange.plans.agreed import agency_agrees, employer_agrees, job_words, needs_in_words
from gainful.exchange.plans.words import (
    amount_of,
    between,
    change,
    clean,
    day,
    dollars,
    span,
    years_in_words,
)

PARTS = {"train": "Training", "support": "Support", "measure": "Measurement"}
SCENARIOS = {
    "displaced": "people who lost a job",
    "incumbent": "people who have a job",
    "nontraditional": "people new to work or returning to it",
}
LONG_LIST = 3_000
WHOLE = 50_000
"""Characters of what is signed: never cut."""
ONE_PAGE = 2_600
"""Characters of what is signed that stand on one page with the places to sign."""
FEEDERS, NEAREST = 12, 7
MOST_LOST = 0.4
TICKS = 8
SOURCES = (
    "Reference mixes: Job-centric upskilling, Deloitte Insights 2020, figures 5 to 7.",
    "Wages and employment: Occupational Employment and Wage Statistics, May 2025, U.S. Bureau of Labor Statistics.",
    "Hours to learn: estimated from O*NET's education, training and experience figures; a range, not a measurement.",
)


def paper(plan: PlanDocument, *, signature: bool = False, note: str = "") -> dict[str, Any]:
    """Return what the template prints; `note` stands in the footer (who made it, which version).

    Who reads it is told by the data: without anybody's circumstances it is the copy for readers outside the agency.
    """
    ours = is_agencys(plan)
    feeders = _believable(plan.feeder_occupations) if ours and not signature else []
    return {
        "title": clean(f"The plan for {plan.title}", 200),
        "sentence": clean(plan.sentence),
        "outlook": clean(plan.outlook.sentence) if plan.outlook else "",
        "facts": _facts(plan),
        "job": [{"label": label, "words": clean(words, 200)} for label, words in job_words(plan)],
        "footer": clean(
            " · ".join(part for part in (_job_of(plan), note or "Made with Gainful") if part), 240
        ),
        "first_day": [
            {"label": clean(name, 120), "words": clean(said)}
            for name, said in (
                *first_day_in_words([(person.id, person.first_day) for person in plan.people]),
                *(
                    (f"{name}: ask before buying", said)
                    for name, said in ask_first_in_words(
                        plan.ask_first, [person.id for person in plan.people]
                    )
                ),
            )
        ],
        "hours": [clean(said) for said in plan.hours],
        "open": [_open(item) for item in plan.open_requirements],
        "left": [
            {"name": clean(i.name, 200), "people": str(i.people), "hours": span(i.hours_low, i.hours_high)}
            for i in plan.left
        ],
        "mix": _mix(plan.mix),
        "ours": ours,
        "people": [_person(person) for person in plan.people],
        "people_note": _people_note(plan, ours=ours),
        "own": [_own(person, plan.courses) for person in plan.people] if ours else [],
        "calendar": _calendar(plan.courses),
        "courses": [_course(course) for course in plan.courses],
        "on_the_job": [{"name": clean(i.name), "reason": clean(i.reason)} for i in plan.on_the_job],
        "budget": _budget(plan.cost),
        "total": dollars(plan.cost.total),
        "per_person": dollars(plan.cost.per_person),
        "per_opening": "" if plan.cost.per_opening is None else dollars(plan.cost.per_opening),
        "funds": [
            {
                "fund": clean(each.fund or "No fund named", 120),
                "amount": dollars(each.amount),
                "most": f" (at most ${dollars(most)})" if most > each.amount else "",
            }
            for each, most in plan.cost.by_fund
        ],
        "carried": [_budget_line(line) for line in plan.cost.carried],
        "carried_total": dollars(plan.cost.carried_total),
        "at_work": _at_work(plan),
        "at_work_note": clean(_priced_note(plan)) if _at_work(plan) else "",
        "unknowns": [clean(item) for item in (*plan.unknowns, *plan.for_agency)],
        "feeders": [_feeder(feeder) for feeder in feeders],
        "pool_known": any(feeder.in_pool is not None for feeder in plan.feeder_occupations),
        "sources": _sources(plan),
        "signature": signature and not plan.signatures,
        "needs": [{"label": label, "words": clean(words, WHOLE)} for label, words in needs_in_words(plan)],
        "employer_agrees": [clean(said) for said in employer_agrees(plan)],
        "agency_agrees": [clean(said) for said in agency_agrees(plan)],
        "signing_fits": sum(map(len, (*employer_agrees(plan), *agency_agrees(plan)))) < ONE_PAGE,
        "employer": clean(plan.employer or "the employer", 120),
        "signed": [_signed(item) for item in plan.signatures],
    }


def _job_of(plan: PlanDocument) -> str:
    """Return what stands on every page: a page that comes loose still says of which job it is."""
    return " · ".join(clean(part, 80) for part in (plan.title, plan.employer) if part)


def is_agencys(plan: PlanDocument) -> bool:
    """Say whether a document holds people's circumstances, which only the agency's copies do."""
    return any(
        person.name or person.occupation.title or person.support or person.total is not None
        for person in plan.people
    )


def _facts(plan: PlanDocument) -> list[str]:
    occupation = plan.occupation
    found = [clean(occupation.title or "No occupation chosen")]
    if occupation.code:
        found[0] += f" ({occupation.code})"
    if plan.employer:
        found.append(clean(plan.employer))
    found.append("1 opening" if plan.openings == 1 else f"{plan.openings} openings")
    if plan.job is not None:
        pass
    elif plan.wage:
        found.append(f"pay from ${plan.wage:,.0f} a year")
    elif plan.wage_usual:
        found.append(f"pay not stated, usual is ${plan.wage_usual:,.0f} a year")
    if plan.courses:
        found.append(f"first class {day(min(course.start for course in plan.courses))}")
    return found


def _mix(mix: PlanMix) -> dict[str, Any]:
    def percent(of: SharesPart) -> dict[str, int]:
        return {part: getattr(of, part) for part in PARTS}

    def shares(of: SharesPart) -> list[dict[str, Any]]:
        return [{"part": p, "percent": n, "label": f"{PARTS[p]} {n} %"} for p, n in percent(of).items()]

    usual = ", ".join(f"{PARTS[p].lower()} {n} %" for p, n in percent(mix.reference).items())
    rest = mix.without_stipends
    without = ", ".join(f"{PARTS[p].lower()} {n} %" for p, n in percent(rest).items()) if rest else ""
    return {
        "without": f"Without wages and stipends while learning: {without} (rounded to add up to 100)."
        if without
        else "",
        "shares": shares(mix.shares),
        "reference": shares(mix.reference),
        "words": ", ".join(f"{PARTS[p]} {n} %" for p, n in percent(mix.shares).items())
        + " (rounded to add up to 100).",
        "usual": f"Usual for {SCENARIOS.get(mix.scenario, mix.scenario)}: {usual}.",
        "reasons": [clean(reason) for reason in mix.reasons],
    }


def _person(person: PersonPart) -> dict[str, str]:
    hours = person.hours
    return {
        "person": clean(f"{person.id} {person.name}" if person.name else person.id, 80),
        "work": clean(person.occupation.title or "–", 90),
        "hours": _with_estimate(person),
        "courses": f"{whole_hours(person.course_hours):,}",
        "at_work": span(hours.at_work_low, hours.at_work_high) if hours else "–",
        "left": span(hours.not_covered_low, hours.not_covered_high) if hours else "–",
        "pay": change(person.wage_change, person.wage_change_bound),
        "support": clean(", ".join(HELP.get(kind, kind) for kind in person.support) or "none asked for", 160),
        "total": "–" if person.total is None else dollars(person.total),
    }


def _with_estimate(person: PersonPart) -> str:
    """Return the hours as the list has them: "31 (14 to 71)"."""
    ends = span(person.hours_low, person.hours_high)
    return ends if person.hours_estimate is None else f"{whole_hours(person.hours_estimate):,} ({ends})"


HELP = {
    "transport": "getting to work",
    "childcare": "child or family care",
    "housing": "housing",
    "language": "English",
    "internet": "computer and internet",
    "health": "health",
    "legal": "legal help",
    "clothing": "work clothes",
    "income": "living costs",
    "other": "other help",
}
"""Kinds of help in words."""


def own_classes(person: PersonPart, courses: Sequence[CoursePart]) -> list[str]:
    """Return the person's own classes with their dates: "Patient care, Jan 4 – Feb 5, 2027"."""
    mine = sorted((c for c in courses if c.id in person.takes), key=lambda c: (c.start, c.title))
    return [f"{course.title}, {between(course.start, course.end)}" for course in mine]


def _own(person: PersonPart, courses: Sequence[CoursePart]) -> dict[str, Any]:
    lines = [
        {
            "label": clean(line.label, 160),
            "quantity": amount_of(line.quantity, line.unit),
            "amount": dollars(line.amount),
        }
        for line in person.lines
    ]
    return {
        "person": _person(person)["person"],
        "notes": [clean(said, 400) for said in (*person.notes, *person.asks)],
        "classes": [clean(said, 200) for said in own_classes(person, courses)],
        "lines": lines,
        "total": "" if person.total is None else dollars(person.total),
    }


def _at_work(plan: PlanDocument) -> list[dict[str, str]]:
    """Return the derivation of the hours on the job for each person; empty where no line is priced by them."""
    if not any(line.most_amount is not None for line in (*plan.cost.lines, *plan.cost.carried)):
        return []
    return [
        {
            "person": _person(person)["person"],
            "learned": f"{person.hours.at_work_low:g} to {person.hours.at_work_high:g}",
            "estimate": f"{round(person.hours.on_the_job / 4):,}",
            "hours": f"{person.hours.on_the_job:,}",
            "most": f"{person.hours.on_the_job_most or 0:,}",
        }
        for person in plan.people
        if person.hours and person.hours.on_the_job is not None
    ]


def _priced_note(plan: PlanDocument) -> str:
    found = plan.hours_priced
    if found is None:
        return ""
    return f"The price holds the hours of {found[0]} of {found[1]} people: those with the most, whoever is hired."


ORDERS = {
    "least_training": "the fewest training hours (in whole hours) first",
    "largest_gain": "the largest gain in pay first, then the fewest training hours",
    "longest_waiting": "the longest waiting first, then the fewest training hours",
    "mixed": "the fewest training hours first, with a share of the places for each group",
}
TIES = {
    "largest_gain": "whoever waits longest, then a lot drawn for each job",
    "longest_waiting": "a lot drawn for each job",
}
"""What breaks a tie where it is not what breaks one between equal hours."""
TIES_BY_HOURS = (
    "whoever needs fewer beside a license's course, then whoever waits longest, then a lot drawn for each job"
)


def _how_chosen(candidates: CandidatesPart) -> str:
    """Say from how many the people were chosen, how the list stood and what broke a tie."""
    if not candidates.on_list:
        return ""
    years = candidates.experience_years
    first = (
        f"people with the experience that the posting asks for ({years_in_words(years)}), then "
        if years
        else ""
    )
    order = ORDERS.get(candidates.order, ORDERS["least_training"])
    how = "picked by the agency from" if candidates.picked else "the first of"
    tie = TIES.get(candidates.order, TIES_BY_HOURS)
    stands = f"{how} the list, which stands {first}{order}; where that is equal, {tie}. "
    return f"Chosen from {candidates.on_list:,} people whom no record rules out: {stands}"


def _people_note(plan: PlanDocument, *, ours: bool) -> str:
    chosen = _how_chosen(plan.candidates)
    if not ours:
        return f"{chosen}Names, last work, pay and help of each person are kept by the agency."
    return (
        f"{chosen}Pay change: the job's pay against what is typical for the last work where they live, "
        "else in the state or the nation."
    )


def _open(item: OpenPart) -> dict[str, str]:
    lack = "1 person lacks it" if item.people == 1 else f"{item.people} people lack it"
    when = " (needed on day one)" if item.on_day_one else ""
    way = f" The way: {item.way.words}." if item.way else ""
    price = f" ${dollars(item.way.price)} a person." if item.way and item.way.price is not None else ""
    missing = " Nobody has named a way yet: the plan cannot be signed." if item.hinders_signing else ""
    return {"name": clean(item.name + when, 200), "words": clean(f"{lack}: {item.why}.{way}{price}{missing}")}


def _calendar(courses: Sequence[CoursePart]) -> dict[str, Any]:
    """Return bars and date marks in percent of the calendar's width."""
    if not courses:
        return {"rows": [], "ticks": []}
    first = min(course.start for course in courses)
    last = max(course.end for course in courses)
    whole = max(7, (last - first).days + 1)
    rows = []
    for course in courses:
        at = 100 * (course.start - first).days / whole
        width = min(100 - at, 100 * ((course.end - course.start).days + 1) / whole)
        rows.append({"title": clean(course.title, 60), "at": at, "width": width})
    step = 7 * -(-whole // (7 * TICKS))
    ticks = []
    for days in range(0, whole - 3, step):
        moment = date.fromordinal(first.toordinal() + days)
        ticks.append({"at": 100 * days / whole, "label": f"{moment:%b} {moment.day}"})
    return {"rows": rows, "ticks": ticks}


HOW = {"in_person": "in person", "online": "online", "hybrid": "online and in person"}


def _course(course: CoursePart) -> dict[str, str]:
    how = HOW.get(course.modality, "")
    return {
        "title": clean(course.title, 160),
        "by": clean(" · ".join(part for part in (course.provider, how) if part), 120),
        "closes": clean(", ".join(course.closes) or "comes before another course", LONG_LIST),
        "when": between(course.start, course.end),
        "hours": f"{course.hours:g}",
        "price": dollars(course.price),
    }


def _budget(cost: CostPart) -> list[dict[str, Any]]:
    """Return the lines by part; each names its fund where any fund is named."""
    groups = []
    names_funds = any(line.fund for line in cost.lines)
    for part, label in PARTS.items():
        mine = [line for line in cost.lines if line.part == part]
        if mine:
            groups.append(
                {
                    "part": part,
                    "label": label,
                    "amount": dollars(sum(line.amount for line in mine)),
                    "lines": [_budget_line(line, names_funds=names_funds) for line in mine],
                }
            )
    return groups


def _budget_line(line: BudgetPart, *, names_funds: bool = False) -> dict[str, str]:
    return {
        "fund": clean(f"Fund: {line.fund}" if line.fund else "No fund named yet", 120) if names_funds else "",
        "label": clean(line.label, 160),
        "quantity": amount_of(line.quantity, line.unit),
        "price": dollars(line.unit_price),
        "amount": dollars(line.amount),
        "most": ""
        if line.most_amount is None or line.most_quantity is None
        else f"not to exceed {amount_of(line.most_quantity, line.unit)}, ${dollars(line.most_amount)}",
        "payer": {"employer": "the employer", "partner": "a partner"}.get(line.paid_by, ""),
    }


def _believable(feeders: Iterable[FeederPart]) -> list[FeederPart]:
    """Return a dozen to recruit from: somebody in the pool, no step down, no cut of pay above 40 %; then the most."""
    found = [
        feeder
        for feeder in feeders
        if feeder.in_pool != 0
        and feeder.step != "down"
        and (feeder.wage_change is None or feeder.wage_change > -MOST_LOST * (feeder.wage_now or 0))
    ]
    others = sorted(found[NEAREST:], key=lambda feeder: -(feeder.in_pool or 0))
    return [*found[:NEAREST], *others][:FEEDERS]


def _feeder(feeder: FeederPart) -> dict[str, str]:
    return {
        "title": clean(feeder.title, 120),
        "hours": span(feeder.hours_low, feeder.hours_high),
        "pay": change(feeder.wage_change, feeder.wage_change_bound),
        "pool": "–" if feeder.in_pool is None else f"{feeder.in_pool:,}",
    }


def _signed(item: SignaturePart) -> str:
    """Return a signature in one sentence: who, for whom, when (UTC), and the hash's beginning."""
    who = ", ".join(part for part in (item.name, item.title, item.on_behalf_of) if part)
    when = item.signed_at.astimezone(UTC)
    return clean(f"Signed by {who} on {day(when)}, {when:%H:%M} UTC. Fingerprint: {item.content_hash[:16]}.")


def _sources(plan: PlanDocument) -> list[str]:
    prices: dict[str, list[str]] = {}
    for line in (*plan.cost.lines, *plan.cost.carried):
        if line.kind != "course":
            prices.setdefault(line.source, []).append(line.label)
    release = plan.reference_version.removeprefix("onet-")
    return [
        f"Occupations, skills and levels: O*NET {clean(release)}, U.S. Department of Labor, CC BY 4.0, with changes.",
        *SOURCES,
        "Course prices, hours and dates: the catalogue.",
        *(
            clean(f"{'; '.join(dict.fromkeys(labels))}: {source}")
            for source, labels in prices.items()
            if source
        ),
    ]
