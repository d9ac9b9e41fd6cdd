"""Unit prices of support and measurement: editable assumptions, each with where it comes from.

Hours of staff are priced from the national median wage (OEWS May 2025) times what an employer pays on top; a test
works them out again from the reference. Everything else is a planning assumption and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil

from gainful.engine.held.circumstances import Barrier

BENEFITS = Decimal("1.42")
"""Benefits on top of wages: about 30 % of what workers cost (BLS, Employer Costs for Employee Compensation)."""
OVERHEAD = Decimal("1.25")
"""Supervision, office and travel on top: planning assumption."""
WAGE_SOURCES = {"coaching": "21-1012.00", "follow_up": "43-4111.00", "evaluation": "19-3022.00"}
"""Whose median wage prices an hour: career counselors, interviewers, survey researchers."""


class PaidBy(StrEnum):
    """Who pays: the program, or another who carries a part of the plan."""

    PROGRAM = "program"
    EMPLOYER = "employer"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """USD per person for one unit of support, in plain words, with the source of the figure, who pays and the fund."""

    kind: str
    label: str
    amount: Decimal
    unit: str
    source: str
    paid_by: PaidBy = PaidBy.PROGRAM
    fund: str = ""


YOURS = " Replace it by yours."
"""What the source of a planning assumption says to the agency: it is no matter of those who sign."""
ASSUMPTION = "Planning assumption; replace it with your own contract price."


def _assumed(kind: Barrier, label: str, amount: int, unit: str, stands_for: str) -> UnitPrice:
    return UnitPrice(kind, label, Decimal(amount), unit, f"Planning assumption: {stands_for}.{YOURS}")


def _staff(
    kind: str, label: str, hourly: int, wage: str, *, unit: str = "hour", hours: str = "1", rule: str = ""
) -> UnitPrice:
    """Price staff: the wage and what comes on top in whole dollars an hour, times the hours of a unit, to the cent."""
    amount = Decimal(hourly) * Decimal(hours)
    times = "" if unit == "hour" else f", times {hours} hours"
    source = (
        f"{wage} (OEWS May 2025, national median), plus 42 % for benefits, then 25 % on that for overhead, in whole "
        f"dollars ${hourly} an hour{times}; the hours are assumed{rule}."
    )
    return UnitPrice(kind, label, amount.quantize(Decimal("0.01")), unit, source)


SUPPORT_PRICES: dict[str, UnitPrice] = {
    price.kind: price
    for price in (
        _assumed(
            Barrier.TRANSPORT, "Rides or a transit pass", 90, "month", "a monthly pass or some eight rides"
        ),
        _assumed(
            Barrier.CHILDCARE, "Child care", 800, "month", "one child, beside other help the family gets"
        ),
        _assumed(Barrier.HOUSING, "Help to keep or find housing", 600, "person", "part of one month's rent"),
        _assumed(
            Barrier.LANGUAGE,
            "English for this job",
            450,
            "person",
            "30 hours in a group, for everybody who asked for it, short of this job's English by the estimate or not",
        ),
        _assumed(
            Barrier.INTERNET,
            "Computer basics and a loaned laptop",
            300,
            "person",
            "10 hours and a used laptop",
        ),
        _assumed(Barrier.HEALTH, "Health or counseling visits", 400, "person", "four visits"),
        _assumed(Barrier.LEGAL, "Legal help", 350, "person", "fees and three hours of a legal clinic"),
        _assumed(
            Barrier.CLOTHING, "Work clothes, tools and fees", 250, "person", "two sets, shoes, one exam fee"
        ),
        _assumed(
            Barrier.INCOME,
            "Help with living costs in weeks of class",
            200,
            "week",
            "part of lost pay, for those who need it, in the weeks in which the person has a class",
        ),
        _assumed(
            Barrier.OTHER, "Other support, agreed with the coach", 150, "person", "a small emergency fund"
        ),
    )
}
COACHING = _staff(
    "coaching", "Job coach, before and after the hire", 55, "A career counselor's $30.93 an hour"
)
MENTOR = UnitPrice(
    "mentor",
    "Mentor at the workplace",
    Decimal(30),
    "hour",
    "Planning assumption: an hour of a co-worker whom the new person can ask anything, in talks beside the work (a "
    "trainer teaches the tasks and is another line). Replace it by yours.",
)
RECORDS = _staff(
    "records",
    "Progress records with the trainer",
    39,
    "An interviewer's $22.08 an hour",
    rule=": a quarter of an hour for each person and week in class, one week for whoever is hired without a class",
)
FOLLOW_UP = _staff(
    "follow_up",
    "Asking each person how it goes, 45 minutes each time",
    39,
    "An interviewer's $22.08 an hour",
    unit="follow-up",
    hours="0.75",
)
EMPLOYER_FOLLOW_UP = _staff(
    "employer_follow_up",
    "Asking the employer how it goes, 30 minutes each time",
    39,
    "An interviewer's $22.08 an hour",
    unit="follow-up",
    hours="0.5",
)
WAGE_RECORD_MATCH = UnitPrice(
    "wage_records",
    "Looking up pay in the state's wage records",
    Decimal(20),
    "person",
    "Planning assumption: the agency's fee. Replace it by yours.",
)
EVALUATION = _staff(
    "evaluation",
    "Comparison group and report, 4 hours a person",
    59,
    "A survey researcher's $33.39 an hour",
    unit="person",
    hours="4",
    rule=": this plan's part of one report on all cohorts of the program",
)
ON_THE_JOB = UnitPrice(
    "on_the_job",
    "Trainer's time on the job",
    Decimal(30),
    "hour",
    "Planning assumption: an hour of a co-worker who teaches the tasks (a mentor is another line; reimbursed wages are "
    "the new person's, not the co-worker's); 4 hours for each gap that should have a class and has none, 1 for each 10 "
    "hours that are learned at work, rounded up for each person; fixed, whatever the hours. Replace it by yours.",
)
FOLLOW_UP_MONTHS = (1, 3, 6, 12)
"""DESIGN rule 4: waves to trainee and employer at 1, 3, 6 and 12 months."""
RECORD_HOURS_A_WEEK = Decimal("0.25")
"""A person's attendance and milestones, entered and looked at each week of training (planning assumption)."""
WEEKS_PER_MONTH = 52 / 12
MONTHS_ON_THE_JOB = 1
"""Rides and child care go on for the first month of work, when pay has not come yet (planning assumption)."""


AT_A_DESK = frozenset({"11", "13", "15", "17", "19", "21", "23", "25", "27", "41", "43"})
"""SOC major groups with work at a desk, in a classroom or a shop: no work clothes or tools (planning assumption)."""


def asks_for_tools(occupation_code: str | None) -> bool:
    """Say whether people need work clothes and tools for an occupation; where it is not known they are priced."""
    return occupation_code is None or occupation_code[:2] not in AT_A_DESK


STIPENDS = frozenset({str(Barrier.INCOME), "training_wage", "ojt_share"})
"""Kinds of lines that are pay to people who learn: the mix is shown with and without them."""


def support_units(kind: str, weeks: int) -> int:
    """Return how many units of a kind one person gets over so many weeks of training; months are begun months.

    Without a class there is no stipend to pay, and rides and child care are for the first month of work only.
    """
    unit = SUPPORT_PRICES[kind].unit
    if unit == "month":
        return ceil(weeks / WEEKS_PER_MONTH) + MONTHS_ON_THE_JOB
    return weeks if unit == "week" else 1


def support_price(kind: str, weeks: int) -> Decimal:
    """Return USD for one person's support of a kind over a training of so many weeks, in whole cents."""
    return (SUPPORT_PRICES[kind].amount * support_units(kind, weeks)).quantize(Decimal("0.01"))


def typical_support_prices(weeks: int = 8) -> dict[str, float]:
    """Return USD per barrier for ranking a pool, for a training of typical length."""
    return {kind: float(support_price(kind, weeks)) for kind in SUPPORT_PRICES}
