"""Introductions with their steps, interviews and offers; placements and what happens after them."""

from gainful.domain.placements.models.introduction import Interview, Introduction, Offer, Step
from gainful.domain.placements.models.placement import JobChange, LivingCost, Placement
from gainful.domain.placements.models.terms import JobTerms

__all__ = ["Interview", "Introduction", "JobChange", "JobTerms", "LivingCost", "Offer", "Placement", "Step"]
