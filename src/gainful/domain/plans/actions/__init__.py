"""Every write to plans."""

from gainful.domain.plans.actions.make_plan import PlanRequest, make_plan
from gainful.domain.plans.actions.sign_plan import send_plan, sign_plan

__all__ = ["PlanRequest", "make_plan", "send_plan", "sign_plan"]
