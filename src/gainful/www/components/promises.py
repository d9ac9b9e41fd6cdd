"""What is promised for a job order: documents with their signatures, openings, and the form that commits them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import queries
from gainful.domain.job_orders.access import may_opening
from gainful.domain.job_orders.actions import commitment_basis, usual_terms
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, Opening, WageUnit
from gainful.domain.job_orders.states import OPENING_RULES, OpeningStatus
from gainful.domain.plans.models import Plan
from gainful.domain.plans.signatures import Kind, documents_of

STEPS: dict[str, str | Promise] = {
    "withdraw": _("Withdraw"),
    "offer_again": _("Offer again"),
    "resume": _("Offer again"),
    "fill": _("Filled"),
}
"""What can be done with one opening, beside committing to it."""


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One opening and the steps that the reader may take with it."""

    opening: Opening
    steps: tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True, slots=True)
class FormTerms:
    """What the form that commits openings begins with."""

    openings: int
    wage: Decimal | None
    wage_unit: str
    until: date | None


def promises_context(actor: Actor, order: JobOrder, plan: Plan | None) -> dict[str, Any]:
    """Return the documents, the openings with what may be done, and the terms the form begins with."""
    documents = documents_of(order, plan)
    committed = any(item.kind is Kind.COMMITMENT and item.is_signed for item in documents)
    return {
        "documents": documents,
        "openings": [_row(actor, order, opening) for opening in queries.openings_of(order)],
        "is_committed": committed,
        "can_commit": not committed and may_opening(actor, "commit", order, OpeningStatus.OFFERED),
        "terms": _terms(order),
        "seen_basis": commitment_basis(order),
        "wage_units": WageUnit.choices,
    }


def _row(actor: Actor, order: JobOrder, opening: Opening) -> OpeningRow:
    steps = tuple(
        (verb, label)
        for verb, label in STEPS.items()
        if verb in OPENING_RULES and may_opening(actor, verb, order, opening.current_status)
    )
    return OpeningRow(opening, steps)


def _terms(order: JobOrder) -> FormTerms:
    try:
        usual = usual_terms(order)
    except JobOrderError:
        return FormTerms(order.openings, None, "", None)
    return FormTerms(usual.openings, usual.wage, usual.wage_unit, usual.until)
