"""A stored plan as its document: as it was made, with what has happened to it since, for whoever may read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from gainful.domain.plans.models import Plan, PlanPerson
from gainful.domain.plans.signatures import signatures
from gainful.engine.mix import Part
from gainful.engine.mix.prices import COACHING, MENTOR
from gainful.engine.mix.rates import TOOLS, TRAINING_WAGE
from gainful.engine.planning.document import (
    BudgetPart,
    OccupationPart,
    PersonPart,
    PlanDocument,
)
from gainful.engine.planning.model import UpskillingPlan
from gainful.engine.planning.write import plan_document

OPEN_SUPPORT = frozenset({COACHING.kind, MENTOR.kind, TOOLS.kind, TRAINING_WAGE.kind})
"""Support that everybody in a plan gets and anybody may read."""


def document_to_store(made: UpskillingPlan, profile_version: int) -> PlanDocument:
    """Return the plan as it is stored: people by code, each with a row of their own beside it."""
    whole = plan_document(made, profile_version=profile_version)
    people = (
        person.model_copy(update={"id": f"P{place:02d}", "name": None})
        for place, person in enumerate(whole.people, 1)
    )
    return whole.changed(people=tuple(people))


def stored_plan(plan: Plan, *, names: bool = False, shared: bool = False) -> PlanDocument:
    """Return the plan's document. People stand by code unless `names`, and only those whose consent the actor has.

    `shared` is for readers outside the agency: no person's support, last work or pay, no parts of single people's help.
    """
    made = PlanDocument.from_json({**plan.document, "people": []})
    named = names and not shared
    rows = plan.people.select_related("participant") if named else plan.people.all()
    people = tuple(_person(row, names=named) for row in rows) or (_people_of_link() if shared else ())
    document = made.changed(
        plan=str(plan.pk),
        version=plan.number,
        status=plan.status,
        job_order=str(plan.job_order_id),
        employer=plan.job_order.employer_label,
        people=people,
        unknowns=(*_awaited(plan), *made.unknowns),
        signatures=signatures(plan),
    )
    return for_outsiders(document) if shared else document


def _people_of_link() -> tuple[PersonPart, ...]:
    """Return the people of the plan that a link opens, by code, without their circumstances; none for others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.link_people()")
        parts = [part for (part,) in cursor.fetchall()]
    return tuple(PersonPart.model_validate(json.loads(p) if isinstance(p, str) else p) for p in parts)


def _person(row: PlanPerson, *, names: bool) -> PersonPart:
    person = PersonPart.model_validate(row.part)
    return person.model_copy(update={"name": str(row.participant)}) if names else person


def _awaited(plan: Plan) -> Iterable[str]:
    if plan.profile_version.signed_at is None:
        yield _("The employer has not yet confirmed what the job needs.")


def for_outsiders(document: PlanDocument) -> PlanDocument:
    """Return what a reader outside the agency may learn.

    They must not learn that one of eight future colleagues needs help with a record or housing: what removes single
    people's barriers is one line of the budget.
    """
    lines = document.cost.lines
    carried = document.cost.carried
    private = _private_of(lines)
    reasons = document.mix.reasons
    for line in private:
        reasons = tuple(
            reason.replace(line.label, _("Support for single people's needs")) for reason in reasons
        )
    return document.changed(
        people=tuple(_without_circumstances(person) for person in document.people),
        fairness=(),
        for_agency=(),
        feeder_occupations=tuple(
            feeder.model_copy(update={"in_pool": None}) for feeder in document.feeder_occupations
        ),
        mix=document.mix.model_copy(update={"reasons": reasons}),
        cost=document.cost.model_copy(
            update={"lines": _merged(lines, private), "carried": _merged(carried, _private_of(carried))}
        ),
    )


def _private_of(lines: tuple[BudgetPart, ...]) -> tuple[BudgetPart, ...]:
    return tuple(line for line in lines if _is_private(line))


def _is_private(line: BudgetPart) -> bool:
    return line.part == Part.SUPPORT and line.kind not in OPEN_SUPPORT


def _without_circumstances(person: PersonPart) -> PersonPart:
    hidden = {
        "name": None,
        "occupation": OccupationPart(),
        "cost": None,
        "wage_change": None,
        "wage_change_bound": "unknown",
        "wage_place": "area",
        "already_has": (),
        "asks": (),
        "support": (),
    }
    return person.model_copy(update=hidden)


def _merged(lines: tuple[BudgetPart, ...], private: tuple[BudgetPart, ...]) -> tuple[BudgetPart, ...]:
    if not private:
        return lines
    amount = float(sum(Decimal(str(line.amount)) for line in private))
    whole = BudgetPart(
        part=Part.SUPPORT,
        kind="support",
        label=_("Support for single people's needs"),
        quantity=1,
        unit="plan",
        unit_price=amount,
        amount=amount,
        people=0,
        source=_("Rides, child care and the like; the agency keeps the parts."),
    )
    place = lines.index(private[0])
    before, after = lines[:place], lines[place:]
    return (*before, whole, *(line for line in after if line not in private))
