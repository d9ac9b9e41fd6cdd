"""What goes into a cost–benefit account and what comes out; USD per participant throughout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpecError(ValueError):
    """The description cannot be used; `field` says where, the message what to write instead."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class Group(StrEnum):
    """Who gains or pays; society is the sum of all four."""

    PARTICIPANT = "participant"
    EMPLOYER = "employer"
    GOVERNMENT = "government"
    OTHERS = "others"
    """Donors, and workers outside the program."""


class Shape(StrEnum):
    """How a quantity varies in the draws."""

    FIXED = "fixed"
    INTERVAL = "interval"
    """Low and high are the ends of a 95 % interval: a normal curve on each side of the estimate."""
    RANGE = "range"
    """Low and high are the least and the most that it can be: a triangle with its top at the estimate."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One uncertain figure; quantities with the same `key` rise and fall together in the draws."""

    key: str
    label: str
    estimate: float
    low: float | None = None
    high: float | None = None
    shape: Shape = Shape.FIXED
    source: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money in one year: a real cost has only a payer, a real gain only a receiver, a transfer both."""

    label: str
    amount: Quantity
    payer: Group | None
    receiver: Group | None
    year: int = 0


@dataclass(frozen=True, slots=True)
class Spec:
    """A program's account per participant; year 0 is the year of training, effects begin in year 1."""

    title: str
    effects: tuple[Quantity, ...]
    """Gain in yearly earnings before tax, one for each year that was observed."""
    forgone: Quantity
    """Earnings given up while in training, before tax."""
    payments: tuple[Payment, ...]
    later_years: int
    decay: Quantity
    """Share of the last observed gain that fades each later year."""
    fringe: Quantity
    income_tax: Quantity
    payroll_tax: Quantity
    benefit_loss: Quantity
    displacement: Quantity
    employer_surplus: Quantity
    """Yearly value to the employer beyond what the worker costs."""
    discount_rate: float
    participants: int
    currency_year: int | None
    evidence: str
    effect_source: str
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Account:
    """Present value for one group (or society): the estimate, 95 % of the draws, share of draws above zero."""

    who: str
    estimate: float
    low: float
    high: float
    chance_positive: float


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Present value of one line by group; the row of a transfer adds to zero."""

    label: str
    participant: float
    employer: float
    government: float
    others: float

    @property
    def society(self) -> float:
        """The four together."""
        return self.participant + self.employer + self.government + self.others


@dataclass(frozen=True, slots=True)
class Mvpf:
    """Marginal value of public funds: what people gain for each net dollar of government (None: see `words`)."""

    estimate: float | None
    low: float | None
    high: float | None
    willingness_to_pay: float
    net_cost: float
    pays_for_itself: float
    """Share of draws in which people gain and government loses nothing."""
    words: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """What it would take for society to come out even; None where no value does."""

    first_year_effect: float | None
    share_of_estimate: float | None
    most_cost: float | None
    """USD of program cost per participant at which society breaks even."""
    year: int | None
    """First year by whose end society is even."""


@dataclass(frozen=True, slots=True)
class Swing:
    """Society's present value when one figure is at its low or high end and all others at their estimate."""

    label: str
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True)
class CostBenefit:
    """The whole account; USD of present value per participant."""

    spec: Spec
    accounts: tuple[Account, ...]
    ledger: tuple[LedgerRow, ...]
    mvpf: Mvpf
    break_even: BreakEven
    swings: tuple[Swing, ...]
    by_rate: tuple[tuple[float, float], ...]
    """Society's present value at other discount rates."""
    observed_only: Account
    """Society if the effect stops with the last year that was observed."""
    sentence: str
    unknown: tuple[str, ...]

    def account(self, who: str) -> Account:
        """Return the account of a group or of "society"."""
        return next(item for item in self.accounts if item.who == who)
