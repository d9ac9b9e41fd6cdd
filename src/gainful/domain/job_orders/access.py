"""Who may do what with a job order: predicates over the actor, driven by the table in `states`."""

from __future__ import annotations

import rules
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.errors import NotAllowedError
from gainful.domain.job_orders.models import JobOrder, Opening, SubmittedJob
from gainful.domain.job_orders.states import (
    OPENING_RULES,
    RULES,
    SUBMITTED_RULES,
    JobOrderStatus,
    OpeningStatus,
)

AGENCY_ROLES = MANAGERS
LINK_ROLE = "link"
"""The actor behind a signed link: the link's scope and job order were checked before it acts."""


def is_agency(actor: Actor, order: JobOrder) -> bool:
    """Whether the actor works for the agency that holds the order."""
    return actor.organization_id is not None and order.agency_id == actor.organization_id


def is_employer(actor: Actor, order: JobOrder) -> bool:
    """Whether the actor works for the employer whose job it is."""
    return (
        actor.role == "employer"
        and order.employer_id is not None
        and order.employer_id == actor.organization_id
    )


def _predicate(verb: str) -> rules.predicates.Predicate:
    rule = RULES[verb]

    def allowed(actor: Actor, order: JobOrder) -> bool:
        if actor.role in {SYSTEM_ROLE, LINK_ROLE}:
            return actor.role == SYSTEM_ROLE or LINK_ROLE in rule.roles
        party = is_employer if actor.role == "employer" else is_agency
        return actor.role in rule.roles and party(actor, order)

    return rules.predicate(allowed, name=f"job_orders.{verb}")


for _verb in RULES:
    rules.add_perm(f"job_orders.{_verb}", _predicate(_verb))


def has_right(actor: Actor, verb: str, order: JobOrder) -> bool:
    """Whether the verb is the actor's at all, in whichever state the order is."""
    return bool(rules.has_perm(f"job_orders.{verb}", actor, order))


def may(actor: Actor, verb: str, order: JobOrder) -> bool:
    """Whether the actor may use the verb on the order as it stands."""
    return has_right(actor, verb, order) and order.status in RULES[verb].states


def require(actor: Actor, verb: str, order: JobOrder) -> None:
    """Refuse with a reason unless the actor may use the verb on the order as it stands."""
    if not has_right(actor, verb, order):
        raise NotAllowedError(_("Your role does not allow this step on this job order."))
    if order.status not in RULES[verb].states:
        raise NotAllowedError(
            _("This step is not open while the job order is “%(status)s”.")
            % {"status": order.get_status_display()},
            hint=_("Reload the page to see what it waits for."),
        )


def _is_party(actor: Actor, order: JobOrder) -> bool:
    if actor.role in {SYSTEM_ROLE, LINK_ROLE}:
        return True
    return is_employer(actor, order) if actor.role == "employer" else is_agency(actor, order)


def may_opening(actor: Actor, verb: str, order: JobOrder, status: str) -> bool:
    """Whether the actor may use the verb on an opening of the order in that state."""
    rule = OPENING_RULES[verb]
    allowed = actor.role == SYSTEM_ROLE or actor.role in rule.roles
    is_open = order.status not in {JobOrderStatus.DRAFT, JobOrderStatus.CLOSED}
    return allowed and is_open and status in rule.states and _is_party(actor, order)


def require_opening(actor: Actor, verb: str, order: JobOrder, opening: Opening) -> None:
    """Refuse with a reason unless the actor may use the verb on the opening as it stands."""
    if may_opening(actor, verb, order, opening.current_status):
        return
    raise NotAllowedError(
        _("This step is not open to you while the opening is “%(opening)s” and the job order “%(order)s”.")
        % {"opening": opening.current_label, "order": order.get_status_display()},
        hint=_("Reload the page to see what it waits for."),
    )


def require_commitment(actor: Actor, order: JobOrder) -> None:
    """Refuse unless the actor may commit openings of the order, whichever they are."""
    if not may_opening(actor, "commit", order, OpeningStatus.OFFERED):
        raise NotAllowedError(
            _("Only the employer commits openings, once the job order is shared and until it is closed.")
        )


def may_submitted(actor: Actor, verb: str, job: SubmittedJob) -> bool:
    """Whether the actor may use the verb on a job that an employer sent in, as it stands."""
    rule = SUBMITTED_RULES[verb]
    party = job.employer_id if actor.role == "employer" else job.agency_id
    return actor.role in rule.roles and actor.organization_id == party and job.status in rule.states


def require_submitted(actor: Actor, verb: str, job: SubmittedJob) -> None:
    """Refuse with a reason unless the actor may use the verb on it as it stands."""
    if may_submitted(actor, verb, job):
        return
    raise NotAllowedError(
        _("This step is not open to you: the job is “%(status)s”.") % {"status": job.get_status_display()},
        hint=_("Reload the page to see where it stands."),
    )


def require_creator(actor: Actor) -> None:
    """Refuse unless the actor may open job orders for their agency."""
    if actor.role not in AGENCY_ROLES or actor.organization is None:
        raise NotAllowedError(_("Only a program manager of an agency can start a job order."))


def advance(order: JobOrder, verb: str) -> None:
    """Save the order, moved to the state that the table gives for the verb; a state changes nowhere else."""
    if to := RULES[verb].to:
        order.status = to
    order.updated_at = timezone.now()
    with acting_in("advance"):
        order.save()
