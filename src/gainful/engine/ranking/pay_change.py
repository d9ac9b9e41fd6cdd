"""What a job pays beside another kind of work, where BLS may say of either only that it reaches its highest wage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIDEWAYS = 0.05
"""A pay cut of up to 5 % still counts as sideways: within the spread of one occupation's wages."""


@dataclass(frozen=True, slots=True)
class Pay:
    """A median wage in US dollars a year, NaN unknown; `at_least` where it is only known to reach that much."""

    wage: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class PayChange:
    """The job's median wage minus theirs, US dollars a year; None where it cannot be told."""

    amount: float | None
    bound: str
    """`exact`, `at_least` or `at_most`; `unknown` where there is no amount."""


UNKNOWN = PayChange(None, "unknown")


def pay_change(job: Pay, now: Pay) -> PayChange:
    """Return the change from today's work to the job, with what is known of it."""
    if np.isnan(job.wage) or np.isnan(now.wage) or (job.at_least and now.at_least):
        return UNKNOWN
    bound = "at_least" if job.at_least else "at_most" if now.at_least else "exact"
    return PayChange(job.wage - now.wage, bound)


def step_by_pay(job: Pay, now: Pay, wage_floor: float | None = None) -> str | None:
    """Name the step `up`, `sideways` or `down`; None where pay does not tell, as between two wages at the ceiling.

    A job that pays `wage_floor`, what the people in question need, is no step down for them.
    """
    change = pay_change(job, now)
    if change.amount is None:
        return None
    if job.wage >= now.wage * (1 + SIDEWAYS) and change.bound != "at_most":
        return "up"
    falls = job.wage < now.wage * (1 - SIDEWAYS)
    if change.bound == "at_least" or (change.bound == "at_most" and not falls):
        return None
    if not falls:
        return "sideways"
    return "sideways" if wage_floor is not None and job.wage >= wage_floor else "down"


def of_the_loss(bound: str) -> str:
    """Return how to read the loss where a change is negative: a change of at most −5,000 is a loss of at least that."""
    return {"at_least": "at_most", "at_most": "at_least"}.get(bound, bound)


def change_in_words(change: PayChange) -> str | None:
    """Say the change in a sentence, None where it is not known."""
    if change.amount is None:
        return None
    more = change.amount >= 0
    how = {"at_least": "at least ", "at_most": "at most "}.get(
        change.bound if more else of_the_loss(change.bound), ""
    )
    return f"The job's median wage is {how}${abs(change.amount):,.0f} a year {'more' if more else 'less'}."
