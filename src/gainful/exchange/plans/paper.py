"""A plan as words and figures for paper: everything that is printed, already in plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any

from gainful.engine.planning.document import (
    BudgetPart,
    CoursePart,
    OpenPart,
    PersonPart,
    PlanDocument,
    PlanMix,
    SharesPart,
    SignaturePart,
)
from gainful.engine.planning.hours import whole_hours
from gainful.engine.ranking.feeder_document import FeederPart
from gainful.engine.ranking.pay_change import of_the_loss

PARTS = {"train": "Training", "support": "Support", "measure": "Measurement"}
SCENARIOS = {
    "displaced": "a displaced worker",
    "incumbent": "a worker who has a job",
    "nontraditional": "a nontraditional worker",
}
LONGEST = 600
LONG_WORD = 30
FEEDERS, NEAREST = 12, 7
MOST_LOST = 0.4
TICKS = 8
SOURCES = (
    "Reference mixes: Job-centric upskilling, Deloitte Insights 2020, figures 5 to 7.",
    "Wages and employment: Occupational Employment and Wage Statistics, May 2025, U.S. Bureau of Labor Statistics.",
    "Hours to learn: estimated from O*NET's education, training and experience figures; a range, not a measurement.",
)


def clean(value: object, most: int = LONGEST) -> str:
    """Return text that can be set and read: no control or direction marks, long words breakable, bounded length."""
    text = "" if value is None else str(value)
    text = text.encode("utf-8", "replace").decode()
    text = "".join(
        " " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or unicodedata.category(c)[0] != "C"
    )
    text = re.sub(r"\s+", " ", text).strip()
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    return re.sub(rf"\S{{{LONG_WORD}}}(?=\S)", lambda found: f"{found[0]}\u200b", text)


def paper(plan: PlanDocument, *, signature: bool = False, note: str = "") -> dict[str, Any]:
    """Return what the template prints; `note` stands in the footer (who made it, which version)."""
    return {
        "title": clean(f"The plan for {plan.title}", 200),
        "sentence": clean(plan.sentence),
        "outlook": clean(plan.outlook.sentence) if plan.outlook else "",
        "facts": _facts(plan),
        "footer": clean(note or "Made with Gainful", 160),
        "hours": [clean(said) for said in plan.hours],
        "open": [_open(item) for item in plan.open_requirements],
        "mix": _mix(plan.mix),
        "people": [_person(person) for person in plan.people],
        "people_note": _people_note(plan),
        "calendar": _calendar(plan.courses),
        "courses": [_course(course) for course in plan.courses],
        "on_the_job": [{"name": clean(i.name), "reason": clean(i.reason)} for i in plan.on_the_job],
        "budget": _budget(plan.cost.lines),
        "total": dollars(plan.cost.total),
        "per_person": dollars(plan.cost.per_person),
        "funds": [
            {"fund": clean(each.fund or "No fund named", 120), "amount": dollars(each.amount)}
            for each in plan.cost.funds
        ],
        "carried": [_budget_line(line) for line in plan.cost.carried],
        "carried_total": dollars(plan.cost.carried_total),
        "unknowns": [clean(item) for item in plan.unknowns],
        "feeders": [_feeder(feeder) for feeder in _believable(plan.feeder_occupations)],
        "pool_known": any(feeder.in_pool is not None for feeder in plan.feeder_occupations),
        "sources": _sources(plan),
        "signature": signature and not plan.signatures,
        "signed": [_signed(item) for item in plan.signatures],
    }


def dollars(amount: float) -> str:
    """Return an amount with cents."""
    return f"{amount:,.2f}"


BOUNDS = {"at_least": "at least ", "at_most": "at most "}


def change(amount: float | None, bound: str = "exact") -> str:
    """Return a yearly change with its sign, a dash where it is not known; `bound` says what is known of it.

    Of a loss that is only bounded the loss is said: "at most −5,000" would read as if 5,000 were the most.
    """
    if amount is None:
        return "–"
    if amount < 0 and bound in BOUNDS:
        return f"{BOUNDS[of_the_loss(bound)]}{-amount:,.0f} less"
    return BOUNDS.get(bound, "") + f"{amount:+,.0f}".replace("-", "−")


def span(low: float | None, high: float | None) -> str:
    """Return a range of hours in whole hours, one figure where both ends are the same."""
    if low is None or high is None:
        return "–"
    first, last = f"{whole_hours(low):,}", f"{whole_hours(high):,}"
    return last if first == last else f"{first} to {last}"


def day(moment: date) -> str:
    """Return a date as people write it."""
    return f"{moment.day} {moment:%b %Y}"


def between(start: date, end: date) -> str:
    """Return two dates, the year only where it has to be said."""
    first = day(start)
    return f"{first[:-5] if start.year == end.year else first} to {day(end)}"


def _facts(plan: PlanDocument) -> list[str]:
    occupation = plan.occupation
    found = [clean(occupation.title or "No occupation chosen")]
    if occupation.code:
        found[0] += f" ({occupation.code})"
    if plan.employer:
        found.append(clean(plan.employer))
    found.append("1 opening" if plan.openings == 1 else f"{plan.openings} openings")
    if plan.wage:
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
        "without": f"Without pay to people who learn: {without}." if without else "",
        "shares": shares(mix.shares),
        "reference": shares(mix.reference),
        "words": ", ".join(f"{PARTS[p]} {n} %" for p, n in percent(mix.shares).items()) + ".",
        "usual": f"Usual for {SCENARIOS.get(mix.scenario, mix.scenario)}: {usual}.",
        "reasons": [clean(reason) for reason in mix.reasons],
    }


def _person(person: PersonPart) -> dict[str, str]:
    return {
        "person": clean(person.name or person.id, 60),
        "work": clean(person.occupation.title or "–", 90),
        "hours": span(person.hours_low, person.hours_high),
        "courses": f"{whole_hours(person.course_hours):,}",
        "at_work": span(person.hours.at_work_low, person.hours.at_work_high) if person.hours else "–",
        "left": span(person.hours.not_covered_low, person.hours.not_covered_high) if person.hours else "–",
        "pay": change(person.wage_change, person.wage_change_bound),
        "support": clean(", ".join(person.support) or "–", 160),
    }


def _people_note(plan: PlanDocument) -> str:
    on_list = plan.candidates.on_list
    chosen = (
        f"Chosen from {on_list:,} people who meet the job's conditions, least training first. "
        if on_list
        else ""
    )
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
        ticks.append({"at": 100 * days / whole, "label": f"{moment.day} {moment:%b}"})
    return {"rows": rows, "ticks": ticks}


HOW = {"in_person": "in person", "online": "online", "hybrid": "online and in person"}


def _course(course: CoursePart) -> dict[str, str]:
    how = HOW.get(course.modality, "")
    return {
        "title": clean(course.title, 160),
        "by": clean(" · ".join(part for part in (course.provider, how) if part), 120),
        "closes": clean(", ".join(course.closes) or "comes before another course", 300),
        "when": between(course.start, course.end),
        "hours": f"{course.hours:g}",
        "price": dollars(course.price),
    }


def _budget(lines: Sequence[BudgetPart]) -> list[dict[str, Any]]:
    groups = []
    for part, label in PARTS.items():
        mine = [line for line in lines if line.part == part]
        if mine:
            groups.append(
                {
                    "part": part,
                    "label": label,
                    "amount": dollars(sum(line.amount for line in mine)),
                    "lines": [_budget_line(line) for line in mine],
                }
            )
    return groups


def _budget_line(line: BudgetPart) -> dict[str, str]:
    return {
        "label": clean(line.label, 160),
        "quantity": _quantity(line.quantity, line.unit),
        "price": dollars(line.unit_price),
        "amount": dollars(line.amount),
    }


def _quantity(quantity: float, unit: str) -> str:
    plural = {"person": "people"}.get(unit, f"{unit}s")
    return f"{quantity:,g} {unit if quantity == 1 else plural}"


def _believable(feeders: Iterable[FeederPart]) -> list[FeederPart]:
    """Return a dozen to recruit from: somebody in the pool, no cut of pay above 40 %; steps up, then where most are."""
    found = [
        feeder
        for feeder in feeders
        if feeder.in_pool != 0
        and (feeder.wage_change is None or feeder.wage_change > -MOST_LOST * (feeder.wage_now or 0))
    ]
    found.sort(key=lambda feeder: feeder.step == "down")
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
    return clean(
        f"Signed by {who} on {when.day} {when:%B %Y, %H:%M} UTC. Fingerprint: {item.content_hash[:16]}."
    )


def _sources(plan: PlanDocument) -> list[str]:
    prices: dict[str, list[str]] = {}
    for line in plan.cost.lines:
        if line.kind != "course":
            prices.setdefault(line.source, []).append(line.label)
    release = plan.reference_version.removeprefix("onet-")
    return [
        f"Occupations, skills and levels: O*NET {clean(release)}, U.S. Department of Labor, CC BY 4.0, with changes.",
        *SOURCES,
        "Course prices, hours and dates: the catalogue.",
        *(clean(f"{'; '.join(labels)}: {source}") for source, labels in prices.items() if source),
    ]
