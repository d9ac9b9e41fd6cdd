"""Sign what stands under a plan, in any order: the employer profile and commitment, the agency the price."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.access import LINK_ROLE, is_employer, require
from gainful.domain.job_orders.actions import CommitmentTerms
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileConfirmation
from gainful.domain.job_orders.queries import commitment_in_force
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.plans.asking import COMMITMENT, PROFILE, ask_commitment, ask_people
from gainful.domain.plans.changes import changes_since, require_up_to_date, require_ways
from gainful.domain.plans.models import Plan, PlanSignature
from gainful.domain.plans.states import PLAN_RULES, PlanStatus
from gainful.domain.plans.telling import PLAN_SIGNED, PROFILE_SIGNED


def plan_hash(plan: Plan) -> str:
    """Return the SHA-256 of what is signed: the document as it is stored, which names nobody."""
    text = json.dumps(plan.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _hold_plan(plan: Plan) -> None:
    """Let one writer at a time at the plan's job order, and read where both stand now."""
    hold_order(plan.job_order)
    plan.status = Plan.objects.filter(pk=plan.pk).values_list("status", flat=True).first() or plan.status


@transaction.atomic
def send_plan(actor: Actor, plan: Plan) -> Plan:
    """Sign the price and show the plan to the employer; refused while the plan is out of date.

    Whoever sends signs, by account: what is sent is what the agency stands for.
    """
    _hold_plan(plan)
    require(actor, "edit_order", plan.job_order)
    if plan.status not in PLAN_RULES["send"].states:
        raise JobOrderError(
            _("This plan is “%(status)s” and is not sent again.") % {"status": plan.get_status_display()},
            hint=_("Make the plan again, then send it."),
        )
    require_up_to_date(actor, plan)
    require_ways(plan)
    if not PlanSignature.objects.filter(plan=plan).exists():
        user = actor.signed_in_user
        with acting_in("send_plan"):
            PlanSignature.objects.create(
                plan=plan,
                name=user.name[:200] or user.email[:200],
                title=_("for the agency"),
                on_behalf_of=str(plan.job_order.agency),
                role=actor.role,
                user=user,
                content_hash=plan_hash(plan),
            )
    plan.status = str(PLAN_RULES["send"].to)
    with acting_in("move_plan"):
        plan.save(update_fields=["status"])
    order_actions.mark_planned(actor, plan.job_order)
    settle(actor, plan.job_order)
    plan.refresh_from_db()
    ask_commitment(actor, plan)
    ask_people(actor, plan)
    return plan


@transaction.atomic
def sign_profile(
    actor: Actor, order: JobOrder, *, name: str, title: str, seen_hash: str, link_id: UUID | None = None
) -> ProfileConfirmation:
    """Sign what the job needs; where a plan waited for that alone, it is signed by it."""
    hold_order(order)
    signed = order_actions.confirm_profile(
        actor, order, name=name, title=title, seen_hash=seen_hash, link_id=link_id
    )
    settle_requests(PROFILE, "job_order", order.pk)
    notice(actor, PROFILE_SIGNED, order.pk)
    settle(actor, order)
    return signed


@transaction.atomic
def commit_openings(
    actor: Actor,
    order: JobOrder,
    terms: CommitmentTerms,
    *,
    name: str,
    title: str,
    link_id: UUID | None = None,
    seen: str = "",
) -> Commitment:
    """Sign the commitment to openings; where a plan waited for that alone, it is signed by it."""
    signed = order_actions.sign_commitment(
        actor, order, terms, name=name, title=title, link_id=link_id, seen=seen
    )
    for plan_id in order.plans.order_by().values_list("pk", flat=True):
        settle_requests(COMMITMENT, "plan", plan_id)
    settle(actor, order)
    return signed


@transaction.atomic
def sign_plan(
    actor: Actor,
    plan: Plan,
    *,
    name: str,
    title: str,
    terms: CommitmentTerms | None = None,
    link_id: UUID | None = None,
    seen: str = "",
) -> Commitment:
    """Commit openings under a plan that was sent, on the terms of the job order unless others are given."""
    order = plan.job_order
    _hold_plan(plan)
    if actor.role != LINK_ROLE and not is_employer(actor, order):
        raise NotAllowedError(_("Only the employer signs a plan."))
    if plan.status not in PLAN_RULES["commit"].states:
        raise JobOrderError(_("This plan does not wait for a signature."))
    require_up_to_date(actor, plan)
    require_ways(plan)
    wanted = terms or order_actions.usual_terms(order)
    return commit_openings(actor, order, wanted, name=name, title=title, link_id=link_id, seen=seen)


def settle(actor: Actor, order: JobOrder) -> Plan | None:
    """Mark the order's newest plan signed once profile, commitment and price all are, and it is up to date."""
    plan = order.plans.select_for_update(of=("self",)).order_by("-number").first()
    if plan is None or plan.status != PlanStatus.SENT or plan.profile_version.signed_at is None:
        return None
    commitment = commitment_in_force(order, timezone.localdate())
    if commitment is None or not hasattr(plan, "signature") or changes_since(actor, plan):
        return None
    plan.commitment, plan.status = commitment, PlanStatus.SIGNED
    with acting_in("move_plan"):
        plan.save(update_fields=["commitment", "status"])
    notice(actor, PLAN_SIGNED, plan.pk)
    return plan
