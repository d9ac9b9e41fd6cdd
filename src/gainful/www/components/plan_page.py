"""What a plan's page shows: the sentence, the mix as bars, the calendar, the budget that adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.courses.models import Modality
from gainful.domain.participants.models import BarrierKind
from gainful.domain.plans.changes import changes_since
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.models import Plan, PlanPerson, Share
from gainful.domain.plans.states import Answer
from gainful.engine.gap.preparation import PRACTICE
from gainful.engine.mix import PaidBy
from gainful.engine.planning.document import (
    BudgetPart,
    CoursePart,
    OwnLinePart,
    PersonPart,
    PlanDocument,
    SharesPart,
)
from gainful.engine.planning.first_day import first_day_in_words
from gainful.engine.planning.hours import whole_hours
from gainful.exchange.plans.agreed import TIMES, UNKNOWN, amounts_beside, job_words
from gainful.www.components.gantt import days_words, gantt
from gainful.www.components.promises import promises_context

UNITS: dict[str, tuple[str | Promise, str | Promise]] = {
    "person": (gettext_lazy("person"), gettext_lazy("people")),
    "hour": (gettext_lazy("hour"), gettext_lazy("hours")),
    "week": (gettext_lazy("week"), gettext_lazy("weeks")),
    "month": (gettext_lazy("month"), gettext_lazy("months")),
    "wave": (gettext_lazy("follow-up"), gettext_lazy("follow-ups")),
    "follow-up": (gettext_lazy("follow-up"), gettext_lazy("follow-ups")),
    "lump sum": (gettext_lazy("lump sum"), gettext_lazy("lump sums")),
    "exam": (gettext_lazy("exam"), gettext_lazy("exams")),
}
SCENARIOS: dict[str, str | Promise] = {
    "displaced": gettext_lazy("people who lost a job"),
    "incumbent": gettext_lazy("people who have a job"),
    "nontraditional": gettext_lazy("people new to work or returning to it"),
}
HOW_TAUGHT: dict[str, str | Promise] = {
    Modality.IN_PERSON: gettext_lazy("In person"),
    Modality.ONLINE: gettext_lazy("Online"),
    Modality.HYBRID: gettext_lazy("Online and in person"),
}
"""How a course is held, as on paper."""


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
    most_words: str = ""
    """What is not exceeded, where the quantity is an estimate."""
    payer: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the plan with their own classes, and what the program pays for them."""

    place: PlanPerson
    part: PersonPart
    classes: tuple[tuple[str, str], ...]
    """Title and days."""
    support: tuple[str, ...]
    lines: tuple[tuple[OwnLinePart, str], ...]
    """Each line with its unit in words."""


PAYERS: dict[str, str | Promise] = {
    "program": gettext_lazy("the agency"),
    "employer": gettext_lazy("the employer"),
    "partner": gettext_lazy("a partner"),
}


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
        "job_words": _job_rows(document),
        "mix_bar": mix_bar(document.mix.shares),
        "reference_bar": mix_bar(document.mix.reference),
        "scenario_words": SCENARIOS.get(document.mix.scenario, document.mix.scenario),
        "calendar": gantt(document.courses),
        "courses": [
            (course, _modality(course), days_words(course.start, course.end)) for course in document.courses
        ],
        "budget": _budget(document.cost.lines),
        "carried": [_row(line) for line in document.cost.carried],
        "at_work": _at_work(document),
        "at_work_of": document.hours_priced,
        "at_most": document.cost.at_most if document.cost.at_most > document.cost.total else None,
        "people": people,
        "person_rows": [_person_row(place, document) for place in people],
        "answered": sum(bool(place.answer) for place in people),
        "said_yes": sum(place.answer == Answer.YES for place in people),
        "signing": signing(document),
        "changes": changes_since(actor, plan),
        "unfunded": sum(fund.amount for fund in document.cost.funds if not fund.fund),
        "unfunded_parts": [
            share.label.lower()
            for share in Share
            if any(line.part == share.value and not line.fund and line.amount for line in document.cost.lines)
        ],
        "not_covered": max(
            (whole_hours(person.hours.not_covered_high) for person in document.people if person.hours),
            default=0,
        ),
        "first_day": first_day_in_words([(person.id, person.first_day) for person in document.people]),
        "signed_count": sum(item.is_signed for item in promises["documents"]),
        **promises,
    }


TOLD = frozenset({*TIMES.values(), UNKNOWN, "to be agreed"})
"""Words of the job that have a translation; pay, hours and place are figures and names."""


def _job_rows(document: PlanDocument) -> list[tuple[str, str]]:
    """Return what the job is, as on paper, shifts in the reader's language."""
    return [
        (label, ", ".join(_(part) if part in TOLD else part for part in words.split(", ")))
        for label, words in job_words(document)
    ]


def _modality(course: CoursePart) -> str:
    return str(HOW_TAUGHT.get(course.modality, ""))


def _row(line: BudgetPart) -> BudgetRow:
    most = ""
    if line.most_amount is not None and line.most_quantity is not None:
        most = _("Not to exceed %(quantity)s %(unit)s, $%(amount)s") % {
            "quantity": f"{line.most_quantity:,g}",
            "unit": unit_words(line.unit, line.most_quantity),
            "amount": f"{line.most_amount:,.2f}",
        }
    return BudgetRow(line, unit_words(line.unit, line.quantity), most, PAYERS.get(line.paid_by, ""))


def _person_row(place: PlanPerson, document: PlanDocument) -> PersonRow:
    part = PersonPart.model_validate(place.part)
    mine = sorted((c for c in document.courses if c.id in part.takes), key=lambda c: (c.start, c.title))
    return PersonRow(
        place,
        part,
        tuple((course.title, days_words(course.start, course.end)) for course in mine),
        tuple(str(BarrierKind(kind).label) for kind in part.support if kind in BarrierKind.values),
        tuple((line, unit_words(line.unit, line.quantity)) for line in part.lines),
    )


def _at_work(document: PlanDocument) -> list[tuple[PersonPart, int]]:
    """Return the people whose hours on the job are priced, with the estimate that they follow from; else nobody."""
    lines = (*document.cost.lines, *document.cost.carried)
    if not any(line.most_amount is not None for line in lines):
        return []
    return [
        (person, round(person.hours.on_the_job * PRACTICE))
        for person in document.people
        if person.hours and person.hours.on_the_job
    ]


@dataclass(frozen=True, slots=True)
class Signing:
    """What the employer carries beside the price, USD, and at most; the lines it is made of."""

    carried: float
    most: float
    lines: tuple[BudgetPart, ...]
    beside: tuple[str, ...]
    """What a premium and overtime could add, in words, as on paper."""
    tasks: int
    """How many things the employer teaches in its own words, in no hours: then nothing is "no more"."""


def signing(document: PlanDocument) -> Signing:
    """Return what the employer takes on beside the openings, as on the paper that is signed."""
    carried, most = document.cost.by_employer
    return Signing(
        carried,
        most,
        tuple(line for line in document.cost.carried if line.paid_by == PaidBy.EMPLOYER),
        tuple(amounts_beside(document)) if document.cost.counts_wages else (),
        len(document.own_tasks),
    )


def _budget(lines: Sequence[BudgetPart]) -> list[tuple[str, str, list[BudgetRow], Decimal]]:
    """Return the parts of the mix that cost something, each with its lines and what they come to, USD."""
    groups = []
    for share in Share:
        rows = [_row(line) for line in lines if line.part == share.value]
        if rows:
            total = sum((Decimal(str(row.line.amount)) for row in rows), Decimal(0))
            groups.append((str(share.value), str(share.label), rows, total))
    return groups
