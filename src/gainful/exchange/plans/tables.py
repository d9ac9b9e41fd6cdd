"""A plan as CSV tables that a spreadsheet opens safely."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from gainful.engine.planning.document import CoursePart, PersonPart, PlanDocument
from gainful.engine.records.document import Part
from gainful.exchange.plans.paper import own_classes
from gainful.exchange.tables.writing import csv_text, safe_cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text (RFC 4180, UTF-8)."""
    return csv_text(header, ([safe_cell(cell) for cell in row] for row in rows))


BUDGET = {
    "part": "part", "paid_by": "paid_by", "what": "label", "quantity": "quantity", "unit": "unit",
    "unit_price_usd": "unit_price", "amount_usd": "amount", "not_to_exceed_usd": "most_amount", "fund": "fund",
    "people": "people", "source": "source",
}  # fmt: skip
"""Column → field of a budget line; who pays (`program`, `employer`, `partner`) comes before what, for filters."""
COURSES = ("id", "title", "provider", "hours", "price", "modality", "start", "end")
MODULES = ("number", "kind", "title", "course", "hours", "people", "start", "end", "note")
FEEDERS = (
    "code", "title", "step", "shortfall", "surplus", "hours_low", "hours_high", "wage_now", "wage_change",
    "local_employment", "in_pool", "wage_now_at_least", "wage_place", "wage_change_bound", "employment_of",
)  # fmt: skip


HOURS = (
    "courses",
    "taught",
    "taught_low",
    "taught_high",
    "at_work",
    "at_work_low",
    "at_work_high",
    "not_covered_low",
    "not_covered_high",
)


def _fields(part: Part, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(part, name) for name in names)


def budget_csv(plan: PlanDocument) -> str:
    """Return every line of the budget and nothing else: `amount_usd` where `paid_by` is `program` adds up to the total.

    A spreadsheet makes totals by part, payer or fund with a filter, so no row holds one.
    """
    lines = (*plan.cost.lines, *plan.cost.carried)
    return to_csv(tuple(BUDGET), (_fields(line, tuple(BUDGET.values())) for line in lines))


def plan_zip(plan: PlanDocument) -> bytes:
    """Return every table of a plan as CSV files in one zip."""
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in plan_tables(plan).items():
            archive.writestr(name, text)
    return packed.getvalue()


def plan_tables(plan: PlanDocument) -> dict[str, str]:
    """Return file name → CSV text of a plan."""
    people = (
        "rank",
        "id",
        "name",
        "occupation",
        "hours_estimate",
        "hours_low",
        "hours_high",
        *HOURS,
        "wage_change",
        "wage_change_bound",
        "wage_place",
        "on_the_job",
        "on_the_job_most",
        "support",
        "classes",
        "total_usd",
        "takes",
        "situation",
        "works_now",
        "to_ask",
    )
    return {
        "people.csv": to_csv(people, (_person(person, plan.courses) for person in plan.people)),
        "courses.csv": to_csv(
            (*COURSES, "closes"), ((*_fields(c, COURSES), "; ".join(c.closes)) for c in plan.courses)
        ),
        "modules.csv": to_csv(
            (*MODULES, "serves"),
            ((*_fields(m, MODULES), "; ".join(each.name for each in m.serves)) for m in plan.modules),
        ),
        "feeders.csv": to_csv(FEEDERS, (_fields(feeder, FEEDERS) for feeder in plan.feeder_occupations)),
        "budget.csv": budget_csv(plan),
        "person_costs.csv": to_csv(OWN, (row for person in plan.people for row in _own_rows(person))),
        "open.csv": to_csv(OPEN, _left_rows(plan)),
    }


OWN = ("person", "name", "part", "what", "quantity", "unit", "amount_usd")


def _own_rows(person: PersonPart) -> Iterable[tuple[object, ...]]:
    """Return what the program pays for one person, a row for each line; the agency's copies hold it."""
    for line in person.lines:
        yield (person.id, person.name, *_fields(line, ("part", "label", "quantity", "unit", "amount")))


OPEN = (
    "competency_id", "name", "on_day_one", "people", "hours_low", "hours_high", "who", "why", "way", "way_words",
    "way_price_usd",
)  # fmt: skip


def _left_rows(plan: PlanDocument) -> Iterable[tuple[object, ...]]:
    """Return all that people are short of and no course of theirs teaches, what hinders signing first."""
    left = {item.competency_id: item for item in plan.left}
    first = {each.competency_id for person in plan.people for each in person.first_day}
    named = {item.competency_id: item for item in plan.open_requirements}
    for key in (*named, *(key for key in left if key not in named)):
        mine, item = left.get(key), named.get(key)
        name, people = (mine.name, mine.people) if mine else ("", 0)
        if item is not None:
            name, people = item.name, item.people
        hours = (mine.hours_low, mine.hours_high) if mine else ("", "")
        who = "; ".join(person.id for person in plan.people if key in person.without_course)
        day_one, why = (
            (item.on_day_one, item.why) if item else (key in first, "no course of theirs teaches it")
        )
        way = (item.way.kind, item.way.words, item.way.price) if item and item.way else ("", "", "")
        yield (key, name, day_one, people, *hours, who, why, *way)


def _person(person: PersonPart, courses: Sequence[CoursePart]) -> tuple[object, ...]:
    return (
        *_fields(person, ("rank", "id", "name")),
        person.occupation.title,
        *_fields(person, ("hours_estimate", "hours_low", "hours_high")),
        *(_fields(person.hours, HOURS) if person.hours else ("",) * len(HOURS)),
        *_fields(person, ("wage_change", "wage_change_bound", "wage_place")),
        *(_fields(person.hours, ("on_the_job", "on_the_job_most")) if person.hours else ("", "")),
        "; ".join(person.support),
        "; ".join(own_classes(person, courses)),
        person.total,
        "; ".join(person.takes),
        person.situation,
        person.works_now,
        " ".join((*person.notes, *person.asks)),
    )
