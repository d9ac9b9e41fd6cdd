"""What a cost–benefit account is described by, field by field (docs/schema/costbenefit-spec.schema.json).

`spec.read_spec` reads it and says in words what is wrong; a test holds the two against each other.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from gainful.engine.cost_benefit.model import Group, Shape
from gainful.engine.records.document import Document, Part, Sparse

MOST_YEARS = 60
MOST_PARTICIPANTS, MOST_DRAWS, LEAST_DRAWS, MOST_SEED = 10**8, 1_000_000, 100, 2**32 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2200
HIGHEST_RATE = 0.3

Text = Annotated[str, Field(pattern=r"\S")]
Year = Annotated[int, Field(ge=0, le=MOST_YEARS)]
Positive = Annotated[float, Field(ge=0)]
Part01 = Annotated[float, Field(ge=0, le=1)]
ENDS = ConfigDict(json_schema_extra={"dependentRequired": {"low": ["high"], "high": ["low"]}})


class QuantityPart(Sparse):
    """An uncertain figure: low ≤ estimate ≤ high, both ends or neither."""

    model_config = ENDS

    estimate: float
    low: float | None = None
    high: float | None = None
    shape: Annotated[
        Shape | None,
        Field(description="interval for an effect with ends, range elsewhere, fixed without ends"),
    ] = None
    source: str = ""


class AmountPart(QuantityPart):
    """An uncertain amount that is not negative."""

    estimate: Positive
    low: Positive | None = None
    high: Positive | None = None


class SharePart(QuantityPart):
    """An uncertain share between 0 and 1."""

    estimate: Part01
    low: Part01 | None = None
    high: Part01 | None = None


class FromEvaluationPart(Part):
    """The effect out of an evaluation.json that is named from where this file is."""

    evaluation: str
    times: Annotated[float, Field(description="Periods of the outcome in a year.")] = 1


Quantity = float | QuantityPart
Amount = Positive | AmountPart
Share = Part01 | SharePart


class LinePart(Part):
    """Money in one year, USD per participant."""

    name: Text
    amount: Amount
    year: Annotated[Year, Field(description="0 is the year of training.")] = 0


class CostPart(LinePart):
    """A real cost: somebody pays and nobody receives it."""

    payer: Group


class BenefitPart(LinePart):
    """A real gain beyond earnings: somebody receives and nobody pays it."""

    receiver: Group


class TransferPart(LinePart):
    """What one side pays the other."""

    payer: Group
    receiver: Group


class SpecDocument(Document, Sparse):
    """What `gainful costbenefit` reads (JSON or TOML): USD per participant; year 0 is the year of training."""

    published_as: ClassVar[str] = "costbenefit-spec"
    read_only: ClassVar[bool] = True

    title: str = "Cost and benefit"
    effect: Annotated[
        Quantity
        | FromEvaluationPart
        | Annotated[tuple[Quantity, ...], Field(min_length=1, max_length=MOST_YEARS)],
        Field(description="Gain in yearly earnings: one figure, or one for each observed year."),
    ]
    forgone_earnings: Amount = 0
    costs: tuple[CostPart, ...] = ()
    transfers: tuple[TransferPart, ...] = ()
    benefits: tuple[BenefitPart, ...] = ()
    later_years: Year = 0
    decay: Share = 0
    fringe: Share = 0
    income_tax: Share = 0
    payroll_tax: Share = 0
    benefit_loss: Share = 0
    displacement: Share = 0
    employer_surplus: Quantity = 0
    discount_rate: Annotated[float, Field(ge=0, le=HIGHEST_RATE)] = 0.03
    participants: Annotated[int, Field(ge=1, le=MOST_PARTICIPANTS)] = 1
    currency_year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    evidence: str = ""
    draws: Annotated[int, Field(ge=LEAST_DRAWS, le=MOST_DRAWS)] = 10_000
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
