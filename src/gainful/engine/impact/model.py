"""A study and what came of it: plain records that reports, ratings and files are made from."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast

from gainful.engine.impact.moments import TimeLine

if TYPE_CHECKING:
    from pydantic import JsonValue

SCHEMA_VERSION = "1.0"
TELLS_NO_EFFECT = {"placebo", "placebo_p", "first_stage", "effective_sample", "donor_weights", "bandwidth"}
"""Diagnostics of a refused study that may be shown."""


Cell: TypeAlias = "str | bool | int | float | None"
"""A value in a line of a table."""


class EventRow(TypedDict):
    """The effect in a period, counted from the start of the program."""

    period: int
    effect: float | None
    low: float | None
    high: float | None


class Design(StrEnum):
    """How treated people came to be compared with others."""

    LOTTERY = "lottery"
    COMPARISON = "comparison"
    DID = "did"
    STAGGERED = "staggered"
    IV = "iv"
    SYNTHETIC = "synthetic"
    DISCONTINUITY = "rd"


class Estimand(StrEnum):
    """Whose average effect is asked for."""

    ITT = "ITT"
    """of being offered, over everybody who was assigned"""
    TOT = "TOT"
    """of taking part, for those who take part when offered and not otherwise"""
    ATE = "ATE"
    """of taking part, for everybody in the study"""
    ATT = "ATT"
    """of taking part, for those who took part"""
    LATE = "LATE"
    """of taking part, for those who stand at the line that decides"""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What is asked and how it is to be answered; names are columns of the data."""

    question: str
    outcome: str
    treatment: str
    design: Design
    estimand: Estimand
    covariates: tuple[str, ...] = ()
    """known before treatment began"""
    pre_outcomes: tuple[str, ...] = ()
    """the outcome before treatment, oldest first"""
    assignment: str | None = None
    """0/1: was offered (lottery), or the instrument, which may be an amount too (iv)"""
    given: tuple[str, ...] = ()
    """covariates given which the instrument is taken to be as good as drawn (iv)"""
    probability: str | None = None
    """each person's chance of being offered, where it differs"""
    weight: str | None = None
    """survey or design weight: how many people of the population each stands for (every design but synthetic)"""
    strata: str | None = None
    cluster: str | None = None
    """the unit that was assigned, where it is not the person"""
    unit: str | None = None
    time: str | None = None
    first_treated: str | None = None
    """period of first treatment; empty or 0 where never"""
    running: str | None = None
    """the score that decides who gets in (rd)"""
    cutoff: float | None = None
    """the line on that score (rd)"""
    subgroups: tuple[str, ...] = ()
    quantiles: tuple[float, ...] = ()
    """shares of people, counted from below, at which the drawn groups are compared too (lottery)"""
    placebo_outcome: str | None = None
    treated_is: str | None = None
    """the word or number of those treated, where it is not 1 or yes"""
    compared_with: str | None = None
    """the word or number of the others; without it everybody else"""
    other_outcomes: tuple[str, ...] = ()
    """outcomes asked for in the same run: none of them was known before"""
    began: str | None = None
    """year, quarter or month in which the program began, such as 2020 or 2020q3"""
    later: tuple[str, ...] = ()
    """columns measured after the program began, where their names do not say so"""
    trim: bool = False
    """leave out people without a counterpart (comparison); the answer is then for those who stay"""
    outcome_is: str | None = None
    """the word that counts as yes, where the outcome is one of several words"""
    outcome_label: str = ""
    """the outcome in words, for readers: Earnings in 2021"""
    outcome_unit: str = ""
    seed: int = 20261123
    expert: bool = False

    @property
    def outcome_called(self) -> str:
        """What the outcome is called where people read of it: its label, else its column."""
        return self.outcome_label or self.outcome

    @property
    def asks_others_each_time(self) -> bool:
        """Whether other people were asked in each period: a period is named, and nobody who is followed."""
        return bool(self.time and not self.unit and not self.pre_outcomes)

    @property
    def speaks_of_places(self) -> bool:
        """Whether the answer is about where a program took place, rather than about people who took part."""
        return self.follows_units or self.asks_others_each_time

    @property
    def follows_units(self) -> bool:
        """Whether units are followed over periods; `unit` alone is only the person's id."""
        return bool(self.unit and self.time)


@dataclass(frozen=True, slots=True)
class Arm:
    """How many people of one arm entered and how many outcomes are known; pending is not missing."""

    name: str
    entered: int
    known: int
    missing: int
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """From everybody in the file to those analysed; attrition in shares of one."""

    in_file: int
    dropped: tuple[tuple[str, int], ...]
    """why rows could not be used, and how many"""
    arms: tuple[Arm, ...]
    analysed: int
    overall_attrition: float | None
    differential_attrition: float | None


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A covariate in both groups, before and after weighting; SMD in pooled standard deviations."""

    covariate: str
    mean_treated: float | None
    mean_comparison: float | None
    mean_weighted: float | None
    smd_before: float | None
    smd_after: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimator's answer, in units of the outcome."""

    id: str
    name: str
    estimand: Estimand
    effect: float
    se: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n_treated: int
    n_comparison: int
    primary: bool = False
    causal: bool = True
    """False for what a naive comparison would have said: never shown as the effect"""
    note: str = ""
    dose: str = ""
    """name of a treatment that is an amount, such as years of school: the effect is that of one more unit"""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A figure that says something about the design; `bound` is where it would start to worry."""

    id: str
    name: str
    figure: float | None
    bound: float | None
    words: str
    unit: str = ""
    rows: tuple[Mapping[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule that must hold before an effect is shown."""

    id: str
    rule: str
    passed: bool
    figure: float | None
    bound: float | None
    said: str
    """the figure in a sentence"""
    fix: str
    """what would make it pass"""
    source: str
    naive: bool = False
    """held against the plain difference only, which is refused as an effect where it fails"""
    tried: bool = True
    """false where there was nothing to try the rule on: it then stops nothing and proves nothing"""

    @property
    def result(self) -> str:
        """In a word: holds, FAILS, or not tried where there was nothing to try it on."""
        if not self.passed:
            return "FAILS"
        return "holds" if self.tried else "not tried"


@dataclass(frozen=True, slots=True)
class SubgroupEstimate:
    """The effect in a group named in advance, corrected for asking several times."""

    group: str
    value: str
    effect: float
    se: float | None
    low: float | None
    high: float | None
    n_treated: int
    n_comparison: int
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything a reader needs to believe or doubt the effect of one treatment on one outcome."""

    plan: StudyPlan
    flow: Flow
    balance: tuple[BalanceRow, ...]
    estimates: tuple[Estimate, ...]
    diagnostics: tuple[Diagnostic, ...]
    gates: tuple[Gate, ...]
    subgroups: tuple[SubgroupEstimate, ...] = ()
    minimum_detectable: float | None = None
    """effect found four times in five, in units of the outcome (two-sided 5 %)"""
    comparison_mean: float | None = None
    warnings: tuple[str, ...] = ()
    overlap: dict[str, list[float]] = field(default_factory=dict)
    """`edges` (0 to 1), `treated` and `comparison` counts of the propensity score"""
    event_study: tuple[EventRow, ...] = ()
    """`period` relative to the start, `effect`, `low`, `high`; did, staggered, synthetic"""
    versions: dict[str, str] = field(default_factory=dict)
    time_line: TimeLine = field(default_factory=TimeLine)
    """which columns were read as measured before the program, and which after"""

    @property
    def primary(self) -> Estimate | None:
        """The estimate that answers the question, None where there is none."""
        return next((e for e in self.estimates if e.primary), None)

    @property
    def failed(self) -> tuple[Gate, ...]:
        """The gates that refuse the effect."""
        return tuple(gate for gate in self.gates if not gate.passed and not gate.naive)

    @property
    def naive_failed(self) -> tuple[Gate, ...]:
        """The gates that refuse the plain difference between the groups."""
        return tuple(gate for gate in self.gates if not gate.passed and gate.naive)

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that may be shown: of a refused study none from which the effect could be worked out."""
        return tuple(d for d in self.diagnostics if self.shown or d.id in TELLS_NO_EFFECT)

    @property
    def told_estimates(self) -> tuple[Estimate, ...]:
        """The estimates that may be shown. Of a refused study only those that claim no effect; of a change none.

        The plain difference beside the earlier outcomes in the balance table would be the change itself.
        """
        if self.shown:
            return self.estimates
        if self.plan.design is Design.DID:
            return ()
        return tuple(e for e in self.estimates if not e.causal)

    @property
    def shown(self) -> bool:
        """Whether an effect may be shown: every gate holds, or an expert opened it and the output says so."""
        return self.primary is not None and (not self.failed or self.plan.expert)

    @property
    def opened_by_expert(self) -> bool:
        """Whether the effect is shown although a gate refuses."""
        return bool(self.failed) and self.plan.expert

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain JSON values; unknown figures are null. An effect that a gate refuses is left out."""
        body = cast("dict[str, JsonValue]", plain(dataclasses.asdict(self)))
        body["time_line"] = plain(self.time_line.to_json())
        if not self.shown:
            body["estimates"] = [plain(dataclasses.asdict(e)) for e in self.told_estimates]
            body["subgroups"], body["event_study"] = [], []
            body["comparison_mean"] = body["minimum_detectable"] = None
            body["diagnostics"] = [plain(dataclasses.asdict(d)) for d in self.told]
        return {
            "schema_version": SCHEMA_VERSION,
            "shown": self.shown,
            "opened_by_expert": self.opened_by_expert,
            "refused_by": [gate.id for gate in self.failed],
            "naive_refused_by": [gate.id for gate in self.naive_failed],
            **body,
        }


def plain(value: object) -> JsonValue:
    """Return the value with numpy numbers as Python's, tuples as lists, and no NaN or infinity."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if isinstance(value, StrEnum) else cast("JsonValue", value)
