"""A cost–benefit account as one typed JSON document (docs/schema/costbenefit.schema.json)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.cost_benefit.model import CostBenefit, Shape
from gainful.engine.cost_benefit.present import inputs_of
from gainful.engine.records.document import Document, Part

Chance = Annotated[float, Field(ge=0, le=1)]


class AccountPart(Part):
    """The estimate, 95 % of the draws, and the share of draws above zero."""

    estimate: float
    low: float
    high: float
    chance_positive: Chance


class PerspectivesPart(Part):
    """The account of each group, and of all together."""

    participant: AccountPart
    employer: AccountPart
    government: AccountPart
    others: AccountPart
    society: AccountPart


class TotalPart(Part):
    """The estimate times the number of participants."""

    participant: float
    employer: float
    government: float
    others: float
    society: float


class LinePart(Part):
    """Present value of one line by group; the row of a transfer adds to zero."""

    label: str
    participant: float
    employer: float
    government: float
    others: float
    society: float


class MvpfPart(Part):
    """Marginal value of public funds: what people gain for each net dollar of government; null: see `words`."""

    estimate: float | None
    low: float | None
    high: float | None
    willingness_to_pay: float
    net_cost: float
    pays_for_itself: Annotated[
        Chance, Field(description="Share of draws in which people gain and government loses nothing.")
    ]
    words: str


class BreakEvenPart(Part):
    """What it would take for everyone together to come out even; null where no value does."""

    first_year_effect: float | None
    share_of_estimate: float | None
    most_cost: Annotated[float | None, Field(description="USD of program cost per participant.")]
    year: Annotated[int | None, Field(description="First year by whose end everyone together is even.")]


class SwingPart(Part):
    """Everyone together when one figure is at its low or high end and all others at their estimate."""

    label: str
    at_low: float
    at_high: float


class AtRatePart(Part):
    """Everyone together at another discount rate."""

    rate: float
    society: float


class InputPart(Part):
    """A figure that went in; those with the same `key` rise and fall together in the draws."""

    key: str
    label: str
    estimate: float
    low: float | None
    high: float | None
    shape: Shape
    source: str


class CostBenefitDocument(Document):
    """What `gainful costbenefit --json` prints: USD of present value per participant; shares between 0 and 1."""

    published_as: ClassVar[str] = "costbenefit"

    schema_version: Literal["gainful.costbenefit/1"] = "gainful.costbenefit/1"
    title: str
    sentence: Annotated[str, Field(min_length=1)]
    unit: Literal["USD of present value per participant"] = "USD of present value per participant"
    currency_year: int | None
    participants: int
    discount_rate: float
    years_observed: int
    years_assumed: int
    evidence: str
    effect_source: str
    perspectives: PerspectivesPart
    total_for_all: TotalPart
    ledger: tuple[LinePart, ...]
    mvpf: MvpfPart
    break_even: BreakEvenPart
    sensitivity: tuple[SwingPart, ...]
    by_discount_rate: tuple[AtRatePart, ...]
    observed_years_only: Annotated[
        AccountPart, Field(description="Everyone together if the effect stops with the last year observed.")
    ]
    inputs: tuple[InputPart, ...]
    draws: int
    seed: int
    unknown: tuple[str, ...]


def cost_benefit_document(result: CostBenefit) -> CostBenefitDocument:
    """Return an account as a document, for `gainful costbenefit --json` and the file beside its report."""
    spec = result.spec
    return CostBenefitDocument.model_validate(
        {
            **{
                name: getattr(spec, name)
                for name in (
                    "title", "currency_year", "participants", "discount_rate", "evidence", "effect_source",
                    "draws", "seed",
                )
            },
            **{name: getattr(result, name) for name in ("sentence", "ledger", "mvpf", "break_even", "unknown")},
            "years_observed": len(spec.effects),
            "years_assumed": spec.later_years,
            "perspectives": {account.who: account for account in result.accounts},
            "total_for_all": {account.who: account.estimate * spec.participants for account in result.accounts},
            "sensitivity": result.swings,
            "by_discount_rate": [{"rate": rate, "society": value} for rate, value in result.by_rate],
            "observed_years_only": result.observed_only,
            "inputs": inputs_of(spec),
        }
    )  # fmt: skip
