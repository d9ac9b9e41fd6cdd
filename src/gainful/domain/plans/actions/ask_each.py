"""Ask each person of a plan before, or after, the employer signs it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import require
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.plans.asking import ask_people
from gainful.domain.plans.changes import require_up_to_date
from gainful.domain.plans.models import Plan
from gainful.domain.plans.states import PLAN_RULES


@transaction.atomic
def ask_each(actor: Actor, plan: Plan) -> int:
    """Ask whoever of the plan has not answered; return how many wait to be answered.

    From then on the person sees their part of the plan, also while it is a draft.
    """
    require(actor, "edit_order", plan.job_order)
    if plan.status not in PLAN_RULES["answer"].states:
        raise JobOrderError(
            _("This plan was replaced by a newer version."), hint=_("Ask with the newest one.")
        )
    require_up_to_date(actor, plan)
    return len(ask_people(actor, plan))
