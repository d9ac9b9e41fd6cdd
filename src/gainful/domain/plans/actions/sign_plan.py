"""Send a plan to the employer and sign it."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import LINK_ROLE, is_employer, require
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.plans.changes import require_up_to_date
from gainful.domain.plans.models import Plan, PlanSignature, PlanStatus


def plan_hash(plan: Plan) -> str:
    """Return the SHA-256 of what is signed: the document as it is stored, which names nobody."""
    text = json.dumps(plan.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def send_plan(actor: Actor, plan: Plan) -> Plan:
    """Show the plan to the employer; refused while the profile is unsigned or the plan is out of date."""
    require(actor, "edit_order", plan.job_order)
    if plan.profile_version.signed_at is None:
        raise JobOrderError(
            _("The employer has not confirmed what the job needs."),
            hint=_("Every module must trace to a confirmed requirement. Send the profile first."),
        )
    require_up_to_date(actor, plan)
    if plan.status == PlanStatus.DRAFT:
        plan.status = PlanStatus.SENT
        plan.save(update_fields=["status"])
    return plan


@transaction.atomic
def sign_plan(
    actor: Actor, plan: Plan, *, name: str, title: str, link_id: UUID | None = None
) -> PlanSignature:
    """Sign a plan that was sent: by the employer, or through a link that may."""
    if actor.role != LINK_ROLE and not is_employer(actor, plan.job_order):
        raise NotAllowedError(_("Only the employer signs a plan."))
    if plan.status != PlanStatus.SENT:
        raise JobOrderError(_("This plan does not wait for a signature."))
    require_up_to_date(actor, plan)
    name, title = name.strip(), title.strip()
    for field, value, label in (("name", name, _("full name")), ("title", title, _("job title"))):
        if not value:
            raise JobOrderError(_("Type your %(what)s to sign.") % {"what": label}, field=field)
    signature = PlanSignature.objects.create(
        plan=plan,
        name=name[:200],
        title=title[:200],
        on_behalf_of=plan.job_order.employer_label,
        signed_at=timezone.now(),
        user=actor.user,
        link_id=link_id,
        content_hash=plan_hash(plan),
    )
    plan.status = PlanStatus.SIGNED
    plan.save(update_fields=["status"])
    return signature
