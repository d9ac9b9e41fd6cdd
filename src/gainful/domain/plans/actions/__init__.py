"""Every write to plans."""

from gainful.domain.plans.actions.answer_plan import answer_plan
from gainful.domain.plans.actions.ask_each import ask_each
from gainful.domain.plans.actions.choose_people import choose_people
from gainful.domain.plans.actions.make_plan import PlanRequest, make_plan
from gainful.domain.plans.actions.name_way import name_way
from gainful.domain.plans.actions.openings import close_job_order, withdraw_opening
from gainful.domain.plans.actions.review_list import ask_review, decide_review
from gainful.domain.plans.actions.send_profile import send_profile
from gainful.domain.plans.actions.sign_plan import (
    commit_openings,
    send_plan,
    settle,
    sign_plan,
    sign_profile,
)
from gainful.domain.plans.actions.submitted_jobs import decline_submitted, submit_job, take_up_submitted

__all__ = [
    "PlanRequest",
    "answer_plan",
    "ask_each",
    "ask_review",
    "choose_people",
    "close_job_order",
    "commit_openings",
    "decide_review",
    "decline_submitted",
    "make_plan",
    "name_way",
    "send_plan",
    "send_profile",
    "settle",
    "sign_plan",
    "sign_profile",
    "submit_job",
    "take_up_submitted",
    "withdraw_opening",
]
