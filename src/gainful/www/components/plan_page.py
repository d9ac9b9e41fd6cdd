"""What a plan's page shows: the sentence, the mix as bars, the calendar, the budget that adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.courses.models import Modality
from gainful.domain.plans.changes import changes_since
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.models import Plan, Share
from gainful.engine.planning.document import BudgetPart, CoursePart, SharesPart
from gainful.engine.planning.first_day import first_day_in_words
from gainful.engine.planning.hours import whole_hours
from gainful.www.components.gantt import gantt
from gainful.www.components.promises import promises_context

UNITS: dict[str, tuple[str | Promise, str | Promise]] = {
    "person": (gettext_lazy("person"), gettext_lazy("people")),
    "hour": (gettext_lazy("hour"), gettext_lazy("hours")),
    "week": (gettext_lazy("week"), gettext_lazy("weeks")),
    "month": (gettext_lazy("month"), gettext_lazy("months")),
    "wave": (gettext_lazy("wave"), gettext_lazy("waves")),
    "plan": (gettext_lazy("plan"), gettext_lazy("plans")),
    "exam": (gettext_lazy("exam"), gettext_lazy("exams")),
}
SCENARIOS: dict[str, str | Promise] = {
    "displaced": gettext_lazy("displaced worker"),
    "incumbent": gettext_lazy("worker who already has a job"),
    "nontraditional": gettext_lazy("nontraditional worker"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a mix bar: place and width in percent."""

    share: str
    label: str
    percent: int
    x: float
    middle: float


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line of the budget with its unit in words."""

    line: BudgetPart
    unit_words: str


def mix_bar(shares: SharesPart) -> list[Segment]:
    """Return the three parts side by side, in the loop's order."""
    found, x = [], 0.0
    for share in Share:
        percent: int = getattr(shares, share.value)
        found.append(Segment(share.value, str(share.label), percent, x, x + percent / 2))
        x += percent
    return found


def unit_words(unit: str, quantity: float) -> str:
    """Return a unit in the number that its quantity asks for."""
    found = UNITS.get(unit)
    return unit if found is None else str(found[0] if quantity == 1 else found[1])


def plan_context(actor: Actor, plan: Plan, *, hide_people: bool = True) -> dict[str, Any]:
    """Return everything a plan's page shows, out of its document; with `hide_people` only codes, never a name."""
    document = stored_plan(plan, shared=hide_people)
    people = [] if hide_people else list(plan.people.select_related("participant"))
    promises = promises_context(actor, plan.job_order, plan)
    return {
        "plan": plan,
        "document": document,
        "mix_bar": mix_bar(document.mix.shares),
        "reference_bar": mix_bar(document.mix.reference),
        "scenario_words": SCENARIOS.get(document.mix.scenario, document.mix.scenario),
        "calendar": gantt(document.courses),
        "courses": [(course, _modality(course)) for course in document.courses],
        "budget": _budget(document.cost.lines),
        "carried": [BudgetRow(line, unit_words(line.unit, line.quantity)) for line in document.cost.carried],
        "people": people,
        "changes": changes_since(actor, plan),
        "unfunded": sum(fund.amount for fund in document.cost.funds if not fund.fund),
        "not_covered": max(
            (whole_hours(person.hours.not_covered_high) for person in document.people if person.hours),
            default=0,
        ),
        "first_day": first_day_in_words([(person.id, person.first_day) for person in document.people]),
        "signed_count": sum(item.is_signed for item in promises["documents"]),
        **promises,
    }


def _modality(course: CoursePart) -> str:
    return str(Modality(course.modality).label) if course.modality in Modality.values else ""


def _budget(lines: Sequence[BudgetPart]) -> list[tuple[str, str, list[BudgetRow], Decimal]]:
    """Return the parts of the mix that cost something, each with its lines and what they come to, USD."""
    groups = []
    for share in Share:
        rows = [
            BudgetRow(line, unit_words(line.unit, line.quantity))
            for line in lines
            if line.part == share.value
        ]
        if rows:
            total = sum((Decimal(str(row.line.amount)) for row in rows), Decimal(0))
            groups.append((str(share.value), str(share.label), rows, total))
    return groups
