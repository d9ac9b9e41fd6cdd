"""What somebody said of a quarter beside what wage records say of it, and which of the two counts: by rule.

Wage records go first for employment and earnings in covered jobs (20 CFR 677.175: quarterly wage records). They do not
cover the self-employed, federal employers and the military, and seldom other States; there TEGL 26-16 lets a follow-up
survey stand in. `outcomes` counts by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gainful.engine.indicators.proofs import WAGE_RECORD

SURVEY = "follow-up-survey"
NEAR = 0.25
"""How far earnings may lie apart before it is told (ours): an answer is about one week, a record about a quarter."""
Employed = Literal["yes", "no", "unknown"]
RULES = {
    "record": "Wage records show pay in this quarter: employment and earnings are theirs, whatever was said.",
    "not-covered": (
        "The quarter is complete and shows no pay, and the person says that they work. Records do not cover the"
        " self-employed, federal employers and most jobs in other States: the answer counts as employment. Earnings"
        " stay unknown; an answer is no proof of a quarter's pay."
    ),
    "both-no": "The quarter is complete and shows no pay, and the person says that they do not work: not employed.",
    "no-answer": (
        "The quarter is complete and shows no pay, and the person did not say whether they work. What is unanswered is"
        " unknown and says neither yes nor no; the record alone counts: no covered job."
    ),
    "amount-unknown": "Wage records show a job, and its pay is not known yet: employed is pending, like the earnings.",
    "pending": "The records of this quarter are not complete: nothing is settled, and nobody counts as out of work.",
}
RULE_NAMES = {
    "record": "The record shows pay",
    "not-covered": "No record, and the person works",
    "both-no": "Both say no work",
    "no-answer": "No record, and no answer",
    "amount-unknown": "A job, its pay not known yet",
    "pending": "The quarter is not complete",
}
"""Each rule in a few words, for whoever reads it beside a row."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered: whether they work (empty: not answered), and their pay as of a quarter in USD."""

    works: str = ""
    pay: float | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What wage records say of the quarter: whether it is complete, and its pay (0: none; None: not known yet)."""

    complete: bool
    pay: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What counts, where it comes from, by which rule, and in what the two disagree."""

    employed: Employed
    earnings: float | None
    source: str
    rule: str
    employment_differs: bool = False
    earnings_differ: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things."""
        return self.employment_differs or self.earnings_differ


def settle(said: Said, recorded: Recorded) -> Settled:
    """Return which of the two counts in a quarter."""
    if not recorded.complete:
        return Settled("unknown", None, "", "pending")
    if recorded.pay is None:
        return Settled("unknown", None, "", "amount-unknown")
    if recorded.pay > 0:
        apart = said.pay is not None and abs(said.pay - recorded.pay) > NEAR * recorded.pay
        return Settled("yes", recorded.pay, WAGE_RECORD, "record", said.works == "no", apart)
    if said.works == "yes":
        return Settled("yes", None, SURVEY, "not-covered", employment_differs=True)
    return Settled("no", None, WAGE_RECORD, "both-no" if said.works == "no" else "no-answer")
