"""Every write to placements."""

from gainful.domain.placements.actions.after_hire import (
    Change,
    record_change,
    set_living_cost,
    take_change_back,
)
from gainful.domain.placements.actions.answer import accept_offer, agree, decline, step_back
from gainful.domain.placements.actions.hire import hire, record_outcome, take_hire_back, take_outcome_back
from gainful.domain.placements.actions.introduce import ask_again, close_introduction, introduce
from gainful.domain.placements.actions.introduce_chosen import introduce_chosen
from gainful.domain.placements.actions.move import Why
from gainful.domain.placements.actions.offers import (
    Terms,
    invite,
    make_offer,
    record_interview,
    refuse,
    take_offer_back,
)

__all__ = [
    "Change", "Terms", "Why", "accept_offer", "agree", "ask_again", "close_introduction", "decline", "hire",
    "introduce", "introduce_chosen", "invite", "make_offer", "record_change", "record_interview", "record_outcome",
    "refuse", "set_living_cost", "step_back", "take_change_back", "take_hire_back", "take_offer_back",
    "take_outcome_back",
]  # fmt: skip
