"""Who may do what with a job order: predicates over the actor, driven by the table in `states`."""

from __future__ import annotations

import rules
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.job_orders.errors import NotAllowed
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import RULES


@rules.predicate
def is_agency(actor: Actor, order: JobOrder | None) -> bool:
    """Whether the actor works for the agency that holds the order (or no order exists yet)."""
    return actor.organization_id is not None and (order is None or order.agency_id == actor.organization_id)


@rules.predicate
def is_employer(actor: Actor, order: JobOrder | None) -> bool:
    """Whether the actor works for the employer whose job it is."""
    return order is not None and actor.role == "employer" and order.employer_id == actor.organization_id


def _allows(verb: str) -> rules.predicates.Predicate:
    rule = RULES[verb]

    @rules.predicate(f"job_orders.{verb}")
    def allowed(actor: Actor, order: JobOrder | None) -> bool:
        if actor.role == SYSTEM_ROLE:
            return True
        return actor.role in rule.roles and (
            is_employer(actor, order) if actor.role == "employer" else is_agency(actor, order)
        )

    return allowed


for _verb in RULES:
    rules.add_perm(f"job_orders.{_verb}", _allows(_verb))
rules.add_perm(
    "job_orders.create",
    rules.predicate(lambda actor: actor.role in {"program_manager", "operator", SYSTEM_ROLE}),
)


def may(actor: Actor, verb: str, order: JobOrder) -> bool:
    """Whether the actor may use the verb on the order as it stands."""
    return rules.has_perm(f"job_orders.{verb}", actor, order) and order.status in RULES[verb].states


def require(actor: Actor, verb: str, order: JobOrder) -> None:
    """Refuse with a reason unless the actor may use the verb on the order as it stands."""
    if not rules.has_perm(f"job_orders.{verb}", actor, order):
        raise NotAllowed(_("Your role does not allow this step on this job order."))
    if order.status not in RULES[verb].states:
        raise NotAllowed(
            _("This step is not open while the job order is “%(status)s”.")
            % {"status": order.get_status_display()},
            hint=_("Reload the page to see what it waits for."),
        )


def advance(order: JobOrder, verb: str) -> None:
    """Move the order to the state the table gives for the verb (not saved here)."""
    if to := RULES[verb].to:
        order.status = to
