"""What a job pays beside another kind of work: the one definition of pay change, on every page, file and printout.

Pay change = the job's pay − what is typical for the other work. The job's pay is the lowest that it states, as USD a
year; where it states none, the median of its occupation where it is. What is typical is the OEWS median of the last
occupation where the person lives, else in the state or the nation. BLS may say of either median only that it reaches
its highest published wage.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gainful.engine.occupations import Reference

SIDEWAYS = 0.05
"""A pay cut of up to 5 % still counts as sideways: within the spread of one occupation's wages."""


@dataclass(frozen=True, slots=True)
class Pay:
    """A median wage in US dollars a year, NaN unknown; `at_least` where it is only known to reach that much."""

    wage: float
    at_least: bool = False


class PayBasis(StrEnum):
    """Where a job's pay comes from."""

    STATED = "stated"
    """The lowest pay that the job states."""
    USUAL = "usual"
    """The median of its occupation where it is: it states none."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class JobPay:
    """What a job pays, and where that is from; `place` is whose median it is: `area`, `state` or `nation`."""

    pay: Pay
    basis: PayBasis
    place: str = ""


def job_pay(stated: float | None, code: str | None, area: str | None, reference: Reference) -> JobPay:
    """Return a job's pay, USD a year: the stated one, else the median of its occupation in its area."""
    if stated:
        return JobPay(Pay(stated), PayBasis.STATED)
    usual = reference.wage(code, area or None) if code else None
    if usual is None or usual.median is None:
        return JobPay(Pay(np.nan), PayBasis.UNKNOWN)
    place = usual.place if area else "nation"
    return JobPay(Pay(float(usual.median), "median" in usual.at_least), PayBasis.USUAL, place)


@dataclass(frozen=True, slots=True)
class PayChange:
    """The job's pay minus theirs, US dollars a year; None where it cannot be told."""

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


def change_in_words(change: PayChange, basis: PayBasis = PayBasis.USUAL) -> str | None:
    """Say the change in a sentence, None where it is not known; a median is said to be one."""
    if change.amount is None:
        return None
    more = change.amount >= 0
    how = {"at_least": "at least ", "at_most": "at most "}.get(
        change.bound if more else of_the_loss(change.bound), ""
    )
    paid = "The job pays" if basis is PayBasis.STATED else "The job's median wage is"
    return f"{paid} {how}${abs(change.amount):,.0f} a year {'more' if more else 'less'}."
