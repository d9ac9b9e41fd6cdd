"""A plan as CSV tables that a spreadsheet opens safely."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from gainful.engine.planning.document import OpenPart, PersonPart, PlanDocument
from gainful.engine.records.document import Part
from gainful.exchange.tables.writing import csv_text, safe_cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text (RFC 4180, UTF-8)."""
    return csv_text(header, ([safe_cell(cell) for cell in row] for row in rows))


BUDGET = ("part", "label", "quantity", "unit", "unit_price", "amount", "source", "paid_by", "fund")
COURSES = ("id", "title", "provider", "hours", "price", "modality", "start", "end")
MODULES = ("number", "kind", "title", "course", "hours", "people", "start", "end", "note")
FEEDERS = (
    "code", "title", "step", "shortfall", "surplus", "hours_low", "hours_high", "wage_now", "wage_change",
    "local_employment", "in_pool", "wage_now_at_least", "wage_place", "wage_change_bound", "employment_of",
)  # fmt: skip


HOURS = (
    "courses",
    "taught_low",
    "taught_high",
    "at_work_low",
    "at_work_high",
    "not_covered_low",
    "not_covered_high",
)


def _fields(part: Part, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(part, name) for name in names)


def budget_csv(plan: PlanDocument) -> str:
    """Return the budget of a plan; its total is what the program pays, USD, and what others carry stands below it."""
    header = ("part", "what", "quantity", "unit", "unit_price_usd", "amount_usd", "source", "paid_by", "fund")
    rows = [_fields(line, BUDGET) for line in plan.cost.lines]
    rows.append(("total", "", "", "", "", plan.cost.total, "", "program", ""))
    if plan.cost.carried:
        rows += [_fields(line, BUDGET) for line in plan.cost.carried]
        rows.append(("carried by others", "", "", "", "", plan.cost.carried_total, "", "", ""))
    return to_csv(header, rows)


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
        "hours_low",
        "hours_high",
        *HOURS,
        "wage_change",
        "wage_change_bound",
        "wage_place",
        "support",
        "takes",
    )
    return {
        "people.csv": to_csv(people, (_person(person) for person in plan.people)),
        "courses.csv": to_csv(
            (*COURSES, "closes"), ((*_fields(c, COURSES), "; ".join(c.closes)) for c in plan.courses)
        ),
        "modules.csv": to_csv(
            (*MODULES, "serves"),
            ((*_fields(m, MODULES), "; ".join(each.name for each in m.serves)) for m in plan.modules),
        ),
        "feeders.csv": to_csv(FEEDERS, (_fields(feeder, FEEDERS) for feeder in plan.feeder_occupations)),
        "budget.csv": to_csv(
            BUDGET, (_fields(line, BUDGET) for line in (*plan.cost.lines, *plan.cost.carried))
        ),
        "open.csv": to_csv(OPEN, (_open(item) for item in plan.open_requirements)),
    }


OPEN = ("competency_id", "name", "on_day_one", "people", "why", "way", "way_words", "way_price_usd")


def _open(item: OpenPart) -> tuple[object, ...]:
    way = (item.way.kind, item.way.words, item.way.price) if item.way else ("", "", "")
    return (*_fields(item, OPEN[:5]), *way)


def _person(person: PersonPart) -> tuple[object, ...]:
    return (
        *_fields(person, ("rank", "id", "name")),
        person.occupation.title,
        *_fields(person, ("hours_low", "hours_high")),
        *(_fields(person.hours, HOURS) if person.hours else ("",) * len(HOURS)),
        *_fields(person, ("wage_change", "wage_change_bound", "wage_place")),
        "; ".join(person.support),
        "; ".join(person.takes),
    )
